"""Parts of a question that a follow-up changes or asks for: its verb, its holder, who did it, how many they were."""

import pytest

from qa.conversation.followup import complete
from qa.conversation.replies import affirms
from qa.conversation.unclear import UNKNOWN
from qa.types import Turn

FREE = Turn("When was Lunia declared free of cholera?", "Lunia was declared free of it in May.", "in May")
QUAKE = Turn("How many people died in the Ostrava earthquake?", "At least 42 people died.", "42")
KILLED = Turn("How many miners have been killed in Ostrava?", "Seven have been killed.", "Seven")
TRIAL = Turn("When was Ada Mast convicted?", "She was convicted on Monday.", "Monday")
ELECTED = Turn("Who was elected president of Lunia in 2017?", "Tom Reyes was elected.", "Tom Reyes")
REPLACED = Turn("Who replaced Tom Reyes?", "Ada Mast replaced Tom Reyes.", "Ada Mast")
RANGERS = Turn(
    "Who freed Ostrava?", "The Hill People's Rangers (HPR) freed the town.", "The Hill People's Rangers (HPR)"
)
STOLEN = Turn("What was stolen from the museum?", "Thieves carried off jewels.", "jewels")
DROP = Turn("What did the army drop on Ostrava?", "It dropped weapons.", "weapons")
FIRE = Turn("Who set fire to the abbey?", "Nobody knows.")
FREED = Turn("Was Ostrava freed?", "The rangers said that Ostrava was freed on Monday.")


@pytest.mark.parametrize(
    ("turn", "message", "whole"),
    [
        (FREE, "Who declared it?", "Who declared Lunia free of cholera?"),
        (
            Turn("Did the council declare Lunia free of cholera?"),
            "who declared it?",
            "Who declared Lunia free of cholera?",
        ),
        (Turn("Why did the rangers free Ostrava?"), "Who freed it?", "Who freed Ostrava?"),
        (TRIAL, "who announced that?", "Who announced that Ada Mast was convicted?"),
        (QUAKE, "Who declared it?", "Who declared the Ostrava earthquake?"),
    ],
)
def test_who_did_it_asks_of_the_whole_statement(turn: Turn, message: str, whole: str) -> None:
    """After the same verb, "it" is all that was done, and not the name alone that the question has."""
    assert complete(message, (turn,)).text == whole


@pytest.mark.parametrize(
    ("turn", "message", "whole"),
    [
        (QUAKE, "And killed?", "How many people were killed in the Ostrava earthquake?"),
        (QUAKE, "injured?", "How many people were injured in the Ostrava earthquake?"),
        (QUAKE, "and missing?", "How many people were missing in the Ostrava earthquake?"),
        (QUAKE, "and survived?", "How many people survived in the Ostrava earthquake?"),
        (KILLED, "and injured?", "How many miners have been injured in Ostrava?"),
        (Turn("How many people did the quake kill?"), "and injured?", "How many people did the quake injure?"),
        (TRIAL, "and sentenced?", "When was Ada Mast sentenced?"),
    ],
)
def test_a_participle_takes_the_place_of_the_verb(turn: Turn, message: str, whole: str) -> None:
    """A participle or a state alone asks the last question of those."""
    assert complete(message, (turn,)).text == whole


@pytest.mark.parametrize("message", ["injured?", "and arrested?", "died?"])
def test_a_participle_without_its_like_stays(message: str) -> None:
    """Where the last question has no verb of that form, nothing is asked in its place."""
    assert complete(message, (Turn("Who is the mayor of Ostrava?", "Ada Mast is.", "Ada Mast"),)).text == message


@pytest.mark.parametrize(
    ("turns", "message", "whole"),
    [
        ((ELECTED,), "And after him?", "Who was president of Lunia after Tom Reyes?"),
        ((ELECTED, Turn("And after him?", declined=True)), "and before him?",
         "Who was president of Lunia before Tom Reyes?"),
        ((ELECTED, Turn("and before him?", "Ann Lee was.", "Ann Lee")), "and before that?",
         "Who was president of Lunia before Ann Lee?"),
        ((Turn("Who became mayor in 2020?", "", "Ada Mast"),), "and before her?", "Who was mayor before Ada Mast?"),
        ((REPLACED,), "and after her?", "Who replaced Ada Mast?"),
    ],
)  # fmt: skip
def test_one_before_or_after_is_the_holder_of_an_office(turns: tuple[Turn, ...], message: str, whole: str) -> None:
    """The office comes from the question, the person from its answer or from the question itself."""
    assert complete(message, turns).text == whole


