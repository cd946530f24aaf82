"""Read mutated files: `python -m bench.fuzz_formats [NAME…] [--inputs N] [--seed N]`.

Each sample of `bench.samples` is mutated and read by the reader that its suffix chooses, in a process of its own. A
reader yields articles, withdrawals and rejections only, each input in less than ten seconds of computing, and the whole
in less than 500 MB of memory more than before. The run ends with the first input that breaks this, which is written to
a file. Runs of 20,000 inputs are written to the results.
"""

import argparse
import faulthandler
import gzip
import io
import random
import resource
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from bench.report import read_result, write_result
from bench.samples import SAMPLES, write_zip
from index.formats import Options, read_paths
from index.types import Article, Rejected, Withdrawal

_SECONDS = 10
_PATIENCE = 20  # so much longer may an input take on a busy machine
_MOST_MEGABYTES = 500
_WHOLE = 20_000
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_PACKED = 0.5
_TOKENS = (
    b"\0", b"\n", b"\r\n\r\n", b"\xff\xfe", b"\xef\xbb\xbf", b"<", b">", b"&#0;", b'"', b"'", b"{", b"[", b"=", b":",
    b"-1", b"99999999999999999999", b"1899-12-31", b"2099-01-01", b"<!DOCTYPE x [<!ENTITY a '&a;&a;'>]>", b"&a;",
    b"WARC/1.0\r\n", b"Content-Length: 4000000000\r\n", b"\x1f\x8b\x08", b"PK\x03\x04", b"From a@b.c\n", b"%PDF-1.4\n",
    b"<script>", b"</REUTERS>", b"=?utf-8?q?=", b"A" * 5_000, b" " * 5_000,
    b"\n" * 5_000,
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


def mutate_within(data: bytes, dice: random.Random, most: int = 8) -> bytes:
    """Return data that is mutated; of packed data, half of the time, what it holds, packed again."""
    if data.startswith(_GZIP) and dice.random() < _PACKED:
        return gzip.compress(mutate(gzip.decompress(data), dice, most), 1, mtime=0)
    if not data.startswith(_ZIP) or dice.random() >= _PACKED:
        return mutate(data, dice, most)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice(list(held))
    return write_zip(held | {name: mutate(held[name], dice, most)})


def fuzz(
    name: str,
    inputs: int,
    seed: int,
    folder: Path,
    *,
    most_changes: int = 8,
    limit: Callable[[int], None] = lambda _seconds: None,
) -> Outcome:
    """Read mutated inputs of a sample; `limit` is called with the seconds that an input has, and with 0 after it.

    Raises:
        AssertionError: a reader yields anything else.
        TimeoutError: one input takes too long.
    """
    dice = random.Random(seed)
    data, outcome = SAMPLES[name](), Outcome()
    path = folder / f"input.{name.rpartition(' ')[2]}"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(inputs):
        path.write_bytes(mutate_within(data, dice, most_changes))
        started = time.process_time()
        limit(_SECONDS)
        for record in read_paths([path], options=Options(), stdin=io.BytesIO()):
            assert isinstance(record, Article | Withdrawal | Rejected), type(record)
            outcome.records[type(record).__name__] += 1
        limit(0)
        outcome.inputs += 1
        outcome.slowest = max(outcome.slowest, time.process_time() - started)
        if outcome.slowest > _SECONDS:  # a reader may have taken the signal for a fault of the file
            raise _too_slow()
    outcome.megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    return outcome


def fuzz_apart(name: str, inputs: int, seed: int) -> Outcome:
    """Read mutated inputs of a sample in another process, whose memory no earlier sample has raised.

    What ends the process ends this call as well; its input is then kept in the folder of temporary files.
    """
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(1, get_context("spawn")) as process:
        try:
            return process.submit(_fuzz_limited, name, inputs, seed, Path(folder)).result()
        except Exception:
            for path in Path(folder).iterdir():
                kept = Path(tempfile.gettempdir()) / f"fuzz-failure.{name.rpartition(' ')[2]}"
                kept.write_bytes(path.read_bytes())
                print(f"{name}: the input is in {kept}", file=sys.stderr)
            raise


def _fuzz_limited(name: str, inputs: int, seed: int, folder: Path) -> Outcome:
    signal.signal(signal.SIGPROF, _stop)
    return fuzz(name, inputs, seed, folder, limit=_set_alarm)


def _set_alarm(seconds: int) -> None:
    """Raise after so many seconds of computing, or end the process, where code that is not Python never returns."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    if seconds:
        faulthandler.dump_traceback_later(_PATIENCE * seconds, exit=True)
    else:
        faulthandler.cancel_dump_traceback_later()


def _stop(_signal: int, _frame: object) -> None:
    raise _too_slow()


def _too_slow() -> TimeoutError:
    return TimeoutError(f"an input takes longer than {_SECONDS} seconds")


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
    if unknown := [name for name in arguments.names if name not in SAMPLES]:
        parser.error(f"there is no sample {unknown[0]!r}; there are: {', '.join(SAMPLES)}")
    print(f"{'sample':<18} {'inputs':>7} {'slowest s':>10} {'MB more':>8}  records")
    for name in arguments.names:
        outcome = fuzz_apart(name, arguments.inputs, arguments.seed)
        shown = ", ".join(f"{number:,} {kind}" for kind, number in sorted(outcome.records.items()))
        print(f"{name:<18} {outcome.inputs:>7,} {outcome.slowest:>10.2f} {outcome.megabytes:>8,}  {shown}", flush=True)
        if outcome.megabytes > _MOST_MEGABYTES:
            sys.exit(f"{name}: more than {_MOST_MEGABYTES} MB")
        if outcome.inputs >= _WHOLE:
            _keep(name, outcome)


if __name__ == "__main__":
    main()
