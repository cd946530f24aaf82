"""Records that come again change nothing: of one source or several, in one order or another, in files of any kind."""

import csv
import io
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from index.formats import Options, read_paths
from index.intake.ingest import ingest
from index.intake.rehearsal import rehearse
from index.library import Library, open_library
from index.types import Article, Assumed, Filters
from tests.conftest import NOW, write_article
from tests.index.earlier import forget_records, writer_of
from tests.index.history import HashEmbedder

LINK = "https://herald.example/2014/lighthouse"
FULL = (
    "The lighthouse of Cape Marrow will be lit again in August, its keepers told the council on Monday evening. "
    "It went dark nine years ago, when a storm broke the lantern and flooded the stairs. "
    "A foundry in Qarun cast the new frame, which weighs two tonnes and was carried up by forty volunteers."
)
TEXTS = (
    FULL, FULL.replace("two tonnes", "three tonnes"), f"{FULL[:90]}…", FULL[106:], "Discuss",
    "Correction: the lighthouse stays dark this year.", f"{FULL} The harbour opens on Sunday.",
    "The council has stopped all work on the lighthouse until spring, and the forty volunteers are at home, it said.",
)  # fmt: skip


def herald(text: str = FULL, **more: object) -> Article:
    """Return a record of the Marrow Herald about its article."""
    fields = {"url": LINK, "source": "Marrow Herald", "authors": ["Lea Orr"], "rights": "Herald"} | more
    return write_article("Lighthouse lit again", text, **fields)  # type: ignore[arg-type]


def draw(dice: random.Random) -> Article:
    """Return a record of one article, of its paper or of another source, with other fields, text, id or address."""
    fields: dict[str, object] = {
        "source": dice.choice(["Marrow Herald", "Marrow Herald", "herald.example", "Top Links", None]),
        "published": dice.choice(["2015-01-25", "2015-01-27", "2015-01-27T09:12:00Z", "2015-02-03T11:00:00Z"]),
        "modified": dice.choice([None, None, "2015-01-28", "2015-01-29T10:00:00Z"]),
        "authors": dice.choice([[], ["Lea Orr"], ["Lea Orr", "Ivo Lund"], ["Ina Dahl"]]),
        "rights": dice.choice([None, "Herald", "Other"]),
        "language": dice.choice([None, "en", "fr"]),
        "slug": dice.choice([None, "LIGHT", "LAMP"]),
        "revision": dice.choice([None, None, 1, 2]),
        "correction": dice.random() < 0.1,
        "twin": dice.random() < 0.1,
        "url": f"{dice.choice([LINK, LINK.replace('//', '//m.')])}{dice.choice(['', '', '?utm_source=feed'])}",
        "assumed": Assumed.FILE_TIME if dice.random() < 0.1 else None,
    }
    if dice.random() < 0.4:  # the number of a row, which several sources have
        fields |= {"id": dice.choice(["1", "2"]), "url": dice.choice([None, LINK])}
    text = dice.choice(TEXTS) if dice.random() < 0.7 else FULL
    return herald(text, **fields)


def changes(library: Library, records: Sequence[Article], seconds: int = 0) -> tuple[int, int]:
    """Ingest records, some time later; return how many articles were added and updated."""
    moment = NOW + timedelta(seconds=seconds)
    report = ingest(records, library.catalogue, library.embedder, now=lambda: moment)
    return report.added, report.updated


def current(library: Library) -> Article:
    """Return the only article."""
    with library.catalogue.snapshot() as snapshot:
        (version,) = snapshot.articles(Filters())
    return version.article


@pytest.mark.parametrize("seed", range(60))
def test_records_of_one_article_change_nothing_when_they_come_again(library: Library, seed: int) -> None:
    """Whatever they say and whoever says it, a second and a third ingest change nothing, nor one in another order."""
    dice = random.Random(seed)
    records = [draw(dice) for _ in range(dice.randint(2, 5))]
    changes(library, records)
    again = [records, records, records[::-1], dice.sample(records, len(records))]
    assert [changes(library, one, place) for place, one in enumerate(again, start=1)] == [(0, 0)] * 4


def test_of_two_records_that_say_as_much_the_later_holds_once(library: Library) -> None:
    """Two exports of one source with other fields: the later corrects the earlier, and neither does so again."""
    one, other = herald(slug="LAMP", language="en"), herald(slug="LIGHT", language="en", authors=["Ina Dahl"])
    changes(library, [one, other])
    assert current(library) == other
    assert changes(library, [one, other]) == (0, 0)
    assert current(library) == other


def test_a_correction_is_not_undone_by_what_it_corrects(library: Library) -> None:
    """The full text that a short correction replaced does not come back when both are ingested again."""
    records = [herald(), herald("The lighthouse stays dark this year.", correction=True)]
    changes(library, records)
    assert changes(library, records, 1) == (0, 0)
    assert current(library).text == records[1].text


def test_an_address_without_tracking_is_kept_whatever_the_record_lacks(library: Library) -> None:
    """A record that says less than the stored one, but has a plainer address, gives it that address at once."""
    changes(library, [herald(url=f"{LINK}?utm_source=feed"), herald(FULL + " It is green.", rights=None)])
    assert current(library).url == LINK


def test_a_language_is_that_of_the_text(library: Library) -> None:
    """A record of the same text that declares another language does not change it, unless it was modified later."""
    short = FULL[:106]  # too short to tell its language from
    changes(library, [herald(short, language="en"), herald(short, language="fr", slug="LIGHT")])
    assert current(library).language == "en"
    changes(library, [herald(short, language="fr", modified="2015-01-29")])
    assert current(library).language == "fr"


