"""Two servers for benchmarks: on one folder, or on folders of their own with a catalogue that they share."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.site import Server, serving

_UNLIMITED = ("--ask-limit", "none", "--write-limit", "none")


@dataclass(frozen=True, slots=True)
class Shared:
    """What two servers share: a catalogue and an engine, by their addresses; without a catalogue, a folder."""

    catalogue: str | None = None
    engine: str | None = None

    def name(self, benchmark: str) -> str:
        """Return the name of a result."""
        kinds = [kind for kind, address in (("shared", self.catalogue), ("milvus", self.engine)) if address]
        return "_".join([benchmark, *kinds])


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Let a program be told what the servers share."""
    parser.add_argument("--catalogue", help="address of a catalogue that two servers share, each on a folder in FOLDER")
    parser.add_argument("--engine", help="address of their engine; else each has its own")


@contextmanager
def serving_two(data: Path, shared: Shared) -> Iterator[tuple[Server, Server]]:
    """Serve twice, each time with a worker, until the block ends."""
    given = {"DATELINE_CATALOGUE": shared.catalogue, "DATELINE_ENGINE": shared.engine}
    environment = {name: value for name, value in given.items() if value}
    folders = (data / "one", data / "two") if shared.catalogue else (data, data)
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    with (
        serving(folders[0], *_UNLIMITED, environment=environment) as one,
        serving(folders[1], *_UNLIMITED, environment=environment) as two,
    ):
        yield one, two
