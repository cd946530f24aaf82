"""Two servers and their workers on one shared catalogue: nothing is lost, doubled, or served after its deletion."""

import random
from pathlib import Path

import pytest

from tests.api.chaos import Chaos, Findings
from tests.api.hosts import Hosts
from tests.api.quick_server import ROOT, command
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


def test_two_hosts_survive_kills(postgres: PostgresServer, tmp_path: Path) -> None:
    """A few rounds: every acknowledged write is there, once, on both hosts."""
    findings = run_rounds(postgres, tmp_path, 2, 3)
    assert (findings.faults, findings.rounds) == (0, 2), findings
    assert findings.acknowledged > 0


@pytest.mark.slow
@pytest.mark.timeout(1_800)
def test_two_hosts_survive_many_kills(postgres: PostgresServer, tmp_path: Path) -> None:
    """The same over many rounds."""
    findings = run_rounds(postgres, tmp_path, 25, 6)
    assert (findings.faults, findings.rounds) == (0, 25), findings
