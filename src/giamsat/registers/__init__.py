"""Numbers of papers: one register a body, year and symbol, as an office keeps it in a book."""
