"""How much of a source is shown: all, a part around the words that answer, or nothing; offsets hold."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from index.types import Filters, Head, Hit, Passage
from qa.proof.quoting import SHORT, Quote, Quoting
from qa.types import (
    Answer,
    Citation,
    Found,
    IndexState,
    Models,
    Perhaps,
    Proved,
    Reason,
    SearchResult,
    Sentence,
    ShortAnswer,
    Timings,
)

DAY = datetime(2030, 5, 6, tzinfo=UTC)
BEFORE, AFTER = "The harbour board met on Monday. " * 12, " Others had hoped for it." * 12
QUOTE = f"{BEFORE}It chose Nell Quay as its head.{AFTER}"
TEXT = f"Before. {QUOTE} After."
AT = TEXT.index(QUOTE)
HEAD = Head("Board chooses", "Amble Wire", DAY, None, "https://amble.example/1", "en", (), DAY, None)
HIT = Hit(Passage(1, "a", 1, AT, AT + len(QUOTE)), HEAD, QUOTE, 0.5)
CITATION = Citation(
    1, "a", 1, HEAD.title, HEAD.source, (), DAY, None, HEAD.url, f"{HEAD.url}#:~:text=The", QUOTE, AT, AT + len(QUOTE),
    rights="Copyright Amble Wire",
)  # fmt: skip
ANSWER = Answer(
    "ans_1", "Who heads the board?", None, "Nell Quay", (Sentence(QUOTE, (1,)),), (CITATION,), 0.9, (), (),
    Filters(), IndexState(1, 1, DAY), Models("m"), Timings(), (ShortAnswer("Nell Quay", (1,), 0.9),),
)  # fmt: skip
PROVED = Proved(ANSWER.sentences[0], (CITATION,), words={1: "Nell Quay"})


def quoting(how: Quote) -> Quoting:
    """Return the rule for the one source."""
    return Quoting({"amble wire": how})


@pytest.mark.parametrize(("how", "most"), [(Quote.FULL, len(QUOTE)), (Quote.SHORT, SHORT), (Quote.NONE, None)])
def test_the_closest_sentence_of_a_refusal_is_cut_too(how: Quote, most: int | None) -> None:
    """A source that may not be quoted has none; of one that may in short, no more is shown than of a citation."""
    declined = replace(ANSWER, reason=Reason.WEAK_EVIDENCE, perhaps=Perhaps(QUOTE, CITATION))
    perhaps = quoting(how).cut_answer(declined).perhaps
    assert (perhaps is None) == (most is None)
    if perhaps:
        assert most is not None
        assert len(perhaps.text) <= most
        assert TEXT[perhaps.citation.start : perhaps.citation.end] == perhaps.citation.quote


@pytest.mark.parametrize("how", list(Quote))
def test_offsets_hold_of_what_is_shown(how: Quote) -> None:
    """Of every mode, citation and passage are exactly the text at their offsets, and never longer than allowed."""
    shown = quoting(how).cut_answer(ANSWER)
    citation = shown.citations[0]
    assert TEXT[citation.start : citation.end] == citation.quote
    (hit,) = quoting(how).cut_hits([HIT])
    assert TEXT[hit.passage.start : hit.passage.end] == hit.text
    most = {Quote.FULL: len(QUOTE), Quote.SHORT: SHORT, Quote.NONE: 0}[how]
    assert len(citation.quote) <= most
    assert len(hit.text) <= most


def test_a_short_quote_has_the_words_that_answer() -> None:
    """Two hundred characters around them are shown, in whole words, with the short answer."""
    shown = quoting(Quote.SHORT).cut_answer(ANSWER)
    quote = shown.citations[0].quote
    assert "It chose Nell Quay as its head." in quote
    assert SHORT - 20 < len(quote) <= SHORT
    assert set(quote.split()) <= set(QUOTE.split())
    assert (shown.sentences[0].text, shown.short) == (quote.strip(), "Nell Quay")


def test_without_quotes_headline_date_and_link_are_shown() -> None:
    """Neither the sentence nor the short answer nor the link says a word of the text; the rights note stays."""
    shown = quoting(Quote.NONE).cut_answer(ANSWER)
    assert (shown.short, shown.findings) == (None, ())
    assert shown.text == "Board chooses [1]"
    citation = shown.citations[0]
    assert (citation.title, citation.published, citation.link) == ("Board chooses", DAY, "https://amble.example/1")
    assert citation.rights == "Copyright Amble Wire"


@pytest.mark.parametrize("how", [Quote.SHORT, Quote.NONE])
def test_a_step_says_what_the_whole_answer_says(how: Quote) -> None:
    """A streamed sentence is cut as that of the answer; what was found is cut too."""
    rules = quoting(how)
    step, whole = rules.cut_step(PROVED), rules.cut_step(ANSWER)
    assert isinstance(step, Proved)
    assert isinstance(whole, Answer)
    assert (step.sentence, step.citations) == (whole.sentences[0], whole.citations)
    found = rules.cut_step(Found((HIT,)))
    assert isinstance(found, Found)
    assert len(found.hits[0].text) <= SHORT


def test_a_refusal_quotes_nothing_either() -> None:
    """The nearest passages are cut, and a hint that quotes one of them is left out."""
    hint = "On 6 May 2030 Amble Wire wrote: “It chose nobody.”"
    declined = replace(ANSWER, reason=Reason.PREMISE_NOT_FOUND, near=(HIT,), hint=hint)
    shown = quoting(Quote.NONE).cut_answer(declined)
    assert (shown.near[0].text, shown.hint) == ("", None)
    assert quoting(Quote.FULL).cut_answer(declined).hint == hint


def test_other_sources_are_shown_in_full() -> None:
    """A rule is for one source, whatever the case of its name; without rules nothing changes."""
    other = replace(ANSWER, citations=(replace(CITATION, source="Harbour Post"),))
    assert quoting(Quote.NONE).cut_answer(other) == other
    assert Quoting().cut_step(ANSWER) is ANSWER
    result = SearchResult((HIT,), Filters(), IndexState(1, 1, DAY))
    assert quoting(Quote.NONE).cut_search(result).hits[0].text == ""


@given(text=some.text(max_size=600), words=some.text(max_size=250))
def test_a_part_of_any_text_is_short_and_has_the_words_if_they_fit(text: str, words: str) -> None:
    """Whatever the text, at most 200 characters are shown, and words of the text that fit are among them."""
    part = quoting(Quote.SHORT).excerpt("Amble Wire", text, words)
    assert 0 <= part.start <= part.end <= len(text)
    assert part.end - part.start <= SHORT
    if words in text and len(words) <= SHORT:
        assert words in text[part.start : part.end]
