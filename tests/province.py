"""The sample province of the tests: made once a version of what makes it, then copied.

``prepared()`` gives the folder that holds it, and whoever comes first makes it, in a process of its own and under a
lock. On SQLite the folder holds the database; on PostgreSQL it holds what fills one, which the server then keeps under
the folder's name as a template. Stored files lie beside it in both.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from tests import servers

ROOT = Path(__file__).parents[1]
STORE = ROOT / ".test-data" / "province"
NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
_KEPT = 4  # provinces of the last versions, for who goes back and forth between branches

# What only answers requests cannot change the province: to edit a page does not make it anew. That none of these
# took part is tested: what the maker had loaded is written beside the province.
PAGES = frozenset(
    {
        "views",
        "urls.py",
        "forms",
        "forms.py",
        "templates",
        "templatetags",
        "static",
        "locale",
        "api",
        "portal",
    }
)


def is_page(path: Path) -> bool:
    """Whether a file below ``src`` belongs to pages alone; what an app says of itself never does."""
    of_app = len(path.parts) == 3 and path.name in {"__init__.py", "capability.py"}
    if path.parts[0] != "giamsat" or of_app:
        return False
    return not PAGES.isdisjoint(path.parts[1:])


def _walk(top: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        yield from (Path(folder) / name for name in sorted(names))


def name_over(paths: Iterator[Path], *more: str) -> str:
    """Sixteen letters that are others when any of these files is another."""
    mixed = hashlib.sha256("\n".join(more).encode())
    for path in paths:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        mixed.update(f"\n{path.relative_to(ROOT)} {content}".encode())
    return mixed.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    source = ROOT / "src"
    yield from (path for path in _walk(source) if not is_page(path.relative_to(source)))
    yield from _walk(ROOT / "samples")
    yield from (
        Path(__file__),
        ROOT / "tests" / "django_settings.py",
        ROOT / "requirements" / "run.txt",
    )


BELOW_MIGRATIONS = ("foundation", "searching")  # what they import, as a test sees


def table_sources() -> Iterator[Path]:
    """What tables are made of: migrations, what they import, and the faces, which say what is found by words."""
    source = ROOT / "src/giamsat"
    for path in _walk(source):
        app = path.relative_to(source).parts[0]
        below = app in BELOW_MIGRATIONS and not is_page(path.relative_to(ROOT / "src"))
        if below or "migrations" in path.parts or path.name in {"capability.py", "settings.py"}:
            yield path
    yield from (ROOT / "tests" / "django_settings.py", ROOT / "requirements" / "run.txt")


@contextmanager
def alone(kind: str) -> Iterator[None]:
    """Hold one kind of what is stored: another part of the suite waits, then finds what this one made."""
    STORE.mkdir(parents=True, exist_ok=True)
    with (STORE / f"lock-{kind}").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def kept(kind: str, make: Callable[[Path], None], sources: Iterator[Path], *more: str) -> Path:
    """The folder that ``make`` fills, kept until a source changes (jobs and letters carry the day they were made)."""
    folder = STORE / f"{kind}-{name_over(sources, kind, str(date.today()), *more)}"  # noqa: DTZ011
    with alone(kind):
        if not folder.exists():
            making = folder.with_name(f"making-{kind}")
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            make(making)
            making.rename(folder)
            _forget_old(kind)
        os.utime(folder)
    return folder


def whole_source() -> Iterator[Path]:
    """Pages, too: of what holds their static files and messages."""
    yield from _walk(ROOT / "src")
    yield from (ROOT / "requirements" / "run.txt", ROOT / "tests/journeys/installation.py")


def prepared() -> Path:
    """The folder of the province as the sources make it today; on a server, its database under the folder's name."""
    from django.db import connection

    kind = connection.vendor
    folder = kept(kind, _make, _sources())
    if kind == "postgresql":
        with alone(kind):
            if (folder.name,) not in _on_server("SELECT datname FROM pg_database"):
                servers.fill(folder.name, folder / "dump")
    return folder


def empty(kind: str) -> Path:
    """The folder of a database that has every table and no row: migrations take fourteen seconds, and are applied once.

    An office from nothing, by its own ``prepare``, is opened by ``giamsat demo`` in ``.ci/run``.
    """
    return kept(f"empty-{kind}", lambda making: _fill(making, kind, "empty"), table_sources())


def begun(kind: str, data: Path) -> str:
    """Tables without rows in a data folder, or in a new database of the server; that database's name."""
    if kind == "sqlite":
        shutil.copyfile(empty(kind) / "giamsat.sqlite3", data / "giamsat.sqlite3")
        return ""
    name = f"giamsat_{uuid.uuid4().hex[:10]}"
    servers.fill(name, empty(kind) / "dump")
    return name


