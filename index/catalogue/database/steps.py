"""The migrations of a catalogue, by their numbers: each is a script for SQLite and one for PostgreSQL."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from operator import itemgetter


def list_steps(kind: str = "") -> list[tuple[int, Traversable]]:
    """Return the migrations by the number in their names, as in 0002_inbox.sql; the schema has that of the last one."""
    folder = files("index.catalogue").joinpath("migrations", kind)
    scripts = (step for step in folder.iterdir() if step.name.endswith(".sql"))
    return sorted(((int(step.name.partition("_")[0]), step) for step in scripts), key=itemgetter(0))
