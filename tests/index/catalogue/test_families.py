"""Copies of one article are a family, in any order of arrival; boilerplate that many articles share makes none."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.catalogue.presence import FILE_NAME
from index.intake.store import assign_families
from index.types import Kin
from tests.conftest import NOW, write_article
from tests.index.earlier import forget_old_jobs
from tests.index.stories import HOUSE, LEAD, STORY, first, other, sentences

TITLE = "Qarun harbour reopens"
REWRITTEN = LEAD + " ".join(sentences(STORY)[3:])


@pytest.fixture
def catalogue(tmp_path: Path, address: str | None) -> Iterator[Catalogue]:
    """An empty catalogue."""
    opened = Catalogue(tmp_path, address=address)
    yield opened
    opened.close()


def put(catalogue: Catalogue, name: str, text: str, published: str = "2015-03-03T10:00:00Z", **more: str) -> None:
    """Store an article of a source of its own unless one is given."""
    article = write_article(**{"title": TITLE, "text": text, "published": published, "id": name, "source": name} | more)
    with catalogue.write() as transaction:
        transaction.put_article(article, NOW)


def kin(catalogue: Catalogue, name: str, moment: datetime | None = None) -> Kin | None:
    """Return the family of an article."""
    with catalogue.snapshot() as snapshot:
        return snapshot.families.of(name, moment)


def members(catalogue: Catalogue, name: str) -> set[str]:
    """Return the articles of the family of an article, itself alone where it has none."""
    found = kin(catalogue, name)
    return {found.head, *found.copies} if found else {name}


def test_copies_of_every_make_find_their_family(catalogue: Catalogue) -> None:
    """Cut, with paragraphs added, under another headline, with another lead: all are copies of one article."""
    put(catalogue, "first", STORY, "2015-03-03T08:00:00Z")
    put(catalogue, "cut", first(0.4))
    put(catalogue, "added", f"{STORY} {other(1, 90)}")
    put(catalogue, "headline", STORY, title="Bread may become cheaper")
    put(catalogue, "lead", REWRITTEN)
    put(catalogue, "elsewhere", other(2))
    found = kin(catalogue, "cut")
    assert found is not None
    assert (found.head, set(found.copies)) == ("first", {"cut", "added", "headline", "lead"})
    assert kin(catalogue, "first") == kin(catalogue, "lead") == found
    assert kin(catalogue, "elsewhere") is None


def test_the_original_may_come_last(catalogue: Catalogue) -> None:
    """Two copies that share nothing are one family as soon as the earlier article is there that both were cut from."""
    put(catalogue, "beginning", first(0.5))
    put(catalogue, "end", " ".join(sentences(STORY)[6:]))
    assert kin(catalogue, "end") is None
    put(catalogue, "whole", STORY, "2015-03-03T08:00:00Z")
    assert members(catalogue, "end") == {"whole", "beginning", "end"}


def test_a_digest_unites_nobody(catalogue: Catalogue) -> None:
    """A later article that repeats two stories joins one of them, and makes no copies of them of one another."""
    put(catalogue, "one", STORY)
    put(catalogue, "two", other(5, 200))
    put(catalogue, "digest", f"{STORY} {other(5, 200)}", "2015-03-04")
    assert members(catalogue, "one") & members(catalogue, "two") == set()


def test_the_head_is_the_earliest_or_names_its_agency(catalogue: Catalogue) -> None:
    """Among articles of one day that with an agency's dateline is the head, else the one published first."""
    put(catalogue, "early", STORY, "2015-03-03T08:00:00Z")
    put(catalogue, "later", STORY, "2015-03-03T09:00:00Z")
    assert (found := kin(catalogue, "later")) is not None
    assert found.head == "early"
    put(catalogue, "wire", f"QARUN (Reuters) - {STORY}", "2015-03-03T18:00:00Z")
    assert (found := kin(catalogue, "later")) is not None
    assert (found.head, found.copies) == ("wire", ("early", "later"))
    put(catalogue, "week-before", STORY, "2015-02-24")
    assert (found := kin(catalogue, "wire")) is not None
    assert found.head == "week-before"


