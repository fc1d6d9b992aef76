"""Vietnamese text: normalise, fold, expand abbreviations, decode legacy fonts, sort."""

from civickit.vntext.abbreviations import Abbreviations, load_abbreviations
from civickit.vntext.collation import sort_key
from civickit.vntext.legacy import decode_column, decode_tcvn3, decode_vni, is_legacy
from civickit.vntext.normal import (
    clean,
    fold,
    has_diacritics,
    is_syllable,
    sentence_case,
    spelling_key,
    tokens,
)

__all__ = [
    "Abbreviations",
    "clean",
    "decode_column",
    "decode_tcvn3",
    "decode_vni",
    "fold",
    "has_diacritics",
    "is_legacy",
    "is_syllable",
    "load_abbreviations",
    "sentence_case",
    "sort_key",
    "spelling_key",
    "tokens",
]
