"""One index of everything that can be found by words, kept up to date by the database itself."""
