"""Follow-ups to what was not answered, to replies of which only the text is known, and times that count from others."""

from datetime import date

import pytest

from qa.conversation.followup import complete
from qa.conversation.unclear import UNKNOWN
from qa.types import Turn

STARMER = Turn("Who is the prime minister of the UK?", "Keir Starmer is the prime minister.", "Keir Starmer")
ELECTION = Turn("Who won the French election?", declined=True)
BEAT = Turn("Who did Keir Starmer beat?", declined=True)
FREE = Turn("When was Liberia declared free of Ebola?", "Liberia was declared free of Ebola on Saturday.", "Saturday")
GUINEA = Turn("and Guinea?", "Guinea reported nine cases in the week to 3 May.", "3 May")
LOUVRE = Turn("What was stolen from the Louvre?", "The stolen jewels are worth 88 million euros.", "jewels")
TWITTER = Turn("Who bought Twitter?", "Elon Musk completed his purchase of Twitter on Thursday for 44 billion dollars.")
KOBANE = Turn(
    "Who liberated Kobane?",
    "The Kurdish People's Protection Units (YPG) declared Kobane liberated on Monday 26 January 2015.",
)
QUAKE = Turn("How many people died in the earthquake in Turkey?", "More than 23,000 died.", "23,000",
             published=date(2023, 2, 10))  # fmt: skip


@pytest.mark.parametrize(
    ("turns", "message", "whole"),
    [
        ((FREE, GUINEA), "how many died there?", "How many died in Guinea?"),
        ((LOUVRE,), "when?", "When were jewels stolen from the Louvre?"),
        ((Turn("What was stolen from the Louvre?"),), "when?", "When was it stolen from the Louvre?"),
        ((Turn("Which paintings were stolen?", "", "the Mona Lisa"),), "when?", "When was the Mona Lisa stolen?"),
        ((Turn("What was found?", "", "two of the crowns"),), "where?", "Where were two of the crowns found?"),
        ((Turn("Who did Keir Starmer beat?", "", "Rishi Sunak"),), "why?", "Why did Keir Starmer beat Rishi Sunak?"),
        ((Turn("Which city did the YPG liberate?"),), "when?", "When did the YPG liberate the city?"),
    ],
)
def test_it_is_good_english(turns: tuple[Turn, ...], message: str, whole: str) -> None:
    """A question keeps its own verb, which agrees with its subject, and keeps its object."""
    assert complete(message, turns).text == whole


def test_a_pronoun_does_not_pass_by_an_unanswered_question() -> None:
    """By "he", the winner is meant, whom nobody named: the one of an older turn is at most offered."""
    made = complete("Who did he beat?", (STARMER, ELECTION))
    assert made.text == "Who did he beat?"
    assert made.unknown.startswith(UNKNOWN)
    assert ELECTION.question in made.unknown
    assert made.choices == ("Who did Keir Starmer beat?",)
    assert complete("Who did he beat?", (ELECTION,)).choices == ()


def test_a_person_of_the_unanswered_question_itself_is_meant() -> None:
    """Whom the declined question names, a pronoun may mean."""
    turn = Turn("Where was Shinzo Abe born?", declined=True)
    assert complete("How old was he?", (STARMER, turn)).text == "How old was Shinzo Abe?"


def test_an_adjective_of_a_country_is_nobody() -> None:
    """Of "British prime minister", "British" is no person."""
    turn = Turn("Who was British prime minister before Keir Starmer?", declined=True)
    made = complete("who replaced her?", (turn,))
    assert made.unknown
    assert not made.choices
    assert complete("who replaced her?", (Turn(turn.question, "", "Liz Truss"),)).text == "Who replaced Liz Truss?"


@pytest.mark.parametrize(
    ("turn", "message"),
    [(BEAT, "why?"), (Turn("who replaced her?"), "when?"), (Turn(QUAKE.question), "a week later?")],
)
def test_what_is_not_known_is_said(turn: Turn, message: str) -> None:
    """A fragment whose object, subject or date is not known is no question; a sentence says so."""
    made = complete(message, (turn,))
    assert (made.text, made.asked) == (message, False)
    assert made.unknown.startswith(UNKNOWN)


@pytest.mark.parametrize(
    ("turn", "message", "whole"),
    [
        (TWITTER, "when?", "When did Elon Musk buy Twitter?"),
        (TWITTER, "how much did he pay?", "How much did Elon Musk pay?"),
        (KOBANE, "why?", "Why did the Kurdish People's Protection Units (YPG) liberate Kobane?"),
        (Turn("Who replaced Anna Lund?", "Ms Lund left. Tom Reyes leads it."), "why?", "Why was Anna Lund replaced?"),
        (Turn("Who beat Ann Lee?", "Bob Ray and Tim Fox said she lost."), "when?",
         "When did Bob Ray and Tim Fox beat Ann Lee?"),
        (Turn("Who is Liz Truss?", "Liz Truss succeeded Boris Johnson."), "How old is she?", "How old is Liz Truss?"),
    ],
)  # fmt: skip
def test_the_person_of_a_reply_is_its_short_answer(turn: Turn, message: str, whole: str) -> None:
    """Of a reply without a short answer, the person whom its first sentence names is that; of several, its subject."""
    assert complete(message, (turn,)).text == whole


def test_he_is_no_company() -> None:
    """What somebody bought is no person, even where nobody else is named."""
    assert complete("How much did he pay?", (Turn("Who bought Twitter?", "It was sold in October."),)).text == (
        "How much did he pay?"
    )


@pytest.mark.parametrize(
    ("turns", "message", "whole"),
    [
        ((QUAKE, Turn("and in Syria?", "", "2,662", published=date(2023, 2, 10))), "a week later?",
         "How many people died in the earthquake in Syria by 17 February 2023?"),
        ((Turn("When was Kobane liberated?", "", "Monday 26 January 2015"),), "a week later?",
         "What happened on 2 February 2015 after Kobane was liberated?"),
        ((KOBANE,), "and the day before?", "Who liberated Kobane on 25 January 2015?"),
    ],
)  # fmt: skip
def test_a_time_counts_from_that_of_the_answer(turns: tuple[Turn, ...], message: str, whole: str) -> None:
    """The time in "a week later" is a date: it counts from the date in the answer, else from the day of its source."""
    assert complete(message, turns).text == whole


@pytest.mark.parametrize("message", ["source?", "sources", "what's your source?", "really?", "how do you know?",
                                     "are you sure about that?", "any proof?"])  # fmt: skip
def test_a_doubt_asks_the_same_again(message: str) -> None:
    """The answer comes again, with its citations and its confidence."""
    assert complete(message, (TWITTER,)).text == TWITTER.question


def test_a_clause_is_no_name() -> None:
    """A short answer that says what happened is not what "it" means."""
    turn = Turn("What happened in Kobane?", "", "Islamic State began its attack")
    assert complete("tell me more", (turn,)).text == "Tell me about Kobane?"


def test_more_is_asked_of_the_event_or_the_subject() -> None:
    """A "tell me more" asks what came after the event, and does not wrap its own question again."""
    assert complete("tell me more", (TWITTER,)).text == "What happened after Elon Musk bought Twitter?"
    assert complete("go on", (TWITTER, Turn("tell me more", "He dismissed the board.", "dismissed"))).text == (
        "Tell me about Twitter?"
    )
