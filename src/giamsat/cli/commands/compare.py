"""``giamsat compare PAIRS.jsonl --json``: one line a pair."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from giamsat.cli.checking import NOT_UTF8, WRONG_LINE
from giamsat.cli.wording import Phrases
from giamsat.foundation.refusals import Refusal

if TYPE_CHECKING:
    from civickit.overlap import Judgement


class UnreadablePairs(Refusal):
    """The file of pairs is missing, or a line is no pair."""

    code = "UNREADABLE_PAIRS"
    vi = "Không đọc được tệp các cặp {file}: {why}."
    en = "The file of pairs {file} cannot be read: {why}."


def add_arguments(parser: argparse.ArgumentParser, words: Phrases) -> None:
    """Declare the command's arguments."""
    parser.add_argument("pairs", type=Path, metavar="PAIRS.jsonl", help=words("pairs"))
    parser.add_argument("--json", action="store_true", help=words("json"))
    parser.add_argument("--lexicon", type=Path, help=words("lexicon"))


def run(options: argparse.Namespace, words: Phrases) -> int:
    """Judge every pair; the whole file is checked before the first answer is printed."""
    from civickit.overlap import Judge, load_lexicon
    from giamsat.cli.talk import LABELS

    pairs = list(_read(options.pairs))
    judge = Judge(load_lexicon(options.lexicon))
    judgements = judge.judge([(judge.sign(a), judge.sign(b)) for _, a, b in pairs], words.lang)
    for (name, _, _), judgement in zip(pairs, judgements, strict=True):
        if options.json:
            print(json.dumps(_answer(name, judgement), ensure_ascii=False))
        else:
            print(
                f"{name}: {LABELS[judgement.label].sentence(words.lang)} – "
                f"{'; '.join(judgement.reasons)}"
            )
    sys.stdout.flush()
    return 0


def _answer(name: Any, judgement: "Judgement") -> dict[str, Any]:
    return {
        "id": name,
        "label": judgement.label,
        "score": judgement.score,
        "reasons": list(judgement.reasons),
    }


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or NOT_UTF8
        raise UnreadablePairs(file=path.name, why=why) from error


def _read(path: Path) -> list[tuple[Any, Any, Any]]:
    from civickit.overlap import topic_from_json

    out = []
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            pair = json.loads(line)
            out.append((pair["id"], topic_from_json(pair["a"]), topic_from_json(pair["b"])))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            wrong = WRONG_LINE.of(number=number, error=str(error))
            raise UnreadablePairs(file=path.name, why=wrong) from error
    return out
