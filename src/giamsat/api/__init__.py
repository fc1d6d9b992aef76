"""The API: cases and recommendations with a person's own permissions, and replies from a body's own system."""
