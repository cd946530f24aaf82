"""A PostgreSQL server of the tests' own: in a temporary folder, on a free port, as an unprivileged user."""

import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

USER, PASSWORD = "dateline", "a-password-of-the-tests"
_SECONDS = 60.0

in_file = pytest.mark.parametrize("address", [None], ids=["file"])
"""Marks a test that is about the file itself."""


class PostgresServer:
    """A server that can be stopped, killed and started again; each address that it gives is a schema of its own."""

    def __init__(self, programs: Path, folder: Path, port: int, owner: int | None) -> None:
        self._programs, self._folder, self.port, self._owner = programs, folder, port, owner
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count(1)
        self._listens = "127.0.0.1"

    def create(self) -> None:
        """Make the cluster's files."""
        secret = self._folder / "password"
        secret.write_text(PASSWORD)
        command = ["initdb", "-D", "data", "-U", USER, "--auth=scram-sha-256", f"--pwfile={secret}", "-E", "UTF8"]
        self._run([*command, "--locale=C.UTF-8", "--no-sync"]).wait(_SECONDS)

    def start(self) -> None:
        """Start the server, and wait until it takes connections."""
        settings = [
            f"port={self.port}", f"listen_addresses={self._listens}", f"unix_socket_directories={self._folder}",
            "fsync=off", "max_connections=200",
        ]  # fmt: skip
        options = [part for setting in settings for part in ("-c", setting)]
        self._process = self._run(["postgres", "-D", "data", *options])
        end = time.monotonic() + _SECONDS
        while self._run(["pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]).wait():
            assert time.monotonic() < end, (self._folder / "log").read_text()
            time.sleep(0.1)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server: by SIGINT it closes every connection, by SIGQUIT it ends as after a crash."""
        if self._process:
            self._process.send_signal(how)
            self._process.wait(_SECONDS)
            self._process = None

    def open_to(self, address: str) -> None:
        """Listen on another address of this machine, too, and let its network in; the server is started again."""
        self.stop()
        self._listens = f"127.0.0.1,{address}"
        with (self._folder / "data" / "pg_hba.conf").open("a") as rules:
            rules.write(f"host all all {address}/24 scram-sha-256\n")
        self.start()

    def new_address(self, options: str = "") -> str:
        """Return the address of a schema that nobody has used."""
        return self.address_of(f"t{next(self._numbers)}{options}")

    def address_of(self, schema: str, *, user: str = USER, password: str = PASSWORD, database: str = "postgres") -> str:
        """Return the address of a schema."""
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}?schema={schema}"

    @contextmanager
    def followed(self) -> Iterator["PostgresServer"]:
        """Run a standby of this server for a block."""
        folder = _make_folder(self._owner)
        standby = PostgresServer(self._programs, folder, _free_port(), self._owner)
        source = f"host=127.0.0.1 port={self.port} user={USER} password={PASSWORD}"
        copied = standby._run(["pg_basebackup", "-D", "data", "-R", "-d", source, "-c", "fast", "--no-sync"])
        try:
            assert copied.wait(_SECONDS) == 0, (folder / "log").read_text()
            standby.start()
            yield standby
        finally:
            standby.stop(signal.SIGQUIT)
            shutil.rmtree(folder, ignore_errors=True)

    def wait_for(self, standby: "PostgresServer") -> None:
        """Wait until a standby has everything that this server has."""
        reached = self.run_statement("SELECT pg_current_wal_lsn()")
        query = f"SELECT pg_last_wal_replay_lsn() >= '{reached}'"
        end = time.monotonic() + _SECONDS
        while standby.run_statement(query) != "t":
            assert time.monotonic() < end, "the standby does not follow"
            time.sleep(0.05)

    def run_statement(self, statement: str) -> str:
        """Run a statement by psql; return its rows as text."""
        environment = {**os.environ, "PGPASSWORD": PASSWORD}
        command = [str(self._programs / "psql"), "-h", "127.0.0.1", "-p", str(self.port), "-U", USER, "-d", "postgres"]
        done = subprocess.run(
            [*command, "-v", "ON_ERROR_STOP=1", "-At", "-c", statement],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def _run(self, command: list[str]) -> subprocess.Popen[bytes]:
        with (self._folder / "log").open("ab") as output:
            return subprocess.Popen(
                [self._programs / command[0], *command[1:]],
                cwd=self._folder,
                stdout=output,
                stderr=output,
                user=self._owner,
                group=None if self._owner is None else pwd.getpwuid(self._owner).pw_gid,
                extra_groups=None if self._owner is None else (),
            )


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """Start a server for a block, or skip the test."""
    pytest.importorskip("psycopg", reason="the extra postgres is not installed")
    programs = _find_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    owner = _find_owner()
    folder = _make_folder(owner)
    server = PostgresServer(programs, folder, _free_port(), owner)
    try:
        server.create()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _find_programs() -> Path | None:
    """Return the folder of the newest server's programs."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return folders[-1].parent if folders else None


def _find_owner() -> int | None:
    """Return the user to run the server as, where this one is root, who may not; None for this one."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid
    pytest.skip("PostgreSQL does not run as root, and there is no user postgres or nobody")


def _make_folder(owner: int | None) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="dateline-postgres-"))
    if owner is not None:
        os.chown(folder, owner, -1)
    return folder


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
