"""Sentences and passages are spans of the text they come from."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages.chunking import cut_passages, describe, split_sentences
from index.text import normalise
from index.types import Span
from tests.conftest import write_article

# Letters of one to four bytes, a combining mark, joiners, right to left, and what sentences and clauses end with.
ALPHABET = "ab Zé😀\u0301\u200d\u200fשلあ。.,;:!?\n\t-–"
TEXTS = st.text(ALPHABET, max_size=400).map(normalise)


def tokenise(texts: Sequence[str]) -> list[list[int]]:
    """Stand in for a tokenizer: one token a word, and one for every eight further letters of it."""
    return [[len(word) for word in text.split() for _ in range(1 + len(word) // 8)] for text in texts]


def cut(text: str, budget: int = 200) -> list[Span]:
    """Return the spans of the passages of a text."""
    return [piece.span for piece in cut_passages(text, tokenise, budget=budget)]


@given(TEXTS)
def test_sentences_are_ordered_slices_that_lose_nothing(text: str) -> None:
    """Sentences come in order, do not overlap, have no blanks at their ends, and hold every character but blanks."""
    spans = split_sentences(text)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] != "" for span in spans)
    assert "".join("".join(text[s.start : s.end].split()) for s in spans) == "".join(text.split())


@given(TEXTS, st.integers(1, 30))
def test_passages_fit_and_cover(text: str, budget: int) -> None:
    """No passage is over the budget, unless it is one character, and together they cover all but blanks."""
    covered = [False] * len(text)
    for span in cut(text, budget):
        assert span.end - span.start == 1 or len(tokenise([text[span.start : span.end]])[0]) <= budget
        covered[span.start : span.end] = [True] * (span.end - span.start)
    assert all(seen or letter.isspace() for seen, letter in zip(covered, text, strict=True))


@given(TEXTS, st.integers(1, 30))
def test_the_tokens_of_a_passage_are_those_of_its_text(text: str, budget: int) -> None:
    """They are known wherever blanks separate its sentences, and there they are what the whole passage has."""
    for piece in cut_passages(text, tokenise, budget=budget):
        if piece.tokens is not None:
            (whole,) = tokenise([text[piece.span.start : piece.span.end]])
            assert (list(piece.tokens), piece.size) == (whole, len(whole))


@pytest.mark.parametrize(("between", "known"), [("", False), ("\u3000", False), (" ", True), ("\n", True)])
def test_tokens_are_known_where_blanks_separate_sentences(between: str, known: bool) -> None:
    """Of two sentences with nothing between them, or what is a blank to some alone, a tokenizer may make one word."""
    (piece,) = cut_passages(between.join(["你好，世界。"] * 3), tokenise)
    assert (piece.tokens is not None) == known


def test_neighbours_share_one_sentence() -> None:
    """A passage begins with the last sentence of the one before it, where the two together fit."""
    text = " ".join(f"Sentence number {number} says something." for number in range(40))
    spans = cut(text, 20)
    assert len(spans) > 5
    for left, right in pairwise(spans):
        shared = text[right.start : left.end]
        assert shared.startswith("Sentence number")
        assert shared.count("Sentence") == 1


def test_abbreviations_do_not_end_sentences() -> None:
    """Titles, months and initials with full stops stay inside their sentence."""
    text = "Mr. Smith met the U.S. envoy on Jan. 5 in Geneva. They talked."
    assert [text[s.start : s.end] for s in split_sentences(text)] == [
        "Mr. Smith met the U.S. envoy on Jan. 5 in Geneva.",
        "They talked.",
    ]


def test_a_name_that_begins_with_a_full_stop_does_not_end_a_sentence() -> None:
    """A full stop between a blank and a letter belongs to the word behind it."""
    text = "It is the duo of Ada Marlow and Bren .Taak, who sing. They won."
    parts = [text[span.start : span.end] for span in split_sentences(text)]
    assert parts == ["It is the duo of Ada Marlow and Bren .Taak, who sing.", "They won."]


def test_a_sentence_over_the_budget_is_cut_at_clauses() -> None:
    """A sentence too long for a passage is cut behind its clause marks, not within a clause that fits."""
    text = "The council met on Monday, the mayor resigned on Tuesday, and the vote was put off until the week after."
    pieces = [text[s.start : s.end] for s in cut(text, 12)]
    assert pieces == [
        "The council met on Monday, the mayor resigned on Tuesday,",
        "and the vote was put off until the week after.",
    ]


def test_an_empty_text_has_no_passages() -> None:
    """Nothing comes of nothing."""
    assert cut("") == []


def test_the_head_line_says_title_source_and_date() -> None:
    """What is embedded before a passage names its title, outlet and day, in UTC."""
    article = write_article("Kobane freed", "They won.", datetime(2015, 1, 27, 23, tzinfo=UTC).isoformat())
    assert describe(article) == "Kobane freed (example-times, 27 January 2015)"
