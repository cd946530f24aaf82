"""Follow-ups as whole questions: what they become, and what stays as it was typed."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from qa.conversation.followup import complete
from qa.evaluation.cases import read_cases
from qa.types import Turn
from tests.quality.conftest import EXAMPLES

ABE = Turn("Where was Shinzo Abe shot?", "Shinzo Abe was shot in Nara, Japan.")
TRUSS = Turn("Who replaced Liz Truss as prime minister?", "Rishi Sunak replaced Liz Truss on Tuesday.", "Rishi Sunak")
CRUSH = Turn("How many people died in the Itaewon crush?", "At least 156 people died in the crush.", "156")
KOBANE = Turn(
    "Who liberated Kobane?",
    "The Kurdish People's Protection Units (YPG) declared Kobane liberated on Monday.",
    "Kurdish People's Protection Units (YPG)",
)
YPG = "the Kurdish People's Protection Units (YPG)"
TURKEY = Turn("How many people died in Turkey?", "More than 17,000 people died in Turkey.", "17,000")
PRIZE = Turn("Who won the 2023 Nobel Prize in medicine?", "", "Katalin Karikó and Drew Weissman")
PREMIER = Turn("Who is the prime minister of the UK?", "Keir Starmer is the prime minister.", "Keir Starmer")
CROSSED = Turn("How many people had crossed into Turkey by 21 September 2014?", "", "70,000")
DROP = Turn("How many bundles did the US drop over Kobani?", "27 bundles were dropped.", "27 bundles")
SHOOTER = Turn("Who shot Shinzo Abe?", "Tetsuya Yamagami shot Abe.", "Tetsuya Yamagami")


def ask(message: str, *turns: Turn) -> str:
    """Return the whole question that a message becomes; it must be one."""
    made = complete(message, turns)
    assert not made.choices
    assert made.talk is None
    assert not made.unknown
    return made.text


@pytest.mark.parametrize(
    ("turn", "message", "whole"),
    [
        (ABE, "How old was he?", "How old was Shinzo Abe?"),
        (ABE, "and where was he born", "Where was Shinzo Abe born?"),
        (TRUSS, "When did he take office?", "When did Rishi Sunak take office?"),
        (TRUSS, "When did she resign?", "When did Liz Truss resign?"),
        (CRUSH, "How many of them were foreigners?",
         "How many of the people who died in the Itaewon crush were foreigners?"),
        (CRUSH, "What caused it?", "What caused the Itaewon crush?"),
        (KOBANE, "why does turkey distrust them", f"Why does turkey distrust {YPG}?"),
        (KOBANE, "Who commands this group?", f"Who commands {YPG}?"),
        (KOBANE, "What happened there?", "What happened in Kobane?"),
        (KOBANE, "How many buildings in the city were destroyed?", "How many buildings in Kobane were destroyed?"),
        (PRIZE, "which university did they work for?",
         "Which university did Katalin Karikó and Drew Weissman work for?"),
        (PRIZE, "Where do they work?", "Where do Katalin Karikó and Drew Weissman work?"),
        (PRIZE, "How old is she?", "How old is Katalin Karikó?"),
        (SHOOTER, "Why did he shoot him?", "Why did Tetsuya Yamagami shoot Shinzo Abe?"),
        (DROP, "Who supplied them?", "Who supplied the bundles that the US dropped over Kobani?"),
    ],
)  # fmt: skip
def test_a_pronoun_stands_for_what_was_spoken_of(turn: Turn, message: str, whole: str) -> None:
    """A person for "he" and "she", a group for "they", a place for "there", a thing for "it"."""
    assert ask(message, turn) == whole


@pytest.mark.parametrize(
    ("turn", "message", "whole"),
    [
        (TURKEY, "and in Syria?", "How many people died in Syria?"),
        (TURKEY, "what about syria", "How many people died in Syria?"),
        (TURKEY, "wat about syria", "How many people died in Syria?"),
        (TURKEY, "Syria?", "How many people died in Syria?"),
        (TURKEY, "in 2014", "How many people died in Turkey in 2014?"),
        (TURKEY, "and women?", "How many women died in Turkey?"),
        (TURKEY, "according to reuters?", "How many people died in Turkey according to reuters?"),
        (KOBANE, "and Raqqa?", "Who liberated Raqqa?"),
        (PRIZE, "and in 2016?", "Who won the 2016 Nobel Prize in medicine?"),
        (PREMIER, "and of France?", "Who is the prime minister of France?"),
        (PREMIER, "and before that?", "Who was the prime minister of the UK before Keir Starmer?"),
        (CROSSED, "and a week later?", "How many people had crossed into Turkey by 28 September 2014?"),
        (CROSSED, "the year before?", "How many people had crossed into Turkey by 21 September 2013?"),
        (CROSSED, "since then?", "How many people had crossed into Turkey since 21 September 2014?"),
    ],
)
def test_a_part_of_a_question_takes_the_place_of_its_like(turn: Turn, message: str, whole: str) -> None:
    """A place replaces a place, a time a time, and what has no counterpart is added at the end."""
    assert ask(message, turn) == whole


@pytest.mark.parametrize(
    ("turn", "message", "whole"),
    [
        (KOBANE, "when?", f"When did {YPG} liberate Kobane?"),
        (KOBANE, "whn", f"When did {YPG} liberate Kobane?"),
        (KOBANE, "but why", f"Why did {YPG} liberate Kobane?"),
        (KOBANE, "When did they do it?", f"When did {YPG} liberate Kobane?"),
        (KOBANE, "where did they do that", f"Where did {YPG} liberate Kobane?"),
        (Turn("Who liberated Raqqa?", "Nothing in the archive answers this."), "when?", "When was Raqqa liberated?"),
        (ABE, "When did that happen?", "When was Shinzo Abe shot?"),
        (DROP, "when?", "When did the US drop bundles over Kobani?"),
        (CRUSH, "are you sure?", CRUSH.question),
        (Turn("Were civilians killed in the raid?"), "how many?", "How many civilians were killed in the raid?"),
        (Turn("Where was Kobane declared liberated?"), "by whom?", "Who declared Kobane liberated?"),
        (PREMIER, "since when?", "Since when has Keir Starmer been the prime minister of the UK?"),
    ],
)
def test_a_bare_question_word_asks_the_last_question_so(turn: Turn, message: str, whole: str) -> None:
    """A bare "why?" or "when?" asks it of the last question, with its answer in the place of what that asked for."""
    assert ask(message, turn) == whole


def test_a_question_about_the_same_event_is_told_which() -> None:
    """A question of general words alone gets the place of the last one."""
    turn = Turn("What happened in Uvalde?", "A gunman shot 19 children.")
    assert ask("How many people died?", turn) == "How many people died in Uvalde?"
    assert ask("What was the name of the gunman?", turn) == "What was the name of the gunman in Uvalde?"


def test_a_turn_is_completed_by_those_before_it() -> None:
    """The third turn speaks of the person whom only the first names."""
    turns = (ABE, Turn("How old was he?", "He was 67.", "67"))
    assert ask("and when was he born?", *turns) == "When was Shinzo Abe born?"


def test_a_pronoun_goes_on_to_mean_the_same() -> None:
    """A "she" after "she" is the same person, whoever the answer named; "he" is the other one."""
    turns = (
        Turn("Who is Liz Truss?", "Liz Truss is a British politician."),
        Turn("Who replaced her?", "Rishi Sunak replaced Liz Truss.", "Rishi Sunak"),
    )
    assert ask("When did she resign?", *turns) == "When did Liz Truss resign?"
    assert ask("How old is he?", *turns) == "How old is Rishi Sunak?"


def test_names_typed_in_lower_case_are_known_by_the_reply() -> None:
    """A reply shows that a name typed without capitals is a person's; "she" is not the man who was the answer."""
    turn = Turn("who replaced liz truss", "Truss replaces Boris Johnson, a former journalist.", "Boris Johnson")
    assert ask("when did she resign", turn) == "When did Liz Truss resign?"


