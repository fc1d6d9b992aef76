"""What every capability stands on: refusals, verdicts, transactions, pages.

It knows no capability.
"""
