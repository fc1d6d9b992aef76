"""The yearly programme.

Proposals gathered, overlaps joined, the year planned, the papers written.
"""
