"""Documents of agencies with random damage, for `test_mutations` and for long runs: `python -m … NUMBER`."""

import random
import re
import sys
import time
from collections import Counter

from index.formats.agency import markup, wire
from index.formats.json.jsonfile import read as read_json
from index.types import Article, Rejected, Withdrawal
from tests.index.formats.agency.documents import ANPA, IPTC, Read, g2, newsml_1, ninjs, nitf, read_with

MOST_SECONDS = 10.0
_ALLOWED = (Article, Withdrawal, Rejected)
_PIECES = (b"<", b">", b"</", b"&", b"&#0;", b"<![CDATA[", b"]]>", b"\x00", b"\x01", b"\x02", b"\x03", b"\xff\xfe",
           b"\xe2\x80", b"<p>", b"<!DOCTYPE x [", b"<!ENTITY a 'b'>", b'"', b"{", b"[", b"null",
           b"9" * 400, b"^", b"\n")  # fmt: skip
_PLACES = (
    re.compile(rb"(?<=>)[^<>]+(?=<)"), re.compile(rb'(?<=")[^"<>]*(?=")'), re.compile(rb"<([\w.:]+)[^<>]*>[^<>]*</\1>"),
    re.compile(rb"(?<=[\x01-\x03\n])[^\n\x01-\x03]+"),
)  # fmt: skip
_VALUES = (b"x", b"0", b"-1", b"9" * 5_000, b"2030-13-45", b"canceled", b"&amp;", b"&nbsp;", b"embargo until x",
           b"a" * 5_000,
           b"<p/>" * 500, b"[1, {}]", b"<i>" * 300 + b"</i>" * 300, "\u202e\u0000é".encode())  # fmt: skip


def seeds() -> list[tuple[Read, bytes]]:
    """Return a document of each format, and how it is read."""
    import json

    markups = [g2(), g2(status="canceled"), newsml_1(), newsml_1("Embargoed"), nitf()]
    objects = [ninjs(), ninjs(bodies=[{"value": "<nitf><body/></nitf>"}], associations={"a": ninjs()})]
    return [
        *((markup.read, text.encode()) for text in markups),
        *((read_json, json.dumps(value).encode()) for value in objects),
        *((wire.read, text.encode()) for text in (ANPA, IPTC)),
    ]


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Return a document with some bytes changed, cut, repeated or put in; of every second the markup stays whole."""
    return _mutate_values(data, chance) if chance.randrange(2) else _mutate_bytes(data, chance)


def _mutate_values(data: bytes, chance: random.Random) -> bytes:
    """Return a document with some texts, attributes or elements without children replaced, moved or left out."""
    for _ in range(chance.randint(1, 6)):
        found = list(chance.choice(_PLACES).finditer(data))
        if found:
            one, other = chance.choice(found), chance.choice(found)
            value = chance.choice((b"", other[0], one[0] * chance.choice((2, 40)), chance.choice(_VALUES)))
            data = data[: one.start()] + value + data[one.end() :]
    return data


def _mutate_bytes(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place, size = chance.randrange(len(damaged) + 1), chance.choice((1, 1, 4, 30, 200))
        match chance.randrange(5):
            case 0:
                damaged[place : place + size] = bytes(chance.randrange(256) for _ in range(min(size, 8)))
            case 1:
                del damaged[place : place + size]
            case 2:
                damaged[place:place] = damaged[place : place + size] * chance.choice((1, 2, 50))
            case 3:
                damaged[place:place] = chance.choice(_PIECES) * chance.choice((1, 1, 3, 300))
            case _:
                start = chance.randrange(len(damaged) + 1)
                damaged[place : place + size] = damaged[start : start + size]
    return bytes(damaged)


def run(number: int, seed: int = 1) -> Counter[str]:
    """Read so many damaged documents; return how often each kind of record came, and the slowest in milliseconds.

    Raises:
        AssertionError: a reader yielded something else, or took too long.
    """
    chance, known = random.Random(seed), seeds()
    kinds: Counter[str] = Counter()
    for _ in range(number):
        read, data = chance.choice(known)
        damaged = mutate(data, chance)
        begun = time.perf_counter()
        records = read_with(read, damaged)
        taken = time.perf_counter() - begun
        assert taken < MOST_SECONDS, damaged[:2_000]
        assert all(isinstance(record, _ALLOWED) for record in records)
        kinds.update(type(record).__name__ for record in records)
        kinds["slowest ms"] = max(kinds["slowest ms"], round(taken * 1_000))
    return kinds


if __name__ == "__main__":
    sys.stdout.write(f"{dict(run(int(sys.argv[1])))}\n")
