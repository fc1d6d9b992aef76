"""The plan of a year: variants, the year as people see it, moves by hand, papers of a variant."""
