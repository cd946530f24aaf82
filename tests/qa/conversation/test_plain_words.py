"""Follow-ups as plain people type them: lower case, greetings, "they" and "it" for what is meant, and no more."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from qa.conversation.followup import complete
from qa.conversation.mentions import Mention, find_names
from qa.conversation.unclear import UNKNOWN
from qa.types import Turn

CUP = Turn("who won the world cup in 2022", "Lunia won the World Cup on 18 December 2022.", "Lunia")
TEAM = Turn("Who won the World Cup in 2022?", "Argentina won the World Cup.", "Argentina")
THEFT = Turn("what was stolen from the norbana", "Jewels were stolen from the Norbana, Ada Mast said.", "jewels")
FREED = Turn("who liberated ostrava", "The Hill Rangers liberated Ostrava.", "the Hill Rangers")
SEATS = Turn("how many seats did labour win?", "Labour won 12 seats.", "12")
FOUNDED = Turn("who founded Saltgen?", "Anna Brand founded Saltgen.", "Anna Brand", unsure=True)


@pytest.mark.parametrize(
    ("turn", "message", "whole"),
    [
        (CUP, "where was it played?", "Where was the World Cup in 2022 played?"),
        (TEAM, "how many titles do they have?", "How many titles do Argentina have?"),
        (TEAM, "who was the captain?", "Who was the captain of Argentina?"),
        (TEAM, "who scored first?", "Who scored first when Argentina won the World Cup in 2022?"),
    ],
)
def test_what_happens_every_few_years_keeps_its_year(turn: Turn, message: str, whole: str) -> None:
    """The cup is that of the year asked about, and "they" are those who won it."""
    assert complete(message, (turn,)).text == whole


@pytest.mark.parametrize(
    ("message", "whole"),
    [
        ("how did they get in?", "How did the thieves at the Norbana get in?"),
        ("have they been caught?", "Have the thieves at the Norbana been caught?"),
        ("how much were they worth?", "How much were jewels worth?"),
    ],
)
def test_they_are_those_of_whom_the_verb_can_be_said(message: str, whole: str) -> None:
    """Thieves are caught and jewels are worth something; a prosecutor whom the reply names is neither."""
    assert complete(message, (THEFT,)).text == whole


@pytest.mark.parametrize(
    ("message", "whole"),
    [
        ("who said that?", "Who said that the Hill Rangers liberated Ostrava?"),
        ("is it true?", "Did the Hill Rangers liberate Ostrava?"),
        ("how long did the siege last?", "How long did the siege of Ostrava last?"),
    ],
)
def test_what_was_said_is_asked_about(message: str, whole: str) -> None:
    """Who said so, and whether it is true, are questions of their own; an event is that of the place spoken of."""
    assert complete(message, (FREED,)).text == whole


def test_whether_it_is_true_is_asked_of_what_was_said_first() -> None:
    """After "who said that?", it is still the first answer that may be true."""
    told = Turn("who said that?", "Ivo Reyes said so.", "Ivo Reyes")
    assert complete("is it true?", (FREED, told)).text == "Did the Hill Rangers liberate Ostrava?"


def test_a_group_in_lower_case_takes_the_place_of_a_group() -> None:
    """It is not counted instead of the seats, the first time and the second."""
    whole = "How many seats did the conservatives win?"
    assert complete("and the conservatives?", (SEATS,)).text == whole
    after = Turn("and the conservatives?", "They won 9.", "9")
    assert complete("and the lib dems", (SEATS, after)).text == "How many seats did the lib dems win?"


def test_a_name_in_lower_case_is_a_name() -> None:
    """One word after an auxiliary is one, even where the question was not answered."""
    turn = Turn("how many children has brand?", declined=True)
    assert complete("how much did he pay?", (turn,)).text == "How much did Brand pay?"


@pytest.mark.parametrize(
    ("turn", "message", "whole"),
    [
        (FOUNDED, "what was she found guilty of?", "What was Anna Brand found guilty of?"),
        (FOUNDED, "when?", "When was Saltgen founded?"),
        (Turn("Who convicted Anna Brand?", "A court did.", "a court", unsure=True), "when was she sentenced?",
         "When was Anna Brand sentenced?"),
        (Turn("Who is the mayor of Ostrava?", "Anna Brand spoke.", "Anna Brand", unsure=True), "how old is she?",
         "How old is the mayor of Ostrava?"),
    ],
)  # fmt: skip
def test_a_pronoun_is_whom_the_user_has_read_of(turn: Turn, message: str, whole: str) -> None:
    """After an unsure answer: a woman of the question, an office, the person shown; what is done is done by someone."""
    assert complete(message, (turn,)).text == whole


def test_a_year_in_a_reply_is_no_date_to_count_from() -> None:
    """A count of days begins at a whole date alone: a year may be that of anything."""
    turn = Turn("How many people died in Ostrava?", "4,000. It is the worst since 2011.", "4,000")
    assert complete("and two days later?", (turn,)).unknown
    dated = replace(turn, reply="4,000 by Monday 6 February 2023.")
    assert complete("and two days later?", (dated,)).text == "How many people died in Ostrava by 8 February 2023?"


@pytest.mark.parametrize("message", ["why?", "it?", "and in Syria?", "who said that?", "when was that?"])
def test_a_part_of_a_question_alone_is_asked_back_about(message: str) -> None:
    """Without an earlier turn it asks about nothing, so nothing is looked up."""
    assert complete(message, ()).unknown.startswith(UNKNOWN)


@pytest.mark.parametrize(
    ("message", "whole"),
    [
        ("Hi, who liberated Ostrava?", "Who liberated Ostrava?"),
        ("good morning! where is Ostrava?", "Where is Ostrava?"),
        ("Good Friday agreement", "Good Friday agreement"),
        ("Hello Kitty", "Hello Kitty"),
    ],
)
def test_a_greeting_before_a_question_is_no_part_of_it(message: str, whole: str) -> None:
    """It is left out where a question follows, and nowhere else."""
    assert complete(message, ()).text == whole


@pytest.mark.parametrize(
    ("published", "message", "whole"),
    [
        (date(2015, 1, 15), "a week later?", "What did the Lunian bank do on 22 January 2015?"),
        (date(2015, 1, 15), "a month later?", "What did the Lunian bank do in February 2015?"),
        (date(2016, 5, 1), "a week later?", None),
        (None, "the day before?", None),
    ],
)
def test_days_are_not_counted_from_the_first_of_a_month(
    published: date | None, message: str, whole: str | None
) -> None:
    """They count from the day of the answer's source if that lies in the month asked about; else they are unknown."""
    turn = Turn("What did the Lunian bank do in January 2015?", "It gave up its cap.", "gave up its cap")
    made = complete(message, (replace(turn, published=published),))
    assert (made.text == whole) if whole else made.unknown


