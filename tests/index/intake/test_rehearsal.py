"""Dry runs: they tell what an ingest does, whatever is stored, and leave everything as it is."""

import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from index.article import earlier_address_ids
from index.catalogue.presence import FILE_NAME
from index.dates import parse_moment
from index.intake.ingest import ingest
from index.intake.rehearsal import rehearse
from index.library import Library
from index.types import Article, IngestReport, Record, Rejected, Withdrawal
from tests.conftest import NOW, write_article
from tests.index.deliveries import FERRIES, FIRST, accept

LONG = (
    "The night ferry to Port Amble sails again from Friday, the harbour board said, after repairs to its engine room."
)
BOARD = write_article("Ferry", LONG, url="https://post.example/ferry", modified="2015-01-28")


@pytest.fixture
def address() -> None:
    """The catalogue is in a file; tests/index/care/test_shared_care.py rehearses beside a shared one."""
    return


def outcome(report: IngestReport) -> IngestReport:
    """Return a report without what only storing counts."""
    return replace(report, passages=0, embedded=0)


def store(library: Library, *records: Record) -> IngestReport:
    return outcome(ingest(records, library.catalogue, library.embedder, now=lambda: NOW))


def foresee(library: Library, *records: Record) -> IngestReport:
    return rehearse(records, library.folder, now=lambda: NOW).report


def test_without_an_index_everything_would_be_added(tmp_path: Path) -> None:
    """A folder that does not exist is an empty index, and is not made."""
    run = rehearse([FIRST, *FERRIES, FIRST], tmp_path / "data", now=lambda: NOW)
    assert (run.report.added, run.report.unchanged) == (5, 1)
    assert not (tmp_path / "data").exists()


def test_a_twin_that_was_stored_apart_is_foreseen(library: Library) -> None:
    """An article that an earlier Dateline stored by the address of its twin is found by it in a dry run as well."""
    twin = write_article("Ferry", LONG, url="https://post.example/ferry/amp")
    name = earlier_address_ids(twin)[0]
    assert name is not None
    store(library, replace(twin, id=name))
    assert foresee(library, twin) == store(library, twin) == IngestReport(unchanged=1)


@pytest.mark.parametrize(
    "record",
    [
        BOARD,
        replace(BOARD, text=LONG + " It was late."),
        replace(BOARD, text="The night ferry to Port Amble sails again from Friday…", modified=None),
        replace(BOARD, source="link-board", text="Comments"),
        replace(BOARD, title="Night ferry", modified=parse_moment("2015-02-01")),
        replace(BOARD, authors=("Ana Ruiz",)),
        replace(BOARD, not_before=NOW + timedelta(days=9), text=LONG + " Not yet."),
        Withdrawal(url="https://post.example/ferry", origin="notice", line=1),
        Withdrawal(url="https://post.example/unknown", origin="notice", line=1),
        Withdrawal(url="https://post.example/ferry", source="another", origin="notice", line=1),
    ],
)
def test_each_record_is_foreseen_beside_what_is_stored(library: Library, record: Record) -> None:
    """What a dry run tells of a record is what the ingest then does, for every outcome that there is."""
    store(library, BOARD, *FERRIES)
    foreseen = foresee(library, record)
    assert foreseen == store(library, record)


def test_records_of_one_run_are_foreseen_one_after_the_other(library: Library) -> None:
    """A record is judged by those before it in the run: a copy is unchanged, a withdrawal finds its article."""
    records: list[Record] = [
        BOARD,
        BOARD,
        replace(BOARD, text=LONG + " It was late.", modified=parse_moment("2015-02-01")),
        Withdrawal(url="https://post.example/ferry", origin="notice", line=1),
    ]
    foreseen = foresee(library, *records)
    assert (foreseen.added, foreseen.unchanged, foreseen.updated, foreseen.withdrawn) == (1, 1, 1, 1)
    assert foreseen == store(library, *records)


def test_what_waits_in_the_inbox_can_be_withdrawn(library: Library) -> None:
    """A withdrawal of an article that was accepted and is not stored is foreseen as withdrawn."""
    accept(library, BOARD)
    assert foresee(library, Withdrawal(id=BOARD.id, origin="notice", line=1)).withdrawn == 1


def test_random_runs_are_foreseen(library: Library) -> None:
    """Over random runs of updates, ids of two sources and withdrawals, every count is that of the ingest."""
    chance = random.Random(5)
    for _ in range(12):
        records: list[Record] = []
        for _ in range(chance.randrange(1, 30)):
            name, source = chance.choice("abc"), chance.choice(("crier", "gazette"))
            if chance.random() < 0.1:
                records.append(Withdrawal(id=name, source=source, origin="notice", line=1))
                continue
            text = f"{LONG[: chance.choice((30, 60, 200))]} {chance.choice(('', 'Late.', 'Very late, they said.'))}"
            day = chance.choice(("2015-01-26", "2015-01-27", "2015-01-29"))
            made = write_article("Ferry", text, id=name)
            records.append(replace(made, source=source, modified=chance.choice((None, parse_moment(day)))))
        foreseen = foresee(library, *records)
        assert foreseen == store(library, *records)


def test_nothing_is_written(library: Library) -> None:
    """The file of the index, what waits and what is found stay byte for byte as they were."""
    store(library, BOARD)
    path = library.folder / FILE_NAME
    library.catalogue.shrink()
    before, names = path.read_bytes(), sorted(one.name for one in library.folder.iterdir())
    foresee(library, replace(BOARD, text="Else", modified=parse_moment("2015-03-01")), *FERRIES)
    assert path.read_bytes() == before
    assert sorted(one.name for one in library.folder.iterdir()) == names


def test_rejections_are_counted_by_kind_with_the_first_of_each(tmp_path: Path) -> None:
    """Reasons that differ in their values or advice are one kind; the most frequent comes first."""
    records: list[Record] = [
        Rejected("a.csv", 1, "text is missing or empty"),
        Rejected("a.csv", 2, "published: no date can be read from '04/05/2025'; say which with --dates"),
        Rejected("a.csv", 3, "published: no date can be read from 'soon'"),
        Rejected("a.csv", 4, "the row has 3 cells, but the header has 4 columns"),
        Rejected("a.csv", 5, "published: no date can be read from ''"),
        Rejected("a.csv", 6, "the row has 5 cells, but the header has 4 columns"),
    ]
    run = rehearse(records, tmp_path / "data", now=lambda: NOW)
    assert [(kind.number, kind.first.line) for kind in run.refusals] == [(3, 2), (2, 4), (1, 1)]
    assert run.report.rejections == 6


def test_a_record_that_is_known_by_the_id_of_another_source_is_foreseen(library: Library) -> None:
    """An id such as 1 that another paper has already is that of a new article, which a second run knows."""
    ours, theirs = (
        replace(write_article("Ferry", LONG, id="1"), source="crier"),
        replace(write_article("Bridge", "The bridge is shut.", id="1"), source="gazette"),
    )
    assert isinstance(theirs, Article)
    store(library, ours)
    assert foresee(library, theirs).added == 1
    store(library, theirs)
    assert foresee(library, theirs, ours).unchanged == 2