@pytest.mark.parametrize("turn", [RANGERS, Turn("Who is Ada Mast?", "Ada Mast is a mayor.", "mayor"), FREE])
def test_one_before_whom_is_not_an_office_is_asked_back(turn: Turn) -> None:
    """Without an office, "before her" is no question; nor is "before that" without any date."""
    assert complete("and before her?", (turn,)).unknown.startswith(UNKNOWN)
    assert complete("and before that?", (QUAKE,)).unknown.startswith(UNKNOWN)


@pytest.mark.parametrize(
    ("turn", "message", "whole"),
    [
        (FIRE, "when?", "When was fire set to the abbey?"),
        (Turn("Who won the cup in Ostrava?"), "when?", "When was the cup won in Ostrava?"),
        (Turn("By whom was Ostrava freed?", "", "the rangers"), "how?", "How was Ostrava freed by the rangers?"),
        (
            Turn("What was the temperature at Ostrava?", "", "40.3C"),
            "when?",
            "When was the temperature at Ostrava 40.3C?",
        ),
        (Turn("What was the old record?"), "when?", "When was the old record?"),
        (Turn("How many parcels did not arrive?", "Two.", "Two"), "why?", "Why did the parcels not arrive?"),
        (Turn("When did Ostrava fall?", "", "in May"), "when did it?", "When did Ostrava fall?"),
        (STOLEN, "by whom?", "Who stole jewels from the museum?"),
        (Turn("How many miners fled Ostrava?", "", "90"), "where to?", "To where did miners flee Ostrava?"),
        (RANGERS, "with whose help?", "With whose help did the Hill People's Rangers (HPR) free Ostrava?"),
    ],
)
def test_a_question_asked_in_another_way_is_good_english(turn: Turn, message: str, whole: str) -> None:
    """What happened keeps its object, its place and its number."""
    assert complete(message, (turn,)).text == whole


@pytest.mark.parametrize("turn", [Turn("Who scored?", declined=True), Turn("Who is the mayor?", declined=True)])
def test_nothing_is_asked_of_someone_who_is_not_known(turn: Turn) -> None:
    """A bare "when?" would say nothing of what happened: it is asked back about."""
    assert complete("when?", (turn,)).unknown.startswith(UNKNOWN)


def test_someone_is_nobody() -> None:
    """A short answer such as "someone" answers nothing, and no pronoun means it."""
    turn = Turn("Who robbed the bank?", "Someone robbed the bank.", "someone")
    assert complete("when?", (turn,)).text == "When was the bank robbed?"
    died = Turn("Who died in the fire?", "It is not known.", declined=True)
    assert complete("How big was it?", (died, Turn("when?", declined=True))).text == "How big was the fire?"


@pytest.mark.parametrize(
    ("turns", "whole"),
    [
        ((DROP,), "How many weapons did the army drop on Ostrava?"),
        (
            (Turn("Who died in the fire?", "300 people died.", "300 people"), Turn("when?")),
            "How many people died in the fire?",
        ),
        ((Turn("What did the US drop on Ostrava?"),), "how many?"),
    ],
)
def test_those_are_counted_that_may_be_many(turns: tuple[Turn, ...], whole: str) -> None:
    """What was dropped is counted, not who dropped it; and those who are counted already, without their number."""
    assert complete("how many?", turns).text == whole


@pytest.mark.parametrize(
    ("turns", "message", "whole"),
    [
        ((RANGERS, Turn("when?", "In May.", "May")), "how many of them died?",
         "How many of the Hill People's Rangers (HPR) died?"),
        ((Turn("Who took Gorse hill?", "Fighters of the HPR took it.", "Fighters of the HPR"), Turn("when?")),
         "how high is it?", "How high is Gorse hill?"),
        ((DROP,), "did they arrive?", "Did weapons arrive?"),
        ((STOLEN,), "was it found?", "was it found?"),
        ((Turn("How many died in the Gorse crush?", "154.", "154"),), "how many of them were women?",
         "How many of the people who died in the Gorse crush were women?"),
        ((Turn("How long was the siege of Ostrava?"),), "how many died?", "How many died in the siege of Ostrava?"),
        ((Turn("How many bundles did the US drop over Ostrava?", "28", "28"), Turn("when?", declined=True)),
         "who supplied them?",
         "Who supplied the bundles that the US dropped over Ostrava?"),
        ((Turn("Who resigned as chancellor?", "Tom Reyes did.", "Tom Reyes"), Turn("why?", declined=True)),
         "who replaced him?", "Who replaced Tom Reyes?"),
        ((Turn("Who won Wimbledon?"),), "who did he beat?", "who did he beat?"),
        ((Turn("How many goals did Reyes score?"),), "where was it held?", "where was it held?"),
    ],
)  # fmt: skip
def test_a_pronoun_means_what_it_may(turns: tuple[Turn, ...], message: str, whole: str) -> None:
    """A known name counts as a whole, "it" is not several, and no contest is a person, nor a person "it"."""
    assert complete(message, turns).text == whole


