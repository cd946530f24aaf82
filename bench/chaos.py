"""Kill a server and its worker at random: `python -m bench.chaos --data FOLDER [--rounds N] [--catalogue ADDRESS]`.

Each round posts, updates, deletes, searches and asks until worker, server or both are killed, restarts them, and checks
everything that was acknowledged. The server is an unmodified `dateline serve`; FOLDER is emptied first. With an address
of a shared catalogue, which must be a new one, there are two servers on folders in FOLDER, each with its worker.
"""

import argparse
import random
import shutil
import sys
import time
from dataclasses import asdict
from pathlib import Path

from bench.report import write_result
from tests.api.chaos import Chaos, Site
from tests.api.hosts import Hosts
from tests.api.servers import Servers


def main() -> None:
    """Run the rounds and write the result; exit with 1 if there was any fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder to work in; emptied first")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=8, help="how long a round goes on at the most")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--catalogue", help="address of a shared catalogue; two servers then")
    arguments = parser.parse_args()
    shutil.rmtree(arguments.data, ignore_errors=True)
    chance = random.Random(arguments.seed)
    site = open_site(arguments.data, arguments.catalogue, chance)
    chaos, begun = Chaos(site, chance, asking=True, patience=900), time.perf_counter()
    try:
        for number in range(1, arguments.rounds + 1):
            chaos.run_round(arguments.seconds)
            print(f"round {number}: {chaos.findings.faults} faults", file=sys.stderr)
    except KeyboardInterrupt:
        print("ended early: the result is that of the rounds so far", file=sys.stderr)
    finally:
        site.stop()
    seconds = round(time.perf_counter() - begun)
    write_result(
        "chaos_shared" if arguments.catalogue else "chaos",
        asdict(chaos.findings) | {"seed": arguments.seed, "seconds": seconds},
    )
    sys.exit(1 if chaos.findings.faults else 0)


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
