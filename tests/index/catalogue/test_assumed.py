"""Assumed dates in the catalogue: they give way to stated ones, and a second ingest changes nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.article import dump_record, load_record, make_article
from index.catalogue.outcome import Outcome
from index.intake.retraction import retract
from index.library import Library, open_library
from index.types import Article, Assumed, Version
from tests.conftest import NOW
from tests.index.deliveries import texts_of
from tests.index.earlier import forget_assumed_dates, writer_of
from tests.index.history import HashEmbedder

TEXT = "The night ferry to Port Amble sails again from Friday, the board said, after repairs to its engine room."
LATER = NOW + timedelta(days=3)
STATED = datetime(2013, 2, 3, 10, tzinfo=UTC)


def article(
    published: datetime, assumed: Assumed | None = None, *, url: str | None = "https://post.example/1", text: str = TEXT
) -> Article:
    fields = {"title": "Ferry", "text": text, "published": published, "assumed": assumed, "url": url, "source": "Post"}
    return make_article(fields)


def put(library: Library, record: Article, now: datetime = NOW) -> Outcome:
    with library.catalogue.write() as transaction:
        return transaction.put_article(transaction.identity.resolve(record), now).outcome


def versions(library: Library, name: str) -> list[Version]:
    with library.catalogue.snapshot() as snapshot:
        return list(snapshot.versions(name))


@pytest.mark.parametrize("url", ["https://post.example/1", None])
@pytest.mark.parametrize("rule", Assumed)
def test_a_second_ingest_is_unchanged(library: Library, url: str | None, rule: Assumed) -> None:
    """The same article at another time, with or without an address, is unchanged, and keeps its first date."""
    assert put(library, article(NOW, rule, url=url)) is Outcome.ADDED
    later = NOW if rule is Assumed.GIVEN else LATER
    assert put(library, article(later, rule, url=url), LATER) is Outcome.UNCHANGED
    (version,) = versions(library, article(NOW, rule, url=url).id)
    assert (version.article.published, version.article.assumed, version.valid_from) == (NOW, rule, NOW)


@pytest.mark.parametrize("url", ["https://post.example/1", None])
def test_a_stated_date_takes_the_place_of_an_assumed_one(library: Library, url: str | None) -> None:
    """The same text with a stated date dates the article and its version from then, once."""
    first = article(NOW, Assumed.FIRST_SEEN, url=url)
    put(library, first)
    stated = article(STATED, url=url)
    assert put(library, stated, LATER) is Outcome.UPDATED
    assert put(library, stated, LATER) is Outcome.UNCHANGED
    assert put(library, first, LATER) is Outcome.UNCHANGED
    (version,) = versions(library, first.id)
    assert (version.article.published, version.article.assumed, version.valid_from) == (STATED, None, STATED)


def test_a_new_text_with_an_old_date_is_the_newest(library: Library) -> None:
    """A changed text that states when it was modified, before the article was first seen, follows the first version."""
    put(library, article(NOW, Assumed.FIRST_SEEN))
    changed = replace(article(STATED, text=f"{TEXT} It was late."), modified=STATED + timedelta(days=1))
    assert put(library, changed, LATER) is Outcome.UPDATED
    first, second = sorted(versions(library, changed.id), key=lambda version: version.valid_from)
    assert (first.article.text, first.valid_from, first.valid_to) == (TEXT, STATED, STATED + timedelta(days=1))
    assert (second.article.text, second.valid_to) == (changed.text, None)


def test_a_new_text_with_an_assumed_date_keeps_the_date_that_is_stored(library: Library) -> None:
    """An update without a date is a version from its arrival, of an article with the date it has."""
    put(library, article(STATED))
    assert put(library, article(NOW, Assumed.FIRST_SEEN, text=f"{TEXT} It was late."), NOW) is Outcome.UPDATED
    last = max(versions(library, article(STATED).id), key=lambda version: version.valid_from)
    assert (last.article.published, last.article.assumed, last.valid_from) == (STATED, None, NOW)


def test_the_version_of_an_assumed_date_stays_before_those_that_followed_it(library: Library) -> None:
    """A stated date after the second version cannot make the first one the last."""
    put(library, article(STATED, Assumed.FILE_TIME))
    put(library, replace(article(STATED, Assumed.FILE_TIME, text=f"{TEXT} It was late."), modified=NOW), NOW)
    put(library, replace(article(LATER, text=f"{TEXT} It was late."), modified=LATER), LATER)
    assert texts_of(library, article(STATED).id)[-1].endswith("late.")
    active = [one for one in versions(library, article(STATED).id) if one.valid_to is None]
    assert [one.article.text for one in active] == [f"{TEXT} It was late."]


def test_another_source_dates_nothing(library: Library) -> None:
    """A stated date of another source leaves an assumed one as it is."""
    put(library, article(NOW, Assumed.FIRST_SEEN))
    assert put(library, replace(article(STATED), source="Link board"), LATER) is Outcome.UNCHANGED


@pytest.mark.parametrize(
    ("stored", "given", "holds"),
    [
        (Assumed.FIRST_SEEN, Assumed.FILE_TIME, True),
        (Assumed.FILE_TIME, Assumed.FIRST_SEEN, False),
        (Assumed.FILE_TIME, Assumed.FILE_TIME, False),
        (Assumed.FIRST_SEEN, Assumed.GIVEN, True),
        (Assumed.GIVEN, Assumed.GIVEN, True),
        (Assumed.GIVEN, Assumed.FILE_TIME, False),
    ],
)
def test_of_two_assumed_dates_the_better_holds(library: Library, stored: Assumed, given: Assumed, holds: bool) -> None:
    """A date that a person gave is better than that of a file, and that better than when it was seen."""
    put(library, article(NOW, stored))
    assert put(library, article(STATED, given), LATER) is (Outcome.UPDATED if holds else Outcome.UNCHANGED)
    (version,) = versions(library, article(NOW).id)
    assert version.article.published == (STATED if holds else NOW)


def test_a_retracted_article_is_not_dated_anew(library: Library) -> None:
    """A stated date of an article that was retracted leaves it retracted."""
    put(library, article(STATED, Assumed.FILE_TIME))
    retract(article(STATED).id, "wrong", library.catalogue, NOW)
    assert put(library, article(LATER), LATER) is Outcome.UNCHANGED


def test_two_stated_articles_of_one_text_stay_two(library: Library) -> None:
    """Where the first of two undated-looking briefs has taken the stored one's place, the second is its own."""
    put(library, article(NOW, Assumed.FIRST_SEEN, url=None))
    assert put(library, article(STATED, url=None)) is Outcome.UPDATED
    assert put(library, article(STATED + timedelta(days=9), url=None)) is Outcome.ADDED


