"""Databases of the tests' own PostgreSQL server: made, filled from a file, and written to one."""

import os
import re
import subprocess
from pathlib import Path


def url_of(name: str) -> str:
    """The address of another database on the server that DATABASE_URL names."""
    return re.sub(r"/giamsat\?", f"/{name}?", os.environ["DATABASE_URL"])


def on_server(statement: str) -> None:
    """Ask the server outside every transaction."""
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as there:
        there.execute(statement)


def _run(program: str, *words: object) -> None:
    from tools.with_postgres import programs

    command = [str(word) for word in (programs() / program, *words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stderr}")


def write_down(name: str, place: Path) -> None:
    """Everything in a database, in one file: it outlives the server."""
    _run("pg_dump", "--format=custom", "--compress=1", f"--file={place}", url_of(name))


def fill(name: str, place: Path) -> None:
    """A new database with what the file holds."""
    on_server(f'CREATE DATABASE "{name}"')
    _run("pg_restore", "--exit-on-error", f"--dbname={url_of(name)}", place)
