"""The yearly programme: proposals gathered, overlaps joined, the year planned, the papers written."""
