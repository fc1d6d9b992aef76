"""Write the generated pages of docs/reference from what the code says; ``--check`` fails when they differ."""

import argparse
import json
import re
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from django.db.models import TextChoices

import giamsat
from civickit.measures import sentence
from civickit.planner.facts import MINIMUMS
from civickit.planner.wording import DEFERRED, MINIMUM_NAMES, SUGGESTED
from civickit.priorities import PARTS
from civickit.worksheets.columns import _PATTERNS
from civickit.worksheets.findings import _WORDING
from giamsat.cli.main import build_parser
from giamsat.cli.wording import COMMANDS
from giamsat.foundation.capability import modules
from giamsat.foundation.moves import Moves
from giamsat.rulebooks import (
    deadline_versions,
    load_programme_rules,
    official_swaps,
    programme_codes,
)
from giamsat.rulebooks.agreement import agreement_versions
from giamsat.rulebooks.carrying import following_versions, procedures, signing_versions
from giamsat.rulebooks.targets import packaged_vocabulary, target_codes, target_rulebook

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
            label = (
                " ".join(filter(None, (", ".join(one.option_strings), metavar(one)))) or one.dest
            )
            out.append(f"| `{label}` | {one.help} | {other.help} |")
        out.append("")
    return "\n".join(out)


def subparser(lang: str, name: str) -> argparse.ArgumentParser:
    groups = [
        action
        for action in build_parser(lang, name)._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    return groups[0].choices[name]


def metavar(action: argparse.Action) -> str:
    if isinstance(action.metavar, tuple):
        return " ".join(action.metavar)
    many = "…" if action.nargs in ("+", "*") else ""
    takes = action.nargs != 0 and not (action.choices or action.metavar)
    return (
        action.metavar
        or (
            "{" + ",".join(map(str, action.choices)) + "}"
            if action.choices
            else action.dest.upper()
            if takes
            else ""
        )
    ) + many


def findings() -> str:
    """What a reader of workbooks reports, and what a plan says of what it leaves out."""
    out = [
        "# Findings",
        "",
        "## In workbooks",
        "",
        "| code | Vietnamese | English |",
        "|---|---|---|",
    ]
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
    out += [
        "",
        "## Why a proposal was deferred",
        "",
        "| code | Vietnamese | English |",
        "|---|---|---|",
    ]
    out += [f"| `{code}` | {vi} | {en} |" for code, (vi, en) in DEFERRED.items()]
    out += ["", "## Missed minimums", "", "| code | Vietnamese | English |", "|---|---|---|"]
    out += [
        f"| `MIN_{name.upper()}` | {MINIMUM_NAMES[name][0]} | {MINIMUM_NAMES[name][1]} |"
        for name in MINIMUMS
    ]
    out += [
        "",
        "## Suggestions, each tried before it is made",
        "",
        "| code | Vietnamese | English |",
        "|---|---|---|",
    ]
    out += [f"| `{code}` | {vi} | {en} |" for code, (vi, en) in SUGGESTED.items()]
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
        number = (
            f"{rule.count} {rule.unit}" if rule.count else f"suggested {rule.suggested} {rule.unit}"
        )
        classes = ", ".join(f"{name} {count}" for name, count in version.choose.items())
        span = f"{version.valid_from}" + (f" to {version.valid_to}" if version.valid_to else "")
        out.append(
            f"| `{rule.id}` | {rule.title} | {number} {rule.direction}{f' ({classes})' if classes else ''} | {span} | {rule.source} | {rule.certainty} |"
        )
    out += ["", "## Swapped days", "", "| day | worked | source |", "|---|---|---|"]
    out += [
        f"| {one.day} | {'yes' if one.is_working else 'no'} | {one.source} |"
        for one in official_swaps()
    ]
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
    return "\n".join(out + agreement() + carrying_out() + targets()) + "\n"


def agreement() -> list[str]:
    """How a programme is agreed on, weighed and numbered."""
    out = ["", "## Agreement", "", "| from | part | value | source |", "|---|---|---|---|"]
    for one in agreement_versions():
        parts = [
            (f"priority: {name}", ", ".join(f"{k} {v}" for k, v in one.priority[name].items()))
            for name in PARTS
        ]
        parts += [
            ("due in the year before", f"{one.due_first} to {one.due_last}"),
            ("symbol", one.symbol),
        ]
        parts += [
            (
                f"may lead: {', '.join(ground.kinds)}",
                f"`{ground.code}` {ground.title} ({ground.certainty})",
            )
            for ground in one.lead_grounds
        ]
        sources = {"priority": one.priority["source"], "due": one.due_source}
        out += [
            f"| {one.valid_from} | {name} | {value} | {next((text for key, text in sources.items() if name.startswith(key)), one.source)} |"
            for name, value in parts
        ]
    return out


def carrying_out() -> list[str]:
    """Procedures of the forms, the ladder of urging, numbering and signing."""
    out = []
    for procedure in procedures().values():
        out += ["", f"## Procedure `{procedure.code}`: {procedure.title}", ""]
        for version in procedure.versions:
            out += [
                f"From {version.valid_from} ({version.certainty}): {version.source}",
                "",
                "| step | what | actor | papers | needs | due | law |",
                "|---|---|---|---|---|---|---|",
            ]
            out += [
                f"| `{one.code}`{' (optional)' if one.optional else ''} | {one.title} | {procedure.actors[one.actor]} | {', '.join(one.papers)} | {', '.join(one.needs)} | {f'`{one.rule}` from {one.anchor}' if one.rule else ''} | {one.law} |"
                for one in version.steps
            ]
            out.append("")
    out += [
        "## Following recommendations",
        "",
        "| from | rung | days after the due day | to |",
        "|---|---|---|---|",
    ]
    out += [
        f"| {one.valid_from} | {rung.title} | {rung.after_days} | {rung.to} |"
        for one in following_versions()
        for rung in one.ladder
    ]
    out += [
        "",
        "## Numbering and signing",
        "",
        "| from | who | symbol of a plan | signs | deputy |",
        "|---|---|---|---|---|",
    ]
    for one in signing_versions():
        out += [
            f"| {one.valid_from} | {kind} | {told.symbol_of('KH')} | {' / '.join(told.signs)} | {' / '.join(told.deputy)} |"
            for kind, told in one.kinds.items()
        ]
    return out


def targets() -> list[str]:
    """Every definition of the packaged rulebooks, as the sentence made from it, and the words definitions use."""
    out = []
    for code in target_codes():
        book = target_rulebook(code)
        out += [
            "",
            f"## Targets `{code}`: {book.title}",
            "",
            f"{book.source} ({book.certainty})",
            "",
        ]
        out += [
            "| code | says | from | to | status | source | certainty |",
            "|---|---|---|---|---|---|---|",
        ]
        out += [
            f"| `{one.code}` | {sentence(one, book.vocabulary)} | {one.valid_from} | {one.valid_to or ''} | {one.status} | {one.source} | {one.certainty} |"
            for one in book.versions
        ]
    words = packaged_vocabulary()
    out += ["", "## Words of targets", "", "| event | Vietnamese | silence |", "|---|---|---|"]
    out += [
        f"| `{one.code}` | {f'{one.unit} {one.title}'.strip()} | {'is not zero: the unit says so' if one.reported else 'is zero'}{'; a name is told' if one.by_person else ''} |"
        for one in words.events.values()
    ]
    return [
        *out,
        "",
        "| mark | Vietnamese |",
        "|---|---|",
        *(f"| `{code}` | {name} |" for code, name in words.tags.items()),
    ]


def papers() -> str:
    """Every kind of paper in the catalogue."""
    from giamsat.documents.catalogue_reading import catalogue

    out = [
        "# Papers",
        "",
        "One folder of `src/giamsat/documents/catalogue` each.",
        "",
        "| folder | paper | code | signed by | about | opened outside the office by | what a person writes |",
        "|---|---|---|---|---|---|---|",
    ]
    out += [
        f"| `{one.slug}` | {one.title} | {one.type or '–'} | {one.signer} | {one.of} | {', '.join(one.opened_by) or '–'} | {'; '.join(blank.label for blank in one.blanks) or 'nothing: all of it stands in the record'} |"
        for one in catalogue().values()
    ]
    return "\n".join(out) + "\n"


def permissions() -> str:
    """Who may do what: the one table that pages, actions and tests read."""
    from giamsat.organisations.permissions import (
        NEEDS_SECOND_FACTOR,
        PERMISSION_NAMES,
        ROLE_NAMES,
        ROLES,
        Permission,
    )

    out = [
        "# Permissions",
        "",
        "`all`: for the rows of every organisation; `own`: for those of the organisation in which the role is held.",
        "A permission marked * is one of approval: who holds it signs in with a second factor.",
        "",
        "| permission | " + " | ".join(ROLE_NAMES[role].vi for role in ROLES) + " |",
        "|---|" + "---|" * len(ROLES),
    ]
    for one in Permission:
        star = " *" if one in NEEDS_SECOND_FACTOR else ""
        held = " | ".join(str(granted.get(one, "")) for granted in ROLES.values())
        out.append(f"| `{one}`{star}: {PERMISSION_NAMES[one].vi} | {held} |")
    out += ["", "| role | English |", "|---|---|"]
    out += [f"| {name.vi} (`{role}`) | {name.en} |" for role, name in ROLE_NAMES.items()]
    return "\n".join(out) + "\n"


def states() -> str:
    """Allowed moves, as tables and drawings, and what there is to choose from, of every app that has some."""
    out = [
        "# States",
        "",
        "Each move with the line of the trail that tells of it; `job` and its kind where a job makes it by itself.",
        "",
    ]
    for label, module in modules("states").items():
        told = [one for one in vars(module).values() if isinstance(one, Moves)]
        moving = {one.states for one in told}
        choices = [
            one
            for one in vars(module).values()
            if isinstance(one, type) and issubclass(one, TextChoices) and one not in moving
        ]
        out += [f"## {label}", ""]
        for one in told:
            out += drawn(one)
        for one in choices:
            if one.__module__ == module.__name__:
                out += listed(one)
    return "\n".join(out) + "\n"


def titled(kind: type[TextChoices]) -> str:
    """The heading of some choices: the first words of what they say of themselves."""
    title = re.split(r"\. (?=[A-Z])|: |; | \(", kind.__doc__.removeprefix("Of "))[0].rstrip(".")
    return f"### {title[0].upper()}{title[1:]}"


def listed(kind: type[TextChoices], what: str = "choice") -> list[str]:
    """Choices as a table, under their heading."""
    head = [] if what == "state" else [titled(kind), ""]
    rows = [f"| `{one.value}` | {one.label} |" for one in kind]
    return [*head, f"| {what} | Vietnamese |", "|---|---|", *rows, ""]


def drawn(table) -> list[str]:
    """One table of moves: each edge with its verbs."""
    kind = table.states
    verbs: dict[tuple[TextChoices, TextChoices], list[str]] = {}
    for edge in table:
        verbs.setdefault((edge.here, edge.there), []).append(edge.verb)
    arrows = [
        f"  {here.value} --> {there.value}: {', '.join(told).replace(':', ' ')}"
        for (here, there), told in verbs.items()
    ]
    drawing = [titled(kind), "", "```mermaid", "stateDiagram-v2", *arrows, "```", ""]
    return [*drawing, *listed(kind, "state")]


def refusals() -> str:
    """Every refusal with its code, its HTTP status and its sentence."""
    from giamsat.foundation.refusals import every_refusal

    for module in walk_packages(giamsat.__path__, "giamsat."):
        if ".migrations" not in module.name:
            import_module(module.name)  # a refusal stands beside what raises it, anywhere
    kinds = sorted((one for one in every_refusal() if one.vi), key=lambda one: one.code)
    out = [
        "# Refusals",
        "",
        "What a person can act on: 403 as a page, others beside the form, as JSON problem, or exit code 2.",
        "",
    ]
    out += ["| code | status | Vietnamese | English |", "|---|---|---|---|"]
    out += [f"| `{one.code}` | {one.status} | {one.vi} | {one.en} |" for one in kinds]
    return "\n".join(out) + "\n"


def openapi() -> dict[str, object]:
    """The description of the API, as it answers at /api/v1/openapi.json."""
    from giamsat.api.views import api

    return json.loads(json.dumps(api.get_openapi_schema(), default=str))


def prepare_django() -> None:
    """Labels of states are Django's; nothing is written."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.django_settings")
    sys.path.insert(0, str(Path(__file__).parents[1]))
    import django

    django.setup()


def main() -> int:
    """Write, or compare."""
    prepare_django()
    differ = []
    FOLDER.mkdir(parents=True, exist_ok=True)
    for make in (commands, findings, rulebooks, papers, permissions, states, refusals):
        path, text = FOLDER / f"{make.__name__}.md", HEAD + make()
        if "--check" in sys.argv:
            if not path.exists() or path.read_text("utf-8") != text:
                differ.append(path.name)
        else:
            path.write_text(text, "utf-8")
    described = json.dumps(openapi(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if "--check" in sys.argv:
        if (FOLDER / "openapi.json").read_text("utf-8") != described:
            differ.append("openapi.json")
    else:
        (FOLDER / "openapi.json").write_text(described, "utf-8")
    if differ:
        print(f"docs/reference is out of date: {', '.join(differ)}; run make docs")
    return 1 if differ else 0


if __name__ == "__main__":
    raise SystemExit(main())
