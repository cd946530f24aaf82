"""Windows contain every token of a passage, within the size a model accepts, and the span of each."""

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from index.errors import ModelError
from index.passages.tokens import open_tokenizer
from index.text import replace_surrogates
from index.types import Span
from qa.reading.windows import QUESTION_TOKENS, STRIDE, TITLE_TOKENS, WINDOW, Cutter
from tests.qa.reading.tiny_reader import TOKENIZER

CUTTER = Cutter(open_tokenizer(TOKENIZER))
CLS, SEP = 101, 102


def test_a_short_passage_is_one_window() -> None:
    """Question, title and passage are one row, each ended by [SEP]; types are 0 up to the question's end."""
    (window,) = CUTTER.cut("Who?", "Kobane", "The town fell.")
    marks = [place for place, token in enumerate(window.ids) if token == SEP]
    assert window.ids[0] == CLS
    assert marks == [3, window.first - 1, len(window.ids) - 1]
    assert window.types == (0,) * 4 + (1,) * (len(window.ids) - 4)
    assert [(span.start, span.end) for span in window.spans] == [(0, 3), (4, 8), (9, 13), (13, 14)]


@pytest.mark.parametrize("titled", [True, False])
def test_no_title_leaves_no_mark(titled: bool) -> None:
    """Without a title, or with a cutter that leaves it out, the passage follows the question."""
    cutter = Cutter(open_tokenizer(TOKENIZER), titled=titled)
    (window,) = cutter.cut("Who?", "" if titled else "Kobane", "The town fell.")
    assert window.ids.count(SEP) == 2
    assert window.first == 4


def test_a_long_passage_is_cut_with_an_overlap() -> None:
    """No row is longer than the window, neighbours share `STRIDE` tokens, and together they contain every token."""
    text = " ".join(f"word{n}" for n in range(400))
    windows = list(CUTTER.cut("Who?", "Title", text))
    tokenizer = open_tokenizer(TOKENIZER)
    tokenizer.no_truncation()
    tokens = tokenizer.encode(text, add_special_tokens=False).offsets
    assert len(windows) > 2
    assert all(len(window.ids) <= WINDOW for window in windows)
    joined = list(windows[0].spans)
    for before, after in pairwise(windows):
        assert before.spans[-STRIDE:] == after.spans[:STRIDE]
        joined += after.spans[STRIDE:]
    assert [(span.start, span.end) for span in joined] == tokens


def test_a_question_longer_than_the_window_leaves_room() -> None:
    """Of a question and a title without end only the first tokens are shown."""
    first, *_ = CUTTER.cut("why " * 2_000, "what " * 2_000, "The town fell.")
    assert first.first == 1 + QUESTION_TOKENS + 1 + TITLE_TOKENS + 1
    assert len(first.spans) == 4


@pytest.mark.parametrize("text", ["", " \r\n\t"])
def test_nothing_to_read_is_one_window_without_tokens(text: str) -> None:
    """An empty or blank passage gives one row, in which no token is of the passage."""
    (window,) = CUTTER.cut("Who?", "", text)
    assert window.spans == ()
    assert window.first == len(window.ids) - 1


def test_half_a_surrogate_pair_is_read_as_a_question_mark() -> None:
    """What cannot be UTF-8 is replaced character by character, so that places stay where they are."""
    assert replace_surrogates("a\ud800b") == "a?b"
    (window,) = CUTTER.cut("Who\udfff?", "", "The \ud800 town")
    assert [(span.start, span.end) for span in window.spans] == [(0, 3), (4, 5), (6, 10)]


def test_places_are_code_points() -> None:
    """Characters beyond the first plane, marks and right-to-left script are counted one each, as Python does."""
    text = "\U0001d4aa 👩‍👩‍👧 cafe\u0301 שלום end"
    (window,) = CUTTER.cut("Who?", "", text)
    assert text[window.spans[-1].start : window.spans[-1].end] == "end"
    letters = [text[span.start : span.end] for span in window.spans]
    assert [part for part in letters if part in ("ש", "ל", "ו", "ם")] == ["ש", "ל", "ו", "ם"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_tokens_stand_in_order_within_the_passage(text: str) -> None:
    """Whatever the text, tokens are in order and within it; those that share a character have the same span.

    A Hangul syllable is several tokens, all of which are the one character.
    """
    for window in CUTTER.cut("Who?", "", text):
        before = Span(0, 0)
        for span in window.spans:
            assert span == before or before.end <= span.start <= span.end <= len(text)
            before = span
    letters = "".join(c for c in text if unicodedata.category(c)[0] in "LN")
    assert not letters or any(window.spans for window in CUTTER.cut("Who?", "", text))


def test_a_tokenizer_of_another_architecture_is_refused() -> None:
    """A tokenizer without [CLS] and [SEP] is refused by name of what it lacks."""
    with pytest.raises(ModelError, match=r"no \[CLS\] and \[SEP\] tokens"):
        Cutter(Tokenizer(WordLevel({"[UNK]": 0}, unk_token="[UNK]")))


def test_a_window_without_room_is_refused() -> None:
    """A window that question and title could fill is refused."""
    with pytest.raises(ModelError, match="too small; it needs at least 176"):
        Cutter(open_tokenizer(TOKENIZER), window=100)


@pytest.mark.parametrize("content", [None, "", "{}", "no json"])
def test_a_tokenizer_that_is_none_is_refused(tmp_path: Path, content: str | None) -> None:
    """A missing or broken `tokenizer.json` is a ModelError that names it."""
    path = tmp_path / "tokenizer.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        open_tokenizer(path)
