"""The state of a server at one moment, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.types import CacheUse


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """The catalogue, and how far the engine has followed it.

    `inbox` counts articles that wait, `inbox_seconds` is how long the oldest has waited, 0 if none waits.
    """

    articles: int
    generation: int
    engine: str
    engine_generation: int
    inbox: int
    inbox_seconds: float
    set_aside: int


@dataclass(frozen=True, slots=True)
class State:
    """The server: what it is ready for, its slots and its queue. `archive` is None if the catalogue cannot be read."""

    can_ask: bool
    can_store: bool
    slots: int
    slots_in_use: int
    queue: int
    waiting: int
    queue_refusals: int
    caches: Mapping[str, CacheUse]
    archive: ArchiveState | None
