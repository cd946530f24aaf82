"""What is remembered of watched sources: it survives, and an older catalogue learns to hold it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.catalogue.watched import FeedState, Stamp
from tests.index.earlier import forget_old_jobs, writer_of

URL = "https://post.example/feed"


@pytest.fixture
def catalogue(tmp_path: Path, address: str | None) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path, address=address)
    yield opened
    opened.close()


def test_the_state_of_a_feed_is_kept_and_replaced(catalogue: Catalogue) -> None:
    """Nothing is known of a feed at first; then what was noted last, whole."""
    state = FeedState(URL, '"a"', "Tue, 06 May 2025 10:00:00 GMT", 2, datetime(2025, 6, 1, tzinfo=UTC), "it is gone")
    with catalogue.snapshot() as snapshot:
        assert snapshot.watched.feed(URL) == FeedState(URL)
    for noted in (state, FeedState(URL)):
        with catalogue.write() as transaction:
            transaction.watched.put_feed(noted)
        with catalogue.snapshot() as snapshot:
            assert snapshot.watched.feed(URL) == noted


def test_entries_are_replaced_and_survive_the_state(catalogue: Catalogue) -> None:
    """The digests are those that the feed held last; a later note of its state leaves them."""
    for digests in ({b"1", b"2"}, {b"2", b"3"}):
        with catalogue.write() as transaction:
            transaction.watched.put_feed(FeedState(URL))
            transaction.watched.put_entries(URL, digests)
    with catalogue.write() as transaction:
        transaction.watched.put_feed(FeedState(URL, failures=1))
    with catalogue.snapshot() as snapshot:
        assert snapshot.watched.entries(URL) == {b"2", b"3"}


def test_watching_makes_no_generation(catalogue: Catalogue) -> None:
    """Whoever searches has nothing to follow because a feed was asked."""
    with catalogue.write() as transaction:
        transaction.watched.put_feed(FeedState(URL))
        transaction.watched.put_file(Path("/wire/a.txt"), Stamp(1, 2))
    assert catalogue.generation() == 0


def test_a_catalogue_of_an_earlier_schema_gets_every_later_step(tmp_path: Path) -> None:
    """A step is known by the number in its name, so that numbers may be left out."""
    catalogue = Catalogue(tmp_path)
    writer = writer_of(catalogue)
    newest = writer.execute("PRAGMA user_version").fetchone()[0]
    for table in ("feed_entry", "feed", "watched_file"):
        writer.execute(f"DROP TABLE {table}")
    forget_old_jobs(writer)
    writer.execute("PRAGMA user_version = 6")
    catalogue.close()
    catalogue = Catalogue(tmp_path)
    with catalogue.snapshot() as snapshot:
        assert snapshot.watched.files() == {}
    assert writer_of(catalogue).execute("PRAGMA user_version").fetchone()[0] == newest >= 7
    catalogue.close()
