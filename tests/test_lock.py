"""The lock: constraints.txt, which `make`, CI and the image install from."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
LINES = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
LOCK = {canonicalize_name(name): Version(version) for name, version in (line.split("==") for line in LINES)}


def test_each_line_is_one_exact_version_that_any_index_can_have() -> None:
    """The lock holds neither ranges, addresses, paths nor local versions, and names each package once."""
    for line in LINES:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!]+", line), line
    assert len(LOCK) == len(LINES)


def test_the_lock_holds_all_that_is_needed_within_its_ranges() -> None:
    """Each dependency, direct or not, of the product or its development, is locked within the ranges asked for."""
    missing = [f"{asked} of {by}: {LOCK.get(name)}" for by, asked, name in _walk() if not _fits(asked, name)]
    assert not missing, f"run `make lock`: {missing}"


def _fits(asked: Requirement, name: NormalizedName) -> bool:
    locked = LOCK.get(name)
    return locked is not None and asked.specifier.contains(locked, prereleases=True)


def _walk() -> Iterator[tuple[str, Requirement, NormalizedName]]:
    """Yield who asks, for what, and its name: from pyproject.toml through what is installed here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    stated = project["dependencies"] + [line for extra in project["optional-dependencies"].values() for line in extra]
    waiting = [("dateline", asked) for asked in map(Requirement, stated) if asked.name != "dateline"]
    seen: set[tuple[str, tuple[str, ...]]] = set()
    while waiting:
        by, asked = waiting.pop()
        name, extras = canonicalize_name(asked.name), tuple(sorted(asked.extras))
        if by == "torch" and name not in LOCK:
            continue  # the CUDA packages of the ordinary build, which torch pins itself
        yield by, asked, name
        if (name, extras) not in seen:
            seen.add((name, extras))
            waiting += [(name, one) for one in _requirements_of(name, extras)]


def _requirements_of(name: str, extras: tuple[str, ...]) -> list[Requirement]:
    try:
        asked = [Requirement(line) for line in requires(name) or []]
    except PackageNotFoundError:
        return []
    return [one for one in asked if one.marker is None or any(one.marker.evaluate({"extra": e}) for e in ("", *extras))]
