"""The database refuses to change or delete a line of the trail, whoever asks."""

from typing import Any, ClassVar

from django.db import migrations

_SQLITE = (
    "CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON audit_auditentry "
    "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
)
_FUNCTION = (
    "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$"
)
_TRIGGER = (
    "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_auditentry "
    "FOR EACH ROW EXECUTE FUNCTION audit_append_only()"
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
            editor.execute(f"DROP TRIGGER audit_no_{verb}")
    else:
        editor.execute("DROP TRIGGER audit_append_only ON audit_auditentry")
        editor.execute("DROP FUNCTION audit_append_only()")


class Migration(migrations.Migration):
    """Triggers on SQLite and PostgreSQL."""

    dependencies: ClassVar = [("audit", "0001_trail_of_acts")]
    operations: ClassVar = [migrations.RunPython(_forbid, _allow)]
