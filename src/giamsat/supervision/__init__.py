"""Carrying out supervision.

Cases in the four forms, delegations, boards at the commune, field work, findings.
"""
