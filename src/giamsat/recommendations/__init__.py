"""Recommendations, kept alive until they are resolved and not merely answered."""