def test_an_embargoed_article_keeps_the_date_it_was_first_held_with(library: Library) -> None:
    """A second ingest of an undated article that is held is unchanged."""
    until = NOW + timedelta(days=30)
    assert put(library, replace(article(NOW, Assumed.FIRST_SEEN), not_before=until)) is Outcome.HELD
    again = replace(article(LATER, Assumed.FIRST_SEEN), not_before=until)
    assert put(library, again, LATER) is Outcome.UNCHANGED


def test_the_inbox_keeps_that_a_date_is_assumed() -> None:
    """An article comes back from the inbox with its rule, and one that an earlier Dateline wrote has none."""
    one = article(NOW, Assumed.FILE_TIME)
    assert load_record(dump_record(one)) == one
    assert load_record(dump_record(article(NOW)).replace('"assumed": null', '"subjects": []')) == article(NOW)


def test_the_dates_of_an_earlier_catalogue_are_stated_ones(tmp_path: Path) -> None:
    """A catalogue of the fourteenth schema is brought up to date, and its dates give way to no assumed one."""
    library = open_library(tmp_path, embedder=HashEmbedder())
    put(library, article(STATED))
    forget_assumed_dates(writer_of(library.catalogue))
    library.close()
    library = open_library(tmp_path, embedder=HashEmbedder())
    assert put(library, article(NOW, Assumed.GIVEN)) is Outcome.UNCHANGED
    library.close()
