"""A real Milvus server of one process, for slow tests: what the package `milvus` (2.3.5) brings.

The package is in an environment of its own: `make milvus` makes it, in `.venv-milvus`; the variable
DATELINE_TEST_MILVUS names another one.
"""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_ROOT = Path(__file__).parents[4]
_RUN = """
import socket, sys
from milvus import MilvusServer, MilvusServerConfig

def bind(self, port):
    # As the server does, at a port whose last connections the killed one left behind.
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError:
        return None

MilvusServerConfig.try_bind_port = bind
server = MilvusServer(data_dir=sys.argv[1], **({"proxy_port": int(sys.argv[2])} if sys.argv[2] != "0" else {}))
server.start()
print(server.listen_port, flush=True)
sys.stdin.read()
server.stop()
"""


def find_environment() -> Path | None:
    """Return the Python of the environment that has the package; None where there is none."""
    environment = Path(os.environ.get("DATELINE_TEST_MILVUS") or _ROOT / ".venv-milvus")
    found = any(environment.glob("lib/python*/site-packages/milvus/data/bin/milvus.lzma"))
    return environment / "bin" / "python" if found else None


class Standalone:
    """A server with its storage in a folder; started and ended by the test."""

    def __init__(self, python: Path, folder: Path) -> None:
        self._python, self._folder = python, folder
        self._process: subprocess.Popen[str] | None = None
        self.port = 0

    @property
    def uri(self) -> str:
        """Return the address of the running server."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, at the port that it had before if it had one, and wait until it is healthy."""
        self._folder.mkdir(exist_ok=True)
        with (self._folder / "starter.log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._python, "-c", _RUN, self._folder, str(self.port)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, (self._folder / "starter.log").read_text()
        self.port = int(line)

    def kill(self) -> None:
        """End it, and the process that started it, as a crash would."""
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.communicate()
            self._process = None

    def pause(self) -> None:
        """Let it take connections and answer nothing."""
        assert self._process
        os.killpg(self._process.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Let it answer again."""
        assert self._process
        os.killpg(self._process.pid, signal.SIGCONT)


@contextmanager
def standalone(python: Path, folder: Path) -> Iterator[Standalone]:
    """Provide a running server for a `with` block, and end it afterwards."""
    server = Standalone(python, folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()