def test_two_persons_are_asked_back() -> None:
    """Where nothing decides whom "he" means, both whole questions are offered, and the next message may pick one."""
    made = complete("How old was he?", (SHOOTER,))
    assert made.choices == ("How old was Tetsuya Yamagami?", "How old was Shinzo Abe?")
    asked_back = (SHOOTER, Turn("How old was he?", "Which one do you mean?"))
    assert ask("Abe", *asked_back) == "How old was Shinzo Abe?"
    assert ask("the first one", *asked_back) == "How old was Tetsuya Yamagami?"


def test_small_talk_and_refusals_do_not_change_the_subject() -> None:
    """After "thanks", and after a question that was declined, "he" is who was spoken of."""
    assert ask("How old was he?", ABE, Turn("thanks!", "Hello! This archive holds 45 articles.")) == (
        "How old was Shinzo Abe?"
    )
    assert ask("and Kobane?", Turn("Who liberated Raqqa?", "Nothing in the archive answers this.")) == (
        "Who liberated Kobane?"
    )


def test_a_new_subject_takes_over() -> None:
    """After a whole question about someone else, a pronoun means that one."""
    turns = (ABE, Turn("Who is Elizabeth Holmes?", "Elizabeth Holmes founded Theranos."))
    assert ask("How old is she?", *turns) == "How old is Elizabeth Holmes?"


