"""The procedure engine: steps of a proceeding, what each needs, its papers and its day.

Knows no capability.
"""
