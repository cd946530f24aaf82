"""A host that vanishes without a word, as by a cut cable, while it holds rows of the inbox."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from index.intake.drain import drain
from index.library import open_library
from tests.index.bulk.nodes import ROOT, why_no_namespaces
from tests.index.catalogue.test_shared import HOLDER
from tests.index.deliveries import FERRIES, accept, stored
from tests.index.history import HashEmbedder
from tests.postgres import PostgresServer


@contextmanager
def cable() -> Iterator[tuple[str, str, str]]:
    """Make a network namespace with a cable to it; yield its name, that of our end, and the address of our end."""
    name = f"dv{os.getpid() % 100_000}"
    net = f"10.{150 + os.getpid() % 50}.{os.getpid() % 250}"
    try:
        run("ip", "netns", "add", name)
        run("ip", "link", "add", f"{name}0", "type", "veth", "peer", "name", f"{name}1", "netns", name)
        run("ip", "address", "add", f"{net}.1/24", "dev", f"{name}0")
        run("ip", "link", "set", f"{name}0", "up")
        run("ip", "-n", name, "address", "add", f"{net}.2/24", "dev", f"{name}1")
        run("ip", "-n", name, "link", "set", f"{name}1", "up")
        yield name, f"{name}0", f"{net}.1"
    finally:
        subprocess.run(["ip", "netns", "delete", name], check=False)


def run(*command: str) -> None:
    """Run a command, which must succeed."""
    subprocess.run(command, check=True)


@pytest.mark.slow
@pytest.mark.skipif(why_no_namespaces() is not None, reason=str(why_no_namespaces()))
def test_the_rows_of_a_host_that_vanishes_are_stored_by_another(failing: PostgresServer, tmp_path: Path) -> None:
    """Its connection stays open and says nothing: the server's keep-alive ends it, and its leases with it."""
    with cable() as (namespace, end, host):
        failing.open_to(host)
        address = failing.new_address()
        with closing(open_library(tmp_path / "one", embedder=HashEmbedder(), shared=address)) as library:
            accept(library, *FERRIES)
            there = ["ip", "netns", "exec", namespace, sys.executable, "-c", HOLDER, str(tmp_path / "two")]
            with subprocess.Popen(
                [*there, address.replace("127.0.0.1", host)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
            ) as holder:  # fmt: skip
                assert holder.stdout
                assert holder.stdout.readline().strip() == "2"
                drain(library)
                assert stored(library) == ["f2", "f3"]
                run("ip", "link", "set", end, "down")
                while len(stored(library)) < len(FERRIES):  # the timeout of the test is the limit
                    drain(library)
                    time.sleep(0.5)
                holder.kill()
