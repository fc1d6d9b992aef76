"""Thousands or millions of opinions → groups, anchored to provisions.

Deterministic and explained.
"""

from civickit.consolidation.grouping import Consolidation, Group, Opinion, consolidate

__all__ = ["Consolidation", "Group", "Opinion", "consolidate"]
