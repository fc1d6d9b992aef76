"""What the pages of the material need."""
