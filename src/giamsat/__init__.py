"""Giám Sát: the yearly programme of social supervision and criticism, planned without overlap."""

__version__ = "0.1.0"
