"""Events are only added, whoever asks; the index of words follows recommendations."""

from typing import Any, ClassVar

from django.db import migrations

from giamsat.searching.index import index_tables

_TABLE = "recommendations_recommendationevent"
_SQLITE = (
    "CREATE TRIGGER event_no_{verb} BEFORE {verb} ON " + _TABLE + " "
    "BEGIN SELECT RAISE(ABORT, 'events of recommendations are append-only'); END"
)
_FUNCTION = (
    "CREATE FUNCTION recommendation_events_stay() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'events of recommendations are append-only'; END $$"
)
_TRIGGER = (
    "CREATE TRIGGER recommendation_events_stay BEFORE UPDATE OR DELETE ON " + _TABLE + " "
    "FOR EACH ROW EXECUTE FUNCTION recommendation_events_stay()"
)


def _forbid(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            editor.execute(_SQLITE.format(verb=verb))
    else:
        editor.execute(_FUNCTION)
        editor.execute(_TRIGGER)


def _allow(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER event_no_{verb}")
    else:
        editor.execute(f"DROP TRIGGER recommendation_events_stay ON {_TABLE}")
        editor.execute("DROP FUNCTION recommendation_events_stay()")


begin, end = index_tables(recommendation="recommendations_recommendation")


class Migration(migrations.Migration):
    """Triggers on SQLite and PostgreSQL."""

    dependencies: ClassVar = [
        ("recommendations", "0002_lists_in_their_order"),
        ("searching", "0001_index_of_words"),
    ]
    operations: ClassVar = [migrations.RunPython(_forbid, _allow), migrations.RunPython(begin, end)]
