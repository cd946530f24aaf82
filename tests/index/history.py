"""Random histories of a few articles, applied to a library and to a slow reference in plain Python, and compared.

The embedder is a stand-in with the interface of the real one: unit vectors that follow from the text and nothing else,
and words for tokens. Which version is found at a time has nothing to do with meaning, and every passage of a
history is within the depth of both searches; so nothing is lost by it, and a history takes a fraction of a second.
"""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.article import make_article
from index.errors import NotFound
from index.intake.retraction import retract
from index.intake.store import store
from index.library import Library, open_library
from index.search.engine import Query
from index.types import Filters
from tests.index.local import local_engine

BEGINNING = datetime(2015, 1, 1, tzinfo=UTC)
NAMES = ("a", "b", "c", "d")
SPAN = 40  # seconds that a history takes: few, so that things happen in the same one
Seen = set[tuple[str, int, str]]


class HashEmbedder:
    """Unit vectors by the digest of a text."""

    def __init__(self) -> None:
        self.name, self.model, self.dimension = "by-digest", "by-digest", 16

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text."""
        return np.array([self.embed_question(text) for text in texts], np.float32).reshape(-1, self.dimension)

    def embed_question(self, question: str) -> NDArray[np.float32]:
        """Return the unit vector of a question."""
        seed = int.from_bytes(hashlib.sha256(question.encode()).digest()[:8])
        vector = np.random.default_rng(seed).standard_normal(self.dimension)
        return (vector / np.linalg.norm(vector)).astype(np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return how many words each text has."""
        return [len(text.split()) for text in texts]

    def tokenise(self, texts: Sequence[str]) -> list[range]:
        """Return as many tokens as each text has words."""
        return [range(size) for size in self.count_tokens(texts)]

    def knows_word(self, word: str) -> bool:  # noqa: ARG002 - it has no vocabulary
        """Return False: it knows no language."""
        return False

    def match_tokens(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return the share of the question's words that each text has."""
        asked = set(question.lower().split())
        return [len(asked & set(text.lower().split())) / max(len(asked), 1) for text in texts]


@dataclass(frozen=True, slots=True)
class Said:
    """What an article said from a second on; `number` counts arrivals."""

    start: int
    number: int
    text: str
    timed: bool = True  # by its source; else it has been valid since its publication


@dataclass(slots=True)
class Reference:
    """What should be seen: every word ever said, and every retraction, gone through for each question. In seconds."""

    said: dict[str, list[Said]] = field(default_factory=dict)
    retracted: dict[str, list[int]] = field(default_factory=dict)

    def put(self, name: str, text: str, published: int, modified: int | None, now: int) -> None:
        """Take a record as `docs/formats.md` says."""
        told = self.said.setdefault(name, [])
        if not told:
            told.append(Said(max(published, modified or published), 1, text, modified is not None))
            return
        last = _last(told)
        if text == last.text:
            if told == [last] and not last.timed and not self._withdrawn(name, last, None):
                is_later = modified is not None and modified > last.start
                # Of two times of one day the earlier is that of publication; midnight is only the day.
                held = published if is_later else min(published, last.start, key=lambda one: (one == 0, one))
                self.said[name] = [Said(held, 1, text, timed=is_later and held != last.start)]
            return
        start = max(modified if modified is not None else max(now, last.start), published)
        if start in self.retracted.get(name, []):
            start += 1
        if modified is None:
            known = published <= last.start and any(one.text == text for one in told)
        else:
            then = [one for one in told if one.start <= start]
            known = any(one.text == text for one in then if one.start == start or one == _last(then))
        if not known:
            told.append(Said(start, len(told) + 1, text))

    def retract(self, name: str, now: int) -> None:
        """Withdraw what an article says, if it says anything."""
        if name in self.said:
            last = max(one.start for one in self.said[name])
            if not any(at >= last for at in self.retracted.get(name, [])):
                self.retracted.setdefault(name, []).append(max(now, last))

    def delete(self, name: str) -> None:
        """Forget an article."""
        self.said.pop(name, None)
        self.retracted.pop(name, None)

    def seen(self, moment: int | None) -> Seen:
        """Return what is active at a second, None for now: the latest text, unless it was retracted."""
        found: Seen = set()
        for name, told in self.said.items():
            then = [one for one in told if moment is None or one.start <= moment]
            if not then:
                continue
            last = _last(then)
            if not self._withdrawn(name, last, moment):
                found.add((name, last.number, last.text))
        return found

    def _withdrawn(self, name: str, said: Said, moment: int | None) -> bool:
        times = self.retracted.get(name, [])
        return any(said.start <= at and (moment is None or at <= moment) for at in times)


def _last(told: Sequence[Said]) -> Said:
    return max(told, key=lambda one: (one.start, one.number))


def compare(seed: int, folder: Path, *, events: int = 14, moments: int = 5) -> int:
    """Apply one history and compare after every few events; return how many comparisons passed.

    Raises:
        AssertionError: the library sees something else than the reference; the message says where.
    """
    chance = random.Random(seed)
    library, reference = open_library(folder, embedder=HashEmbedder()), Reference()
    held, now = 0, 10
    try:
        for event in range(events):
            now += chance.choice([0, 1, 1, 2, 3, -4])
            _live(chance, now, library, reference)
            if event % 5 == 4 or event == events - 1:
                for moment in (None, *(chance.randrange(-2, SPAN + 4) for _ in range(moments))):
                    expected, found = reference.seen(moment), _see(moment, library)
                    assert found == expected, f"history {seed}, event {event}, as of {moment}: {found} != {expected}"
                    held += 1
    finally:
        library.close()
    return held


def _live(chance: random.Random, now: int, library: Library, reference: Reference) -> None:
    """Let one thing happen in both."""
    name = chance.choice(NAMES)
    match chance.random():
        case dice if dice < 0.70:
            text = f"Bulletin {chance.randrange(4)} of {name}."
            published = chance.choice([0, 0, 0, 5, chance.randrange(SPAN)])
            modified = chance.choice([None, chance.randrange(SPAN), chance.randrange(max(now, 1))])
            reference.put(name, text, published, modified, now)
            record = {"id": name, "title": "T", "text": text, "published": _at(published), "modified": None}
            article = make_article(record | ({} if modified is None else {"modified": _at(modified)}))
            store([article], library.catalogue, library.embedder, _at(now))
        case dice if dice < 0.88:
            reference.retract(name, now)
            try:
                retract(name, "It was wrong.", library.catalogue, _at(now))
            except NotFound:
                assert name not in reference.said
        case _:
            reference.delete(name)
            with library.catalogue.write() as transaction:
                transaction.delete_article(name, _at(now))


def _see(moment: int | None, library: Library) -> Seen:
    """Return what a search finds as of a second; each part alone has to keep the same, and the catalogue to say so."""
    as_of = None if moment is None else _at(moment)
    query = Query("bulletin", library.embedder.embed_question("bulletin"), BEGINNING)
    with library.catalogue.snapshot() as snapshot:
        hits = library.engine.search(query, Filters(as_of=as_of), 200, snapshot)
        passages = {hit.passage.id for hit in hits}
        for name, ids in _find_alone(query, Filters(as_of=as_of), library).items():
            assert ids == passages, f"{name} keeps {ids} as of {moment}, where {passages} are found"
        found = {(hit.passage.article, hit.passage.version, hit.text) for hit in hits}
        assert len(found) == len(hits), "something is found twice"
        if as_of:
            read: Seen = set()
            for name in NAMES:
                try:
                    version = snapshot.version_at(name, as_of)
                except NotFound:
                    continue
                read.add((name, version.number, version.article.text))
            assert read == found
    return found


def _find_alone(query: Query, filters: Filters, library: Library) -> dict[str, set[int]]:
    """Return what the columns, the dense and the lexical index each keep, none able to hide a mistake of another."""
    view, lexical = local_engine(library)._view, local_engine(library).lexicon._index
    mask = view.columns.mask(filters)
    return {
        "columns": set(np.flatnonzero(mask).tolist()),
        "FAISS": set(view.dense.search(query.vector, 200, mask)[0].tolist()),
        "BM25": set(lexical.search(query.text, filters, 200)[0].tolist()),
    }


def _at(second: int) -> datetime:
    return BEGINNING + timedelta(seconds=second)
