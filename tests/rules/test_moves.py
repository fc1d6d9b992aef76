"""Every table of moves is what the code obeys: every edge is walked, and nothing else can be."""

import ast
from contextlib import suppress
from functools import cache
from importlib import import_module
from itertools import count, product

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone
from tests.rules.sources import ROOT, nodes_of

from giamsat.audit import moving
from giamsat.audit.models import AuditEntry
from giamsat.foundation.capability import job_kinds, verbs
from giamsat.foundation.moves import Changed, Edge, Moves, has_version
from giamsat.organisations.actors import SYSTEM

SRC = ROOT / "src/giamsat"
MOVING = [model for model in apps.get_models() if hasattr(model, "MOVES")]
# Queues of machines: a claim decides who works, not a table of what people may do.
QUEUES = ("jobs", "letters")
CARRIES = ("foundation/moves.py", "audit/moving.py")
by_model = pytest.mark.parametrize("model", MOVING, ids=lambda model: model.__name__)


def is_job(verb):
    return verb.startswith("job:")


# The tables themselves.


@by_model
def test_every_state_is_reached_from_the_first(model):
    """The first is the default; another that nothing enters is one that rows are made in."""
    table = model.MOVES
    reached = {table.states(model._meta.get_field("state").default)}
    entered = {edge.there for edge in table}
    beginnings = set(table.states) - entered - reached
    assert beginnings <= made_in(model._meta.app_label)
    reached |= beginnings
    while further := {edge.there for edge in table if edge.here in reached} - reached:
        reached |= further
    assert reached == set(table.states)


@by_model
def test_every_move_is_told_by_a_known_verb_or_made_by_a_known_job(model):
    for edge in model.MOVES:
        assert edge.verb[4:] in job_kinds() if is_job(edge.verb) else edge.verb in verbs()


def test_every_table_belongs_to_a_model():
    written = [
        table
        for path in SRC.glob("*/states.py")
        for table in vars(import_module(f"giamsat.{path.parent.name}.states")).values()
        if isinstance(table, Moves)
    ]
    assert {id(table) for table in written} == {id(model.MOVES) for model in MOVING}


# What the code says.


def home_of(table):
    """The app in whose ``states.py`` a table stands."""
    return table.states.__module__.split(".")[1]


@cache
def sources_of(app):
    """The modules that act: the nodes of each, with the names it knows."""
    return [
        (
            nodes_of(path),
            vars(import_module(".".join(path.relative_to(SRC.parent).with_suffix("").parts))),
        )
        for path in sorted((SRC / app).rglob("*.py"))
        if "migrations" not in path.parts
        and path.name not in ("states.py", "access.py", "capability.py")
    ]


@cache
def said_by(app):
    """Of an app: the moves it makes with both names in the call, and every verb it writes or puts together."""
    calls, written, heads, tails = [], set(), set(), set()
    for nodes, names in sources_of(app):
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                written.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                heads.add(node.values[0].value)
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                tails.add(str(getattr(names.get(node.value.id), node.attr, "")))
            elif isinstance(node, ast.Call):
                calls += _moves_made(node, names)
    return calls, written | {
        f"{head}{tail}" for head in heads for tail in tails if head[-1:] == "."
    }


def _moves_made(call, names):
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name not in ("move", "move_all", "put", "put_all") or len(call.args) < 3:
        return []
    if name.startswith("move") and names.get(name) is not getattr(moving, name):
        return []
    to, verb = call.args[1:3]
    either = [to.body, to.orelse] if isinstance(to, ast.IfExp) else [to]
    try:
        return [(valued(one, names), valued(verb, names)) for one in either]
    except NameError:
        return []  # put together at run time: the table itself is asked then


@cache
def made_in(app):
    """The states in which an app makes rows, by name."""
    found = set()
    for nodes, names in sources_of(app):
        for keyword in nodes:
            if isinstance(keyword, ast.keyword) and keyword.arg == "state":
                either = [keyword.value]
                if isinstance(keyword.value, ast.IfExp):
                    either = [keyword.value.body, keyword.value.orelse]
                for state in either:
                    # a state carried over from another value stands in no table of names
                    with suppress(NameError):
                        if isinstance(state, ast.Attribute):
                            found.add(valued(state, names))
    return found


def valued(expression, names):
    """What an expression of our own source says where it stands."""
    return eval(compile(ast.Expression(expression), "<ours>", "eval"), dict(names))  # noqa: S307 - our own source


@by_model
def test_every_verb_of_a_table_is_written_where_its_app_acts(model):
    calls, written = said_by(home_of(model.MOVES))
    for edge in model.MOVES:
        assert edge.verb in written or (edge.there, edge.verb) in calls, edge


@pytest.mark.parametrize("app", sorted({home_of(model.MOVES) for model in MOVING}))
def test_every_move_that_is_made_stands_on_a_table(app):
    told = {(edge.there, edge.verb) for model in MOVING for edge in model.MOVES}
    assert [call for call in said_by(app)[0] if call not in told] == []


def test_a_state_is_written_by_moves_alone():
    written = []
    for path in sorted(SRC.rglob("*.py")):
        place = path.relative_to(SRC)
        if "migrations" in place.parts or str(place) in CARRIES or place.parts[0] in QUEUES:
            continue
        for node in nodes_of(path):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                is_written = node.attr == "state"
            else:
                is_written = (
                    isinstance(node, ast.Call)
                    and getattr(node.func, "attr", "") == "update"
                    and any(one.arg == "state" for one in node.keywords)
                )
            if is_written:
                written.append(f"{place}:{node.lineno}")
    assert written == []


