"""Make the index and the triggers that fill it.

A table is indexed by its column ``search`` (see foundation.paging). There are triggers because rows
come in by many ways (one by one, thousands at once) and none of them can forget the index.
"""

from typing import Any

from giamsat.foundation.capability import search_kinds

_SHIFT = 32  # row of the index = id * 32 + kind

# The kind stands in both indexes as a word, "k1": a question about one kind never meets the rows of
# another.
_SQLITE = """
CREATE VIRTUAL TABLE search_index USING fts5(
    of, text, kind UNINDEXED, subject_id UNINDEXED,
    tokenize = "unicode61 remove_diacritics 0", prefix = '2 3'
)"""
_POSTGRES = """
CREATE TABLE search_index (
    id bigint PRIMARY KEY, kind smallint NOT NULL, subject_id bigint NOT NULL, text text NOT NULL,
    vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', 'k' || kind || ' ' || text)) STORED
);
CREATE INDEX search_index_vector ON search_index USING gin (vector);
CREATE FUNCTION search_index_put() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM search_index WHERE id = OLD.id * 32 + TG_ARGV[0]::int;
        RETURN OLD;
    END IF;
    INSERT INTO search_index (id, kind, subject_id, text)
    VALUES (NEW.id * 32 + TG_ARGV[0]::int, TG_ARGV[0]::int, NEW.id, NEW.search)
    ON CONFLICT (id) DO UPDATE SET text = EXCLUDED.text;
    RETURN NEW;
END $$
"""


def create_index(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - every view and migration step has this shape
    """The empty index."""
    schema_editor.execute(_SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRES)


def drop_index(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - every view and migration step has this shape
    """Take the index away."""
    schema_editor.execute("DROP TABLE search_index")
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute("DROP FUNCTION search_index_put() CASCADE")


def index_tables(**tables: str) -> tuple[Any, Any]:
    """For a migration: functions that index tables by their kind, and stop it.

    Rows already there come in too.
    """

    def begin(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - every view and migration step has this shape
        statements = _on_sqlite if schema_editor.connection.vendor == "sqlite" else _on_postgres
        for kind, table in tables.items():
            for statement in statements(table, search_kinds()[kind].number):
                schema_editor.execute(statement)

    def end(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - every view and migration step has this shape
        for kind, table in tables.items():
            if schema_editor.connection.vendor == "sqlite":
                for event in ("insert", "update", "delete"):
                    schema_editor.execute(f"DROP TRIGGER search_{table}_{event}")
            else:
                schema_editor.execute(f"DROP TRIGGER search_{table} ON {table}")
            number = search_kinds()[kind].number
            schema_editor.execute(f"DELETE FROM search_index WHERE kind = {number}")  # noqa: S608 - our own names

    return begin, end


def _on_sqlite(table: str, kind: int) -> list[str]:
    into = "INSERT INTO search_index (rowid, of, text, kind, subject_id)"
    put = f"{into} VALUES (NEW.id * {_SHIFT} + {kind}, 'k{kind}', NEW.search, {kind}, NEW.id);"
    take = f"DELETE FROM search_index WHERE rowid = OLD.id * {_SHIFT} + {kind};"  # noqa: S608 - our own names
    return [
        f"CREATE TRIGGER search_{table}_insert AFTER INSERT ON {table} BEGIN {put} END",
        (
            f"CREATE TRIGGER search_{table}_update AFTER UPDATE OF search ON {table} "
            f"WHEN OLD.search IS NOT NEW.search BEGIN {take} {put} END"
        ),
        f"CREATE TRIGGER search_{table}_delete AFTER DELETE ON {table} BEGIN {take} END",
        f"{into} SELECT id * {_SHIFT} + {kind}, 'k{kind}', search, {kind}, id FROM {table}",  # noqa: S608 - our own names
    ]


def _on_postgres(table: str, kind: int) -> list[str]:
    return [
        (
            f"CREATE TRIGGER search_{table} AFTER INSERT OR DELETE OR UPDATE OF search ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION search_index_put('{kind}')"
        ),
        (
            "INSERT INTO search_index (id, kind, subject_id, text) "  # noqa: S608 - our own names
            f"SELECT id * {_SHIFT} + {kind}, {kind}, id, search FROM {table}"
        ),
    ]
