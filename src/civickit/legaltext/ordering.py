"""Numbers that follow one another: what is missing, what stands out of order."""

from civickit.legaltext.findings import Problem, problem
from civickit.legaltext.heads import LETTERS, follows, letter_follows, split_number

_WIDEST_GAP = 6  # a wider one is another numbering, not a gap


def check_letter(before: str, letter: str, path: str) -> list[Problem]:
    """A point after another ("" when it is the first)."""
    if letter[0] not in LETTERS:
        return [problem("UNUSUAL_LETTER", path)]
    if letter_follows(before, letter) if before else letter[0] == "a":
        return []
    place, old = LETTERS.find(letter[0]), LETTERS.find(before[0]) if before else -1
    if place > old + 1:
        return [
            problem("GAP", path, found=", ".join(f"điểm {one}" for one in LETTERS[old + 1 : place]))
        ]
    return [problem("OUT_OF_ORDER", path)] if place < old else []


def check_number(before: str, number: str, path: str, word: str) -> list[Problem]:
    """An article or clause after another ("0" before the first)."""
    if follows(before, number):
        return []
    old, new = split_number(before)[0], split_number(number)[0]
    if old + 1 < new <= old + _WIDEST_GAP:
        return [
            problem("GAP", path, found=", ".join(f"{word} {one}" for one in range(old + 1, new)))
        ]
    return [problem("OUT_OF_ORDER", path)] if number != before else []
