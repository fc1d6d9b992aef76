"""Bodies, places and people through time, and who may do what."""
