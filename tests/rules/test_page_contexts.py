"""What a template names and what its page is given are the same: no misspelt name shows nothing, nothing is given in vain."""

from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path

import pytest
from django.template import Variable, engines
from django.template.base import FilterExpression, NodeList, TokenType
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.test import RequestFactory

from giamsat.foundation.pages import PageContext
from giamsat.organisations.actors import Actor
from giamsat.web.menu import furniture

SRC = Path(__file__).parents[2] / "src"
BY_DJANGO = {"request", "messages", "csrf_token", "block", "forloop", "True", "False", "None"}
MAKING = ("target_var", "asvar", "variable_name", "variable", "countervar")


def contexts():
    for path in sorted(SRC.glob("giamsat/**/*.py")):
        if "views" in path.parts or path.stem in {"views", "desk"}:
            import_module(".".join(path.relative_to(SRC).with_suffix("").parts))
    found, beneath = [], PageContext.__subclasses__()
    while beneath:
        found += beneath
        beneath = [one for base in beneath for one in base.__subclasses__()]
    return sorted(found, key=lambda one: one.__qualname__)


CONTEXTS = contexts()


def named_in(thing) -> set[str]:
    """Names that an expression, or several of them, read."""
    if isinstance(thing, Variable):
        return {thing.lookups[0]} if thing.lookups else set()
    if isinstance(thing, FilterExpression):
        return named_in(thing.var) | named_in(
            [arg for _f, args in thing.filters for _is, arg in args]
        )
    if isinstance(thing, dict):
        return named_in(list(thing.values()))
    if isinstance(thing, list | tuple):
        return {name for one in thing for name in named_in(one)}
    if getattr(thing, "token_type", None) is TokenType.VAR:  # inside {% blocktranslate %}
        return {thing.contents.split("|")[0].split(".")[0]}
    # of {% if %}: an operator has its sides, a leaf its value
    sides = [getattr(thing, name, None) for name in ("first", "second", "value")]
    return named_in([one for one in sides if one is not None and not isinstance(one, str)])


def made_by(node) -> set[str]:
    """Names that a tag makes for what stands in it, or after it."""
    names = [getattr(node, one, None) for one in MAKING]
    names += [*getattr(node, "loopvars", ()), *getattr(node, "extra_context", ())]
    return {name for name in names if isinstance(name, str)}


def wanted(nodes, known: frozenset[str]) -> set[str]:
    """Names that have to be given; ``known`` are made by the tags around."""
    found: set[str] = set()
    for node in nodes:
        inner, parts = known | made_by(node), dict(vars(node))
        inside = [part for part in parts.values() if isinstance(part, NodeList)]
        inside += [several for _condition, several in parts.get("conditions_nodelists", ())]
        sentence = [parts.pop(name, None) for name in ("singular", "plural")]
        read = [
            part for name, part in parts.items() if name != "parent_name" and part not in inside
        ]
        found |= (named_in(read) - known) | (named_in(sentence) - inner)
        found |= {name for several in inside if several for name in wanted(several, inner)}
        if isinstance(node, ExtendsNode):
            found |= wanted(template(node.parent_name.var), known)
        if isinstance(node, IncludeNode) and isinstance(node.template.var, str):
            found |= wanted(template(node.template.var), inner)
        known = known if any(inside) else inner
    return found


def template(name: str):
    return engines["django"].get_template(name).template.nodelist


def by_the_menu() -> set[str]:
    request = RequestFactory().get("/")
    request.actor = Actor(None, "")
    return set(furniture(request))


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda one: one.__qualname__)
def test_a_template_names_what_its_page_is_given(context):
    assert is_dataclass(context)
    assert context.__dataclass_params__.frozen
    given = {one.name for one in fields(context)}
    named = set().union(
        *(wanted(template(one), frozenset()) for one in (context.template, context.part) if one)
    )
    assert named - given - BY_DJANGO - by_the_menu() == set(), (
        "named by the template, given by nobody"
    )
    assert given - named == set(), "given to the template, named nowhere"