def _make(making: Path) -> None:
    from django.db import connection

    _fill(making, connection.vendor, "province", begun(connection.vendor, making))


def _fill(making: Path, kind: str, what: str, name: str = "") -> None:
    """Have a process of its own fill the folder; what it put on a server is written down beside."""
    env = os.environ | {
        "GIAMSAT_DATA": str(making),
        "DJANGO_SETTINGS_MODULE": "tests.django_settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    if kind == "postgresql":
        if not name:
            name = f"giamsat_{uuid.uuid4().hex[:10]}"
            servers.on_server(f"CREATE DATABASE {name}")
        env["GIAMSAT_TEST_DATABASE"] = name
    else:
        env.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-m", "tests.province", what],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{what} cannot be made:\n{done.stdout}{done.stderr}")
    if kind == "postgresql":
        servers.write_down(name, making / "dump")
        servers.on_server(f"DROP DATABASE {name}")


def _forget_old(kind: str) -> None:
    known = sorted(STORE.glob(f"{kind}-*"), key=lambda path: path.stat().st_mtime)
    for old in known[:-_KEPT]:
        shutil.rmtree(old)


def _on_server(*statements: str) -> list[tuple[object, ...]]:
    """Ask the PostgreSQL server outside every transaction, from the database that DATABASE_URL names."""
    from django.conf import settings
    from django.db import connection

    wanted, connection.settings_dict["NAME"] = (
        connection.settings_dict["NAME"],
        settings.SERVER_DATABASE,
    )
    connection.close()
    try:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()
        connection.settings_dict["NAME"] = wanted


def copy_database(province: Path, place: Path) -> None:
    """A fresh copy under the tests' own connection: a file at ``place``, or a database of the file's name."""
    from django.db import connection

    connection.close()
    if connection.vendor == "sqlite":
        for left in place.parent.glob(f"{place.name}*"):
            left.unlink()
        shutil.copyfile(province / "giamsat.sqlite3", place)
        connection.settings_dict["NAME"] = str(place)
    else:
        _on_server(
            f'DROP DATABASE IF EXISTS "{place.name}" WITH (FORCE)',
            f'CREATE DATABASE "{place.name}" TEMPLATE "{province.name}"',
        )
        connection.settings_dict["NAME"] = place.name


def drop_database(place: Path) -> None:
    """The end of a copy on the server; on SQLite the file lies in the tests' temporary folder."""
    from django.db import connection

    connection.close()
    if connection.vendor == "postgresql":
        _on_server(f'DROP DATABASE IF EXISTS "{place.name}" WITH (FORCE)')


def prepare_statics() -> None:
    """Fonts and static files in the tests' data folder, made when what they are made of changed."""
    from django.conf import settings
    from django.core.management import call_command

    from giamsat.foundation.appearance import prepare_appearance

    source = ROOT / "src"
    name = name_over(
        path for path in _walk(source) if {"static", "appearance.py"} & set(path.parts)
    )
    stamp = STORE / "statics"
    with alone("statics"):
        if (
            stamp.exists()
            and stamp.read_text("utf-8") == name
            and Path(settings.STATIC_ROOT).exists()
        ):
            return
        prepare_appearance(Path(settings.APPEARANCE))
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(name, "utf-8")


def make_empty() -> None:
    """Apply every migration to this process's database."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def make_province() -> None:
    """Make the province in this process's database and data folder, through the application's own actions."""
    from django.conf import settings

    from giamsat.cli import sample
    from giamsat.cli.sample_cases import make_cases
    from giamsat.cli.sample_criticism import make_criticism
    from giamsat.cli.sample_targets import make_targets
    from giamsat.jobs.working import run_waiting

    samples = ROOT / "samples"
    cast = sample.make_cast(now=NOON)
    programme = sample.make_programme(cast["van"], samples, now=NOON)
    sample.make_agreement(cast, programme, now=NOON)
    make_cases(cast, now=NOON)
    make_criticism(cast, samples, now=NOON)
    make_targets(cast, now=NOON)
    run_waiting()
    loaded = sorted(
        str(Path(module.__file__).relative_to(ROOT / "src"))
        for name, module in sys.modules.items()
        if name.startswith(("civickit", "giamsat")) and getattr(module, "__file__", None)
    )
    (Path(settings.DATA) / "loaded.txt").write_text("\n".join(loaded), "utf-8")


def main(what: str) -> None:
    import django

    django.setup()
    from django.db import connection

    {"empty": make_empty, "province": make_province}[what]()
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


if __name__ == "__main__":
    main(sys.argv[1])
