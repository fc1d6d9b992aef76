"""Forms of the material."""
