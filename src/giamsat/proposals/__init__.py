"""The material of a year: workbooks, proposals, pairs that may overlap, commissions, priorities."""
