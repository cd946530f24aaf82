"""Kill a server and its worker at random: `python -m bench.chaos --data FOLDER [--rounds N] [--catalogue ADDRESS]`.

Each round posts, updates, deletes, searches and asks until worker, server or both are killed, restarts them, and checks
everything that was acknowledged. The server is an unmodified `dateline serve`; FOLDER is emptied first. With an address
of a shared catalogue, which must be a new one, there are two servers on folders in FOLDER, each with its worker.

A run that ended leaves what it knows beside FOLDER; `--go-on` begins with that, on the same archive, and adds rounds.
"""

import argparse
import json
import random
import shutil
import sys
import time
from dataclasses import asdict
from pathlib import Path

from bench.report import write_result
from tests.api.chaos import Chaos, Findings, Site
from tests.api.hosts import Hosts
from tests.api.servers import Servers


def main() -> None:
    """Run the rounds and write the result; exit with 1 if there was any fault."""
    arguments = read_arguments()
    notes = arguments.data.with_suffix(".chaos.json")
    if not arguments.go_on:
        shutil.rmtree(arguments.data, ignore_errors=True)
    chance = random.Random(arguments.seed)
    site = open_site(arguments.data, arguments.catalogue, chance)
    chaos, begun = Chaos(site, chance, asking=True, patience=900), time.perf_counter()
    before = take_notes(chaos, notes) if arguments.go_on else 0
    ended = run_rounds(chaos, arguments.rounds, arguments.seconds)
    seconds = before + round(time.perf_counter() - begun)
    if ended:
        leave_notes(chaos, notes, seconds)
    write_result(
        "chaos_shared" if arguments.catalogue else "chaos",
        asdict(chaos.findings) | {"seed": arguments.seed, "seconds": seconds},
    )
    sys.exit(1 if chaos.findings.faults else 0)


def read_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder to work in; emptied first")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=8, help="how long a round goes on at the most")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--catalogue", help="address of a shared catalogue; two servers then")
    parser.add_argument("--go-on", action="store_true", help="add rounds to those of a run that ended")
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


def leave_notes(chaos: Chaos, path: Path, seconds: int) -> None:
    """Write what is known of the archive, for a run that goes on with it."""
    allowed = {name: list(texts) for name, texts in chaos.allowed.items()}
    known = {"allowed": allowed, "findings": asdict(chaos.findings), "made": chaos.made, "seconds": seconds}
    path.write_text(json.dumps(known), encoding="utf-8")


def take_notes(chaos: Chaos, path: Path) -> int:
    """Begin with what an earlier run knew of the archive, and forget its notes; return how many seconds it took.

    They are left again at the end: what a run did that was interrupted is in no notes.
    """
    known = json.loads(path.read_text(encoding="utf-8"))
    path.unlink()
    chaos.allowed = {name: set(texts) for name, texts in known["allowed"].items()}
    chaos.findings, chaos.made = Findings(**known["findings"]), known["made"]
    chaos.chance.seed(f"{chaos.chance.random()} {chaos.findings.rounds}")  # not the same again
    return int(known["seconds"])


def open_site(folder: Path, catalogue: str | None, chance: random.Random) -> Servers:
    """Return the server on a folder, or two that share a catalogue."""

    def command(data: Path) -> list[str]:
        dateline = str(Path(sys.executable).with_name("dateline"))
        return [dateline, "serve", "--data", str(data), "--port", "0"]

    if catalogue is None:
        return Site(folder, command(folder))
    return Hosts([folder / "one", folder / "two"], catalogue, command, chance)


if __name__ == "__main__":
    main()
