"""Kill a server and its worker at random: `python -m bench.chaos --data FOLDER [--rounds N]`.

Each round posts, updates, deletes, searches and asks until worker, server or both are killed, restarts them, and checks
everything that was acknowledged. The server is an unmodified `dateline serve`; FOLDER is emptied first.
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


def main() -> None:
    """Run the rounds and write the result; exit with 1 if there was any fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder to work in; emptied first")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=8, help="how long a round goes on at the most")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    shutil.rmtree(arguments.data, ignore_errors=True)
    dateline = str(Path(sys.executable).with_name("dateline"))
    site = Site(arguments.data, [dateline, "serve", "--data", str(arguments.data), "--port", "0"])
    chaos, begun = Chaos(site, random.Random(arguments.seed), asking=True, patience=900), time.perf_counter()
    try:
        for number in range(1, arguments.rounds + 1):
            chaos.run_round(arguments.seconds)
            print(f"round {number}: {chaos.findings.faults} faults", file=sys.stderr)
    except KeyboardInterrupt:
        print("ended early: the result is that of the rounds so far", file=sys.stderr)
    finally:
        site.stop()
    seconds = round(time.perf_counter() - begun)
    write_result("chaos", asdict(chaos.findings) | {"seed": arguments.seed, "seconds": seconds})
    sys.exit(1 if chaos.findings.faults else 0)


if __name__ == "__main__":
    main()
