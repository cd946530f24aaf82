"""Withdrawals among the records of a source: the article they name is retracted, and what names none is rejected."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from index.article import dump_record, load_record, make_article
from index.catalogue.jobs import Job
from index.errors import NotFound
from index.intake.accept import Delivery
from index.intake.drain import drain
from index.intake.ingest import ingest
from index.intake.retraction import MAX_REASON, retract
from index.library import Library
from index.types import Article, Filters, IngestReport, Record, Rejected, Version, Withdrawal
from tests.conftest import NOW, write_article


def at(hour: int) -> datetime:
    """Return an hour of the day on which everything here happens."""
    return datetime(2015, 1, 27, hour, tzinfo=UTC)


def edition(text: str, hour: int | None = None) -> Article:
    """Return what the article `a` said, as of an hour that it gives or without one."""
    times = {"modified": at(hour).isoformat()} if hour else {}
    return write_article("Ferry", text, id="a", **times)


FIRST, SECOND = edition("A ferry sank."), edition("A ferry did not sink.", 12)
KILL = Withdrawal(id="a", reason="It was wrong.", at=at(11), origin="wire.xml", line=2)


def read(library: Library, *records: Record, now: datetime = NOW) -> IngestReport:
    """Ingest records as if at `now`."""
    return ingest(records, library.catalogue, library.embedder, now=lambda: now)


def accept(library: Library, *records: Record, now: datetime = NOW) -> Delivery:
    """Accept records as one job."""
    delivery = Delivery(library.catalogue, now)
    delivery.accept(records, last=True, now=now)
    return delivery


def active(library: Library, moment: datetime | None = None) -> list[str]:
    """Return the texts that are active now or were at a moment."""
    with library.catalogue.snapshot() as snapshot:
        return [version.article.text for version in snapshot.articles(Filters(as_of=moment))]


def last(library: Library, article: str = "a") -> Version:
    """Return the last version of an article."""
    with library.catalogue.snapshot() as snapshot:
        return snapshot.version(article)


def job_of(library: Library, delivery: Delivery) -> Job:
    """Return the job of a delivery."""
    with library.catalogue.snapshot() as snapshot:
        return snapshot.jobs.get(delivery.job)


def test_a_withdrawal_retracts_its_article_from_its_time_on(library: Library) -> None:
    """In one batch with it: as of before it is active, with the reason it is retracted, and the report counts it."""
    report = read(library, FIRST, KILL, write_article("Other", "Nothing happened.", id="b"))
    assert (report.added, report.withdrawn, report.rejections) == (2, 1, 0)
    assert active(library) == ["Nothing happened."]
    assert "A ferry sank." in active(library, at(10))
    retraction = last(library).retraction
    assert retraction
    assert (retraction.at, retraction.reason) == (at(11), "It was wrong.")


def test_what_its_source_says_after_a_withdrawal_stays(library: Library) -> None:
    """A text modified later is active, in any order, and the same file again changes nothing."""
    for records in ((FIRST, KILL, SECOND), (FIRST, KILL, SECOND), (KILL,)):
        report = read(library, *records)
        assert (report.withdrawn, report.rejections, active(library)) == (1, 0, [SECOND.text])
    generation = library.catalogue.generation()
    assert read(library, FIRST, KILL, SECOND).unchanged == 2
    assert library.catalogue.generation() == generation
    assert active(library, at(11)) == []


def test_a_withdrawal_without_a_time_is_as_old_as_its_arrival(library: Library) -> None:
    """All that was said until then is retracted, once however often it is read; what comes later is active."""
    kill = replace(KILL, at=None)
    assert read(library, FIRST, SECOND, kill).withdrawn == 1
    assert (active(library), last(library).valid_to) == ([], NOW)
    generation = library.catalogue.generation()
    assert read(library, kill, now=NOW + timedelta(hours=1)).withdrawn == 1
    assert library.catalogue.generation() == generation
    read(library, edition("A ferry was late."), now=NOW + timedelta(hours=2))
    assert active(library) == ["A ferry was late."]


def test_a_text_without_a_time_counts_as_said_before(library: Library) -> None:
    """An update that may be older does not survive a withdrawal that is read after it."""
    read(library, FIRST, edition("A ferry sank twice."), KILL)
    assert active(library) == []
    read(library, edition("A ferry was late."), KILL, now=NOW + timedelta(hours=1))
    assert active(library) == ["A ferry was late."]  # the notice is known


def test_a_withdrawal_of_the_future_holds_now(library: Library) -> None:
    """A clock that is ahead does not keep an article citable."""
    read(library, FIRST, replace(KILL, at=NOW + timedelta(days=1)))
    assert (active(library), active(library, NOW), last(library).valid_to) == ([], [], NOW)


@pytest.mark.parametrize(
    ("named", "withdrawal"),
    [
        ({"id": "a"}, Withdrawal(id="a")),
        ({"id": "a"}, Withdrawal(external_id="a")),
        ({"id": "urn:x/1"}, Withdrawal(external_id=" urn:x/1 ")),
        ({"id": "urn:x/1"}, Withdrawal(id="urn:x/1", source="example-times")),
        ({"url": "https://post.example/a"}, Withdrawal(url="http://www.post.example/a/?utm_source=x")),
        ({"id": "a", "url": "https://post.example/a"}, Withdrawal(id="a", url="https://post.example/b")),
    ],
)
def test_an_article_is_named_as_it_names_itself(
    library: Library, named: dict[str, str], withdrawal: Withdrawal
) -> None:
    """By id, by an external id or by URL, and by its source."""
    article = write_article("Ferry", "A ferry sank.", **named)
    assert read(library, article, withdrawal).withdrawn == 1
    retraction = last(library, article.id).retraction
    assert retraction
    assert (active(library), retraction.reason) == ([], "withdrawn by its source")


@pytest.mark.parametrize(
    ("withdrawal", "reason"),
    [
        (Withdrawal(id="b"), "there is no article 'b' to withdraw"),
        (Withdrawal(external_id="urn:x/1"), "there is no article 'urn:x/1' to withdraw"),
        (Withdrawal(id="a", source="post"), "the article 'a' is of 'example-times', and cannot be withdrawn by 'post'"),
        (Withdrawal(source="post"), "the withdrawal has no id, external_id or url of an article"),
        (Withdrawal(url="ftp://x"), "url is not an http or https address: 'ftp://x'"),
    ],
)
def test_a_withdrawal_of_no_known_article_is_rejected(library: Library, withdrawal: Withdrawal, reason: str) -> None:
    """With its place and one sentence, by an ingest and through the inbox; the article stays."""
    withdrawal = replace(withdrawal, origin="wire.xml", line=7)
    expected = Rejected("wire.xml", 7, reason)
    report = read(library, FIRST, withdrawal)
    assert (report.withdrawn, report.rejected, report.rejections) == (0, (expected,), 1)
    delivery = accept(library, withdrawal)
    drain(library, now=lambda: NOW)
    job = job_of(library, delivery)
    assert job.report
    assert (job.finished, job.report.rejected, job.report.withdrawn) == (True, (expected,), 0)
    assert active(library) == [FIRST.text]


def test_the_inbox_keeps_the_order_of_records(library: Library) -> None:
    """Accepted beside its article a withdrawal is stored after it, and counts in the job like an article."""
    delivery = accept(library, FIRST, KILL, SECOND)
    assert (delivery.accepted, delivery.withdrawals) == (2, 1)
    drain(library, now=lambda: NOW)
    job = job_of(library, delivery)
    assert job.report
    assert (job.done, job.total, job.report.added, job.report.updated, job.report.withdrawn) == (3, 3, 1, 1, 1)
    assert (active(library), active(library, at(10))) == ([SECOND.text], [FIRST.text])


def test_a_withdrawal_reaches_an_article_that_waits(library: Library) -> None:
    """An ingest beside a server withdraws what the server has accepted and will store."""
    accept(library, FIRST)
    assert read(library, KILL).withdrawn == 1
    drain(library, now=lambda: NOW)
    assert (active(library), active(library, at(10))) == ([], [FIRST.text])


def test_a_withdrawal_that_waits_is_no_article(library: Library) -> None:
    """What only a withdrawal names cannot be retracted, and deleting its article removes it from the inbox."""
    accept(library, KILL)
    with pytest.raises(NotFound):
        retract("a", "It was wrong.", library.catalogue, NOW)
    with library.catalogue.write() as transaction:
        assert transaction.inbox.delete("a")
    with library.catalogue.snapshot() as snapshot:
        assert snapshot.inbox.count_waiting() == 0


def test_a_long_reason_is_cut(library: Library) -> None:
    """A withdrawal is not refused for its words."""
    read(library, FIRST, replace(KILL, reason="It was\nwrong. " * 1_000))
    retraction = last(library).retraction
    assert retraction
    assert (len(retraction.reason), retraction.reason[:13]) == (MAX_REASON, "It was wrong.")


def test_a_withdrawal_survives_the_inbox_whole() -> None:
    """Every field comes back as it went in, and an article stays an article."""
    whole = replace(KILL, external_id="urn:x", url="https://post.example/a", source="post")
    assert load_record(dump_record(whole)) == whole
    assert load_record(dump_record(replace(KILL, at=None))) == replace(KILL, at=None)
    article = make_article({"title": "T", "text": "Text.", "published": "2015-01-27"})
    assert load_record(dump_record(article)) == article
