"""Messages as a question and its turns."""

import time
from dataclasses import replace
from datetime import date

import pytest

from api.dialects.messages import Given, Message, answers_of, question_of_messages, read_turns
from api.dialects.rendering import CitationStyle, MessageWriter
from api.wire.turns import TURNS
from index.errors import InvalidInput
from index.types import Filters
from qa.types import Agreement, Answer, ShortAnswer, Turn
from tests.api.dialects.pieces import make_citation, make_hit, make_proved, make_refusal, make_steps


def user(text: str) -> Message:
    """Return a message of the user."""
    return Message("user", text)


def assistant(text: str) -> Message:
    """Return a reply."""
    return Message("assistant", text)


def test_the_last_message_of_the_user_is_asked() -> None:
    """What comes before it are turns; other roles, and what follows it, are ignored."""
    question = question_of_messages(
        [Message("other", "Be kind."), user("Who\nwon?"), assistant("She did."), user("When?"), assistant("Let me")],
        Filters(),
        5,
    )
    assert (question.text, question.max_sentences) == ("When?", 5)
    assert question.turns == (Turn("Who won?", "She did."),)


def test_roles_in_any_order_are_read() -> None:
    """A greeting of the assistant before any question is no turn; two questions in a row are two turns."""
    messages = [assistant("Hello!"), user("Who won?"), user("When?"), assistant("On Monday."), assistant("In 2015.")]
    assert read_turns(messages) == (Turn("Who won?"), Turn("When?", "On Monday. In 2015."))


def test_a_reply_is_read_without_what_marks_citations_and_escapes() -> None:
    """The reply that the client sends back is our own text: links, markers and escapes are no part of what it says."""
    reply = "It cost \\$5 \\[sic]. [[1]](https://ex.example/a#:~:text=It%20cost) It is \\*new\\*. [2]"
    (turn,) = read_turns([user("How much?"), assistant(reply)])
    assert turn.reply == "It cost $5 [sic]. It is *new*."


def test_a_reply_is_what_it_says_about_the_articles() -> None:
    """The whole question before it is left out, and a refusal says nothing: its nearest articles were no answer."""
    replies = [make_steps(make_proved(), asked="Who is *she*?"), make_refusal(make_hit(title="Lima"))]
    texts = []
    for steps in replies:
        writer = MessageWriter(CitationStyle.LINKS, "http://127.0.0.1:8000")
        texts.append("".join(writer.write(step).text for step in steps))
    turns = read_turns([user("Who?"), assistant(texts[0]), user("Where?"), assistant(texts[1])])
    assert [turn.reply for turn in turns] == ["It is free.", ""]


def test_only_the_latest_turns_are_kept() -> None:
    """Of a thousand turns the latest ten are used, each limited in length."""
    messages = [one for n in range(1_000) for one in (user(f"Who won {n}?"), assistant("x" * 10_000))]
    turns = question_of_messages([*messages, user("When?")], Filters()).turns
    assert [turn.question for turn in turns] == [f"Who won {n}?" for n in range(1_000 - TURNS, 1_000)]
    assert {len(turn.reply) for turn in turns} == {4_000}


@pytest.mark.parametrize(
    ("messages", "sentence"),
    [
        ([], "input must contain a message of the user"),
        ([Message("other", "Be kind."), assistant("Hello!")], "input must contain a message of the user"),
        ([user(" \n")], "the last message of the user is empty"),
        ([user("Who won?"), user("x" * 1_001)], "the last message of the user is longer than 1,000 characters"),
        (
            [user("Who won?"), Message("user", "", ("image_url", "file", "file"))],
            "the last message of the user has no text; image_url, file cannot be read: ask in words",
        ),
    ],
)
def test_what_asks_nothing_is_refused(messages: list[Message], sentence: str) -> None:
    """The sentence says what is missing, and the field is the one that the request has."""
    with pytest.raises(InvalidInput) as caught:
        question_of_messages(messages, Filters(), field="input")
    assert (caught.value.message, caught.value.field) == (sentence, "input")


def test_text_beside_an_image_is_asked() -> None:
    """An image beside words does not make the words unreadable."""
    assert question_of_messages([Message("user", "Who won?", ("image_url",))], Filters()).text == "Who won?"


