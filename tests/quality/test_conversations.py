"""Floors on follow-ups over the example corpus, with the packaged reader, and what is suggested from it."""

from datetime import UTC, datetime

import pytest

from bench.conversations import FOLDER, Judged, follow_ups, hold, read_conversations
from index.library import Library
from index.types import Filters
from qa.conversation.suggestions import MOST, propose
from qa.reading.reader import open_reader

CONVERSATIONS = read_conversations(FOLDER / "examples.jsonl")

# Of the 129 follow-ups, as measured on 30 November 2026 with reader-4.
COMPLETED = 112  # 114
RIGHT = 64  # 66 of the 88 whose answer is judged


@pytest.fixture(scope="module")
def judged(examples: Library) -> list[Judged]:
    """Every message of the conversations, judged."""
    return hold(CONVERSATIONS, examples, open_reader(threads=2))


def test_follow_ups_are_asked_as_a_person_would_ask_them(judged: list[Judged]) -> None:
    """At least as many follow-ups as the floor become one of the whole questions listed for them."""
    assert sum(one.completed for one in follow_ups(judged)) >= COMPLETED


def test_follow_ups_are_answered(judged: list[Judged]) -> None:
    """At least as many short answers as the floor hold the words listed for them, or are rightly declined."""
    assert sum(one.right is True for one in follow_ups(judged)) >= RIGHT


def test_no_first_message_is_changed(judged: list[Judged]) -> None:
    """Without exception: what begins a conversation is asked as it is."""
    first = [one for one in judged if not one.turn]
    assert len(first) >= 45
    assert all(one.asked == one.said.message for one in first)


def test_the_same_archive_proposes_the_same(examples: Library) -> None:
    """Up to twelve different questions, each about another subject, in one order."""
    with examples.catalogue.snapshot() as snapshot:
        proposed = propose(snapshot, Filters())
        assert proposed == propose(snapshot, Filters())
    assert 6 <= len(proposed) == len(set(proposed)) <= MOST
    assert "When was Elizabeth Holmes sentenced?" in [one.question for one in proposed]


def test_filters_hold(examples: Library) -> None:
    """As of a day, nothing is proposed from what was published later."""
    with examples.catalogue.snapshot() as snapshot:
        proposed = propose(snapshot, Filters(as_of=datetime(2015, 2, 1, tzinfo=UTC)))
    assert proposed
    assert not any("Holmes" in one.question for one in proposed)
