"""Conduct of office-holders (124-QĐ/TW of 2 February 2018).

Confidential, heard before anything is recommended, deleted in time.
"""