def test_a_record_without_a_date_is_known_when_it_comes_again(library: Library) -> None:
    """A stated date has taken the place of the assumed one meanwhile, and the other fields stay as they are."""
    undated, stated = (
        write_article("Ferry", FULL, published, url=LINK, slug=slug)
        for published, slug in (("2015-02-03", "FERRY"), ("2015-01-27", "SHIP"))
    )
    undated = replace(undated, assumed=Assumed.FIRST_SEEN)
    changes(library, [undated, stated])
    assert changes(library, [replace(undated, published=NOW), stated]) == (0, 0)


def test_a_record_keeps_its_article_when_the_ids_of_others_were_told_from_it(library: Library) -> None:
    """A brief under the number of a row of an unknown source belongs to that row also after another story had it."""
    brief = write_article("Lighthouse", "Discuss", "2015-01-27", id="1", source="")
    other = write_article("Ferry", TEXTS[-1], "2015-01-28", id="1", source="")
    records = [write_article("Lighthouse", FULL, id="1", source="Top Links"), brief, other]
    assert changes(library, records) == (2, 0)
    assert changes(library, records) == (0, 0)


def test_a_feed_that_changes_its_times_at_every_poll_fills_no_catalogue(library: Library) -> None:
    """Records that differ in nothing but the time of change are noted up to a number."""
    for day in range(1, 29):
        changes(library, [herald(modified=f"2015-{month:02}-{day:02}") for month in range(2, 5)])
    with library.catalogue.snapshot() as snapshot:
        found = len(snapshot.excerpts.of([current(library).id]).rows["seen"])
    assert 40 < found < 60


def test_an_article_that_was_deleted_is_new(library: Library) -> None:
    """What came before its deletion is forgotten with it."""
    records = [herald(), herald(slug="LIGHT")]
    changes(library, records)
    with library.catalogue.write() as transaction:
        transaction.delete_article(records[0].id, NOW)
    assert changes(library, records) == (1, 1)


def test_a_dry_run_knows_what_came_before(library: Library, address: str | None) -> None:
    """It foresees that a second ingest changes nothing."""
    records = [herald(), herald(authors=["Ina Dahl"])]
    changes(library, records)
    report = rehearse(records, library.folder, shared=address, now=lambda: NOW).report
    assert (report.added, report.updated, report.unchanged) == (0, 0, 2)


def test_files_of_several_kinds_change_nothing_when_they_are_ingested_again(tmp_path: Path, library: Library) -> None:
    """Two JSON files, a CSV, a feed and a page of the same articles with other fields; also in another order."""
    folder = tmp_path / "news"
    folder.mkdir()
    write_files(folder)
    orders = [[folder], [folder], [folder], sorted(folder.iterdir(), reverse=True), [folder]]
    reports = [
        ingest(
            read_paths(paths, options=Options(source="Marrow Herald"), stdin=io.BytesIO()),
            library.catalogue, library.embedder, now=lambda: NOW,
        )
        for paths in orders
    ]  # fmt: skip
    assert (reports[0].added, reports[0].rejections) == (5, 0)
    assert reports[0].updated > 4
    assert [(report.added, report.updated) for report in reports[1:]] == [(0, 0)] * 4


def write_files(folder: Path) -> None:
    """Write five articles in five files, each with other fields, days, authors and lengths of the text."""
    pages = [f"{LINK}/{number}" for number in range(5)]
    texts = [FULL.replace("Marrow", f"Marrow {number}") for number in range(5)]
    rows = [
        {"url": url, "title": f"Light {number}", "text": text, "published": "2015-01-27", "authors": ["Lea Orr"],
         "slug": "LIGHT"}
        for number, (url, text) in enumerate(zip(pages, texts, strict=True))
    ]  # fmt: skip
    others = [row | {"authors": ["Ina Dahl"], "slug": "LAMP", "published": "2015-01-25"} for row in rows]
    (folder / "a.json").write_text(json.dumps(rows))
    (folder / "b.jsonl").write_text("\n".join(map(json.dumps, others)))
    with (folder / "c.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["title", "text", "published", "url", "authors", "slug"])
        table.writerows([row["title"], row["text"], "2015-01-26", row["url"], "Tom Bell", "LAMPS"] for row in rows)
    (folder / "d.rss").write_text(
        "<rss version='2.0'><channel><title>Marrow Herald</title><language>en</language>"
        + "".join(
            f"<item><title>{row['title']}</title><link>{row['url']}?utm_source=rss</link>"
            "<pubDate>Tue, 27 Jan 2015 09:40:00 GMT</pubDate>"
            f"<description>{str(row['text'])[:90]}…</description></item>"
            for row in rows
        )
        + "</channel></rss>"
    )
    (folder / "e.html").write_text(
        f"<html><head><title>Light 0</title><link rel=canonical href='{pages[0]}'>"
        "<meta property='article:published_time' content='2015-01-27T09:12:00Z'></head>"
        f"<body><article><h1>Light 0</h1><p>{texts[0]}</p><p>{FULL[-102:]}</p>"
        "</article></body></html>"
    )


def test_a_catalogue_without_these_notes_is_brought_up_to_date(tmp_path: Path) -> None:
    """One of the fifteenth schema notes the records that come from then on."""
    records = [herald(), herald(authors=["Ina Dahl"])]
    library = open_library(tmp_path, embedder=HashEmbedder())
    changes(library, records)
    forget_records(writer_of(library.catalogue))
    library.close()
    library = open_library(tmp_path, embedder=HashEmbedder())
    changes(library, records)
    assert changes(library, records) == (0, 0)
    library.close()
