"""A real installation: its own folder, its own database, granian and a worker. For journeys and for bench."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
import uuid
from contextlib import closing
from pathlib import Path

import pyotp
from tests import province, servers

ROOT = Path(__file__).parents[2]
PASSWORD = "giam-sat-2025"  # noqa: S105 - of the sample province
_CAST = """
import json
from giamsat.cli.serving import prepare
prepare(quiet=True)
from django.utils import timezone
from giamsat.cli import sample
from giamsat.organisations.models import Person
from giamsat.foundation.unsealing import unseal
sample.make_cast(now=timezone.now())
print(json.dumps({one.sign_in_name: unseal(one.second_factor) if one.second_factor else "" for one in Person.objects.all()}))
"""

EMPTY = "from giamsat.cli.serving import prepare; prepare(quiet=True); print({})"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def run_in(place, env, script):
    """What a script says that runs in the installation of a folder."""
    env = env | {"GIAMSAT_DATA": str(place)}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


def as_set_up(env, script):
    """The folder of an installation that a script got ready, made once a version of the sources; others begin there."""
    kind = "postgresql" if "DATABASE_URL" in env else "sqlite"

    def make(making):
        (making / "du-lieu").mkdir()
        name = province.begun(kind, making / "du-lieu")
        if name:
            env["DATABASE_URL"] = servers.url_of(name)
        said = run_in(making / "du-lieu", env, script)
        (making / "said.json").write_text(said, "utf-8")
        if name:
            servers.write_down(name, making / "dump")
            servers.on_server(f"DROP DATABASE {name}")

    return province.kept(f"office-{kind}", make, province.whole_source(), script)


class Installation:
    """One installation in a folder; its processes can be killed like any other.

    It begins with its people and nothing else, unless ``made`` names what another one kept.
    """

    def __init__(self, folder, *, cast=True, made=None):
        self.folder, self.port = folder, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.env = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        self.env |= {"PYTHONPATH": str(ROOT / "src")}
        made = made or as_set_up(dict(self.env), _CAST if cast else EMPTY)
        self.env |= {"GIAMSAT_DATA": str(folder / "du-lieu")}
        shutil.copytree(made / "du-lieu", folder / "du-lieu")
        if "DATABASE_URL" in self.env:
            self.name = f"giamsat_{uuid.uuid4().hex[:10]}"
            servers.fill(self.name, made / "dump")
            self.env["DATABASE_URL"] = servers.url_of(self.name)
        self.secrets = json.loads((made / "said.json").read_text("utf-8"))
        used = made / "used.json"  # codes that people signed in with: they are taken once
        self.used = json.loads(used.read_text("utf-8")) if used.exists() else {}
        self.processes = {}

    def rows(self, statement):
        """Rows straight from the database, quickly: for watching a worker at work."""
        if url := self.env.get("DATABASE_URL"):
            import psycopg

            with psycopg.connect(url) as there:
                return there.execute(statement).fetchall()
        with closing(sqlite3.connect(self.folder / "du-lieu/giamsat.sqlite3", timeout=20)) as there:
            return there.execute(statement).fetchall()

    def python(self, script):
        """Run a script inside the installation; its output."""
        return run_in(self.folder / "du-lieu", self.env, script)

    def ask(self, expression):
        """One expression inside the installation, as JSON."""
        head = "import os; os.environ['DJANGO_SETTINGS_MODULE']='giamsat.settings'\nimport django; django.setup(); import json\n"
        imports = "from giamsat.proposals.models import *; from giamsat.planning.models import *; from giamsat.programmes.models import *; from giamsat.jobs.models import Job; from giamsat.audit.models import AuditEntry\n"
        return json.loads(
            self.python(f"{head}{imports}print(json.dumps({expression}, default=str))")
        )

    def start(self, *names):
        commands = {
            "web": [
                "-m",
                "granian",
                "--interface",
                "wsgi",
                "--host",
                "127.0.0.1",
                "--port",
                str(self.port),
                "--workers",
                "2",
                "--blocking-threads",
                "4",
                "--no-ws",
                "--log-level",
                "warning",
                "giamsat.web.wsgi:application",
            ],
            "worker": ["-m", "giamsat.cli.main", "work"],
        }
        for name in names:
            with (self.folder / f"{name}.log").open("a") as log:
                self.processes[name] = subprocess.Popen(
                    [sys.executable, *commands[name]],
                    env=self.env,
                    stderr=log,
                    stdout=log,
                    start_new_session=True,
                    cwd=ROOT,
                )
        for _ in range(600):
            try:
                return self.health()
            except OSError:
                time.sleep(0.1)
        raise AssertionError((self.folder / "web.log").read_text())

    def health(self):
        with urllib.request.urlopen(f"{self.address}/suc-khoe/", timeout=5) as response:
            return json.load(response)

    def kill(self, name):
        """As when the machine fails: the process and its children are gone at once."""
        os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait()

    def faults(self):
        """What the processes logged as errors: faults of ours, never part of a journey."""
        logs = [path.read_text("utf-8") for path in self.folder.glob("*.log")]
        return [
            line
            for log in logs
            for line in log.splitlines()
            if '"level": "error"' in line or "Traceback" in line
        ]

    def keep(self, place):
        """Write down how it is, for others to begin with, once no work waits and every process has ended."""
        waits = "SELECT count(*) FROM jobs_job WHERE state IN ('waiting', 'running')"
        ends = time.monotonic() + 120
        while self.rows(waits) != [(0,)]:
            assert time.monotonic() < ends, "work that nobody does"
            time.sleep(0.1)
        self.stop()
        if "DATABASE_URL" in self.env:
            servers.write_down(self.name, place / "dump")
            servers.on_server(f"DROP DATABASE {self.name} WITH (FORCE)")
        else:
            self.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.move(self.folder / "du-lieu", place / "du-lieu")
        for name, told in (("said", self.secrets), ("used", self.used)):
            (place / f"{name}.json").write_text(json.dumps(told), "utf-8")

    def stop(self):
        for process in self.processes.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def code(self, name):
        """A one-time code that was not used yet."""
        clock = pyotp.TOTP(self.secrets[name])
        while (step := int(time.time()) // 30) <= self.used.get(name, 0):
            time.sleep(0.5)
        self.used[name] = step
        return clock.generate_otp(step)
