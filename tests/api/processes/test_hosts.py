"""Two servers and their workers on one shared catalogue: nothing is lost, doubled, or served after its deletion."""

import os
import random
from contextlib import closing
from pathlib import Path

import pytest

from api.processes.worker import WakePipe
from index.catalogue.catalogue import Catalogue
from tests.api.chaos import Chaos, Findings
from tests.api.hosts import Hosts
from tests.api.quick_server import ROOT, command
from tests.conftest import NOW, write_article
from tests.postgres import PostgresServer


def run_rounds(postgres: PostgresServer, folder: Path, rounds: int, seconds: float) -> Findings:
    """Kill servers and workers of two hosts at random, and return what was found."""
    chance = random.Random(17)
    folders = [folder / "one", folder / "two"]
    for one in folders:
        one.mkdir()
    hosts = Hosts(folders, postgres.new_address(), lambda data: command("server", str(data)), chance, cwd=ROOT)
    chaos = Chaos(hosts, chance)
    try:
        for _ in range(rounds):
            chaos.run_round(seconds)
    finally:
        hosts.stop()
    return chaos.findings


@pytest.mark.slow
def test_two_hosts_survive_kills(postgres: PostgresServer, tmp_path: Path) -> None:
    """A few rounds: every acknowledged write is there, once, on both hosts."""
    findings = run_rounds(postgres, tmp_path, 2, 3)
    assert (findings.faults, findings.rounds) == (0, 2), findings
    assert findings.acknowledged > 0


def test_a_worker_is_woken_by_another_host(postgres: PostgresServer, tmp_path: Path) -> None:
    """What another host commits ends the wait, also after the connection was lost; else the test would time out."""
    address = postgres.new_address()
    reading, writing = os.pipe()
    with closing(Catalogue(tmp_path, address=address)) as ours, closing(Catalogue(tmp_path, address=address)) as theirs:
        pipe = WakePipe(reading, ours.listen)
        pipe.wait(0)  # at once: it has begun to listen
        for _ in range(2):
            with theirs.write() as transaction:
                transaction.put_article(write_article("T", "One."), NOW)
                assert transaction.generation
            pipe.wait(3_600)
            assert not pipe.is_closed()
            postgres.run_statement("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
            pipe.wait(3_600)  # it is lost
            pipe.wait(3_600)  # it listens again, and looks for what it missed
        os.close(writing)
        pipe.wait(3_600)
        assert pipe.is_closed()
        pipe.close()
    os.close(reading)


@pytest.mark.slow
@pytest.mark.timeout(1_800)
def test_two_hosts_survive_many_kills(postgres: PostgresServer, tmp_path: Path) -> None:
    """The same over many rounds."""
    findings = run_rounds(postgres, tmp_path, 25, 6)
    assert (findings.faults, findings.rounds) == (0, 25), findings