@pytest.mark.parametrize(
    "message",
    [
        "Who liberated Kobane?",
        "Did Macron say that he would resign?",
        "What did Biden say about his visit to Kyiv?",
        "Which company announced it will close its stores?",
        "Is there life on Mars?",
        "Is it true that Kobane fell?",
        "In his first speech, what did King Charles promise?",
        "According to a new study, what is the healthiest food?",
        "uvalde shooting death toll",
        "Wer ist das?",
        "¿y en Siria?",
        "et en Syrie ?",
        "他是谁？",
    ],
)
def test_what_refers_to_nothing_earlier_stays(message: str) -> None:
    """A whole question, one whose pronoun has its name beside it, keywords and other languages are not touched."""
    assert ask(message, ABE) == message
    assert ask(message, TRUSS, CRUSH) == message


def test_no_whole_question_is_changed() -> None:
    """No question of the examples is changed by the one before it, nor is it taken for small talk."""
    questions = [case.question for case in read_cases(EXAMPLES / "questions.jsonl")]
    assert len(questions) >= 60
    for before, question in zip(questions[-1:] + questions[:-1], questions, strict=True):
        assert ask(question, Turn(before)) == question
        assert ask(question) == question


def test_what_is_chosen_is_meant() -> None:
    """By "its", the show is meant that the question asks for, not anything of the turn before."""
    message, turn = "Which of these shows had its finale this week?", Turn("Who confronted Gov. Greg Abbott?")
    assert ask(message, turn) == message


def test_without_turns_nothing_is_completed() -> None:
    """The first message of a conversation is asked as it is."""
    for message in ("why?", "and in Syria?", "How old was he?"):
        assert complete(message, ()).text == message


def test_a_thousand_turns_are_read_as_the_last_ten() -> None:
    """Earlier turns than the last ten are not referred to, so the length of a conversation costs nothing."""
    turns = [Turn(f"Who leads town {number}?", "Nobody does.") for number in range(1_000)]
    assert complete("How old was he?", (*turns, ABE)) == complete("How old was he?", (*turns[-9:], ABE))


