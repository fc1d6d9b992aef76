"""Write the generated pages of docs/reference from what the code says; ``--check`` fails when they differ."""

import argparse
import sys
from pathlib import Path

from civickit.planner.facts import MINIMUMS
from civickit.planner.wording import _DEFERRED, _SUGGESTED, MINIMUM_NAMES
from civickit.worksheets.columns import _PATTERNS
from civickit.worksheets.findings import _WORDING
from giamsat.cli.main import build_parser
from giamsat.cli.wording import COMMANDS
from giamsat.rulebooks import deadline_versions, load_programme_rules, official_swaps, programme_codes

FOLDER = Path(__file__).parents[1] / "docs/reference"
HEAD = "<!-- Written by tools/reference.py: make docs -->\n\n"


def commands() -> str:
    """Every command with its arguments, in both languages."""
    out = [
        "# Commands",
        "",
        "Exit codes: 0 done, 2 a refusal or an unreadable input, 1 a bug, 130 stopped with Ctrl-C.",
        "",
    ]
    for name in COMMANDS:
        vi, en = (subparser(lang, name) for lang in ("vi", "en"))
        out += [
            f"## {name}",
            "",
            f"{vi.description} ({en.description})",
            "",
            "| argument | Vietnamese | English |",
            "|---|---|---|",
        ]
        for one, other in zip(vi._actions, en._actions, strict=True):
            label = " ".join(filter(None, (", ".join(one.option_strings), metavar(one)))) or one.dest
            out.append(f"| `{label}` | {one.help} | {other.help} |")
        out.append("")
    return "\n".join(out)


def subparser(lang: str, name: str) -> argparse.ArgumentParser:
    groups = [action for action in build_parser(lang, name)._actions if isinstance(action, argparse._SubParsersAction)]
    return groups[0].choices[name]


def metavar(action: argparse.Action) -> str:
    if isinstance(action.metavar, tuple):
        return " ".join(action.metavar)
    many = "…" if action.nargs in ("+", "*") else ""
    takes = action.nargs != 0 and not (action.choices or action.metavar)
    return (
        action.metavar
        or ("{" + ",".join(map(str, action.choices)) + "}" if action.choices else action.dest.upper() if takes else "")
    ) + many


def findings() -> str:
    """What a reader of workbooks reports, and what a plan says of what it leaves out."""
    out = ["# Findings", "", "## In workbooks", "", "| code | Vietnamese | English |", "|---|---|---|"]
    out += [f"| `{code}` | {vi} | {en} |" for code, (vi, en) in _WORDING.items()]
    out += [
        "",
        "## Columns known by the parts of their headers",
        "",
        "The first pattern that fits decides; texts are compared without marks.",
        "",
        "| column | pattern |",
        "|---|---|",
    ]
    out += [f"| `{role}` | `{pattern.replace('|', '&#124;')}` |" for role, pattern in _PATTERNS]
    out += ["", "## Why a proposal was deferred", "", "| code | Vietnamese | English |", "|---|---|---|"]
    out += [f"| `{code}` | {vi} | {en} |" for code, (vi, en) in _DEFERRED.items()]
    out += ["", "## Missed minimums", "", "| code | Vietnamese | English |", "|---|---|---|"]
    out += [f"| `MIN_{name.upper()}` | {MINIMUM_NAMES[name][0]} | {MINIMUM_NAMES[name][1]} |" for name in MINIMUMS]
    out += ["", "## Suggestions, each tried before it is made", "", "| code | Vietnamese | English |", "|---|---|---|"]
    out += [f"| `{code}` | {vi} | {en} |" for code, (vi, en) in _SUGGESTED.items()]
    return "\n".join(out) + "\n"


def rulebooks() -> str:
    """Deadlines with their law, swaps, and what programmes must keep to."""
    out = [
        "# Rulebooks",
        "",
        "## Deadlines",
        "",
        "`absent` means that the law gives no number: ours is only suggested.",
        "",
        "| id | what | count | from | source | certainty |",
        "|---|---|---|---|---|---|",
    ]
    for version in deadline_versions():
        rule = version.rule
        number = f"{rule.count} {rule.unit}" if rule.count else f"suggested {rule.suggested} {rule.unit}"
        classes = ", ".join(f"{name} {count}" for name, count in version.choose.items())
        span = f"{version.valid_from}" + (f" to {version.valid_to}" if version.valid_to else "")
        out.append(
            f"| `{rule.id}` | {rule.title} | {number} {rule.direction}{f' ({classes})' if classes else ''} | {span} | {rule.source} | {rule.certainty} |"
        )
    out += ["", "## Swapped days", "", "| day | worked | source |", "|---|---|---|"]
    out += [f"| {one.day} | {'yes' if one.is_working else 'no'} | {one.source} |" for one in official_swaps()]
    out += [
        "",
        "## Programmes",
        "",
        "| code | what | minimums | visits of a body a quarter | source |",
        "|---|---|---|---|---|",
    ]
    for code in programme_codes():
        rules = load_programme_rules(code)
        out.append(
            f"| `{code}` | {rules.title} | {', '.join(f'{name} {count}' for name, count in rules.minimums.items())} | {rules.max_visits} | {rules.source} |"
        )
    return "\n".join(out) + "\n"


def main() -> int:
    """Write, or compare."""
    differ = []
    FOLDER.mkdir(parents=True, exist_ok=True)
    for make in (commands, findings, rulebooks):
        path, text = FOLDER / f"{make.__name__}.md", HEAD + make()
        if "--check" in sys.argv:
            if not path.exists() or path.read_text("utf-8") != text:
                differ.append(path.name)
        else:
            path.write_text(text, "utf-8")
    if differ:
        print(f"docs/reference is out of date: {', '.join(differ)}; run make docs")
    return 1 if differ else 0


if __name__ == "__main__":
    raise SystemExit(main())
