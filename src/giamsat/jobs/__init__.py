"""Long work outside requests.

Claimed once, shown in words, stopped on request, taken up again after a crash.
"""
