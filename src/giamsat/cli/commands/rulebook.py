"""``giamsat rulebook [CODE]``: the rulebooks there are, or one of them in words."""

import argparse

from giamsat.cli.wording import Phrases


def add_arguments(parser: argparse.ArgumentParser, words: Phrases) -> None:
    """Declare the command's arguments."""
    parser.add_argument("code", nargs="?", metavar="CODE", help=words("rulebook-code"))


def run(options: argparse.Namespace, words: Phrases) -> int:
    """List programme rulebooks and deadline rules."""
    from giamsat.rulebooks import deadline_versions, load_programme_rules, programme_codes

    for code in [options.code] if options.code else programme_codes():
        rules = load_programme_rules(code)
        print(f"{rules.code}: {rules.title}\n  {rules.source}")
        if options.code:
            minimums = ", ".join(f"{name} ≥ {count}" for name, count in rules.minimums.items())
            print(f"  {minimums}{words('visits-a-quarter', rules.max_visits)}")
    if not options.code:
        for version in deadline_versions():
            rule, until = version.rule, f"–{version.valid_to}" if version.valid_to else ""
            print(f"{rule.id} ({version.valid_from}{until}): {rule.title}. {rule.source}")
    return 0
