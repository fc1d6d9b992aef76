"""``giamsat deadline RULE --event DATE --json``: the day, and how it was counted."""

import argparse
import json
from typing import TYPE_CHECKING

from giamsat.cli.checking import checked_day
from giamsat.cli.wording import Phrases
from giamsat.foundation.refusals import Refusal

if TYPE_CHECKING:
    from civickit.workdays import Deadline
    from giamsat.rulebooks import DeadlineVersion


class BadChoice(Refusal):
    """The rule does not distinguish this class of cases."""

    code = "BAD_CHOICE"
    vi = "Quy định {rule} không chia theo loại {given}. Các loại: {known}."
    en = "Rule {rule} knows no class {given}. Known: {known}."


def add_arguments(parser: argparse.ArgumentParser, words: Phrases) -> None:
    """Declare the command's arguments."""
    parser.add_argument("rule", metavar="RULE", help=words("rule"))
    parser.add_argument("--event", required=True, metavar="DATE", help=words("event"))
    parser.add_argument("--rulebook", default="deadlines", help=words("rulebook-code"))
    parser.add_argument("--choose", help=words("choose"))
    parser.add_argument("--json", action="store_true", help=words("json"))


def run(options: argparse.Namespace, words: Phrases) -> int:
    """Count one deadline."""
    from civickit.workdays import count_deadline, day_in, vietnam_calendar
    from giamsat.rulebooks import UnknownRulebook, find_deadline_rule, official_swaps

    event = checked_day(options.event)
    if options.rulebook != "deadlines":
        raise UnknownRulebook(code=options.rulebook, known="deadlines")
    version = find_deadline_rule(options.rule, event)
    count = _chosen(version, options.choose)
    deadline = count_deadline(version.rule, event, vietnam_calendar(official_swaps()), count=count)
    steps = [step.sentence(words.lang) for step in deadline.steps]
    if options.json:
        print(json.dumps(_json(version, deadline, steps), ensure_ascii=False))
        return 0
    print(words("due", day_in(deadline.due, words.lang), version.rule.title))
    print("\n".join(f"  {step}" for step in steps))
    print(words("due-suggested" if deadline.is_suggested else "due-source", version.rule.source))
    return 0


def _chosen(version: "DeadlineVersion", choice: str | None) -> int | None:
    """The count for a class of cases; None where none was chosen. Raises BadChoice."""
    if not choice:
        return None
    if choice not in version.choose:
        known = ", ".join(version.choose) or "–"
        raise BadChoice(rule=version.rule.id, given=choice, known=known)
    return version.choose[choice]


def _json(version: "DeadlineVersion", deadline: "Deadline", steps: list[str]) -> dict[str, object]:
    return {
        "due": deadline.due.isoformat(),
        "counted_from": deadline.counted_from.isoformat(),
        "rule": version.rule.id,
        "source": version.rule.source,
        "certainty": version.rule.certainty,
        "suggested": deadline.is_suggested,
        "valid_from": version.valid_from.isoformat(),
        "steps": steps,
    }
