"""Days that are counted.

Announced holidays, what they move, rulebooks as pages and the trial of a change of law.
"""