def test_the_next_copy_becomes_head_when_the_head_is_deleted(catalogue: Catalogue) -> None:
    """In the generation that deletes the head the next copy is it; of the last one left there is no family."""
    for hour, name in enumerate("abc"):
        put(catalogue, name, STORY, f"2015-03-03T0{hour}:00:00Z")
    for gone, head, copies in (("a", "b", ("c",)), ("b", None, None)):
        with catalogue.write() as transaction:
            transaction.delete_article(gone, NOW)
        found = kin(catalogue, "c")
        assert (found and found.head, found and found.copies) == (head, copies)
        assert kin(catalogue, gone) is None


def test_a_deleted_article_leaves_no_row_behind(catalogue: Catalogue) -> None:
    """Sketch and fingerprints go with the article; the family goes as soon as one is left of it."""
    put(catalogue, "a", STORY)
    put(catalogue, "b", REWRITTEN)
    with catalogue.write() as transaction:
        transaction.delete_article("a", NOW)
    assert (rows(catalogue)["family"], rows(catalogue)["sketch"]) == (0, 1)
    with catalogue.write() as transaction:
        transaction.delete_article("b", NOW)
    assert rows(catalogue) == {"family": 0, "sketch": 0, "fingerprint": 0}


def test_a_deletion_undone_keeps_the_family(catalogue: Catalogue) -> None:
    """What is deleted in a write that fails is still the head."""
    put(catalogue, "a", STORY)
    put(catalogue, "b", STORY, "2015-03-04")
    before = kin(catalogue, "b")

    def fail() -> None:
        with catalogue.write() as transaction:
            transaction.delete_article("a", NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert kin(catalogue, "b") == before is not None


def test_another_text_leaves_the_family(catalogue: Catalogue) -> None:
    """A new version with another story leaves the family, and one with the story joins it."""
    put(catalogue, "a", STORY)
    put(catalogue, "b", STORY)
    put(catalogue, "b", other(1), modified="2015-03-05")
    assert kin(catalogue, "a") is None
    put(catalogue, "b", REWRITTEN, modified="2015-03-06")
    assert members(catalogue, "a") == {"a", "b"}
    put(catalogue, "b", other(1, 60), modified="2015-03-04")  # arrives late, and is of a time gone by
    assert members(catalogue, "a") == {"a", "b"}
    assert rows(catalogue)["sketch"] == 2


def test_the_same_article_again_stays_where_it_is(catalogue: Catalogue) -> None:
    """A repetition, or a new date around the same words, gives no family another id."""
    put(catalogue, "a", STORY)
    put(catalogue, "b", STORY)
    before = kin(catalogue, "a")
    put(catalogue, "b", STORY)
    put(catalogue, "b", STORY, language="en")
    assert kin(catalogue, "a") == before is not None


def test_what_stands_under_every_article_makes_no_family(catalogue: Catalogue) -> None:
    """Articles of one source that are three quarters one paragraph are each alone once it is known what that is.

    A copy of one of them is still found by its own words, though it has the paragraph too.
    """
    put(catalogue, "story", f"{STORY} {HOUSE}", source="gazette")
    for n in range(30):
        put(catalogue, f"a{n}", f"{other(n, 18)} {HOUSE}", source="gazette", title=f"Number {n}")
    put(catalogue, "copy", f"{first(0.5)} {HOUSE}", source="gazette")
    assert members(catalogue, "story") == {"story", "copy"}
    assert all(kin(catalogue, f"a{n}") is None for n in range(30))


def test_what_is_repeated_for_weeks_is_boilerplate(catalogue: Catalogue) -> None:
    """Notices in place of a text, repeated for months, are not copies; a story repeated for days is."""
    for n in range(1, 7):
        put(catalogue, f"notice{n}", f"{HOUSE} {other(0, 60)}", f"2015-0{n}-01", source="gazette", title=f"Number {n}")
        put(catalogue, f"story{n}", STORY, f"2015-03-0{n}", source="gazette", title=f"Day {n}")
    assert all(kin(catalogue, f"notice{n}") is None for n in range(1, 7))
    assert len(members(catalogue, "story1")) == 6


def test_a_story_in_many_papers_is_no_boilerplate(catalogue: Catalogue) -> None:
    """However many sources carry a story, and one source the very article, they are one family."""
    for n in range(25):
        put(catalogue, f"paper{n}", STORY)
        put(catalogue, f"again{n}", STORY, source="gazette")
    assert len(members(catalogue, "paper0")) == 50


def test_a_short_text_has_no_copies(catalogue: Catalogue) -> None:
    """Two articles of one sentence may say the same by chance, and are no family."""
    put(catalogue, "a", "The harbour of Qarun is open.")
    put(catalogue, "b", "The harbour of Qarun is open.")
    assert kin(catalogue, "a") is None


def test_a_family_is_seen_as_of_its_time(catalogue: Catalogue) -> None:
    """As of a moment the family has the articles active then, without later copies and retracted ones."""
    put(catalogue, "wire", f"QARUN (AP) — {STORY}", "2015-03-03T18:00:00Z")
    put(catalogue, "early", STORY, "2015-03-03T08:00:00Z")
    put(catalogue, "late", REWRITTEN, "2015-03-09")
    assert kin(catalogue, "early", datetime(2015, 3, 3, 9, tzinfo=UTC)) is None
    then = kin(catalogue, "early", datetime(2015, 3, 4, tzinfo=UTC))
    assert then is not None
    assert (then.head, then.copies) == ("wire", ("early",))
    with catalogue.write() as transaction:
        transaction.retract_article("wire", "It was wrong.", NOW)
    now = kin(catalogue, "early")
    assert now is not None
    assert (now.id, now.head, now.copies) == (then.id, "early", ("late",))
    assert kin(catalogue, "early", datetime(2015, 3, 4, tzinfo=UTC)) == then
    assert kin(catalogue, "early", NOW) == now, "from the second of its retraction on it is no member"


def test_families_are_counted_as_their_members_are(catalogue: Catalogue) -> None:
    """The size of each family is that of its members active at the moment; one without any has none."""
    put(catalogue, "early", STORY, "2015-03-03T08:00:00Z")
    put(catalogue, "late", REWRITTEN, "2015-03-09")
    put(catalogue, "wire", f"QARUN (AP) — {STORY}", "2015-03-03T18:00:00Z")
    with catalogue.write() as transaction:
        transaction.retract_article("wire", "It was wrong.", NOW)
    found = kin(catalogue, "early")
    assert found is not None
    family = int(found.id.removeprefix("fam_"))
    with catalogue.snapshot() as snapshot:
        sizes = partial(snapshot.families.sizes, [family, family, 99])
        assert sizes() == {family: 2}
        assert sizes(datetime(2015, 3, 4, tzinfo=UTC)) == {family: 2}
        assert sizes(datetime(2015, 3, 3, 9, tzinfo=UTC)) == {family: 1}
        assert sizes(datetime(2015, 3, 1, tzinfo=UTC)) == {}


def test_what_an_earlier_version_stored_finds_its_families(tmp_path: Path) -> None:
    """A catalogue from before there were families is brought up to date in steps that can be interrupted."""
    catalogue = Catalogue(tmp_path)
    put(catalogue, "a", STORY)
    put(catalogue, "b", REWRITTEN)
    put(catalogue, "c", other(1))
    catalogue.close()
    undo_families(tmp_path)
    catalogue = Catalogue(tmp_path)
    assert kin(catalogue, "a") is None
    assign_families(catalogue, stopping=lambda: True)
    assert kin(catalogue, "a") is None
    assign_families(catalogue)
    assert members(catalogue, "a") == {"a", "b"}
    with catalogue.snapshot() as snapshot:
        assert not snapshot.families.has_unassigned()
    catalogue.close()


def undo_families(folder: Path) -> None:
    """Take a catalogue back to the schema before families, and before all that came after them."""
    connection = sqlite3.connect(folder / FILE_NAME)
    families, later = ("fingerprint", "boilerplate", "unsettled", "sketch", "family"), ("attempt", "feed_entry", "feed")
    for table in (*families, *later, "watched_file"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    forget_old_jobs(connection)
    connection.execute("PRAGMA user_version = 3")
    connection.commit()
    connection.close()


def rows(catalogue: Catalogue) -> dict[str, int]:
    """Return how many rows the tables of families have."""
    with catalogue.snapshot() as snapshot:
        return {
            table: int(snapshot._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for table in ("family", "sketch", "fingerprint")
        }
