"""Logits become extracts: which spans may be one, what they score, and how windows of one passage are put together."""

import math
import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages.tokens import open_tokenizer
from index.types import Span
from qa.reading.network import Floats
from qa.reading.spans import KEPT, LONGEST, NEVER, Decoded, Reading, Scored, decode, merge
from qa.reading.windows import Cutter, Window
from tests.qa.reading.tiny_reader import TOKENIZER

CUTTER = Cutter(open_tokenizer(TOKENIZER))
TEXT = "Paul freed the town of Paris on Monday ."
WORDS = TEXT.split()


def row_of(window: Window, scores: dict[int, float], null: float = 0.0, rest: float = -9.0) -> Floats:
    """Return logits: `scores` by place in the passage, `null` for no answer, `rest` for all the others."""
    row = np.full(len(window.ids), rest, np.float32)
    row[0] = null
    for place, score in scores.items():
        row[window.first + place] = score
    return row


def read(starts: dict[int, float], ends: dict[int, float], text: str = TEXT, null: float = 0.0) -> Reading:
    """Read one passage of one window with these logits of its tokens."""
    (window,) = CUTTER.cut("Who freed it?", "Title", text)
    decoded = decode(window, text, row_of(window, starts, null), row_of(window, ends, null))
    return merge([decoded], text, [0.5])


def test_the_best_span_comes_first_with_its_log_odds() -> None:
    """A span scores its start and its end; its log odds are that less the score of no answer."""
    best, second, *_ = read({5: 7.0, 0: 3.0}, {5: 6.0, 0: 2.0}, null=1.0).extracts
    assert (best.text, second.text) == ("Paris", "Paul")
    assert best.log_odds == pytest.approx(7.0 + 6.0 - 2.0, abs=0.01)
    assert second.log_odds == pytest.approx(3.0 + 2.0 - 2.0, abs=0.01)
    assert TEXT[best.start : best.end] == "Paris"


@pytest.mark.parametrize(
    ("credit", "joined"),
    [("/AP", False), ("/AFP/Getty Images", False), ("/Reuters", False), ("/APEC", True), (" of AP", True)],
)
def test_a_span_does_not_run_on_from_a_credit(credit: str, joined: bool) -> None:
    """A span from a photo credit into the text after it is not an answer."""
    text = f"Paul{credit} Paris freed the town"
    (window,) = CUTTER.cut("Who freed it?", "Title", text)
    paris = [token.start for token in window.spans].index(text.index("Paris"))
    best, *_ = read({0: 7.0}, {paris: 6.0}, text=text).extracts
    assert (best.text == f"Paul{credit} Paris") is joined


@pytest.mark.parametrize(("between", "joined"), [("\n\n", False), ("\n \n", False), ("\n", True), (" ", True)])
def test_a_span_ends_with_its_paragraph(between: str, joined: bool) -> None:
    """A span from a credit line into the name below a blank line is not an answer; each alone may be."""
    best, *others = read({0: 7.0}, {1: 6.0}, text=f"Paul{between}Paris freed the town").extracts
    assert (best.text == f"Paul{between}Paris") is joined
    assert all("\n\n" not in found.text for found in (best, *others))


def test_one_place_with_several_borders_counts_as_one() -> None:
    """Three borderings of one town together outweigh a "Paul" that is likelier than each alone."""
    starts, ends = {0: 5.0, 2: 4.6, 3: 4.6, 5: 4.6}, {0: 5.0, 5: 4.6}
    first, second, *_ = read(starts, ends).extracts
    assert (first.text.endswith("Paris"), second.text) == (True, "Paul")
    assert first.log_odds == pytest.approx(4.6 + 4.6 + math.log(3), abs=0.05)


def test_what_touches_two_places_counts_for_neither() -> None:
    """A span from one likely place to another, which begins and ends well, adds to the odds of neither."""
    extracts = read({0: 5.0, 5: 5.0}, {0: 5.0, 5: 5.0}).extracts
    assert {found.text for found in extracts[:2]} == {"Paul", "Paris"}
    assert all(found.log_odds == pytest.approx(10.0, abs=0.01) for found in extracts[:2])


def test_tokens_outside_the_passage_are_never_an_answer() -> None:
    """However high the logits of the question, the title and the special tokens, no span is taken from them."""
    (window,) = CUTTER.cut("Who freed it?", "Title", TEXT)
    row = np.full(len(window.ids), 50.0, np.float32)
    row[0] = 0.0
    row[window.first : window.first + len(window.spans)] = -5.0
    row[window.first + 5] = 1.0
    assert merge([decode(window, TEXT, row, row)], TEXT, None).extracts[0].text == "Paris"


def test_no_span_ends_before_it_begins() -> None:
    """The likeliest start and the likeliest end do not make a span where the end comes first."""
    for found in read({5: 9.0, 0: 1.0}, {0: 9.0, 5: 1.0}).extracts:
        assert found.log_odds <= 10.01


def test_no_span_is_longer_than_thirty_tokens() -> None:
    """A span may have `LONGEST` tokens and no more."""
    text = " ".join(["town"] * 60)
    assert read({3: 9.0}, {3 + LONGEST - 1: 9.0}, text).extracts[0].log_odds == pytest.approx(18.0, abs=0.01)
    assert all(found.log_odds < 9.0 for found in read({3: 9.0}, {3 + LONGEST: 9.0}, text).extracts)


def test_of_spans_that_overlap_the_best_alone_is_kept() -> None:
    """A longer way to say the same makes way for the likelier shorter one."""
    extracts = read({3: 8.0, 5: 9.0}, {5: 9.0}).extracts
    assert extracts[0].text == "Paris"
    assert all("Paris" not in found.text for found in extracts[1:])