def test_half_of_an_emoji_in_an_earlier_message_is_dropped() -> None:
    """JavaScript clients that cut a text to a length leave halves of surrogate pairs."""
    assert read_turns([user("Who \ud83dwon?"), assistant("Ada \ude00won.")]) == (Turn("Who won?", "Ada won."),)


@pytest.mark.parametrize("filler", [" ", "\n", "[[1]](http://", "*", "\\", "*\\", "e\u0301\u0315", "\u200d\ufe0f"])
def test_long_messages_are_read_in_linear_time(filler: str) -> None:
    """What took minutes takes no time."""
    long = "x" + filler * (500_000 // len(filler)) + "x"
    started = time.process_time()
    read_turns(
        [user(long), assistant(f"*{long}"), assistant(long), user("When?"), *(assistant("x") for _ in range(99))]
    )
    with pytest.raises(InvalidInput):
        question_of_messages([user(long)], Filters())
    assert time.process_time() - started < 5


def test_doubt_stays_with_its_short_answer() -> None:
    """A later message of the assistant in the same turn makes an uncertain answer no surer."""
    doubtful = assistant("A man was asked.\n\n**Perhaps:** Tom Reyes")
    (turn,) = read_turns([user("Who robbed the museum?"), doubtful, assistant("That is all.")])
    assert (turn.short, turn.unsure) == ("Tom Reyes", True)
    (turn,) = read_turns([user("Who?"), assistant("He was seen.\n\n**Short answer:** Tom Reyes")])
    assert (turn.short, turn.unsure) == ("Tom Reyes", False)


ADA = Given("ans_1", "Ada Mast", 0.9, Agreement.SINGLE, date(2023, 2, 10))


def test_a_reply_that_names_its_answer_is_that_answer() -> None:
    """The answer that the server keeps is used, and without it what the client sent back with the text."""
    messages = [user("Who won?"), Message("assistant", "She did.", given=ADA)]
    assert answers_of([*messages, user("When?")]) == {"ans_1"}
    assert read_turns(messages) == (Turn("Who won?", "She did.", "Ada Mast", published=date(2023, 2, 10)),)
    proved = make_proved("It is free.", make_citation(1))
    (*_, kept) = make_steps(proved, findings=(ShortAnswer("free", (1,), 0.9),), short="free")
    assert isinstance(kept, Answer)
    (turn,) = read_turns(messages, {"ans_1": kept})
    assert (turn.reply, turn.short, turn.published) == ("It is free.", "free", kept.citations[0].published.date())


def test_a_doubtful_answer_that_is_sent_back_stays_doubtful() -> None:
    """As in the text of a message, where it is introduced by "Perhaps"."""
    doubtful = replace(ADA, confidence=0.3)
    (turn,) = read_turns([user("Who won?"), Message("assistant", "She did.", given=doubtful)])
    assert turn.unsure
    (turn,) = read_turns([user("Who won?"), assistant("Ada did. [1]\n\nPerhaps: Ada [1]")])
    assert (turn.short, turn.unsure) == ("Ada", True)


def test_answers_that_contradict_each_other_are_doubtful() -> None:
    """A list of rival answers closes a message as one of doubtful answers does: none of them is taken for granted."""
    rivals = "Ada did. [1] Bo did. [2]\n\nThe articles give different answers:\n\n- Ada: post [1]\n- Bo: wire [2]"
    several = "Ada did. [1] Bo did. [2]\n\nShort answers: perhaps Ada [1]; Bo [2]"
    for text in (rivals, several):
        (turn,) = read_turns([user("Who won?"), assistant(text)])
        assert (turn.reply, turn.short, turn.unsure) == ("Ada did. Bo did.", None, True)


def test_answers_before_the_latest_turns_are_not_looked_for() -> None:
    """Of a thousand turns, the answers of the latest ten."""
    each = [(user("Who?"), Message("assistant", "She.", given=Given(f"ans_{n}"))) for n in range(1_000)]
    names = answers_of([*(one for turn in each for one in turn), user("When?")])
    assert names == {f"ans_{n}" for n in range(990, 1_000)}
