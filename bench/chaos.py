"""Kill a server and its worker at random: `python -m bench.chaos --data FOLDER [--rounds N] [--catalogue ADDRESS]`.

Each round posts, updates, deletes, searches and asks until worker, server or both are killed, restarts them, and checks
everything that was acknowledged. The server is an unmodified `dateline serve`; FOLDER is emptied first. With an address
of a shared catalogue, which must be a new one, there are two servers on folders in FOLDER, each with its worker. With
`--engine` the vectors are there.

A run that ended leaves what it knows beside FOLDER; `--go-on` begins with that, on the same archive, and adds rounds.
Where nothing was left, because a run was interrupted, it begins a new archive and adds to the counts of the result.
"""

import argparse
import json
import random
import shutil
import sys
import time
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from bench.hosts import Shared, add_flags
from bench.report import read_result, write_result
from tests.api.chaos import Chaos, Findings, Site
from tests.api.hosts import Hosts
from tests.api.servers import Servers


@dataclass(frozen=True, slots=True)
class Before:
    """What the rounds so far took: seconds, and archives, of which an interrupted run spoils one."""

    seconds: int = 0
    archives: int = 1


def main() -> None:
    """Run the rounds and write the result; exit with 1 if there was any fault."""
    arguments = read_arguments()
    shared = Shared(arguments.catalogue, arguments.engine)
    name, notes = shared.name("chaos"), arguments.data.with_suffix(".chaos.json")
    known = arguments.go_on and notes.exists()
    if not known:
        shutil.rmtree(arguments.data, ignore_errors=True)
    chance = random.Random(arguments.seed)
    chaos, begun = Chaos(open_site(arguments.data, shared, chance), chance, asking=True, patience=900), time.monotonic()
    before = take_notes(chaos, notes) if known else add_to(chaos, name) if arguments.go_on else Before()
    ended = run_rounds(chaos, arguments.rounds, arguments.seconds)
    now = Before(before.seconds + round(time.monotonic() - begun), before.archives)
    if ended:
        leave_notes(chaos, notes, now)
    write_result(name, asdict(chaos.findings) | {"seed": arguments.seed} | asdict(now))
    sys.exit(1 if chaos.findings.faults else 0)


def read_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder to work in; emptied first")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=8, help="how long a round goes on at the most")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--go-on", action="store_true", help="add rounds to those of an earlier run")
    add_flags(parser)
    return parser.parse_args()


def run_rounds(chaos: Chaos, rounds: int, seconds: float) -> bool:
    """Run so many rounds, and stop the servers; return whether all of them ended."""
    try:
        for _ in range(rounds):
            chaos.run_round(seconds)
            print(f"round {chaos.findings.rounds}: {chaos.findings.faults} faults", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print("ended early: the result is that of the rounds so far", file=sys.stderr)
        return False
    finally:
        chaos.site.stop()
    return True


def leave_notes(chaos: Chaos, path: Path, now: Before) -> None:
    """Write what is known of the archive, for a run that goes on with it."""
    allowed = {name: list(texts) for name, texts in chaos.allowed.items()}
    known = {"allowed": allowed, "findings": asdict(chaos.findings), "made": chaos.made, **asdict(now)}
    path.write_text(json.dumps(known), encoding="utf-8")


def take_notes(chaos: Chaos, path: Path) -> Before:
    """Begin with what an earlier run knew of the archive, and forget its notes; return what it took.

    They are left again at the end: what a run did that was interrupted is in no notes.
    """
    known = json.loads(path.read_text(encoding="utf-8"))
    path.unlink()
    chaos.allowed = {name: set(texts) for name, texts in known["allowed"].items()}
    chaos.findings, chaos.made = Findings(**known["findings"]), known["made"]
    renew(chaos)
    return Before(known["seconds"], known["archives"])


def add_to(chaos: Chaos, name: str) -> Before:
    """Begin a new archive with the counts of the result; return what its runs took."""
    result = read_result(name)
    chaos.findings = Findings(**{one.name: result.get(one.name, 0) for one in fields(Findings)})
    renew(chaos)
    return Before(result.get("seconds", 0), result.get("archives", 1) + 1)


def renew(chaos: Chaos) -> None:
    """Let other things happen than in the rounds before."""
    chaos.chance.seed(f"{chaos.chance.random()} {chaos.findings.rounds}")


def open_site(folder: Path, shared: Shared, chance: random.Random) -> Servers:
    """Return the server on a folder, or two that share a catalogue."""
    given = {"DATELINE_ENGINE": shared.engine} if shared.engine else {}

    def command(data: Path) -> list[str]:
        dateline = str(Path(sys.executable).with_name("dateline"))
        return [dateline, "serve", "--data", str(data), "--port", "0"]

    if shared.catalogue is None:
        return Site(folder, command(folder), environment=given)
    return Hosts([folder / "one", folder / "two"], shared.catalogue, command, chance, environment=given)


if __name__ == "__main__":
    main()
