"""Run a command beside a PostgreSQL of its own: ``tools/with_postgres.py pytest …`` sets DATABASE_URL for it.

``tools/with_postgres.py --durable …`` keeps every commit on disk, as an office's server does; tests do without.

Needs Debian's ``postgresql`` (nothing of an existing server is used or touched). As root it becomes ``nobody`` for the
server alone, since PostgreSQL refuses root.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def programs() -> Path:
    """The folder of initdb and pg_ctl, the newest version there is."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4])
    )
    if found:
        return found[-1].parent
    if there := shutil.which("initdb"):
        return Path(there).parent
    sys.exit("Thiếu PostgreSQL: sudo apt install postgresql (PostgreSQL is missing).")


def quietly(*command: object) -> None:
    subprocess.run([str(word) for word in command], stdout=subprocess.DEVNULL, check=True, cwd="/")


def main(command: list[str]) -> int:
    folder = Path(tempfile.mkdtemp(prefix="giamsat-pg-"))
    bins = programs()
    become = (
        ["setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups"]
        if os.geteuid() == 0
        else []
    )
    if become:
        shutil.chown(folder, "nobody", "nogroup")
    folder.chmod(0o755)
    data, log = folder / "data", folder / "log"
    options = f"-k {folder} -c listen_addresses='' -c shared_buffers=256MB -c max_connections=200"
    if command[0] == "--durable":
        command = command[1:]
    else:
        options += " -c fsync=off -c full_page_writes=off"
    try:
        quietly(
            *become,
            bins / "initdb",
            "-D",
            data,
            "-U",
            "giamsat",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        )
        quietly(*become, bins / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
        quietly(bins / "createdb", "-h", folder, "-U", "giamsat", "giamsat")
        url = f"postgresql://giamsat@/giamsat?host={folder}"
        told = {
            "DATABASE_URL": url,
            "GIAMSAT_PG_CTL": " ".join(map(str, [*become, bins / "pg_ctl", "-D", data, "-w"])),
        }
        return subprocess.run(command, env=os.environ | told, check=False).returncode
    finally:
        subprocess.run(
            [*become, bins / "pg_ctl", "-D", data, "-m", "immediate", "stop"],
            stdout=subprocess.DEVNULL,
            check=False,
            cwd="/",
        )
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
