"""Embargoes: until its end an article is nowhere, then it is found by itself; and only its latest version is held."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.intake.drain import drain, store_due
from index.intake.ingest import ingest
from index.intake.release import release
from index.intake.retraction import retract
from index.library import Library, open_library
from index.types import Article, Filters, IngestReport, Record, Withdrawal
from tests.conftest import write_article
from tests.index.deliveries import accept, read_job
from tests.index.earlier import forget_embargoes, writer_of
from tests.index.history import HashEmbedder

START = datetime(2030, 5, 6, 9, tzinfo=UTC)
END = START + timedelta(hours=3)


def hour(number: int) -> str:
    """Return so many hours after the start, as a record gives it."""
    return (START + timedelta(hours=number)).isoformat()


def held(text: str = "The budget rises.", *, until: int = 3, **more: str) -> Article:
    """Return an article under an embargo."""
    return write_article("Budget", text, hour(0), id="budget", not_before=hour(until), **more)


def read(library: Library, *records: Record, now: datetime = START) -> IngestReport:
    """Ingest records as if at `now`."""
    return ingest(records, library.catalogue, library.embedder, now=lambda: now)


def pass_to(library: Library, number: int) -> None:
    """Let a worker run so many hours after the start."""
    drain(library, now=lambda: START + timedelta(hours=number))


def texts(library: Library, as_of: datetime | None = None) -> list[str]:
    """Return the texts that are listed now or as of a time."""
    with library.catalogue.snapshot() as snapshot:
        return [version.article.text for version in snapshot.articles(Filters(as_of=as_of))]


def test_an_article_is_nowhere_until_its_embargo_ends(library: Library) -> None:
    """No table but that of held articles has a row of it, and no generation is made; then it is stored by itself."""
    assert read(library, held()) == IngestReport(held=1)
    with library.catalogue.snapshot() as snapshot:
        assert snapshot.generation() == 0
        assert (snapshot.count_articles(), snapshot.sources(), snapshot.embargoes.count()) == (0, [], 1)
        assert snapshot.embargoes.next_end() == END
        for table in ("article", "version", "passage", "sketch", "vector", "inbox"):
            assert snapshot._db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    pass_to(library, 2)
    assert texts(library) == []
    pass_to(library, 3)
    assert texts(library) == ["The budget rises."]
    with library.catalogue.snapshot() as snapshot:
        version = snapshot.version("budget")
        assert (version.article.not_before, version.valid_from) == (END, END)
        assert (snapshot.generation(), snapshot.embargoes.count()) == (1, 0)


def test_as_of_a_time_within_the_embargo_there_is_nothing(library: Library) -> None:
    """What was sent and not published by then is no answer of then."""
    read(library, held())
    pass_to(library, 3)
    assert texts(library, END - timedelta(seconds=1)) == []
    assert texts(library, END) == ["The budget rises."]


def test_the_same_record_again_changes_nothing(library: Library) -> None:
    """Sent twice before the end, and again after it, an article is held once and stored once."""
    read(library, held())
    assert read(library, held()) == IngestReport(unchanged=1)
    pass_to(library, 3)
    assert read(library, held(), now=END + timedelta(hours=1)) == IngestReport(unchanged=1)


def test_the_latest_version_decides_the_embargo(library: Library) -> None:
    """A later version extends it, an earlier one that arrives late does not shorten it."""
    read(library, held(until=3), held("The budget falls.", until=5, modified=hour(1)), held(until=3))
    pass_to(library, 4)
    assert texts(library) == []
    pass_to(library, 5)
    assert texts(library) == ["The budget falls."]


def test_a_version_without_embargo_lifts_it(library: Library) -> None:
    """It is stored at once, and the one that was held never comes."""
    read(library, held())
    read(library, write_article("Budget", "The budget is out.", hour(0), id="budget", modified=hour(1)))
    assert texts(library) == ["The budget is out."]
    assert read(library, held()) == IngestReport(unchanged=1)
    pass_to(library, 9)
    assert texts(library) == ["The budget is out."]
    assert read(library, held(), now=START + timedelta(hours=9)).unchanged == 1
    assert texts(library) == ["The budget is out."]


def test_an_update_under_embargo_leaves_what_is_public(library: Library) -> None:
    """Until its end the version before it is shown, and after it the update."""
    read(library, write_article("Budget", "A budget is due.", hour(-2), id="budget"))
    read(library, held("The budget rises.", modified=hour(0)))
    assert texts(library) == ["A budget is due."]
    pass_to(library, 3)
    assert texts(library) == ["The budget rises."]
    assert texts(library, END - timedelta(seconds=1)) == ["A budget is due."]


def test_a_held_article_can_be_withdrawn_retracted_and_deleted(library: Library) -> None:
    """None of the three lets it appear when its embargo ends, and the same record again does not either."""
    read(library, held())
    assert read(library, Withdrawal(id="budget", source="example-times", at=START)).withdrawn == 1
    assert read(library, held()) == IngestReport(unchanged=1)
    pass_to(library, 4)
    assert texts(library) == []
    other = write_article("Vote", "The vote is lost.", hour(0), id="vote", not_before=hour(3))
    read(library, other)
    retract("vote", "it was wrong", library.catalogue, START)
    read(library, other)
    pass_to(library, 4)
    assert texts(library) == []
    read(library, write_article("Poll", "A poll.", hour(0), id="poll", not_before=hour(9)))
    with library.catalogue.write() as transaction:
        assert transaction.delete_article("poll", START)
    pass_to(library, 9)
    assert texts(library) == []


def test_what_was_withdrawn_before_its_time_is_not_added_after_it(library: Library) -> None:
    """Sent again after its embargo, it changes nothing, however it was withdrawn; changed later, it is added."""
    read(library, held())
    read(library, Withdrawal(id="budget", source="example-times", at=START + timedelta(hours=1)))
    late = END + timedelta(hours=1)
    again = read(library, held(), now=late)
    other = write_article("Vote", "The vote is lost.", hour(0), id="vote", not_before=hour(3))
    read(library, other)
    retract("vote", "it was wrong", library.catalogue, START)
    reports = (again, read(library, other, now=late))
    assert [(report.added, report.unchanged) for report in reports] == [(0, 1), (0, 1)]
    assert texts(library) == []
    assert read(library, held("The budget is out.", modified=hour(2)), now=late).added == 1
    assert texts(library) == ["The budget is out."]


def test_another_source_neither_withdraws_nor_replaces_what_is_held(library: Library) -> None:
    """A notice of another source is rejected, and its article of the same id is held beside."""
    read(library, held())
    assert read(library, Withdrawal(id="budget", source="harbour-post", at=START)).rejections == 1
    other = write_article("Other", "Another budget.", hour(0), id="budget", not_before=hour(3))
    read(library, replace(other, source="harbour-post"))
    pass_to(library, 3)
    assert sorted(texts(library)) == ["Another budget.", "The budget rises."]


def test_accepted_articles_are_held_too(library: Library) -> None:
    """An article that arrives over the inbox is held by the worker, and its job is done and says so."""
    job = accept(library, replace(held(), not_before=datetime(9999, 12, 31, tzinfo=UTC)))
    drain(library)
    report = read_job(library, job).report
    assert report is not None
    assert (report.held, report.added, texts(library)) == (1, 0, [])


def test_a_command_without_a_worker_stores_what_is_due(library: Library) -> None:
    """`store_due` does what a worker would, and leaves what is not due."""
    read(library, held())
    store_due(library, lambda: START)
    assert texts(library) == []
    store_due(library, lambda: END)
    assert texts(library) == ["The budget rises."]


def test_what_was_released_and_not_stored_is_stored_by_the_next_command(library: Library) -> None:
    """A process that ends between the two, or cannot store, loses nothing."""
    read(library, held())
    with library.catalogue.ingesting(alone=True):
        store_due(library, lambda: END)
    with library.catalogue.snapshot() as snapshot:
        assert snapshot.embargoes.count() == 1
    assert release(library.catalogue, END) == 1
    assert texts(library) == []
    store_due(library, lambda: END)
    assert texts(library) == ["The budget rises."]


@pytest.mark.parametrize("revision", ["1", "2", "3"])
def test_a_lower_number_of_the_source_never_replaces_a_higher_one(library: Library, revision: str) -> None:
    """Two versions of one second are told by their numbers, in whatever order they arrive."""
    read(library, write_article("Budget", "Second.", hour(0), id="budget", revision="2"))
    read(library, write_article("Budget", "Other.", hour(0), id="budget", revision=revision, modified=hour(0)))
    assert texts(library) == (["Second."] if revision == "1" else ["Other."])


def test_a_catalogue_of_the_twelfth_schema_learns_to_hold(tmp_path: Path) -> None:
    """Its articles stay as they are, sent again they are unchanged, and it holds and keeps the new fields."""
    library = open_library(tmp_path, embedder=HashEmbedder())
    public = write_article("Budget", "A budget is due.", hour(-2), id="due", rights="Ours")
    read(library, public)
    forget_embargoes(writer_of(library.catalogue))
    library.close()
    library = open_library(tmp_path, embedder=HashEmbedder())
    assert read(library, public) == IngestReport(unchanged=1)
    read(library, held(place="Amble", slug="BUDGET", urgency="2", subjects="budget, tax"))
    pass_to(library, 3)
    with library.catalogue.snapshot() as snapshot:
        article = snapshot.version("budget").article
        assert (article.place, article.slug, article.urgency, article.subjects) == (
            "Amble",
            "BUDGET",
            2,
            ("budget", "tax"),
        )
        assert snapshot.version("due").article.rights == "Ours"
    library.close()
    Catalogue(tmp_path).close()


def test_a_record_that_lacks_the_embargo_does_not_end_it(library: Library) -> None:
    """The same article by a feed, which states no embargo and was not changed later, waits for its end as well."""
    read(library, held())
    read(library, replace(held("The budget rises by a tenth."), not_before=None))
    assert texts(library) == []
    pass_to(library, 3)
    assert len(texts(library)) == 1
