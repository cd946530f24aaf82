"""Sentences and passages are spans of the text they come from."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.passages.chunking import cut_passages, describe, split_sentences
from index.text import normalise
from tests.conftest import write_article

# Letters of one to four bytes, a combining mark, joiners, right to left, and what sentences and clauses end with.
ALPHABET = "ab Zé😀\u0301\u200d\u200fשلあ。.,;:!?\n\t-–"
TEXTS = st.text(ALPHABET, max_size=400).map(normalise)


def count_words(texts: Sequence[str]) -> list[int]:
    """Stand in for a tokenizer: one piece a word, and one for every eight further letters of it."""
    return [sum(1 + len(word) // 8 for word in text.split()) for text in texts]


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
    spans = cut_passages(text, count_words, budget=budget)
    covered = [False] * len(text)
    for span in spans:
        assert span.end - span.start == 1 or count_words([text[span.start : span.end]])[0] <= budget
        covered[span.start : span.end] = [True] * (span.end - span.start)
    assert all(seen or letter.isspace() for seen, letter in zip(covered, text, strict=True))


def test_neighbours_share_one_sentence() -> None:
    """A passage begins with the last sentence of the one before it, where the two together fit."""
    text = " ".join(f"Sentence number {number} says something." for number in range(40))
    spans = cut_passages(text, count_words, budget=20)
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


def test_a_sentence_over_the_budget_is_cut_at_clauses() -> None:
    """A sentence too long for a passage is cut behind its clause marks, not within a clause that fits."""
    text = "The council met on Monday, the mayor resigned on Tuesday, and the vote was put off until the week after."
    pieces = [text[s.start : s.end] for s in cut_passages(text, count_words, budget=12)]
    assert pieces == [
        "The council met on Monday, the mayor resigned on Tuesday,",
        "and the vote was put off until the week after.",
    ]


def test_an_empty_text_has_no_passages() -> None:
    """Nothing comes of nothing."""
    assert cut_passages("", count_words) == []


def test_the_head_line_says_title_source_and_date() -> None:
    """What is embedded before a passage names its title, outlet and day, in UTC."""
    article = write_article("Kobane freed", "They won.", datetime(2015, 1, 27, 23, tzinfo=UTC).isoformat())
    assert describe(article) == "Kobane freed (example-times, 27 January 2015)"
