"""``giamsat plan``: workbooks in, a programme and its papers out.

Or the planner alone; or a check of a plan.
"""

import argparse
import json
import sys
from pathlib import Path

from giamsat.cli.progress import ProgressLine
from giamsat.cli.wording import Phrases
from giamsat.foundation.refusals import Refusal


class NothingAsked(Refusal):
    """Neither files nor an instance were given."""

    code = "NOTHING_ASKED"
    vi = (
        "Cần tệp đề xuất kèm --year, --rulebook và --out; hoặc --instance; hoặc --verify. Ví dụ: "
        "giamsat plan *.xlsx --year 2027 --rulebook mac-dinh --out ket-qua"
    )
    en = "Give proposal files with --year, --rulebook and --out; or --instance; or --verify."


def add_arguments(parser: argparse.ArgumentParser, words: Phrases) -> None:
    """Declare the command's arguments."""
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=words("files"))
    parser.add_argument("--year", type=int, help=words("year"))
    parser.add_argument("--rulebook", help=words("rulebook-code"))
    parser.add_argument(
        "--against", nargs="+", type=Path, default=[], metavar="FILE", help=words("against")
    )
    parser.add_argument("--out", type=Path, help=words("out"))
    parser.add_argument("--province", default="", help=words("province"))
    parser.add_argument("--lexicon", type=Path, help=words("lexicon"))
    parser.add_argument("--instance", type=Path, help=words("instance"))
    parser.add_argument(
        "--verify", nargs=2, type=Path, metavar=("INSTANCE", "ANSWER"), help=words("verify")
    )
    parser.add_argument("--previous", type=Path, help=words("previous"))
    parser.add_argument("--levels", type=int, choices=(2, 3, 4, 5), help=words("levels"))
    parser.add_argument("--seconds", type=float, default=60.0, help=words("seconds"))
    parser.add_argument("--explain-seconds", type=float, help=words("explain-seconds"))
    parser.add_argument("--json", action="store_true", help=words("json"))


def run(options: argparse.Namespace, words: Phrases) -> int:
    """Do one of the three; a plan that misses minimums is an answer, not a failure."""
    if options.verify:
        return _verify(options.verify[0], options.verify[1], words)
    if options.instance:
        return _plan_instance(options, words)
    if not (options.files and options.year and options.rulebook and options.out):
        raise NothingAsked
    from giamsat.cli.programme import plan_files

    return plan_files(options, words)


def _plan_instance(options: argparse.Namespace, words: Phrases) -> int:
    from civickit.planner import make_plan, year_plan
    from giamsat.cli.instances import days_before, read_instance

    instance = read_instance(options.instance)
    previous = days_before(options.previous)
    with ProgressLine(words) as progress:
        solution = make_plan(
            instance,
            seconds=options.seconds,
            levels=options.levels,
            previous=previous,
            progress=progress.step,
        )
        progress.step("reasons", 0.0)
        plan = year_plan(
            solution, lang=words.lang, explain_seconds=options.explain_seconds, previous=previous
        )
    if options.json:
        json.dump(plan.to_json(), sys.stdout, ensure_ascii=False)
        print()
    else:
        from giamsat.cli.talk import tell_plan

        tell_plan(plan, words.lang, sys.stdout)
    return 0


def _verify(instance_path: Path, answer_path: Path, words: Phrases) -> int:
    from civickit.planner import verify
    from giamsat.cli.instances import read_instance, read_object

    broken = verify(read_instance(instance_path), read_object(answer_path))
    for rule in broken:
        print(f"{rule.code}: {rule.vi if words.lang == 'vi' else rule.en}", file=sys.stderr)
    print(words("verified" if not broken else "broken", len(broken)), file=sys.stderr)
    return 2 if broken else 0
