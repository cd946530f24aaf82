"""What a message says besides its sentences: corrections, doubt, short answers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.dialects.messages import Message, read_turns
from api.dialects.openai.reply import Reply
from api.dialects.rendering import CitationStyle, MessageWriter
from api.dialects.steps import steps_of
from index.search.spelling import Correction
from qa.language.when import Precision, Resolved
from qa.types import Agreement, Answer, Found, ShortAnswer, Step
from tests.api.dialects.pieces import make_citation, make_proved, make_steps
from tests.conftest import NOW

STYLES = list(CitationStyle)
PLAIN = {"url": "https://ex.example/1", "link": None}


def write(steps: list[Step], style: CitationStyle = CitationStyle.MARKERS) -> str:
    """Return the whole message of some steps."""
    writer = MessageWriter(style, "http://127.0.0.1:8000")
    return "".join(writer.write(step).text for step in steps)


def answer_with(*findings: ShortAnswer, agreement: Agreement = Agreement.SINGLE) -> list[Step]:
    """Return the steps of an answer of two sentences whose short answers are given; the second one is a day newer."""
    newer = make_citation(2, source="post", published=NOW + timedelta(days=1), **PLAIN)
    sentences = (make_proved("It is free.", make_citation(1, **PLAIN)), make_proved("It was taken.", newer))
    return make_steps(*sentences, findings=findings, agreement=agreement, short=findings[0].text)


def test_the_short_answer_closes_the_message_in_bold() -> None:
    """It has the marker of its citation; in plain text nothing is bold."""
    steps = answer_with(ShortAnswer("free", (1,), 0.9))
    said = "It is free. [1] It was taken. [2]\n\nShort answer: free [1]"
    assert write(steps) == said
    assert write(steps, CitationStyle.NONE) == "It is free. It was taken.\n\nShort answer: free"
    assert write(steps, CitationStyle.LINKS).endswith("\n\n**Short answer:** free [[1]](https://ex.example/1)")


def test_doubt_is_said() -> None:
    """Below 0.4 a short answer is one of "Perhaps", far below "Unlikely"; so is each item of a list."""
    assert write(answer_with(ShortAnswer("free", (1,), 0.39))).endswith("\n\nPerhaps: free [1]")
    assert write(answer_with(ShortAnswer("free", (1,), 0.5))).endswith("\n\nShort answer: free [1]")
    both = answer_with(ShortAnswer("free", (1,), 0.9), ShortAnswer("taken", (2,), 0.3), agreement=Agreement.LIST)
    assert write(both).endswith("\n\nShort answers: free [1]; perhaps taken [2]")
    assert write(answer_with(ShortAnswer("free", (1,), 0.13))).endswith("\n\nUnlikely: free [1]")
    both = answer_with(ShortAnswer("free", (1,), 0.13), ShortAnswer("taken", (2,), 0.9), agreement=Agreement.LIST)
    assert write(both).endswith("\n\nShort answers: unlikely: free [1]; taken [2]")


@pytest.mark.parametrize("confidence", [0.3, 0.13])
def test_doubt_is_read_again(confidence: float) -> None:
    """A message that is sent back is known to be unsure by either word."""
    (turn,) = read_turns(
        [
            Message("user", "What is it?"),
            Message("assistant", write(answer_with(ShortAnswer("free", (1,), confidence)))),
        ]
    )
    assert (turn.short, turn.unsure) == ("free", True)


def test_an_unknown_source_is_no_outlet() -> None:
    """Where no source is known, a rival answer says that instead of the name of an outlet "unknown"."""
    steps = make_steps(
        make_proved("It is free.", make_citation(1, source="unknown", **PLAIN)),
        make_proved("It was taken.", make_citation(2, **PLAIN)),
        findings=(ShortAnswer("free", (1,), 0.9), ShortAnswer("taken", (2,), 0.9)),
        agreement=Agreement.DISAGREE,
        short=None,
    )
    assert "- free: unknown source, " in write(steps)


def test_a_sentence_that_is_the_short_answer_is_not_repeated() -> None:
    """Unless there is something to add: that it is uncertain."""
    assert write(answer_with(ShortAnswer("It is free", (1,), 0.9))) == "It is free. [1] It was taken. [2]"
    assert write(answer_with(ShortAnswer("It is free", (1,), 0.3))).endswith("\n\nPerhaps: It is free [1]")


def test_what_a_relative_date_means_is_said() -> None:
    """The short answer names the day, which depends on the day of publication."""
    monday = Resolved(date(2015, 1, 26), Precision.DAY, "Monday", relative=True)
    steps = answer_with(ShortAnswer("on Monday", (1,), 0.9, monday))
    assert write(steps).endswith("\n\nShort answer: on Monday (26 January 2015) [1]")
    (turn,) = read_turns([Message("user", "When?"), Message("assistant", write(steps))])
    assert turn.short == "on Monday"


def test_articles_that_differ_are_listed_the_newest_first() -> None:
    """Each answer has its sources and their dates, whatever their confidence."""
    findings = (ShortAnswer("*free*", (1,), 0.4), ShortAnswer("taken", (2,), 0.3))
    steps = answer_with(*findings, agreement=Agreement.DISAGREE)
    assert write(steps).partition("\n\n")[2].split("\n") == [
        "The articles give different answers:",
        "",
        "- taken: post, 2025-06-02 [2]",
        "- *free*: example-times, 2025-06-01 [1]",
    ]
    assert "**The articles give different answers:**\n\n- taken" in write(steps, CitationStyle.LINKS)
    assert "- \\*free\\*: example-times" in write(steps, CitationStyle.LINKS)


@pytest.mark.parametrize("style", STYLES)
def test_a_corrected_word_is_said_first(style: CitationStyle) -> None:
    """Before the sentences, and after the whole question of a follow-up."""
    found = Found((), "Who libreated it?", (Correction("libreated", "liberated"),))
    text = write([found, *make_steps(make_proved())[1:]], style)
    assert text.split("\n\n")[1] == "Searched for 'liberated' instead of 'libreated'."
    assert text.split("\n\n")[2].startswith("It is free.")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("agreement", list(Agreement))
def test_an_answer_at_once_has_the_text_of_its_steps(style: CitationStyle, agreement: Agreement) -> None:
    """What is written from the whole answer is what is written step by step, notes included."""
    one, two = ShortAnswer("free", (1,), 0.4), ShortAnswer("taken", (2,), 0.9)
    steps = answer_with(one, two, agreement=agreement)
    answer = steps[-1]
    assert isinstance(answer, Answer)
    corrected = (Correction("libreated", "liberated"),)
    found, whole = Found((), "Who?", corrected), replace(answer, asked="Who?", corrected=corrected)
    assert write([found, *steps[1:-1], whole], style) == write(list(steps_of(whole)), style)


@pytest.mark.parametrize("style", STYLES)
@given(words=st.lists(st.text(alphabet="ab *:.[]()\\", min_size=1, max_size=9).map(str.strip), min_size=2, max_size=2))
def test_a_client_sends_back_what_the_articles_said(style: CitationStyle, words: list[str]) -> None:
    """Notes are no part of the reply; the short answer is read, as it is from a kept answer."""
    asked, short = (word or "x" for word in words)
    steps = answer_with(ShortAnswer(short, (1,), 0.4))
    found = Found((), asked, (Correction(asked, short),))
    text = write([found, *steps[1:]], style)
    (turn,) = read_turns([Message("user", "When?"), Message("assistant", text)])
    assert turn.reply == "It is free. It was taken."


def test_a_limit_leaves_out_the_short_answer() -> None:
    """It comes after the sentences, and would name citations that are not shown."""
    steps = answer_with(ShortAnswer("taken", (2,), 0.9))
    for limit, whole in ((12, False), (34, False), (100, True)):
        reply = Reply(MessageWriter(CitationStyle.MARKERS, ""), lambda texts: [len(text) for text in texts], limit)
        for step in steps:
            reply.add(step)
        assert ("Short answer" in reply.text, reply.cut) == (whole, not whole)