@pytest.mark.parametrize(
    "turn",
    [
        Turn(""),
        Turn("?"),
        Turn("Who?", "“He said: ‘I’m Macron’s’”, “” «»", "“"),
        Turn("who who who", "(" * 500, ")"),
        Turn("\\1 \\g<0> Who?", "\\1", "\\g<0>"),
        Turn("a" * 1_000, "A" * 20_000, "Z" * 1_000),
        Turn("How many of?", "of of of", "of"),
        Turn("Is?", "the", "the"),
    ],
)
@pytest.mark.parametrize(
    "message", ["he?", "why?", "and in ?", "a week later?", "and ", "how many of them?", "there", "who else?", "1"]
)
def test_odd_turns_do_no_harm(turn: Turn, message: str) -> None:
    """Whatever the turns hold, a message becomes some text and nothing is raised."""
    assert complete(message, (turn, ABE, turn)).text
    assert complete(message, (turn,)).text


@pytest.mark.parametrize(
    "message",
    ["hi", "Hello there", "thanks!", "Thank you very much!", "what can you do?", "Who are you?", "help", "ok", "bye",
     "Good morning", "hiii", "👍"],
)  # fmt: skip
def test_small_talk_is_no_question(message: str) -> None:
    """Greetings, thanks and questions about the program are told apart, at the beginning and later."""
    for turns in ((), (ABE,)):
        assert complete(message, turns).talk


@pytest.mark.parametrize(
    "message",
    ["hi, who liberated Kobane?", "Help me find the death toll", "What can you do about climate change?",
     "Who are you voting for?", "Thanksgiving", "Hi-Lo", "good news from Kobane"],
)  # fmt: skip
def test_a_question_with_a_greeting_is_one(message: str) -> None:
    """What asks or names something besides is a question."""
    assert complete(message, ()).talk is None


def conversation(*messages: str) -> Sequence[Turn]:
    """Return turns without replies."""
    return [Turn(message) for message in messages]


def test_replies_are_not_needed() -> None:
    """A client that keeps no replies can follow up on the questions."""
    assert ask("When was it?", *conversation("Who won the World Cup final?")) == "When was the World Cup final won?"
    assert ask("why", *conversation("When did Boris Johnson resign?")) == "Why did Boris Johnson resign?"


@pytest.mark.parametrize(
    ("turn", "message"),
    [
        (Turn("Did France win the World Cup in 2022?", "Argentina won.", "Argentina"), "when?"),
        (Turn("Was Jane Doe acquitted?", "She was convicted of fraud.", "fraud"), "why?"),
        (Turn("Did Ada Mast sell the ferry?", "She bought it.", None), "For how much?"),
        (Turn("Did the army kill civilians in Ulm?", "Shells fell on Ulm.", None), "how many?"),
        (Turn("What did the central bank do?", "Its rate is 4%.", "a rate of 4%"), "when?"),
    ],
)
def test_nothing_is_taken_for_granted_that_no_one_said(turn: Turn, message: str) -> None:
    """After a question for yes or no, and after "what did X do?", a bare question word is asked back about."""
    made = complete(message, (turn,))
    assert made.unknown
    assert made.text == message


def test_an_uncertain_answer_is_not_stated() -> None:
    """What was done is asked of nobody; a pronoun is the person who was shown as the answer, as the user read it."""
    turn = Turn("Who robbed the museum?", "A guard, Tom Reyes, was asked.", "Tom Reyes")
    assert complete("when?", (turn,)).text == "When did Tom Reyes rob the museum?"
    unsure = replace(turn, unsure=True)
    assert complete("when?", (unsure,)).text == "When was the museum robbed?"
    assert complete("where was he born?", (unsure,)).text == "Where was Tom Reyes born?"


def test_no_question_is_longer_than_one_may_be() -> None:
    """A message that would become longer than a client may send is left as it is."""
    turn = Turn("Who opened the bridge?", "Someone did.", "Anna " * 250)
    assert complete("when?", (turn,)).text == "when?"


def test_more_after_a_question_for_yes_or_no_takes_nothing_for_granted() -> None:
    """What may not have happened has no time after it."""
    turn = Turn("Did Turkey bomb Kobane?", "Shells fell on Kobane.")
    assert "after" not in complete("tell me more", (turn,)).text
    assert "bombed" not in complete("How many people died?", (turn,)).text
