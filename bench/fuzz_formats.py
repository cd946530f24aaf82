"""Read mutated files: `python -m bench.fuzz_formats [NAME…] [--inputs N] [--seed N]`.

Each sample of `bench.samples` is mutated and read by the reader that its suffix chooses. A reader yields articles,
withdrawals and rejections only, each input in less than ten seconds, and the whole in less than 500 MB of memory more
than before. The run ends with the first input that breaks this, which is written to a file. Runs of 20,000 inputs are
written to the results.
"""

import argparse
import io
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bench.report import read_result, write_result
from bench.samples import SAMPLES
from index.formats import Options, read_paths
from index.types import Article, Rejected, Withdrawal

_SECONDS = 10
_MOST_MEGABYTES = 500
_WHOLE = 20_000
_TOKENS = (
    b"\0", b"\n", b"\r\n\r\n", b"\xff\xfe", b"\xef\xbb\xbf", b"<", b">", b"&#0;", b'"', b"'", b"{", b"[", b"=", b":",
    b"-1", b"99999999999999999999", b"1899-12-31", b"2099-01-01", b"<!DOCTYPE x [<!ENTITY a '&a;&a;'>]>", b"&a;",
    b"WARC/1.0\r\n", b"Content-Length: 4000000000\r\n", b"\x1f\x8b\x08", b"PK\x03\x04", b"From a@b.c\n", b"%PDF-1.4\n",
    b"<script>", b"</REUTERS>", b"=?utf-8?q?=", b"A" * 5_000,
)  # fmt: skip


@dataclass(slots=True)
class Outcome:
    """What came of the mutated inputs of one sample."""

    inputs: int = 0
    slowest: float = 0.0
    megabytes: int = 0
    records: Counter[str] = field(default_factory=Counter)


def mutate(data: bytes, dice: random.Random, most: int = 8) -> bytes:
    """Return data with one change to `most`: bytes flipped, stretches cut, repeated or moved, tokens inserted."""
    changed = bytearray(data)
    for _ in range(dice.randint(min(1, most), most)):
        start = dice.randrange(len(changed) + 1)
        end = min(len(changed), start + dice.choice((1, 4, 40, 400)))
        match dice.randrange(6):
            case 0 if start < len(changed):
                changed[start] = dice.randrange(256)
            case 1:
                del changed[start:end]
            case 2:
                changed[start:start] = changed[start:end] * dice.choice((1, 2, 20))
            case 3:
                changed[start:start] = dice.choice(_TOKENS)
            case 4:
                changed[start:end] = bytes(reversed(changed[start:end]))
            case 5 if dice.random() < 0.3:
                del changed[start:]
    return bytes(changed)


def fuzz(name: str, inputs: int, seed: int, folder: Path, *, most_changes: int = 8) -> Outcome:
    """Read mutated inputs of a sample.

    Raises:
        AssertionError: a reader yields anything else.
        TimeoutError: one input takes too long.
    """
    dice = random.Random(seed)
    data, outcome = SAMPLES[name](), Outcome()
    path = folder / f"input.{name.rpartition(' ')[2]}"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(inputs):
        path.write_bytes(mutate(data, dice, most_changes))
        started = time.monotonic()
        signal.alarm(_SECONDS)
        for record in read_paths([path], options=Options(), stdin=io.BytesIO()):
            assert isinstance(record, Article | Withdrawal | Rejected), type(record)
            outcome.records[type(record).__name__] += 1
        signal.alarm(0)
        outcome.inputs += 1
        outcome.slowest = max(outcome.slowest, time.monotonic() - started)
    outcome.megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    return outcome


def _stop(_signal: int, _frame: object) -> None:
    raise TimeoutError(f"an input takes longer than {_SECONDS} seconds")


def _keep(name: str, outcome: Outcome) -> None:
    row = {"inputs": outcome.inputs, "slowest_seconds": round(outcome.slowest, 2), "megabytes_more": outcome.megabytes}
    samples = read_result("fuzz_formats").get("samples", {}) | {name: row | {"records": dict(outcome.records)}}
    write_result("fuzz_formats", {"samples": {known: samples[known] for known in SAMPLES if known in samples}})


def main() -> None:
    """Fuzz the named samples, or all, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=list(SAMPLES), metavar="NAME", help=", ".join(SAMPLES))
    parser.add_argument("--inputs", type=int, default=_WHOLE)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    signal.signal(signal.SIGALRM, _stop)
    print(f"{'sample':<14} {'inputs':>7} {'slowest s':>10} {'MB more':>8}  records")
    for name in arguments.names:
        with tempfile.TemporaryDirectory() as folder:
            try:
                outcome = fuzz(name, arguments.inputs, arguments.seed, Path(folder))
            except BaseException:
                kept = Path(tempfile.gettempdir()) / f"fuzz-failure.{name.rpartition(' ')[2]}"
                kept.write_bytes(next(Path(folder).glob("input.*")).read_bytes())
                print(f"{name}: the input is in {kept}", file=sys.stderr)
                raise
        shown = ", ".join(f"{number:,} {kind}" for kind, number in sorted(outcome.records.items()))
        print(f"{name:<14} {outcome.inputs:>7,} {outcome.slowest:>10.2f} {outcome.megabytes:>8,}  {shown}", flush=True)
        if outcome.megabytes > _MOST_MEGABYTES:
            sys.exit(f"{name}: more than {_MOST_MEGABYTES} MB")
        if outcome.inputs >= _WHOLE:
            _keep(name, outcome)


if __name__ == "__main__":
    main()
