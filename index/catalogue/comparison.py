"""The latest text of an article, as it is compared with others to find copies.

Fingerprints are imported when a text is read: they bring numpy, which a catalogue that is only looked at does not need.
"""

import struct
from collections.abc import Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.catalogue.database.contract import Connection

if TYPE_CHECKING:
    from index.passages.fingerprints import Overlap, Sketch


@dataclass(frozen=True, slots=True)
class Text:
    """The latest text of an article; `published` in epoch seconds."""

    article: str
    source: str
    published: int
    agency: str | None
    sketch: "Sketch"


def read_text(db: Connection, article: str) -> Text:
    """Read the latest text of an article."""
    from index.passages.fingerprints import find_agency, sketch

    source, published, title, text = db.execute(
        """SELECT a.source, a.published, v.title, v.text
           FROM article a JOIN version v ON v.article = a.id WHERE a.id = ?
           ORDER BY v.valid_from DESC, v.number DESC LIMIT 1""",
        (article,),
    ).fetchone()
    return Text(article, source, published, find_agency(text), sketch(text, title))


def is_long_enough(text: Text) -> bool:
    """Return whether a text is long enough that another one is not equal to it by chance."""
    from index.passages.fingerprints import LEAST

    return len(text.sketch) >= LEAST


def compare_texts(one: Text, other: Text, common: Set[int]) -> "Overlap":
    """Return how much two texts have in common, without what is near the fingerprints in `common`."""
    from index.passages.fingerprints import compare

    return compare(one.sketch, other.sketch, common)


def pack(drawn: "Sketch") -> bytes:
    """Return the fingerprints of a text, and its hash behind them, as the catalogue has them."""
    numbers = [*drawn.fingerprints(), drawn.whole]
    return struct.pack(f"<{len(numbers)}q", *numbers)


def unpack(fingerprints: bytes) -> list[int]:
    """Return the fingerprints and the hash that `pack` made bytes of."""
    return list(struct.unpack(f"<{len(fingerprints) // 8}q", fingerprints))
