"""Run the benchmarks of what is claimed: `python -m bench --rtqa FOLDER --work FOLDER`; the index takes half an hour.

At the end one table has the figures measured now beside those that were in `bench/results` before. A million passages,
other libraries, clients at the same time, archives and what else takes hours or needs other data are not measured: the
table says so of their figures, and `bench/README.md` how they are.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from bench.beside import read_figures, set_beside


def main() -> None:
    """Run each benchmark in its own process, so that none measures the memory or caches of another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rtqa", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="folder to build in; emptied first")
    arguments = parser.parse_args()
    rtqa, whole, part = str(arguments.rtqa), str(arguments.work / "whole"), str(arguments.work / "part")
    committed = read_figures()
    commands = (
        ["ingest", "--rtqa", rtqa, "--work", whole, "--whole"],
        ["ingest", "--rtqa", rtqa, "--work", part],
        ["steps", "--rtqa", rtqa],
        ["retrieval", "--rtqa", rtqa, "--data", whole],
        ["answers", "--rtqa", rtqa, "--data", whole],
        ["refusal", "--rtqa", rtqa, "--data", whole],
        ["reading"],
        ["ask", "--rtqa", rtqa, "--data", whole],
        ["start", "--data", whole],
        ["ratios", "--rtqa", rtqa],
        ["serving", "--data", whole, "--questions", f"{rtqa}/questions.jsonl"],
        ["families", "--rtqa", rtqa],
        ["histories"],
        ["updates", "--rtqa", rtqa, "--work", str(arguments.work / "updates")],
        ["deletion", "--data", str(arguments.work / "deletion")],
        ["stages", "--data", whole, "--rtqa", rtqa],
        ["freshness", "--data", whole, "--times", "20"],  # adds to the index, so that it is the last
    )
    for command in commands:
        subprocess.run([sys.executable, "-m", f"bench.{command[0]}", *command[1:]], check=True)
    print(set_beside(committed, read_figures(), {"ingest_whole", *(command[0] for command in commands)}))


if __name__ == "__main__":
    main()
