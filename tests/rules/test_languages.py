"""What a person reads stands in two languages: gettext, or words in both beside each other."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from tests.rules.sources import ROOT, nodes_of, text_of
from tests.vietnamese import VIETNAMESE

SRC = ROOT / "src/giamsat"
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "noted"}
PAIRED = {"vi", "en"}  # of a refusal, or of Words by name
NAMES = {"Giám Sát", "Tiếng Việt"}  # what is called so in every language
# Vietnamese by nature; each with why.
EXEMPT = {
    "cli/acceptance.py": "a paper: the table of acceptance and explanation",
    "cli/sample.py": "the sample province",
    "cli/sample_cases.py": "the sample province",
    "cli/sample_criticism.py": "the sample province",
    "cli/sample_recommendations.py": "the sample province",
    "cli/sample_targets.py": "the sample province",
    "conduct/writing.py": "a paper",
    "criticism/contexts.py": "what papers name",
    "criticism/exporting.py": "a paper: the same table",
    "documents/catalogue_reading.py": "what papers call the side that is faced",
    "documents/models.py": "how a paper is cited in papers",
    "documents/writing.py": "papers",
    "organisations/loading.py": "names of organisations as they are founded",
    "organisations/models.py": "the word before a place's name, part of it",
    "organisations/six.py": "names of the six organisations",
    "planning/drafting.py": "what the programme as a paper says",
    "programmes/contexts.py": "what papers name",
    "proposals/likeness.py": "a lexicon: words that carry no meaning in titles",
    "recommendations/contexts.py": "what papers name",
    "reporting/contexts.py": "what papers name",
    "reporting/writing.py": "a paper: the workbook of a report",
    "supervision/contexts.py": "what papers name",
    "targets/tiles.py": "names of the two archipelagos",
}
_TRANSLATED = re.compile(
    r"{% comment %}.*?{% endcomment %}|{#.*?#}"
    r"|{% blocktranslate\b.*?{% endblocktranslate %}|{% translate\b.*?%}|_\(\"[^\"]*\"\)|_\('[^']*'\)",
    re.DOTALL,
)
_PLACES = re.compile(r"\{\w+")
PYTHON = sorted(
    path
    for path in SRC.rglob("*.py")
    if "migrations" not in path.parts and str(path.relative_to(SRC)) not in EXEMPT
)
TEMPLATES = sorted(
    path
    for path in SRC.rglob("templates/**/*.html")
    if path.name != "sheet.html"  # the face of a paper
)


def texts_of(nodes: Iterable[ast.AST]) -> Iterator[ast.Constant]:
    for one in nodes:
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one


def in_both_languages(nodes: Iterable[ast.AST]) -> Iterator[ast.Constant]:
    """The texts that stand where both languages are asked for, and those nobody reads: docstrings, patterns."""
    for node in nodes:
        match node:
            case ast.Call(func=ast.Name(id=name), args=args) if name in GETTEXT:
                # The message alone: facts beside it are texts like any other.
                for argument in args[: 2 if name.startswith("ngettext") else 1]:
                    yield from texts_of(ast.walk(argument))
            case ast.Call(func=ast.Name(id="Words"), args=[vi, en, *_]):
                yield from texts_of(ast.walk(vi))
                yield from texts_of(ast.walk(en))
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re")), args=[pattern, *_]):
                yield from texts_of(ast.walk(pattern))
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in PAIRED:
                yield from texts_of(ast.walk(value))
            case ast.Expr(value=ast.Constant(value=str()) as docstring):
                yield docstring


def pairs(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    """Texts that stand in both languages beside each other: of Words, of a refusal."""
    for node in nodes:
        match node:
            case ast.Call(
                func=ast.Name(id="Words"),
                args=[ast.Constant(value=str() as vi), ast.Constant(value=str() as en), *_],
            ):
                yield vi, en
            case ast.ClassDef(body=body):
                texts = {
                    part.targets[0].id: part.value.value
                    for part in body
                    if isinstance(part, ast.Assign)
                    and isinstance(part.targets[0], ast.Name)
                    and isinstance(part.value, ast.Constant)
                }
                if texts.keys() >= PAIRED:
                    yield texts["vi"], texts["en"]


def other_facts(nodes: Iterable[ast.AST]) -> list[tuple[str, str]]:
    """Pairs of which one language tells a fact that the other keeps to itself."""
    return [
        (vi, en) for vi, en in pairs(nodes) if set(_PLACES.findall(vi)) != set(_PLACES.findall(en))
    ]


def left_in_vietnamese(nodes: tuple[ast.AST, ...]) -> list[tuple[int, str]]:
    vietnamese = [one for one in texts_of(nodes) if VIETNAMESE.search(one.value)]
    paired = {id(one) for one in in_both_languages(nodes)} if vietnamese else set()
    return [
        (one.lineno, one.value)
        for one in vietnamese
        if id(one) not in paired and one.value not in NAMES
    ]


def read(source: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(source)))


def by_file(paths: list[Path], look: Callable[[Path], list]) -> dict[str, list]:
    """What is found in the files in which something is."""
    return {str(path.relative_to(SRC)): found for path in paths if (found := look(path))}


def left_in_template(source: str) -> list[str]:
    """Lines of a template, its tags too, with Vietnamese that nothing translates."""
    bare = _TRANSLATED.sub("", source)
    for name in NAMES:
        bare = bare.replace(name, "")
    return [line.strip() for line in bare.splitlines() if VIETNAMESE.search(line)]


def test_every_text_stands_in_both_languages():
    assert by_file(PYTHON, lambda path: left_in_vietnamese(nodes_of(path))) == {}


def test_both_languages_tell_the_same_facts():
    assert by_file(PYTHON, lambda path: other_facts(nodes_of(path))) == {}


@pytest.mark.parametrize(
    ("source", "other"),
    [
        ('Words("Còn {n} nơi", "{n} places are left")', 0),
        ('Words("Còn {n} nơi", "Places are left")', 1),
        ('class A:\n    vi = "Còn {n}"\n    en = "{count} left"', 1),
    ],
)
def test_the_law_sees_facts_that_differ(source, other):
    assert len(other_facts(read(source))) == other


def test_every_text_of_a_template_is_translated():
    assert len(TEMPLATES) > 100
    assert by_file(TEMPLATES, lambda path: left_in_template(text_of(path))) == {}


def test_an_exemption_is_needed_by_what_it_exempts():
    idle = [one for one in EXEMPT if not left_in_vietnamese(nodes_of(SRC / one))]
    assert idle == []


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ('no("Chưa làm được.")', 1),
        ('no(f"Còn {n}")', 1),
        ('{"a": "Mở"}', 1),
        ('with_facts(_("Còn {n}"), n="nơi khác")', 1),
        ('_("Chưa làm được.")', 0),
        ('no(_("Còn {n} nơi."), n=3)', 0),
        ('Words("Mở", "Open")', 0),
        ('class A:\n    """Mở."""\n    vi = "Mở"\n    en = "Open"', 0),
        ('re.compile("mở|đóng")', 0),
        ('"Giám Sát"', 0),
    ],
)
def test_the_law_sees_a_text_in_one_language(source, left):
    assert len(left_in_vietnamese(read(source))) == left


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ('<p lang="vi">Quy trình {{ title }}</p>', 1),
        ("<p>{% if a %}trước{% endif %}</p>", 1),
        ('<p>{% emptyrow "Chưa có gì" %}</p>', 1),
        ('<p>{% emptyrow _("Chưa có gì") %}</p>', 0),
        ('<p>{% translate "trước" %}</p>', 0),
        ("<p>{% blocktranslate %}Còn {{ n }} nơi{% endblocktranslate %}</p>", 0),
        ("{# trước #}", 0),
        ("<title>Giám Sát</title>", 0),
    ],
)
def test_the_law_sees_a_bare_text_of_a_template(source, left):
    assert len(left_in_template(source)) == left
