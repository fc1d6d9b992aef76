"""What everybody may read: published programmes. Reads published rows only and changes nothing."""