def test_no_more_than_five_are_kept() -> None:
    """Of many spans the best five are kept, in their order."""
    scores = {place: 9.0 - place for place in range(8)}
    extracts = read(scores, scores).extracts
    assert [found.text for found in extracts] == WORDS[:KEPT]


def test_punctuation_alone_is_no_answer() -> None:
    """Where the likeliest span is a full stop, the next one is taken."""
    assert read({8: 9.0, 0: 2.0}, {8: 9.0, 0: 12.0}).extracts[0].text == "Paul"


def test_a_passage_of_nothing_but_marks_holds_none() -> None:
    """Thousands of spans that are no words end the search, and give nothing."""
    assert read({}, {}, ", . " * 90).extracts == ()


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_logit_that_is_no_number_is_no_place(value: float) -> None:
    """No span begins or ends at a token whose logit is not finite; the others are unchanged."""
    reading = read({0: value, 5: 4.0}, {1: value, 5: 4.0})
    assert (reading.extracts[0].text, reading.extracts[0].log_odds) == ("Paris", 8.0)
    assert_finite(reading)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_verdict_that_is_no_number_is_no_answer(value: float) -> None:
    """Where the score of no answer or the answer logit is not finite, the passage answers nothing."""
    reading = read({5: 4.0}, {5: 4.0}, null=value)
    assert (reading.extracts, reading.null_odds) == ((), -NEVER)
    assert merge([], TEXT, [value]).answer_odds == NEVER
    assert merge([], TEXT, [value, 1.5]).answer_odds == 1.5


def test_all_logits_broken_is_no_answer() -> None:
    """A network whose logits are all NaN gives no extracts."""
    (window,) = CUTTER.cut("Who?", "", TEXT)
    broken = np.full(len(window.ids), np.nan, np.float32)
    fine = np.zeros(len(window.ids), np.float32)
    for starts, ends in ((broken, broken), (row_of(window, {}, rest=math.nan), fine)):
        reading = merge([decode(window, TEXT, starts, ends)], TEXT, [math.nan])
        assert reading == Reading((), -NEVER, NEVER)


def test_no_answer_is_weighed_against_all_spans() -> None:
    """`null_odds` are the logarithm of the odds of no answer against every span that could be, in sum."""
    spans = math.log(math.exp(1.0 + 0.5) + math.exp(1.0 + 1.5) + math.exp(2.0 + 1.5))
    reading = read({0: 1.0, 1: 2.0}, {0: 0.5, 1: 1.5}, "Paul Paris", null=3.0)
    assert reading.null_odds == pytest.approx(6.0 - spans)


def test_windows_of_one_passage_are_merged() -> None:
    """A span in two windows has the better of its scores; the lowest score of no answer of any window counts."""
    seen = Decoded((Scored(Span(0, 4), 5.0), Scored(Span(5, 10), 1.0)), 2.0, -1.0)
    again = Decoded((Scored(Span(0, 4), 6.0), Scored(Span(15, 19), 3.0)), 0.5, -4.0)
    reading = merge([seen, None, again], TEXT, [-1.0, 0.0, 2.0])
    assert [(found.text, found.log_odds) for found in reading.extracts] == [
        ("Paul", 5.5),
        ("town", 2.5),
        ("freed", 0.5),
    ]
    assert (reading.null_odds, reading.answer_odds) == (-4.0, 2.0)


def test_a_network_without_a_verdict_gives_none() -> None:
    """For a network without answer logits, `answer_odds` is None."""
    assert merge([], TEXT, None) == Reading((), -NEVER, None)


MIXED = st.text(
    st.one_of(
        st.sampled_from("ab1. ,(“”)'\"-\r\n\t"),
        st.sampled_from("\u0301\u0308\u094d\u093f\u200d\u200c\u200b\u200e\ufe0f\u202e🏽👩😀\U0001d4aa𐍈שלםمرحبا中ไท"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=120,
)
LOGIT = st.one_of(st.floats(-30, 30, width=32), st.sampled_from([math.nan, math.inf, -math.inf, 3e38, -3e38]))


@given(MIXED, st.lists(LOGIT, min_size=1, max_size=40), st.integers(1, 37))
def test_extracts_stand_in_the_passage(text: str, logits: list[float], shift: int) -> None:
    """Whatever the text and the logits: extracts are its words to the letter, apart, in order, with finite log odds."""
    decoded = []
    for window in CUTTER.cut("Who?", "", text):
        starts = np.resize(np.array(logits, np.float32), len(window.ids))
        decoded.append(decode(window, text, starts, np.roll(starts, shift)))
    reading = merge(decoded, text, logits)
    assert_finite(reading)
    odds = [found.log_odds for found in reading.extracts]
    assert odds == sorted(odds, reverse=True)
    assert len(odds) <= KEPT
    for found in reading.extracts:
        assert 0 <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
        assert found.text == found.text.strip()
        assert not any(cuts_a_word(text, place) for place in (found.start, found.end))
    for one in reading.extracts:
        assert sum(one.start < other.end and other.start < one.end for other in reading.extracts) == 1


def cuts_a_word(text: str, place: int) -> bool:
    """Return whether a place is within a Latin word or number, or before a mark that belongs to a letter."""
    before, after = text[:place][-1:], text[place:][:1]
    if before.isascii() and after.isascii():
        return before.isalnum() and after.isalnum()
    return before.isalnum() and unicodedata.category(after or " ").startswith("M")


def assert_finite(reading: Reading) -> None:
    """Check that every number of a reading is one."""
    numbers = [found.log_odds for found in reading.extracts] + [reading.null_odds]
    assert all(math.isfinite(number) for number in [*numbers, reading.answer_odds or 0.0])
