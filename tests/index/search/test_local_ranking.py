"""What the engine on this machine ranks by: words and their field, meaning, and time of publication."""

import math
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from index.catalogue.catalogue import Catalogue
from index.search.alternatives import Alternatives
from index.search.local import LocalEngine
from index.types import Hit
from tests.conftest import NOW, write_article
from tests.index.search.shelf import ALL, EMBEDDER, Shelf, names, query


def open_engine(catalogue: Catalogue, folder: Path) -> LocalEngine:
    """Open the engine in the folder of its catalogue."""
    return LocalEngine(catalogue, folder, EMBEDDER.name, EMBEDDER.dimension)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """An empty catalogue with the engine on this machine."""
    with closing(Shelf(tmp_path / "data", open_engine)) as opened:
        yield opened


def by_article(hits: list[Hit]) -> dict[str, Hit]:
    """Return the hits by their articles."""
    return {hit.passage.article: hit for hit in hits}


def test_the_recent_leads_in_both_searches(shelf: Shelf) -> None:
    """What was published near the time asked about is lifted by words and by vector, past what is a little nearer."""
    for name, days in (("old", 900), ("new", 1)):
        day = (NOW - timedelta(days=days)).isoformat()
        shelf.put(write_article("Harbour", "The harbour opened.", day, id=name))
    heads = {name: f"{hit.head.setting} {hit.text}" for name, hit in by_article(shelf.find("harbour")).items()}
    nearer = EMBEDDER.embed_question(heads["old"]) + 0.9 * EMBEDDER.embed_question(heads["new"])
    asked = replace(query("harbour opened"), vector=nearer / np.linalg.norm(nearer))
    with shelf.catalogue.snapshot() as snapshot:
        found = by_article(shelf.engine.search(asked, ALL, 10, snapshot))
    assert (found["old"].similarity or 0) > (found["new"].similarity or 0)
    assert {name: (hit.lexical_rank, hit.dense_rank) for name, hit in found.items()} == {"new": (1, 1), "old": (2, 2)}


def test_words_and_meaning_both_count(shelf: Shelf) -> None:
    """A passage with a word of the question leads though another lies nearer; the nearer one counts for something."""
    shelf.put(
        write_article("A", "The harbour was crowded with ships from many countries in those days.", id="word"),
        write_article("B", "It is what it was, and the is of it.", id="near"),
    )
    hits = shelf.find("what is it and the of harbour")
    found = by_article(hits)
    assert (found["near"].lexical_rank, found["near"].dense_rank) == (None, 1)
    assert (found["word"].lexical_rank, found["word"].dense_rank) == (1, 2)
    assert names(hits) == ["word", "near"]
    assert found["near"].score > 0


def test_a_word_counts_most_in_the_text_and_least_in_the_setting(shelf: Shelf) -> None:
    """In the title, and in the source's name, it is found as well, but lifts a passage less than in its text."""
    shelf.put(
        write_article("One", "The harbour closed.", id="text", source="paper"),
        write_article("Harbour", "The ferry left.", id="title", source="paper"),
        write_article("Two", "The ferry came.", id="source", source="harbour"),
    )
    scores = {name: hit.bm25 or 0.0 for name, hit in by_article(shelf.find("harbour")).items()}
    assert scores["text"] > 1.5 * max(scores["title"], scores["source"])
    assert min(scores["title"], scores["source"]) > 0


def test_words_of_every_question_find_nothing_by_themselves(shelf: Shelf) -> None:
    """Function words are passed over beside others; where a question has no others, they are searched for."""
    shelf.put(
        write_article("One", "The harbour closed.", id="a"),
        write_article("Two", "It was the who of them.", id="b"),
    )
    found = by_article(shelf.find("Who was it that closed the harbour?"))
    assert (found["a"].lexical_rank, found["b"].lexical_rank) == (1, None)
    assert by_article(shelf.find("Who was it?"))["b"].lexical_rank == 1


def test_other_forms_of_a_word_are_found(shelf: Shelf) -> None:
    """An ending or an accent more is no other word."""
    shelf.put(write_article("One", "Engineers closed two bridges near São Tomé.", id="a"))
    for word in ("bridge", "closing", "engineer", "Sao", "tome"):
        assert shelf.find(word)[0].lexical_rank == 1, word


def test_a_rare_term_weighs_more(shelf: Shelf) -> None:
    """By inverse document frequency as BM25 has it, function words left out."""
    for number in range(4):
        more = " and the ferry" if not number else ""
        shelf.put(write_article("One", f"The harbour{more} closed, {number}.", id=f"a{number}"))
    shelf.find("harbour")
    assert isinstance(shelf.engine, LocalEngine)
    weights = shelf.engine.lexicon.weigh_terms("Was the harbour or the ferry closed?")
    assert weights == {
        "harbour": pytest.approx(math.log(1 + 0.5 / 4.5)),
        "ferri": pytest.approx(math.log(1 + 3.5 / 1.5)),
        "close": pytest.approx(math.log(1 + 0.5 / 4.5)),
    }


def test_a_name_and_its_others_are_one_term(shelf: Shelf) -> None:
    """A passage with another name is found as one with the name itself, and one that has both scores no higher."""
    shelf.put(
        write_article("First", "The siege of Qarunia ended.", id="own"),
        write_article("Other", "The siege of Karun Bay ended.", id="other"),
        write_article("Both", "The siege of Qarunia, or Karun Bay, ended.", id="both"),
        write_article("None", "The harbour of Lorn opened.", id="none"),
    )
    named = replace(query("Qarunia"), names=(Alternatives("Qarunia", ("Karun Bay",)),))
    with shelf.catalogue.snapshot() as snapshot:
        found = by_article(shelf.engine.search(named, ALL, 10, snapshot))
        alone = by_article(shelf.engine.search(query("Qarunia"), ALL, 10, snapshot))
    assert {name for name, hit in found.items() if hit.lexical_rank} == {"own", "other", "both"}
    assert {name for name, hit in alone.items() if hit.lexical_rank} == {"own", "both"}
    assert (found["own"].bm25 or 0) == pytest.approx(alone["own"].bm25)
    assert (found["both"].bm25 or 0) < (found["own"].bm25 or 0) + (found["other"].bm25 or 0)
