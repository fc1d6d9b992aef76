"""The site as a whole: addresses, menu, first page, health.

Everything it shows comes from the capabilities.
"""
