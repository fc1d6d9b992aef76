"""Long work outside requests: claimed once, shown in words, stopped on request, taken up again after a crash."""
