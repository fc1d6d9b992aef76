"""A database as a version of before left it, on SQLite or PostgreSQL; run inside the installation."""

import base64
import json
import lzma
from datetime import UTC, datetime
from pathlib import Path

KEPT = Path(__file__).with_name("installation.json.xz")


def kept():
    """What ``keep`` wrote."""
    return json.loads(lzma.decompress(KEPT.read_bytes()))


def bring(installation):
    """Apply the migrations that were applied then, and put the rows in."""
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    last = dict(installation["migrations"])  # the last of each app stays
    MigrationExecutor(connection).migrate(sorted(last.items()))
    with transaction.atomic(), connection.cursor() as cursor:
        for name, table in installation["tables"].items():
            kinds = _kinds(cursor, name)
            rows = [
                [
                    _written(value, kinds[column])
                    for column, value in zip(table["columns"], row, strict=True)
                ]
                for row in table["rows"]
            ]
            columns = ", ".join(f'"{column}"' for column in table["columns"])
            places = ", ".join(["%s"] * len(table["columns"]))
            cursor.executemany(f'INSERT INTO "{name}" ({columns}) VALUES ({places})', rows)  # noqa: S608
            if connection.vendor == "postgresql" and "id" in table["columns"]:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}"  # noqa: S608
                )


def counts():
    """How many rows each table holds that was kept."""
    from django.db import connection

    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        told = {}
        for name in kept()["tables"]:
            if name in there:
                cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608
                told[name] = cursor.fetchone()[0]
    return told


def columns():
    """The columns of each table that was kept, in the order of their names."""
    from django.db import connection

    with connection.cursor() as cursor:
        return {
            name: sorted(
                column.name
                for column in connection.introspection.get_table_description(cursor, name)
            )
            for name in kept()["tables"]
        }


def statements():
    """Statements of what lies in a SQLite database, but for the index's own tables."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            " AND name NOT LIKE 'search_index_%%' AND name NOT LIKE 'sqlite_%%'",
            [],
        )
        return dict(cursor.fetchall())


def _kinds(cursor, table):
    """The type of each column on PostgreSQL; on SQLite values go back as they came."""
    from collections import defaultdict

    from django.db import connection

    if connection.vendor == "sqlite":
        return defaultdict(str)
    cursor.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s",
        [table],
    )
    return dict(cursor.fetchall())


def _written(value, kind):
    if isinstance(value, dict):
        return base64.b64decode(value["base64"])
    if value is None or not kind:
        return value
    if kind == "boolean":
        return bool(value)
    if kind.startswith("timestamp"):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value
