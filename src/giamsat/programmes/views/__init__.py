"""Pages of a programme: each view asks one query or calls one action."""
