"""Carrying out supervision: cases in the four forms, delegations, boards at the commune, field work, findings."""
