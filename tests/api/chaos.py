"""Random work for a server whose processes are killed at random, and what must hold afterwards.

One client posts, updates, deletes and searches. Whatever is acknowledged must be so from then on. What broke off may
have happened or not; which of the two is learnt at the next check, and must be so from then on too.
"""

import logging
import os
import random
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil

from index.care.faults import find_faults
from index.catalogue.catalogue import Catalogue
from index.search.lexical import LexicalIndex
from tests.api.servers import KEPT, Servers

SECONDS = 120.0  # for an answer, and for all that waits to be stored
_WORDS = ("barge", "canal", "delta", "estuary", "ferry", "gravel", "harbour", "inlet", "jetty", "kelp", "lagoon")

_COUNTS = {
    "twice": "SELECT count(*) - count(DISTINCT article || ' ' || version || ' ' || start) FROM passage",
    "again": """SELECT count(*) FROM version v JOIN version w ON w.article = v.article
                AND w.number = v.number + 1 AND w.text = v.text""",
    "aside": "SELECT count(*) FROM attempt WHERE set_aside IS NOT NULL",
    "passages": "SELECT count(*) FROM passage",
}

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Findings:
    """Counts of failures, which must all stay 0, and of `acknowledged` writes, which must not."""

    rounds: int = 0
    acknowledged: int = 0
    broken_off: int = 0
    kills: int = 0
    acknowledged_lost: int = 0
    deleted_served: int = 0
    wrong_offsets: int = 0
    twice: int = 0
    set_aside: int = 0
    found_by_verify: int = 0

    @property
    def faults(self) -> int:
        """The total of failures."""
        lost = self.acknowledged_lost + self.deleted_served
        return lost + self.wrong_offsets + self.twice + self.set_aside + self.found_by_verify


