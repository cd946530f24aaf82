"""Kept answers in the catalogue: as they were given, bounded, and without the words of what has been deleted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from index.catalogue.catalogue import FILE_NAME, Catalogue
from index.catalogue.history import KeptAnswer, KeptCitation
from index.errors import NotFound
from tests.conftest import NOW, write_article

TEXT = "A heron 🐦 nested on the crane. It stayed."
QUOTE = "A heron 🐦 nested on the crane."
GIVEN = KeptAnswer("ans_1", "Where did it nest?", NOW, 7, (KeptCitation(1, "a", 1, 0, len(QUOTE), QUOTE),))
LONG_AGO = NOW - timedelta(days=90)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """A catalogue that holds one article."""
    opened = Catalogue(tmp_path, embedder="model-a")
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


def test_deleting_an_article_takes_its_words_out_of_answers(catalogue: Catalogue, tmp_path: Path) -> None:
    """The record stays, the quote is gone, and its bytes are gone from the files once the journal is folded in."""
    other = replace(GIVEN, id="ans_2", citations=(*GIVEN.citations, KeptCitation(2, "b", 1, 0, 3, None)))
    keep(catalogue, GIVEN, other)
    delete(catalogue)
    assert read(catalogue) == replace(GIVEN, citations=(replace(GIVEN.citations[0], quote=None),))
    assert [one.quote for one in read(catalogue, "ans_2").citations] == [None, None]
    catalogue.close()
    assert b"nested on the crane" not in (tmp_path / FILE_NAME).read_bytes()


def test_a_quote_whose_article_was_deleted_meanwhile_is_not_written_down(catalogue: Catalogue) -> None:
    """Answers are kept a moment after they were given; another article of the same id does not vouch for them."""
    delete(catalogue)
    keep(catalogue, GIVEN)
    with catalogue.write() as transaction:
        transaction.put_article(write_article("Another", "Something else altogether stands here.", id="a"), NOW)
    keep(catalogue, replace(GIVEN, id="ans_2"))
    assert [read(catalogue, name).citations[0].quote for name in ("ans_1", "ans_2")] == [None, None]


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
        assert transaction._db.execute("SELECT (SELECT count(*) FROM answer) + count(*) FROM citation").fetchone() == (
            0,
        )


def test_the_age_of_answers_is_bounded(catalogue: Catalogue) -> None:
    """An answer that is too old is not found, even before it is pruned; a pruned one is deleted."""
    keep(catalogue, GIVEN, replace(GIVEN, id="ans_2", asked=LONG_AGO - timedelta(seconds=1)))
    with pytest.raises(NotFound):
        read(catalogue, "ans_2")
    with catalogue.write() as transaction:
        transaction.answers.prune(10, LONG_AGO)
        assert transaction._db.execute("SELECT group_concat(id) FROM answer").fetchone() == ("ans_1",)
    assert read(catalogue) == GIVEN
