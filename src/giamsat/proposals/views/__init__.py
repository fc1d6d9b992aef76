"""Views of proposals."""
