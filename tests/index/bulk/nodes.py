"""A Ray cluster of three nodes, two of them in network namespaces of their own, one of which can be killed.

The head, on this machine's side of the bridge, has no processor: whoever embeds runs on the others.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

ROOT = Path(__file__).parents[3]
_PORT, _NODE_PORT = 6399, 6400
_START = [
    *(sys.executable, "-m", "ray.scripts.scripts", "start", "--block", "--disable-usage-stats"),
    *(f"--node-manager-port={_NODE_PORT}", f"--object-store-memory={200 * 2**20}"),
]
_ENVIRONMENT = {
    "PYTHONPATH": str(ROOT),
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_DISABLE_IMPORT_WARNING": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


@dataclass(frozen=True, slots=True)
class Nodes:
    """A cluster: where its head is, and the namespaces of the nodes that embed."""

    address: str
    namespaces: tuple[str, ...]

    def kill(self, node: int) -> None:
        """End every process of a node at once, as a machine that loses its power does."""
        _kill_all(self.namespaces[node])


def why_no_namespaces() -> str | None:
    """Return why there can be no network namespaces here; None if there can."""
    if os.geteuid() or not shutil.which("ip"):
        return "network namespaces need root and the command ip"
    name = f"dl{os.getpid() % 100_000}x"
    try:
        _ip("netns", "add", name)
        _ip("link", "add", name, "type", "bridge")
    except subprocess.CalledProcessError as error:
        return f"network namespaces cannot be made here: {error.stderr.strip()}"
    finally:
        _try_ip("link", "delete", name)
        _try_ip("netns", "delete", name)
    return None


@contextmanager
def three_nodes(processors: int = 4) -> Iterator[Nodes]:
    """Start a head and two nodes of so many processors each, and end them after the block."""
    tag, net = f"dl{os.getpid() % 100_000}", f"10.{200 + os.getpid() % 50}.{os.getpid() % 250}"
    names = (f"{tag}a", f"{tag}b")
    folder = mkdtemp(prefix="dl")  # the paths of sockets must be short
    started: list[subprocess.Popen[bytes]] = []
    try:
        _connect(tag, names, net)
        started.append(_start_head(f"{net}.1", 0, folder))
        for number, name in enumerate(names, start=2):
            joined = f"--address={net}.1:{_PORT} --num-cpus={processors}"
            started.append(_start(f"{net}.{number}", joined, ["ip", "netns", "exec", name]))
        yield Nodes(f"{net}.1:{_PORT}", names)
    finally:
        for name in names:
            _kill_all(name)
            _try_ip("netns", "delete", name)
        for node in started:
            _end(node)
        _try_ip("link", "delete", tag)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def one_node(processors: int) -> Iterator[str]:
    """Start a cluster of this machine alone, within it; yield its address."""
    folder = mkdtemp(prefix="dl")
    node = _start_head("127.0.0.1", processors, folder)
    try:
        yield f"127.0.0.1:{_PORT}"
    finally:
        _end(node)
        shutil.rmtree(folder, ignore_errors=True)


def _connect(bridge: str, names: Sequence[str], net: str) -> None:
    """Make a namespace for each name, all on one bridge."""
    _ip("link", "add", bridge, "type", "bridge")
    _ip("address", "add", f"{net}.1/24", "dev", bridge)
    _ip("link", "set", bridge, "up")
    for number, name in enumerate(names, start=2):
        _ip("netns", "add", name)
        _ip("link", "add", f"{name}0", "type", "veth", "peer", "name", f"{name}1", "netns", name)
        _ip("link", "set", f"{name}0", "master", bridge, "up")
        _ip("-n", name, "address", "add", f"{net}.{number}/24", "dev", f"{name}1")
        _ip("-n", name, "link", "set", f"{name}1", "up")
        _ip("-n", name, "link", "set", "lo", "up")


def _start_head(host: str, processors: int, folder: str) -> "subprocess.Popen[bytes]":
    options = f"--head --port={_PORT} --num-cpus={processors} --include-dashboard=false --temp-dir={folder}"
    return _start(host, options, [])


def _start(host: str, options: str, before: Sequence[str]) -> "subprocess.Popen[bytes]":
    """Start a node, and return it when it is up; Ray gives up after half a minute, which a busy machine may need."""
    for _ in range(5):
        node = subprocess.Popen(
            [*before, *_START, f"--node-ip-address={host}", *options.split()],
            env=os.environ | _ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while node.poll() is None:
            with suppress(OSError), socket.create_connection((host, _NODE_PORT), 1):
                return node
            time.sleep(0.2)
    raise RuntimeError(f"a node of Ray at {host} ends before it is up")


def _kill_all(namespace: str) -> None:
    for process in _try_ip("netns", "pids", namespace).split():
        with suppress(ProcessLookupError):
            os.kill(int(process), signal.SIGKILL)


def _end(node: "subprocess.Popen[bytes]") -> None:
    """End a node with what it started."""
    node.send_signal(signal.SIGTERM)
    try:
        node.wait(20)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(node.pid, signal.SIGKILL)
        node.wait()


def _ip(*arguments: str) -> str:
    return subprocess.run(["ip", *arguments], capture_output=True, text=True, check=True).stdout


def _try_ip(*arguments: str) -> str:
    return subprocess.run(["ip", *arguments], capture_output=True, text=True, check=False).stdout