def test_a_yes_may_be_taken_for_granted() -> None:
    """After a question for yes or no that its answer affirms, a bare question word is asked."""
    assert complete("when?", (FREED,)).text == "When was Ostrava freed?"
    assert complete("tell me more", (FREED,)).text == "What happened after Ostrava was freed?"


@pytest.mark.parametrize(
    ("question", "reply", "yes"),
    [
        ("Was Ostrava freed?", "Ostrava was freed on Monday.", True),
        ("Did Ada Mast buy the ferry?", "On Monday Ada Mast bought the old ferry.", True),
        ("Did Ada Mast buy the ferry?", "The ferry was bought by Ada Mast's brother.", False),
        ("Did Ada Mast buy the ferry?", "Ada Mast denied that she bought the ferry.", False),
        ("Did Ada Mast buy the ferry?", "Ada Mast hasn't bought the ferry.", False),
        ("Did Ada Mast buy the ferry in 2014?", "Ada Mast bought the ferry in 2015.", False),
        ("Wasn't Ostrava freed?", "Ostrava was freed.", True),
        ("Did Ada Mast not buy the ferry?", "Ada Mast bought the ferry.", False),
        ("Is it?", "It is.", False),
        ("Was Ostrava freed?", "", False),
    ],
)
def test_a_reply_affirms_what_it_says_in_one_sentence(question: str, reply: str, yes: bool) -> None:
    """All words of the question, in their order, and none that casts doubt."""
    assert affirms(reply, question) is yes


def test_an_acronym_is_not_several() -> None:
    """A body that is one is what "its" means; the date of an event goes with it."""
    assert complete("Who is its head?", (Turn("When did the WHO declare Ebola an emergency?"),)).text == (
        "Who is the WHO's head?"
    )
    turn = Turn("How strong was the Gorse earthquake of 12 May 2015?")
    assert complete("How many people died?", (turn,)).text == (
        "How many people died in the Gorse earthquake of 12 May 2015?"
    )


@pytest.mark.parametrize(
    ("question", "message", "whole"),
    [
        ("How much did the franc rise?", "and the dollar?", "How much did the dollar rise?"),
        ("How much did the Swiss Market Index fall?", "What about the euro?", "How much did the euro fall?"),
        ("How tall is the tower?", "And the spire?", "How tall is the spire?"),
        ("Who is the prime minister of Britain?", "and the chancellor?", "Who is the chancellor of Britain?"),
        ("What was the name of the rover?", "and the lander?", "What was the name of the lander?"),
        ("Who won the election in Britain?", "and the loser?", "Who was the loser of the election in Britain?"),
        ("Why did the Bank of Japan act?", "what about the central bank?", "what about the central bank?"),
    ],
)
def test_a_noun_takes_the_place_of_one_like_it(question: str, message: str, whole: str) -> None:
    """After "how much did the franc rise?", "and the dollar?" asks it of the dollar, and never without a verb."""
    assert complete(message, (Turn(question, "", "something"),)).text == whole


@pytest.mark.parametrize(
    ("turn", "message", "whole"),
    [
        (Turn("Who won the Ostrava men's final in 2022?", "Tom Reyes won.", "Tom Reyes"), "and women's?",
         "Who won the Ostrava women's final in 2022?"),
        (Turn("Which countries joined the pact?", "Lunia did.", "Lunia"), "and sweden?", "Did Sweden join the pact?"),
        (Turn("In which cities were there protests?", "In Rome.", "Rome"), "and Paris?",
         "Were there protests in Paris?"),
        (Turn("Who was Ada Mast exchanged for?", "For Tom Reyes, but not for Ivo Brand.", "Tom Reyes"), "and brand?",
         "Who was Brand exchanged for?"),
        (Turn("Who is the president of Lunia?", "Ada Mast spoke.", None, unsure=True), "since when?",
         "Since when has the president of Lunia been in office?"),
        (Turn("Who won the cup in 2022?", "Lunia won the cup.", "Lunia"), "who scored the most goals?",
         "Who scored the most goals when Lunia won the cup in 2022?"),
    ],
)  # fmt: skip
def test_the_part_that_changes_is_found(turn: Turn, message: str, whole: str) -> None:
    """Another competition, country, name or time takes the place of its like; what is not said is not taken over."""
    assert complete(message, (turn,)).text == whole


def test_an_answer_takes_its_place_behind_a_verb_that_no_table_has() -> None:
    """The first word behind a name is the verb."""
    turn = Turn("Which sauce did Orme Foods relabel?", "Orme Foods relabelled Velin.", "Velin")
    assert complete("why?", [turn]).text == "Why did Orme Foods relabel Velin?"
