"""Near-duplicates: fingerprints by which copies of a text are found, and how much two texts share.

A text is the set of its shingles, runs of five words. The least hash of each window of 48 shingles is a fingerprint
(winnowing: Schleimer, Wilkerson and Aiken, 2003). A copy is found however much was cut from it or added around it: two
texts with 52 consecutive words in common have a fingerprint in common.
"""

import hashlib
import re
from collections.abc import Set
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

SHINGLE = 5  # words
WINDOW = 48  # shingles
LEAST = 24
"""The least number of shingles (28 words) that copies share; shorter texts are equal by chance."""

_SHARE_BETWEEN_SOURCES, _SHARE_WITHIN_SOURCE, _SHARE_OF_LONGER, _SHARE_IF_CLOSE = 0.3, 0.75, 0.1, 0.75

# Chinese and Japanese have no spaces between words: each character counts as one word.
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
# "LONDON, Jan 5 (Reuters) - ", "(AP) — ", "Paris (AFP) – ": the line that says whose report it is.
_DATELINE = re.compile(
    r"^[^\n()]{0,80}\((?P<agency>AP|The Associated Press|Associated Press|Reuters|Thomson Reuters Foundation|AFP"
    r"|Agence France-Presse|dpa|UPI|EFE|ANSA|Xinhua|TASS|Interfax|Kyodo|Jiji|Yonhap|PTI|ANI|IANS|AAP|PA|Anadolu|AA"
    r"|Bloomberg|The Canadian Press|CP|Belga|ANP|NTB|TT|Ritzau|STT|APA|Lusa|CNS)\)\s*(?:[-‐-―−_:]|$)",
    re.MULTILINE,
)
_BEGINNING = 400  # characters that a dateline is searched in

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of a text: `shingles` are hashes in text order, `marks` the positions of the fingerprints.

    `whole` is the hash of the title and the whole text.
    """

    shingles: Hashes
    marks: NDArray[np.intp]
    whole: int

    def __len__(self) -> int:
        """Return the number of shingles."""
        return len(self.shingles)

    def fingerprints(self) -> list[int]:
        """Return the distinct fingerprints as signed 64-bit integers."""
        return [int(mark) for mark in np.unique(self.shingles[self.marks].view(np.int64))]

    def distinct(self, common: Set[int]) -> Hashes:
        """Return the distinct shingles of the text without those next to a fingerprint in `common`."""
        own = ~np.isin(self.shingles[self.marks].view(np.int64), np.fromiter(common, np.int64, len(common)))
        sides = np.concatenate([own[:1], own, own[-1:]])
        after = np.searchsorted(self.marks, np.arange(len(self.shingles)))
        return np.unique(self.shingles[sides[after] & sides[after + 1]])


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many shingles two texts share, and how many each has; `same` if titles and texts are equal."""

    shared: int
    shorter: int
    longer: int
    same: bool = False

    def akin(self, *, one_source: bool) -> bool:
        """Return whether one may be a copy of the other, cut, rewritten or extended.

        Within one source the threshold is higher, because its articles often share boilerplate.
        """
        least = _SHARE_WITHIN_SOURCE if one_source else _SHARE_BETWEEN_SOURCES
        enough = self.shared >= max(LEAST, least * self.shorter, _SHARE_OF_LONGER * self.longer)
        return self.same or enough

    @property
    def close(self) -> bool:
        """Return whether each text is mostly contained in the other."""
        return self.same or self.shared >= max(LEAST, _SHARE_IF_CLOSE * self.longer)


def sketch(text: str, title: str = "") -> Sketch:
    """Return the sketch of a text; case and punctuation are ignored."""
    found = [crc32(word.encode()) for word in _WORD.findall(text.casefold())]
    if len(found) < SHINGLE:
        return Sketch(np.empty(0, np.uint64), np.empty(0, np.intp), 0)
    words = sliding_window_view(np.array(found, np.uint64), SHINGLE)
    shingles = _mix((words * _POWERS).sum(axis=1, dtype=np.uint64))
    windows = sliding_window_view(shingles, min(WINDOW, len(shingles)))
    marks = np.unique(windows.argmin(axis=1) + np.arange(len(windows)))
    digest = hashlib.blake2b(title.casefold().encode() + shingles.tobytes(), digest_size=8).digest()
    return Sketch(shingles, marks, int.from_bytes(digest, signed=True))


def compare(one: Sketch, other: Sketch, common: Set[int] = frozenset()) -> Overlap:
    """Return the overlap of two texts, without what is next to a fingerprint in `common`."""
    left, right = one.distinct(common), other.distinct(common)
    shared = len(np.intersect1d(left, right, assume_unique=True))
    return Overlap(shared, min(len(left), len(right)), max(len(left), len(right)), one.whole == other.whole)


def find_agency(text: str) -> str | None:
    """Return the news agency that a text names in its dateline; None if it names none."""
    found = _DATELINE.search(text[:_BEGINNING])
    return found.group("agency") if found else None


_POWERS = np.array([0x9E3779B97F4A7C15 ** (place + 1) % 2**64 for place in range(SHINGLE)], np.uint64)


def _mix(hashes: Hashes) -> Hashes:
    """Spread hashes evenly over 64 bits, so that each is equally likely to be the least (finaliser of splitmix64)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))
