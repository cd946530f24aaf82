"""A folder of files of every kind, where an article comes in several records with other fields: for `bench.again`."""

import csv
import io
import json
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from bench.samples import SAMPLES

Row = Mapping[str, str]

_NAMES = ("Ana Ruiz", "Tom Bell", "Ida Kern", "Ana Ruiz, Tom Bell")
_DAYS = ("2021-03-02", "2021-03-03", "2021-03-02T09:10:00Z", "2021-03-02T11:40:00Z")
_PLACES = ("Qarun", "Marrow", "Port Amble", "Saltby")
_SUBJECTS = ("a bridge", "a school", "a ferry", "a library", "a tram", "a theatre", "a market", "a well")


def write_mixed(folder: Path, articles: int = 1_000, seed: int = 1) -> None:
    """Write each sample of the formats, and invented articles, each in two to five records, in files of six kinds."""
    for name, write in SAMPLES.items():
        (folder / f"sample {name.replace(' ', '.')}").write_bytes(write())
    dice = random.Random(seed)
    written: dict[str, list[Row]] = {name: [] for name in _WRITERS}
    for number in range(articles):
        for name in dice.choices(list(_WRITERS), k=dice.randint(2, 5)):
            written[name].append(_draw(number, dice))
    for name, rows in written.items():
        (folder / name).write_text(_WRITERS[name](rows), encoding="utf-8")


def _draw(number: int, dice: random.Random) -> Row:
    """Return a record of an article, of its source or another one, with fields that others lack or have otherwise."""
    place, subject = _PLACES[number % 4], _SUBJECTS[number % 8]
    sentences = [
        f"The council of {place} opens {subject} in its ward {number}, it said on Tuesday.",
        f"The work took {number + 2} days, and {number % 50 + 10} people were paid for it.",
        f"Nobody in the ward had asked for {subject}, but the mayor calls it overdue since {1900 + number % 90}.",
    ]
    text = dice.choice(["\n\n".join(sentences)] * 6 + [sentences[0], sentences[0][:60] + "…"])
    row = {
        "url": f"https://herald.example/{number}{dice.choice(['', '', '?utm_source=feed', '#comments'])}",
        "title": f"{place} opens {subject} ({number})" + dice.choice([""] * 9 + [" - Herald"]),
        "text": text, "published": dice.choice(_DAYS), "authors": dice.choice(_NAMES), "rights": "Herald",
        "source": dice.choice(["Herald"] * 6 + ["Links", "herald.example"]), "slug": dice.choice("AB"),
        "modified": dice.choice(["", "", "", "2021-03-04"]), "language": dice.choice(["", "en", "en"]),
    }  # fmt: skip
    dropped = dice.sample(["authors", "rights", "slug", "modified", "language"], dice.choice([0, 0, 0, 1, 2]))
    return {name: value for name, value in row.items() if value and name not in dropped}


def _write_table(rows: Sequence[Row]) -> str:
    names = ("title", "text", "published", "url", "source", "authors", "rights", "slug", "modified", "language")
    written = io.StringIO(newline="")
    table = csv.DictWriter(written, names)
    table.writeheader()
    table.writerows(rows)
    return written.getvalue()


def _write_rss(rows: Sequence[Row]) -> str:
    items = "".join(
        f"<item><title>{escape(row['title'])}</title><link>{escape(row['url'])}</link><pubDate>{row['published']}</pubDate>"
        f"<dc:creator>{row.get('authors', '')}</dc:creator><description>{escape(row['text'])}</description></item>"
        for row in rows
    )
    head = "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Herald</title>"
    return f"{head}{items}</channel></rss>"


def _write_atom(rows: Sequence[Row]) -> str:
    entries = "".join(
        f"<entry><title>{escape(row['title'])}</title><link href='{escape(row['url'])}'/><id>{escape(row['url'])}</id>"
        f"<published>{row['published']}</published><updated>{row.get('modified', row['published'])}</updated>"
        f"<author><name>{row.get('authors', '')}</name></author><content>{escape(row['text'])}</content></entry>"
        for row in rows
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Herald</title>{entries}</feed>"


_WRITERS: Mapping[str, Callable[[Sequence[Row]], str]] = {
    "records 1.json": lambda rows: json.dumps(list(rows)),
    "records 2.json": lambda rows: json.dumps({"items": list(rows)}),
    "records 3.jsonl": lambda rows: "\n".join(map(json.dumps, rows)),
    "records 4.csv": _write_table,
    "records 5.csv": _write_table,
    "records 6.rss": _write_rss,
    "records 7.atom": _write_atom,
}
