"""Conduct of office-holders (124-QĐ/TW of 2 February 2018): confidential, heard before anything is recommended, deleted in time."""