class Site:
    """A server on a data folder, restarted after it was killed."""

    shared: str | None = None

    def __init__(
        self,
        data: Path,
        command: Sequence[str],
        folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.data, self._command, self._folder = data, command, folder
        self.folders: tuple[Path, ...] = (data,)
        self._environment = {**os.environ, **(environment or {})}
        self._server: subprocess.Popen[str] | None = None
        self.client = httpx.Client()

    def start(self) -> None:
        """Start the server unless it runs; return once it responds."""
        if self._server and self._server.poll() is None:
            return
        self._leave()
        self._server = subprocess.Popen(
            self._command, stdout=subprocess.PIPE, text=True, cwd=self._folder, env=self._environment
        )
        assert self._server.stdout
        line = self._server.stdout.readline()
        assert line.startswith("Dateline is ready on "), line
        self.client = httpx.Client(base_url=line.split()[-1], timeout=SECONDS, limits=KEPT)

    def kill(self, victims: str) -> None:
        """Kill the `server`, the `worker` or `both` with SIGKILL."""
        assert self._server
        with suppress(psutil.NoSuchProcess):
            server = psutil.Process(self._server.pid)
            workers = server.children()
            for process in ([server] if victims != "worker" else []) + (workers if victims != "server" else []):
                with suppress(psutil.NoSuchProcess):
                    process.kill()
        if victims != "worker":
            self._server.wait()

    def stop(self) -> None:
        """Stop the server cleanly."""
        if self._server:
            self._server.terminate()
        self._leave()

    def _leave(self) -> None:
        self.client.close()
        if self._server and self._server.stdout:
            self._server.wait()
            self._server.stdout.close()


@dataclass(slots=True)
class Chaos:
    """What one client does, and what it may expect: the possible texts of each article, None for no article."""

    site: Servers
    chance: random.Random
    allowed: dict[str, set[str | None]] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)
    asking: bool = False
    patience: float = SECONDS
    made: int = 0

    def run_round(self, seconds: float) -> None:
        """Work until a process is killed, for at most `seconds`; then check everything."""
        self.site.start()
        victims = self.chance.choice(("worker", "server", "both"))
        with self._killing(victims, self.chance.random() * seconds) as killed:
            while not killed.is_set():
                try:
                    self._act()
                except httpx.TransportError:
                    self.findings.broken_off += 1
                    killed.wait(1)
        self.findings.rounds += 1
        self.findings.kills += 1
        self.site.start()
        self._wait()
        self._check()

    @contextmanager
    def _killing(self, victims: str, seconds: float) -> Iterator[threading.Event]:
        killed = threading.Event()

        def kill() -> None:
            time.sleep(seconds)
            self.site.kill(victims)
            killed.set()

        thread = threading.Thread(target=kill)
        thread.start()
        yield killed
        thread.join()

    def _act(self) -> None:
        known = [name for name, texts in self.allowed.items() if texts != {None}]
        act = self.chance.random()
        if act < 0.3 or not known:
            self._post([f"n{len(self.allowed) + place}" for place in range(self.chance.choice((1, 1, 3, 20)))])
        elif act < 0.5:
            self._post([self.chance.choice(known)])
        elif act < 0.65:
            self._delete(self.chance.choice(known))
        else:
            self._search(self.chance.choice(list(self.allowed)))

    def _post(self, names: list[str]) -> None:
        texts = {name: self._write() for name in names}
        for name, text in texts.items():
            self.allowed.setdefault(name, {None}).add(text)
        records = [
            {"id": name, "title": f"Title {name}", "text": text, "published": "2015-01-28", "source": "harbour-post"}
            for name, text in texts.items()
        ]
        assert self.site.client.post("/articles", json=records).status_code == 202
        self.allowed.update({name: {text} for name, text in texts.items()})
        self.findings.acknowledged += len(names)

    def _delete(self, name: str) -> None:
        self.allowed[name].add(None)
        response = self.site.client.delete(f"/articles/{name}")
        assert response.status_code in (200, 404), response.text  # 404: what broke off had deleted it
        self.allowed[name] = {None}
        self.findings.acknowledged += 1

    def _write(self) -> str:
        """Return a unique text of a few sentences, with characters of every width.

        Of three or four, so that none is less than half as long as the one that it replaces: that would not be followed
        (decision 0082).
        """
        self.made += 1
        number = "".join("qwertyuiop"[int(digit)] for digit in str(self.made))
        sentences = [
            f"The {self.chance.choice(_WORDS)} {number}x passed the {self.chance.choice(_WORDS)} at café “Ö” 😀."
            for _ in range(self.chance.randint(3, 4))
        ]
        return " ".join(sentences)

    def _search(self, name: str) -> None:
        texts = {text for text in self.allowed[name] if text}
        words = next(iter(texts)).split()[2] if texts else f"Title {name}"
        hits = self.site.client.get("/search", params={"q": words, "k": 20}).raise_for_status().json()["hits"]
        for hit in hits:
            if self.allowed.get(hit["article"]) == {None}:
                self.findings.deleted_served += 1
            else:
                self._check_quote(hit["article"], hit["version"], hit["start"], hit["end"], hit["text"])
        if self.asking:
            answer = self.site.client.post("/ask", json={"question": f"What passed the {words}?"}).json()
            for one in answer["citations"]:
                self.findings.deleted_served += self.allowed.get(one["article"]) == {None}
                self._check_quote(one["article"], one["version"], one["start"], one["end"], one["quote"])

    def _check_quote(self, article: str, version: int, start: int, end: int, quote: str) -> None:
        found = self.site.client.get(f"/articles/{article}", params={"version": version})
        if found.status_code != 200 or found.json()["text"][start:end] != quote:
            self.findings.wrong_offsets += 1

    def _wait(self) -> None:
        """Wait until everything is stored and embedded, without a command."""
        end = time.monotonic() + self.patience
        while (index := self.site.client.get("/index").json())["lag"] or index["counts"]["unembedded"]:
            assert time.monotonic() < end, "what waits is not stored, or not embedded"
            time.sleep(0.05)

    def _check(self) -> None:
        for name in list(self.allowed):
            held = self._read(name)
            text = held["text"] if held else None
            if text not in self.allowed[name]:
                self.findings.deleted_served += self.allowed[name] == {None}
                self.findings.acknowledged_lost += self.allowed[name] != {None}
            self.allowed[name] = {text}
            if held and not _cover(held["passages"], held["text"]):
                self.findings.wrong_offsets += 1
        there = sum(texts != {None} for texts in self.allowed.values())
        self.findings.twice += self.site.client.get("/index").json()["counts"]["articles"] != there
        self._check_folder()

    def _read(self, name: str) -> dict[str, Any] | None:
        response = self.site.client.get(f"/articles/{name}")
        assert response.status_code in (200, 404), response.text
        return response.json() if response.status_code == 200 else None

    def _check_folder(self) -> None:
        """Check what no endpoint shows: that `dateline verify` finds no fault, and that there are no duplicates."""
        for folder in self.site.folders:
            with closing(Catalogue(folder, address=self.site.shared)) as catalogue:
                self._check_catalogue(catalogue)

    def _check_catalogue(self, catalogue: Catalogue) -> None:
        with catalogue.snapshot() as snapshot:
            count = {name: snapshot._db.execute(query).fetchone()[0] for name, query in _COUNTS.items()}
        self.findings.twice += count["twice"] + count["again"]
        self.findings.set_aside = count["aside"]
        self.findings.twice += not self._has_words_of(count["passages"], catalogue.folder)
        for fault in find_faults(catalogue, catalogue.folder):  # as `dateline verify` does, while the server runs
            log.error("%s: %s", fault.where, fault.what)
            self.findings.found_by_verify += 1

    def _has_words_of(self, passages: int, folder: Path) -> bool:
        """Return whether the lexical index soon holds as many passages as the catalogue."""
        end = time.monotonic() + self.patience
        while time.monotonic() < end:
            if len(LexicalIndex(folder / "lexical")) == passages:
                return True
            time.sleep(0.1)
        return False


def _cover(spans: list[dict[str, int]], text: str) -> bool:
    """Return whether the passages of a text omit only white space."""
    held = {place for span in spans for place in range(span["start"], span["end"])}
    return all(place in held for place, letter in enumerate(text) if not letter.isspace())
