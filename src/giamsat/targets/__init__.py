"""Targets of a resolution: rulebooks of an office, facts units report, readings, what a change would mean."""
