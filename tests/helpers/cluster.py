"""A private PostgreSQL for the tests: in a temporary folder, on a random port of this computer, gone afterwards."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL

_MISSING = (
    "The tests need PostgreSQL 15 or newer (initdb and pg_ctl), and it is not installed. "
    "On Debian: sudo apt-get install postgresql"
)
_USER = "csops_tests"
# Nothing in here must survive a power cut, so nothing waits for the disk.
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60 -c shared_buffers=32MB"


class Cluster:
    """One running server. `fresh` makes a database, from a template that is already migrated when one is named."""

    def __init__(self) -> None:
        self._bin = _binaries()
        self.folder = Path(tempfile.mkdtemp(prefix="csops-postgres-"))
        self._data = self.folder / "data"
        self._password = secrets.token_urlsafe(12)
        self._port = _free_port()
        self._made = 0
        self._start()

    def _start(self) -> None:
        secret = self.folder / "secret"
        secret.write_text(self._password, encoding="utf-8")
        if os.geteuid() == 0:
            for path in (self.folder, secret):
                shutil.chown(path, _unprivileged())
        try:
            self._run("initdb", "-D", str(self._data), "-U", _USER, "--pwfile", str(secret), "--no-sync",
                      "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8")  # fmt: skip
            places = f"-c listen_addresses=127.0.0.1 -c port={self._port} -c unix_socket_directories={self.folder}"
            log = str(self.folder / "log")
            self._run("pg_ctl", "start", "-w", "-D", str(self._data), "-l", log, "-o", f"{places} {_FAST}")
        except BaseException:
            self.stop()
            raise

    def _run(self, program: str, *arguments: str) -> None:
        # PostgreSQL refuses to run as root.
        who = ["setpriv", f"--reuid={_unprivileged()}", f"--regid={_group()}", "--clear-groups"]
        command = [*(who if os.geteuid() == 0 else []), str(self._bin / program), *arguments]
        # Not captured by a pipe: the server inherits it and would hold it open.
        said = self.folder.parent / f"{self.folder.name}.{program}.out"
        with said.open("w") as file:
            done = subprocess.run(command, cwd="/", stdout=file, stderr=subprocess.STDOUT, check=False)
        words = said.read_text(encoding="utf-8", errors="replace")
        said.unlink()
        assert done.returncode == 0, f"{program} failed:\n{words}"

    def stop(self) -> None:
        if (self._data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-m", "immediate", "-D", str(self._data))
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> URL:
        return URL.create("postgresql+psycopg", _USER, self._password, "127.0.0.1", self._port, database)

    def fresh(self, *, template: str = "template0", name: str = "") -> URL:
        self._made += 1
        name = name or f"test_{self._made}"
        self._order("CREATE DATABASE {} TEMPLATE {} STRATEGY WAL_LOG", name, template)
        return self.url(name)

    def drop(self, url: URL) -> None:
        self._order("DROP DATABASE IF EXISTS {} WITH (FORCE)", str(url.database))

    def _order(self, words: str, *names: str) -> None:
        where = self.url("postgres").set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(sql.SQL(words).format(*(sql.Identifier(name) for name in names)))


def _binaries() -> Path:
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    in_path = [Path(found).parent for name in ("pg_ctl",) if (found := shutil.which(name))]
    for folder in (*newest, *in_path):
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise AssertionError(_MISSING)


def _unprivileged() -> str:
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _group() -> int:
    import pwd

    return pwd.getpwnam(_unprivileged()).pw_gid


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
