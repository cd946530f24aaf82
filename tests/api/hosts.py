"""Two servers on folders of their own that share one catalogue, as `Chaos` works with one server."""

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import httpx

from tests.api.chaos import Site


class Hosts:
    """Hosts of one catalogue; each request goes to one of them at random, and so does each kill."""

    def __init__(
        self,
        folders: Sequence[Path],
        shared: str,
        command: Callable[[Path], list[str]],
        chance: random.Random,
        cwd: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.shared: str | None = shared
        self.folders, self._chance = tuple(folders), chance
        given = {"DATELINE_CATALOGUE": shared, **(environment or {})}
        self._sites = [Site(folder, command(folder), cwd, given) for folder in folders]

    @property
    def client(self) -> httpx.Client:
        """The client of one of the servers."""
        return self._chance.choice(self._sites).client

    def start(self) -> None:
        """Start each server that does not run; return once all respond."""
        for site in self._sites:
            site.start()

    def kill(self, victims: str) -> None:
        """Kill the `server`, the `worker` or `both` of one host, or of all."""
        for site in self._chance.choice((self._sites, self._sites[:1], self._sites[1:])):
            site.kill(victims)

    def stop(self) -> None:
        """Stop every server cleanly."""
        for site in self._sites:
            site.stop()
