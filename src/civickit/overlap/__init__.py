"""Whether two topics burden the same body about the same matter.

Public face: ``Judge``, ``find_pairs``, ``Topic``.
"""

from civickit.overlap.judging import DISTINCT, DUPLICATE, LABELS, OVERLAP, Judge, Judgement
from civickit.overlap.lexicon import Lexicon, load_lexicon
from civickit.overlap.searching import Pair, find_pairs
from civickit.overlap.topics import Topic, topic_from_json

__all__ = [
    "DISTINCT",
    "DUPLICATE",
    "LABELS",
    "OVERLAP",
    "Judge",
    "Judgement",
    "Lexicon",
    "Pair",
    "Topic",
    "find_pairs",
    "load_lexicon",
    "topic_from_json",
]
