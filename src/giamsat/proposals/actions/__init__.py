"""What people do here. Each: permit, change, record, announce, in one transaction."""