# Real rows.


@pytest.fixture
def unchecked(db, monkeypatch):
    """Rows in every state without what each of them needs: here only their moves are looked at.

    What other apps let follow from a move would read what such rows do not have.
    """
    monkeypatch.setattr("giamsat.audit.recording.heeds", tuple)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            for model in MOVING:
                for one in model._meta.constraints:
                    if isinstance(one, models.CheckConstraint):
                        cursor.execute(
                            f"ALTER TABLE {model._meta.db_table} DROP CONSTRAINT {one.name}"
                        )
        yield
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


_numbers = count(3000)  # beyond those of a sample


def made(model):
    """A row of a model with something in every column that must hold something."""
    row = model()
    for field in model._meta.concrete_fields:
        if field.primary_key or field.null or field.has_default():
            continue
        if field.is_relation:
            setattr(row, field.name, made(field.related_model))
        elif isinstance(field, models.DateTimeField):
            setattr(row, field.name, timezone.now())
        elif isinstance(field, models.DateField):
            setattr(row, field.name, timezone.localdate())
        elif isinstance(field, models.CharField | models.TextField):
            setattr(row, field.name, str(next(_numbers)))
        else:
            setattr(row, field.name, next(_numbers))
    row.save(force_insert=True)
    return row


def placed(row, state):
    """The row, read anew after it was put into a state."""
    type(row).objects.filter(pk=row.pk).update(state=state)
    return type(row).objects.get(pk=row.pk)


def moved(row, to, verb):
    """Move it from the version the page showed."""
    version = row.version if has_version(type(row)) else None
    with transaction.atomic():
        moving.move(row, to, verb, actor=SYSTEM, now=timezone.now(), version=version)


@by_model
def test_every_edge_is_walked_and_no_other(model, unchecked):
    row, table = made(model), model.MOVES
    moves = list(product(table.states, {edge.verb for edge in table if not is_job(edge.verb)}))
    for here in table.states:
        edges = [(there, verb) for there, verb in moves if Edge(here, there, verb) in table]
        for there, verb in edges:
            seen, lines = placed(row, here), AuditEntry.objects.count()
            version = getattr(seen, "version", 0)
            moved(seen, there, verb)
            check_stands(row, seen, there, version + 1)
            assert AuditEntry.objects.count() == lines + 1
        seen, lines = placed(row, here), AuditEntry.objects.count()
        version = getattr(seen, "version", 0)
        for there, verb in set(moves) - set(edges):
            with pytest.raises(AssertionError):
                moved(seen, there, verb)
            assert seen.state == here
        check_stands(row, seen, here, version)
        assert AuditEntry.objects.count() == lines


def check_stands(row, seen, state, version):
    """What somebody holds and what is stored are in a state, in a version."""
    after = type(row).objects.get(pk=row.pk)
    assert after.state == seen.state == state
    if has_version(type(row)):
        assert after.version == seen.version == version


@by_model
def test_many_rows_move_where_the_table_lets_them_and_one_line_tells(model, unchecked):
    table = model.MOVES
    rows = {state: made(model) for state in table.states}
    mine = model.objects.filter(pk__in=[row.pk for row in rows.values()])
    for verb, to in {(edge.verb, edge.there) for edge in table if not is_job(edge.verb)}:
        for state, row in rows.items():
            placed(row, state)
        lines, leave = AuditEntry.objects.count(), table.sources(verb, to)
        assert moved_all(mine, to, verb) == len(leave)
        now = {row.pk: model.objects.get(pk=row.pk).state for row in rows.values()}
        assert now == {row.pk: to if state in leave else state for state, row in rows.items()}
        assert AuditEntry.objects.count() == lines + 1
        assert moved_all(mine.none(), to, verb) == 0
        assert AuditEntry.objects.count() == lines + 1


def moved_all(rows, to, verb):
    """Move them, told about one of them."""
    subject = rows.model.objects.first()
    with transaction.atomic():
        return moving.move_all(rows, to, verb, actor=SYSTEM, now=timezone.now(), subject=subject)


@by_model
def test_every_edge_a_job_walks_is_its_own(model, unchecked):
    row, table = made(model), model.MOVES
    for here, there, verb in product(
        table.states, table.states, {edge.verb for edge in table if is_job(edge.verb)}
    ):
        before = placed(row, here)
        if Edge(here, there, verb) in table:
            table.put(before, there, verb)
            assert before.state == there
            with pytest.raises(AssertionError):
                moved(placed(row, here), there, verb)
        else:
            with pytest.raises(AssertionError):
                table.put(before, there, verb)


@by_model
def test_who_comes_second_is_told_where_it_stands(model, unchecked):
    row, table, lines = made(model), model.MOVES, AuditEntry.objects.count()
    for edge in table:
        if is_job(edge.verb):
            continue
        seen = placed(row, edge.here)
        elsewhere = next(state for state in table.states if state != edge.here)
        placed(row, elsewhere)
        with pytest.raises(Changed) as refused:
            moved(seen, edge.there, edge.verb)
        assert str(elsewhere.label) in refused.value.sentence()
        if has_version(model):
            seen = placed(row, edge.here)
            model.objects.filter(pk=row.pk).update(version=seen.version + 1)
            with pytest.raises(Changed):
                moved(seen, edge.there, edge.verb)
    assert AuditEntry.objects.count() == lines
