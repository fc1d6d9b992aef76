"""Targets of a resolution.

Rulebooks of an office, facts units report, readings, what a change would mean.
"""