@pytest.mark.parametrize(
    ("turn", "message", "whole"),
    [
        (Turn("Who beat Brazil 7-1?", "Germany beat Brazil.", "Germany"), "who was their captain?",
         "Who was Germany's captain?"),
        (Turn("How many people died in the Ostrava crush?", "154.", "154"), "how many were women?",
         "How many of the people who died in the Ostrava crush were women?"),
        (Turn("Who else freed Ostrava?", "The rangers did.", "the rangers"), "anyone else?", "Who else freed Ostrava?"),
        (Turn("How many Hill Ranger fighters died in Ostrava?", "90.", "90"), "And Americans?",
         "How many Americans died in Ostrava?"),
        (Turn("How many people died in the Turkey earthquake?", "4,000.", "4,000"), "How many in Nepal?",
         "How many people died in the Nepal earthquake?"),
        (Turn("How many people fled Ostrava?", "200.", "200"), "And were killed?",
         "How many people were killed in Ostrava?"),
        (Turn("Did Brightwater buy Halden?", "Brightwater bought Halden.", None), "Skerry too?",
         "Did Skerry buy Halden?"),
        (Turn("Who robbed the abbey?", "Thieves robbed the abbey.", "thieves"), "Where are they now?",
         "Where are the thieves now?"),
    ],
)  # fmt: skip
def test_a_part_takes_the_place_of_its_like(turn: Turn, message: str, whole: str) -> None:
    """A country that won is its people; a nation is no kind of fighters; a place is that of its earthquake."""
    assert complete(message, (turn,)).text == whole


def test_the_museum_is_not_any_building_spoken_of() -> None:
    """A noun of a building means one that was called so."""
    turn = Turn("When did Ostrava reopen?", "It reopened in May.", "May")
    assert complete("Why was the museum closed?", (turn,)).text == "Why was the museum closed?"


def test_long_turns_of_joined_names_take_no_longer_than_others() -> None:
    """The names of a reply are looked for once, and a question counts no further than one that asks something."""
    names = "Anna Brand and Ivo Reyes and " * 200
    made = Counter[str]()

    def count(text: str) -> list[Mention]:
        made["calls"] += 1
        return find_names(text)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qa.conversation.topic.find_names", count)
        complete("and why?", (Turn(names, names),) * 10)
    assert made["calls"] <= 30


@pytest.mark.parametrize(
    ("question", "message", "whole"),
    [
        ("what does levant-dispatch say about the rangers", "and example-times?",
         "What does example-times say about the rangers?"),
        ("Who freed Ostrava according to levant-dispatch?", "and the Harbour Post?",
         "Who freed Ostrava according to the Harbour Post?"),
        ("How many died in Ostrava?", "only in January 2015", "How many died in Ostrava in January 2015?"),
        ("what does levant-dispatch say about the rangers", "only since january 2015",
         "What does levant-dispatch say about the rangers since january 2015?"),
    ],
)  # fmt: skip
def test_another_source_or_time_goes_on_with_the_question(question: str, message: str, whole: str) -> None:
    """A source takes the place of the one asked, and "only" before a time adds it."""
    assert complete(message, (Turn(question, "They went there."),)).text == whole
