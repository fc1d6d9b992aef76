"""Pure engines of Giám Sát: no Django, no database, no network, no clock."""
