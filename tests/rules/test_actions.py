"""The law of actions, for every public function of every ``actions`` module of every app.

An action takes who acts and when by keyword, is one transaction, permits before it writes, and is recorded.
A step belongs to the transaction of an action. What is neither writes nothing.
"""

import ast
import inspect
import pkgutil
import textwrap
from functools import cache
from importlib import import_module
from types import FunctionType, ModuleType

import pytest

from giamsat.audit.recording import record
from giamsat.foundation.capability import modules
from giamsat.foundation.verdicts import require

# Permitted by being signed in, and by the password or the code.
OWN_ACCOUNT = {"change_password", "set_second_factor"}
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create"}


def action_modules():
    for module in modules("actions").values():
        yield module
        for found in pkgutil.iter_modules(getattr(module, "__path__", ()), f"{module.__name__}."):
            yield import_module(found.name)


PUBLIC = {
    f"{module.__name__.removeprefix('giamsat.')}.{name}": function
    for module in action_modules()
    for name, function in vars(module).items()
    if isinstance(function, FunctionType)
    and not name.startswith("_")
    and function.__module__ == module.__name__
}


@cache
def written(function):
    """The tree of a function as it is written, without what decorators made of it."""
    return ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(function)))).body[0]


def called_in(node, function):
    """The functions of ours that are called by name somewhere in a part of a function."""
    names = inspect.unwrap(function).__globals__
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            found = None
            if isinstance(call.func, ast.Name):
                found = names.get(call.func.id)
            elif isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
                owner = names.get(call.func.value.id)
                found = getattr(owner, call.func.attr, None) if is_ours(owner) else None
            if is_ours(found):
                yield found


def is_ours(found):
    if isinstance(found, ModuleType):
        return found.__name__.startswith("giamsat.")
    return isinstance(found, FunctionType) and found.__module__.startswith("giamsat.")


def reaches(node, function, wanted, seen=frozenset()):
    """Whether a part of a function calls what is wanted, itself or by what it calls."""
    return any(
        other is wanted
        or (other not in seen and reaches(written(other), other, wanted, seen | {function, other}))
        for other in called_in(node, function)
    )


def writes(node):
    return any(
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in WRITES
        for call in ast.walk(node)
    )


def kind_of(function):
    decorators = {ast.unparse(one) for one in written(function).decorator_list}
    return decorators & {"db.transaction", "db.transaction_required"}


@pytest.mark.parametrize("name", PUBLIC)
def test_an_action_permits_before_it_writes_and_is_recorded(name):
    function = PUBLIC[name]
    if kind_of(function) == {"db.transaction_required"}:
        return
    if kind_of(function) != {"db.transaction"}:
        assert not writes(written(function)), "it writes and is neither an action nor a step"
        assert not reaches(written(function), function, record)
        return
    parameters = inspect.signature(inspect.unwrap(function)).parameters
    for needed in ("actor", "now"):
        assert parameters[needed].kind is inspect.Parameter.KEYWORD_ONLY
    assert reaches(written(function), function, record)
    if function.__name__ not in OWN_ACCOUNT:
        for statement in written(function).body:
            if reaches(statement, function, require):
                break
            assert not writes(statement), "it writes before it permits"
            assert not reaches(statement, function, record), "it records before it permits"
        else:
            pytest.fail("it permits nothing")


def test_every_app_with_actions_is_looked_at():
    assert len(PUBLIC) > 130
    assert {name.partition(".")[0] for name in PUBLIC} == set(modules("actions"))
