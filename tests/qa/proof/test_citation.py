"""Citations of spans, and the copies of a cited article."""

from qa.proof.citation import cite, count_copies
from qa.types import Family
from tests.qa.pieces import take, write_hit

TEXT = "It snowed on Monday. 😀 The YPG (of Kobane) won."


def test_a_citation_is_what_its_hit_says() -> None:
    """A citation has the words, the places and the outlet of the version that its passage is of."""
    extract = take(write_hit(TEXT, "a7", source="wire", start=500, version=3), "YPG")
    citation = cite(extract.hit, extract.span, Family(2, 1))
    assert (citation.quote, citation.start, citation.end) == ("YPG", extract.span.start, extract.span.end)
    assert (citation.article, citation.version, citation.source) == ("a7", 3, "wire")
    assert (citation.family, citation.n, citation.note) == (Family(2, 1), 1, None)


def test_copies_are_other_articles_with_the_very_sentence() -> None:
    """Two passages of one article are one copy, and neither the article itself nor another wording is a copy."""
    hits = [write_hit(f"{n}. She left.", article) for n, article in enumerate("aabbcd")]
    hits[-1] = write_hit("She has left.", "d")
    assert count_copies("She left.", hits[0], hits) == 2
    assert count_copies("She left.", hits[0], []) == 0
