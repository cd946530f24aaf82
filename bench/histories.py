"""Compare `as_of` queries with a slow reference: `python -m bench.histories`; random histories, one folder each.

It stops at the first difference, with the seed, the result and the expected result. Most of the time is spent waiting
for the disk: with `TMPDIR=/dev/shm` it takes a tenth.
"""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.report import write_result
from tests.index.history import compare

EVENTS = 14


def main() -> None:
    """Run the comparison and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=1_000)
    parser.add_argument("--first", type=int, default=0, help="seed of the first one")
    arguments = parser.parse_args()
    held = 0
    for seed in range(arguments.first, arguments.first + arguments.histories):
        with TemporaryDirectory() as folder:
            held += compare(seed, Path(folder), events=EVENTS)
    write_result(
        "histories",
        {
            "histories": arguments.histories,
            "first_seed": arguments.first,
            "events": arguments.histories * EVENTS,
            "searches_that_equal_the_reference": held,
            "searches_that_differ": 0,
        },
    )


if __name__ == "__main__":
    main()
