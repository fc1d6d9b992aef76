"""What a person reads stands in two languages: gettext, or words in both beside each other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.vietnamese import VIETNAMESE

SRC = Path(__file__).parents[2] / "src/giamsat"
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


def texts_of(node: ast.AST) -> Iterator[ast.Constant]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one


def in_both_languages(tree: ast.AST) -> Iterator[ast.Constant]:
    """The texts that stand where both languages are asked for, and those nobody reads: docstrings, patterns."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), args=args) if name in GETTEXT:
                # The message alone: facts beside it are texts like any other.
                for argument in args[: 2 if name.startswith("ngettext") else 1]:
                    yield from texts_of(argument)
            case ast.Call(func=ast.Name(id="Words"), args=[vi, en, *_]):
                yield from texts_of(vi)
                yield from texts_of(en)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re")), args=[pattern, *_]):
                yield from texts_of(pattern)
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in PAIRED:
                yield from texts_of(value)
            case ast.Expr(value=ast.Constant(value=str()) as docstring):
                yield docstring


def pairs(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Texts that stand in both languages beside each other: of Words, of a refusal."""
    for node in ast.walk(tree):
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


def other_facts(source: str) -> list[tuple[str, str]]:
    """Pairs of which one language tells a fact that the other keeps to itself."""
    return [
        (vi, en)
        for vi, en in pairs(ast.parse(source))
        if set(_PLACES.findall(vi)) != set(_PLACES.findall(en))
    ]


def left_in_vietnamese(source: str) -> list[tuple[int, str]]:
    tree = ast.parse(source)
    paired = {id(one) for one in in_both_languages(tree)}
    return [
        (one.lineno, one.value)
        for one in texts_of(tree)
        if VIETNAMESE.search(one.value) and id(one) not in paired and one.value not in NAMES
    ]


def left_in_template(source: str) -> list[str]:
    """Lines of a template, its tags too, with Vietnamese that nothing translates."""
    bare = _TRANSLATED.sub("", source)
    for name in NAMES:
        bare = bare.replace(name, "")
    return [line.strip() for line in bare.splitlines() if VIETNAMESE.search(line)]


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(SRC)))
def test_every_text_stands_in_both_languages(path):
    assert left_in_vietnamese(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(SRC)))
def test_both_languages_tell_the_same_facts(path):
    assert other_facts(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("source", "other"),
    [
        ('Words("Còn {n} nơi", "{n} places are left")', 0),
        ('Words("Còn {n} nơi", "Places are left")', 1),
        ('class A:\n    vi = "Còn {n}"\n    en = "{count} left"', 1),
    ],
)
def test_the_law_sees_facts_that_differ(source, other):
    assert len(other_facts(source)) == other


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_every_text_of_a_template_is_translated(path):
    assert left_in_template(path.read_text("utf-8")) == []


def test_an_exemption_is_needed_by_what_it_exempts():
    idle = [one for one in EXEMPT if not left_in_vietnamese((SRC / one).read_text("utf-8"))]
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
    assert len(left_in_vietnamese(source)) == left


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
