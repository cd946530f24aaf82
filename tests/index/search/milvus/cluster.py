"""A real Milvus cluster of six processes with two query nodes, one of which can be killed, for slow tests.

It needs, besides the server that `make milvus` installs, the package `confluent-kafka` in the same environment, whose
library has a broker for tests, and the command `etcd`.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.index.search.milvus.standalone import find_environment

_SECONDS = 180.0
_PREPARE = """
import sys
from milvus import MilvusServerConfig, _initialize_data_files
config = MilvusServerConfig(data_dir=sys.argv[1])
config.resolve()
_initialize_data_files(sys.argv[1])
print(config.get("proxy_port"))
"""
_BROKER = """
import sys
from confluent_kafka import Producer
producer = Producer({"test.mock.num.brokers": 1, "bootstrap.servers": "none"})
(broker,) = producer.list_topics(timeout=10).brokers.values()
print(f"{broker.host}:{broker.port}", flush=True)
sys.stdin.read()
"""
_COORDINATORS = ("mixture", "-rootcoord", "-querycoord", "-datacoord", "-indexcoord")
_ROLES = (_COORDINATORS, ("proxy",), ("datanode",), ("indexnode",), ("querynode",), ("querynode",))
_SERVICES = ("ROOTCOORD", "QUERYCOORD", "DATACOORD", "DATANODE", "INDEXNODE", "QUERYNODE", "PROXY")

Started = subprocess.Popen[str]


def why_no_cluster() -> str | None:
    """Return why no cluster can be started here; None if one can."""
    python = find_environment()
    if python is None:
        return "there is no Milvus server here: `make milvus` makes .venv-milvus"
    if not any(python.parents[1].glob("lib/python*/site-packages/confluent_kafka")):
        return "there is no broker here: `.venv-milvus/bin/pip install confluent-kafka`"
    return None if shutil.which("etcd") else "the command etcd is not installed"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running cluster: the port of its proxy, and its query nodes."""

    port: int
    query_nodes: tuple[Started, ...]

    def kill(self, node: int) -> None:
        """End a query node, as a crash does: whoever asks it is refused."""
        self.query_nodes[node].kill()

    def pause(self, node: int) -> None:
        """Let a query node answer nothing, as a machine that has lost its power."""
        self.query_nodes[node].send_signal(signal.SIGSTOP)


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """Start a cluster with its storage in a folder for a block, and kill it afterwards."""
    python = find_environment()
    assert python
    folder.mkdir(parents=True, exist_ok=True)
    prepared = subprocess.run([python, "-c", _PREPARE, folder], capture_output=True, text=True, check=True)
    with ExitStack() as stack:
        variables = _variables(folder, stack.enter_context(_etcd(folder)), stack.enter_context(_broker(python, folder)))
        nodes = [stack.enter_context(_node(folder, number, variables)) for number in range(len(_ROLES))]
        yield Cluster(int(prepared.stdout), tuple(nodes[-2:]))


def _variables(folder: Path, etcd: str, broker: str) -> dict[str, str]:
    """Return what differs from a server of one process: Milvus takes every option by the environment, too."""
    return os.environ | {f"{service}_IP": "127.0.0.1" for service in _SERVICES} | {
        "ETCD_USE_EMBED": "false",
        "ETCD_ENDPOINTS": etcd,
        "MQ_TYPE": "kafka",
        "KAFKA_BROKERLIST": broker,
        "MILVUSCONF": str(folder / "configs"),
        "MILVUS_RUN_DIR": str(folder / "run"),
        "LD_LIBRARY_PATH": str(folder / "bin"),
    }  # fmt: skip


@contextmanager
def _etcd(folder: Path) -> Iterator[str]:
    """Run the store of the cluster's state; yield its address."""
    client, peer = (f"http://127.0.0.1:{_free_port()}" for _ in range(2))
    options = [
        f"--data-dir={folder / 'etcd'}", f"--listen-client-urls={client}", f"--advertise-client-urls={client}",
        f"--listen-peer-urls={peer}", f"--initial-advertise-peer-urls={peer}", f"--initial-cluster=default={peer}",
        "--unsafe-no-fsync",
    ]  # fmt: skip
    with _running(["etcd", *options], folder / "etcd.log", os.environ) as process:
        _wait_for(f"{client}/health", process, folder / "etcd.log")
        yield client.removeprefix("http://")


@contextmanager
def _broker(python: Path, folder: Path) -> Iterator[str]:
    """Run a broker of messages in memory; yield its address."""
    with _running([str(python), "-c", _BROKER], folder / "broker.log", os.environ) as process:
        assert process.stdout
        line = process.stdout.readline().strip()
        assert line, (folder / "broker.log").read_text()
        yield line


@contextmanager
def _node(folder: Path, number: int, variables: dict[str, str]) -> Iterator[Started]:
    """Run a process of Milvus."""
    role, port, log = _ROLES[number], _free_port(), folder / f"{number}-{_ROLES[number][0]}.log"
    own = variables | {"METRICS_PORT": str(port)}
    if role == ("querynode",):
        own["QUERYNODE_PORT"] = str(_free_port())
    with _running([str(folder / "bin" / "milvus"), "run", *role], log, own) as process:
        _wait_for(f"http://127.0.0.1:{port}/healthz", process, log)
        yield process


@contextmanager
def _running(command: Sequence[str], log: Path, variables: "dict[str, str] | os._Environ[str]") -> Iterator[Started]:
    with log.open("w") as output, subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE if "-c" in command else output, stderr=output,
        env=variables, cwd=log.parent, text=True,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def _wait_for(url: str, process: Started, log: Path) -> None:
    """Wait until a process says that it is well."""
    end = time.monotonic() + _SECONDS
    while process.poll() is None and time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
            if answer.status == 200:
                return
        time.sleep(0.2)
    raise RuntimeError(f"{url} is not well: {log.read_text()[-2_000:]}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
