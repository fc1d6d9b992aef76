"""Keep the rows of an installation on SQLite as one small file, for a test that brings it up to date.

    python -m tests.upgrade.keep DATA_FOLDER FILE.json.xz

Left out: stored files, the index of words (triggers fill it), and places that nothing here names.
"""

import base64
import json
import lzma
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

_MADE_BY_MIGRATING = ("django_migrations", "sqlite_sequence")
_PLACES = """
    SELECT * FROM organisations_place WHERE level = 'province'
    OR code IN (SELECT place_code FROM organisations_organisation)
"""


def _readable(value):
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def kept(database):
    """Migrations that were applied, statements that make the schema, and per table its columns and rows."""
    with closing(sqlite3.connect(database)) as there:
        schema = there.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'search_index_%'"
            " AND name NOT LIKE 'sqlite_%' ORDER BY name"
        ).fetchall()
        names = [
            name
            for name, sql in schema
            if sql.startswith("CREATE TABLE") and name not in _MADE_BY_MIGRATING
        ]
        tables = {}
        for name in names:
            question = f'SELECT * FROM "{name}"'  # noqa: S608 - names of tables that are there
            if name == "organisations_place":
                question = _PLACES
            elif name == "organisations_placesuccession":
                question += " WHERE 0"
            found = there.execute(f"{question} ORDER BY 1")
            columns = [column[0] for column in found.description]
            tables[name] = {
                "columns": columns,
                "rows": [[_readable(value) for value in row] for row in found],
            }
        applied = there.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    return {"migrations": applied, "schema": dict(schema), "tables": tables}


if __name__ == "__main__":
    folder, target = map(Path, sys.argv[1:])
    text = json.dumps(kept(folder / "giamsat.sqlite3"), ensure_ascii=False)
    target.write_bytes(lzma.compress(text.encode("utf-8"), preset=9))
