"""The order of hits: what ranks a passage higher, and what is left out."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from index.library import Library
from index.search.engine import Query
from index.types import Head, Hit, Passage
from qa.search.rank import rank, spread

ASKED = datetime(2025, 6, 1, 12, tzinfo=UTC)
QUERY = Query("Who freed Kobane?", np.zeros(384, np.float32), ASKED)


def make_hit(
    number: int,
    article: str = "",
    *,
    text: str = "",
    age: float = 3_000,
    bm25: float = 5.0,
    similarity: float = 0.5,
    family: str | None = None,
) -> Hit:
    """Build a hit of an article that is `age` days old."""
    published = ASKED - timedelta(days=age)
    head = Head("A title", "s", published, None, None, "en", (), published, None, family, 1 if family else 0)
    text = text or f"Text number {number}."
    return Hit(
        Passage(number, article or f"a{number}", 1, 0, len(text)), head, text, 0.0, number, number, similarity, bm25
    )


def numbers(hits: list[Hit]) -> list[int]:
    """Return the ids of the passages in order."""
    return [hit.passage.id for hit in hits]


def test_no_hit_is_no_error(library: Library) -> None:
    """Without hits there is nothing to rank or to spread."""
    assert rank([], QUERY, library) == []
    assert spread([], 10) == []
    assert spread([make_hit(1)], 0) == []


def test_equal_hits_keep_their_order(library: Library) -> None:
    """Hits with the same features have the same score and keep the engine's order."""
    better, worse = list(range(2, 122, 2)), list(range(121, 0, -2))
    hits = [
        make_hit(number, bm25=5.0 if number in better else 1.0)
        for pair in zip(worse, better, strict=False)
        for number in pair
    ]
    ranked = rank(hits, QUERY, library)
    assert numbers(ranked) == better + worse[:60]
    assert len({hit.score for hit in ranked}) == 2


def test_hits_that_a_search_did_not_see_can_be_ranked(library: Library) -> None:
    """A hit without BM25 or without a cosine is no error, even where none has one."""
    unseen = make_hit(1, bm25=0.0, similarity=0.0)
    assert numbers(rank([unseen, make_hit(2)], QUERY, library)) == [2, 1]
    assert all(np.isfinite(hit.score) for hit in rank([unseen, unseen], QUERY, library))


def test_recent_articles_rank_higher(library: Library) -> None:
    """Of two hits that differ only in age the one of yesterday comes first, by more where news is asked for."""
    old, new = make_hit(1), make_hit(2, age=1)
    plain = rank([old, new], QUERY, library)
    assert numbers(plain) == [2, 1]
    for_news = rank([old, new], Query(QUERY.text, QUERY.vector, ASKED, recent=True), library)
    assert for_news[0].score - for_news[1].score > plain[0].score - plain[1].score


def test_the_old_keep_their_order(library: Library) -> None:
    """Where no article is recent, age does not count: the better match comes first, however much older."""
    hits = [make_hit(1, age=1_000, bm25=4.0), make_hit(2, age=9_000, bm25=8.0), make_hit(3, age=2_000, bm25=2.0)]
    shifted = [make_hit(1, age=9_000, bm25=4.0), make_hit(2, age=1_000, bm25=8.0), make_hit(3, age=5_000, bm25=2.0)]
    assert numbers(rank(hits, QUERY, library)) == numbers(rank(shifted, QUERY, library))


def test_age_counts_from_the_time_asked_about(library: Library) -> None:
    """Asked about a past time, articles of that time rank higher, not those of today."""
    then = Query(QUERY.text, QUERY.vector, ASKED - timedelta(days=3_000))
    assert numbers(rank([make_hit(1, age=0), make_hit(2, age=3_000)], then, library)) == [2, 1]


def test_months_old_articles_rank_above_older_ones(library: Library) -> None:
    """Recency counts over months too: an article of two months ago leads one of four months ago by over 0.1."""
    two, four = rank([make_hit(1, age=120), make_hit(2, age=60)], QUERY, library)
    assert two.passage.id == 2
    assert two.score - four.score > 0.1


def test_a_rare_term_counts_more_than_a_common_one(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hit with one rare term of the question comes before a hit with two common ones."""
    monkeypatch.setattr(library.lexicon, "weigh_terms", lambda _: {"common": 0.1, "plain": 0.1, "rare": 3.0})
    hits = [make_hit(1, text="It is common and plain."), make_hit(2, text="It is rare.")]
    assert numbers(rank(hits, QUERY, library)) == [2, 1]


def test_the_third_passage_of_an_article_is_left_out() -> None:
    """Two passages of one article are kept, and the place of a third goes to the next article."""
    hits = [make_hit(1, "a"), make_hit(2, "a"), make_hit(3, "a"), make_hit(4, "b")]
    assert numbers(spread(hits, 3)) == [1, 2, 4]


def test_a_text_is_shown_once() -> None:
    """Of several articles with the same text only the first is shown."""
    hits = [make_hit(1, text="Same."), make_hit(2, text="Same."), make_hit(3)]
    assert numbers(spread(hits, 10)) == [1, 3]


def test_a_family_is_shown_once() -> None:
    """Of a family of copies only the best passage is kept; articles without copies are not affected."""
    hits = [
        make_hit(1, "a", family="fam_1"),
        make_hit(2, "b", family="fam_1"),
        make_hit(3, "a", family="fam_1"),
        make_hit(4, "c", family="fam_2"),
        make_hit(5, "d"),
        make_hit(6, "d"),
    ]
    assert numbers(spread(hits, 10)) == [1, 4, 5, 6]
