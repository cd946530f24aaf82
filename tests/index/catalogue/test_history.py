"""Kept answers in the catalogue: as they were given, bounded, rated, and without a word of what has been deleted."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.catalogue.history import Feedback, KeptAnswer, KeptCitation, Rating
from index.catalogue.presence import FILE_NAME
from index.dates import to_epoch
from index.errors import NotFound
from tests.conftest import NOW, write_article
from tests.index.earlier import forget_keys, forget_whole_answers
from tests.postgres import in_file

TEXT = "A heron 🐦 nested on the crane. It stayed."
QUOTE = "A heron 🐦 nested on the crane."
NEAR = KeptCitation(1, "a", 1, len(QUOTE) + 1, len(TEXT), "It stayed.")
GIVEN = KeptAnswer(
    "ans_1", "Where did it nest?", NOW, 1, (KeptCitation(1, "a", 1, 0, len(QUOTE), QUOTE),), (NEAR,), '{"articles":1}'
)
LONG_AGO = NOW - timedelta(days=90)


@pytest.fixture
def catalogue(tmp_path: Path, address: str | None) -> Iterator[Catalogue]:
    """A catalogue that holds one article."""
    opened = Catalogue(tmp_path, embedder="model-a", address=address)
    with opened.write() as transaction:
        transaction.put_article(write_article("Heron", TEXT, id="a"), NOW)
    yield opened
    opened.close()


def keep(catalogue: Catalogue, *answers: KeptAnswer) -> None:
    """Write answers down."""
    with catalogue.write() as transaction:
        transaction.answers.keep(answers)


def read(catalogue: Catalogue, answer: str = "ans_1") -> KeptAnswer:
    """Return a kept answer, be it 90 days old."""
    with catalogue.snapshot() as snapshot:
        return snapshot.answers.get(answer, LONG_AGO)


def delete(catalogue: Catalogue) -> None:
    """Delete the article."""
    with catalogue.write() as transaction:
        transaction.delete_article("a", NOW)


def test_an_answer_is_kept_as_it_was_given(catalogue: Catalogue) -> None:
    """Everything comes back, keeping it twice is no error, and no generation is made."""
    before = catalogue.generation()
    keep(catalogue, GIVEN)
    keep(catalogue, GIVEN)
    assert read(catalogue) == GIVEN
    assert catalogue.generation() == before


@in_file
def test_deleting_an_article_takes_its_words_out_of_answers(catalogue: Catalogue, tmp_path: Path) -> None:
    """The record stays, quote and passage are gone, and no byte of them is in the files, before or afterwards."""
    other = replace(GIVEN, id="ans_2", citations=(*GIVEN.citations, KeptCitation(2, "b", 1, 0, 3, None)))
    keep(catalogue, GIVEN, other)
    assert [one.quote for one in read(catalogue, "ans_2").citations] == [QUOTE, None]
    delete(catalogue)
    gone = replace(GIVEN, citations=(replace(GIVEN.citations[0], quote=None),), near=(replace(NEAR, quote=None),))
    assert read(catalogue) == gone
    assert [one.quote for one in read(catalogue, "ans_2").citations] == [None, None]
    catalogue.close()
    assert b"nested on the crane" not in (tmp_path / FILE_NAME).read_bytes()


def test_an_answer_is_not_a_copy_of_what_it_quotes(catalogue: Catalogue) -> None:
    """No table of answers has a word of the article, so that nothing has to be erased with it."""
    keep(catalogue, GIVEN)
    with catalogue.snapshot() as snapshot:
        rows = [snapshot._db.execute(f"SELECT * FROM {table}").fetchall() for table in ("answer", "answer_span")]
    assert all(rows)
    assert not {"heron", "crane", "stayed"} & set(str(rows).lower().replace("'", " ").split())


def test_an_article_that_comes_back_is_not_quoted_by_earlier_answers(catalogue: Catalogue) -> None:
    """Whether the answer is kept before or after the deletion, and though the same words are there again."""
    keep(catalogue, GIVEN)
    delete(catalogue)
    keep(catalogue, replace(GIVEN, id="ans_2"))
    with catalogue.write() as transaction:
        transaction.put_article(write_article("Heron", TEXT, id="a"), NOW)
    assert [read(catalogue, name).citations[0].quote for name in ("ans_1", "ans_2")] == [None, None]
    keep(catalogue, replace(GIVEN, id="ans_3", generation=catalogue.generation()))
    assert read(catalogue, "ans_3").citations == GIVEN.citations


def test_the_latest_opinion_is_kept_with_its_answer(catalogue: Catalogue) -> None:
    """It replaces the one before, is taken back by None, and makes no generation; what is not kept is not rated."""
    keep(catalogue, GIVEN)
    up, down = (Feedback(rating, text, NOW) for rating, text in ((Rating.UP, None), (Rating.DOWN, "It was a stork.")))
    for feedback in (up, down, None):
        with catalogue.write() as transaction:
            transaction.answers.rate("ans_1", feedback, LONG_AGO)
        assert read(catalogue) == replace(GIVEN, feedback=feedback)
    assert catalogue.generation() == 1
    keep(catalogue, replace(GIVEN, id="ans_2", asked=LONG_AGO - timedelta(seconds=1)))
    for name in ("ans_2", "ans_none"):
        with pytest.raises(NotFound), catalogue.write() as transaction:
            transaction.answers.rate(name, up, LONG_AGO)


def test_answers_are_listed_newest_first(catalogue: Catalogue) -> None:
    """Page by page, all or those with one rating; expired ones are not listed."""
    ages = {"ans_a": 3, "ans_b": 1, "ans_c": 1, "ans_d": 2}
    keep(catalogue, *(replace(GIVEN, id=name, asked=NOW - timedelta(days=age)) for name, age in ages.items()))
    keep(catalogue, replace(GIVEN, id="ans_old", asked=LONG_AGO - timedelta(seconds=1)))
    with catalogue.write() as transaction:
        for name in ("ans_a", "ans_c"):
            transaction.answers.rate(name, Feedback(Rating.DOWN, None, NOW), LONG_AGO)
    with catalogue.snapshot() as snapshot:
        latest = snapshot.answers.latest
        first = latest(LONG_AGO, limit=2)
        assert [one.id for one in first] == ["ans_c", "ans_b"]
        after = (to_epoch(first[-1].asked), first[-1].id)
        assert [one.id for one in latest(LONG_AGO, after=after)] == ["ans_d", "ans_a"]
        assert [one.id for one in latest(LONG_AGO, rating=Rating.DOWN)] == ["ans_c", "ans_a"]
        assert latest(LONG_AGO, rating=Rating.UP) == []


@in_file
def test_answers_of_an_earlier_schema_keep_their_citations(catalogue: Catalogue, tmp_path: Path) -> None:
    """Their quotes are read from the articles; those of what was deleted stay gone, and no details are known."""
    with catalogue.write() as transaction:
        transaction.put_article(write_article("Stork", "A stork came.", id="b"), NOW)
    cited = (*GIVEN.citations, KeptCitation(2, "b", 1, 0, 13, "A stork came."))
    keep(catalogue, replace(GIVEN, citations=cited, generation=2))
    with catalogue.write() as transaction:
        transaction.delete_article("b", NOW)
    catalogue.close()
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    forget_keys(connection)
    forget_whole_answers(connection)
    connection.commit()
    connection.close()
    catalogue = Catalogue(tmp_path)
    kept = read(catalogue)
    assert [one.quote for one in kept.citations] == [QUOTE, None]
    assert (kept.near, kept.details, kept.feedback) == ((), None, None)
    catalogue.close()


def test_the_number_of_answers_is_bounded(catalogue: Catalogue) -> None:
    """The latest are kept; of a number of 0 none is, nor any of their quotes."""
    keep(catalogue, *(replace(GIVEN, id=f"ans_{n}", asked=NOW + timedelta(seconds=n)) for n in range(5)))
    with catalogue.write() as transaction:
        transaction.answers.prune(2, LONG_AGO)
    for name in ("ans_0", "ans_1", "ans_2"):
        with pytest.raises(NotFound, match="has been deleted"):
            read(catalogue, name)
    assert (read(catalogue, "ans_3").id, read(catalogue, "ans_4").id) == ("ans_3", "ans_4")
    with catalogue.write() as transaction:
        transaction.answers.prune(0, LONG_AGO)
        assert transaction._db.execute(
            "SELECT (SELECT count(*) FROM answer) + count(*) FROM answer_span"
        ).fetchone() == (0,)


def test_the_age_of_answers_is_bounded(catalogue: Catalogue) -> None:
    """An answer that is too old is not found, even before it is pruned; a pruned one is deleted."""
    keep(catalogue, GIVEN, replace(GIVEN, id="ans_2", asked=LONG_AGO - timedelta(seconds=1)))
    with pytest.raises(NotFound):
        read(catalogue, "ans_2")
    with catalogue.write() as transaction:
        transaction.answers.prune(10, LONG_AGO)
        assert transaction._db.execute("SELECT id FROM answer").fetchall() == [("ans_1",)]
    assert read(catalogue) == GIVEN
