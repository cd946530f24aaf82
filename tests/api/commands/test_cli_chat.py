"""`dateline chat`: one question a line, with follow-ups."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from api.wire.answers import AnswerBody, show_answer
from qa.types import Generator, Reason, Style
from tests.api.commands.conftest import ANSWERED, DECLINED, QUOTE, Desk, Server, run

LEAVING = 'Ask a question; "exit" or Ctrl-D leaves.\n'


def test_each_line_is_asked_with_those_before_it(desk: Desk) -> None:
    """The second question carries the first, with its reply and short answer; empty lines ask nothing."""
    result = run("chat", stdin="Who liberated Kobane?\n\nwhen?\n")
    assert result.exit_code == 0
    assert [question.text for question in desk.asked] == ["Who liberated Kobane?", "when?"]
    first, second = desk.asked
    assert first.turns == ()
    assert [(turn.question, turn.short, turn.reply) for turn in second.turns] == [
        ("Who liberated Kobane?", ANSWERED.short, QUOTE)
    ]


def test_what_was_asked_in_the_end_is_shown(desk: Desk) -> None:
    """The whole question that a follow-up became stands before its answer, also with `ask`."""
    desk.answer = replace(ANSWERED, asked="When was Kobane liberated?")
    assert run("chat", stdin="when?\n").stdout.startswith(f"{LEAVING}> when?\nAsked: When was Kobane liberated?\n")
    assert run("ask", "when?").stdout.startswith("Asked: When was Kobane liberated?\n")


def test_who_writes_is_chosen_for_every_line(desk: Desk) -> None:
    """As with `ask`: whether a language model writes, and in which style."""
    run("chat", "--generator", "required", "--style", "full", stdin="Who liberated Kobane?\nwhen?\n")
    assert [(one.generator, one.style) for one in desk.asked] == [(Generator.REQUIRED, Style.FULL)] * 2


def test_choices_are_listed(desk: Desk) -> None:
    """A follow-up that may mean several things lists them."""
    choices = ("How old was Abe?", "How old was Yamagami?")
    desk.answer = replace(DECLINED, reason=Reason.AMBIGUOUS, near=(), suggestions=choices)
    shown = run("chat", stdin="How old was he?\n").stdout
    assert shown == (
        f"{LEAVING}> How old was he?\n"
        "This can mean several things. Which one do you mean?\n- How old was Abe?\n- How old was Yamagami?\n"
    )


def test_what_is_left_open_is_said_once(desk: Desk) -> None:
    """A follow-up to what is not known gets the sentence that says so, and nothing else."""
    desk.answer = replace(DECLINED, reason=Reason.AMBIGUOUS, near=(), hint="I cannot tell whom “he” means.")
    assert run("chat", stdin="Who?\n").stdout == f"{LEAVING}> Who?\nI cannot tell whom “he” means.\n"


def test_a_line_that_cannot_be_asked_does_not_end_it(desk: Desk) -> None:
    """A line that is too long is refused with a sentence; the next one is asked."""
    result = run("chat", stdin=f"{'x' * 1_001}\nWho?\n")
    assert result.exit_code == 0
    assert "longer than 1,000" in result.stderr
    assert [question.text for question in desk.asked] == ["Who?"]


def test_a_server_can_be_asked(server: Server) -> None:
    """With `--server`, each line is sent there, with the turns before it."""
    server.reply = show_answer(ANSWERED).model_dump_json()
    result = run("chat", "--server", server.url, "--json", stdin="Who?\nwhen?\n")
    assert result.exit_code == 0
    (turn,) = json.loads(server.body)["conversation"]
    assert (turn["question"], turn["short"]) == ("Who?", ANSWERED.short)
    assert result.stdout.count(AnswerBody.model_validate_json(server.reply).id) == 2


def test_greetings_are_answered_by_what_the_archive_holds(filled: Path) -> None:
    """A greeting gets one sentence with the number of articles and sources and their span, and questions to ask."""
    shown = run("chat", "--data", str(filled), stdin="hello there\n").stdout
    assert shown.startswith(
        f"{LEAVING}> hello there\nHello! This archive holds 2 articles from 2 sources,"
        " published from 26 January 2015 to 16 March 2015"
    )


@pytest.mark.parametrize("leaving", ["exit", "quit", "Bye!"])
def test_a_word_leaves(desk: Desk, leaving: str) -> None:
    """What follows "exit", "quit" or "bye" is not asked, and the word itself neither."""
    assert run("chat", stdin=f"Who?\n{leaving}\nwhen?\n").exit_code == 0
    assert [question.text for question in desk.asked] == ["Who?"]


def test_with_json_each_answer_is_one_line(desk: Desk) -> None:
    """A program reads one object a line, and nothing else."""
    lines = run("chat", "--json", stdin="Who?\nwhen?\n").stdout.splitlines()
    assert [json.loads(line)["short"] for line in lines] == [desk.answer.short] * 2


def test_the_day_of_the_source_is_kept_for_the_next_line(desk: Desk) -> None:
    """A week later is counted from the day of the article that was cited."""
    run("chat", stdin="Who?\na week later?\n")
    assert desk.asked[1].turns[0].published == ANSWERED.citations[0].published.date()
