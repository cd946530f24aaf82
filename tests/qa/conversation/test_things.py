"""What "it" means: the whole of what was asked about, and not a part of it."""

import pytest

from qa.conversation.followup import complete
from qa.types import Turn

BANK = Turn("What did the central bank do in May?", "The bank raised its rate to 4%.", "raised its rate to 4%")
BRIDGE = Turn("How much did the bridge of Ulm cost?", "It cost 45 million euros.", "45 million euros")
QUAKE = Turn("Where was the earthquake in Nepal?", "Its centre was near Gorkha.", "near Gorkha")
QUAKES = Turn("How many people died in the earthquakes in Nepal?", "At least 42 died.", "42")
FIRE = Turn("When did the fire at Notre-Dame break out?", "It broke out on 15 April 2019.", "15 April 2019")
AIM = Turn("What is the aim of the Paris Agreement?", "It aims to limit warming.", "limit warming")
WEBB = Turn("When was the James Webb telescope launched?", "It was launched in 2021.", "in 2021")
CHURCH = Turn("Who led the rebuilding of Notre-Dame?", "Jean-Louis Georgelin led it.", "Jean-Louis Georgelin")
BEATEN = Turn("Who did Emmanuel Macron beat?", "Emmanuel Macron beat Marine Le Pen.", "Marine Le Pen")
SHARE = Turn("What share of the vote did she get?", "She got 33.9 per cent.", "33.9 per cent")


def ask(message: str, *turns: Turn) -> str:
    """Return the whole question that a message becomes; it must be one."""
    made = complete(message, turns)
    assert made.asked
    return made.text


@pytest.mark.parametrize(
    ("turn", "message", "whole"),
    [
        (BRIDGE, "How long is it?", "How long is the bridge of Ulm?"),
        (QUAKE, "How deep was it?", "How deep was the earthquake in Nepal?"),
        (QUAKES, "How strong was it?", "How strong was the earthquakes in Nepal?"),
        (FIRE, "How was it caused?", "How was the fire at Notre-Dame caused?"),
    ],
)
def test_it_is_the_whole_of_what_was_asked_about(turn: Turn, message: str, whole: str) -> None:
    """The bridge of Ulm and the earthquake in Nepal are meant, not Ulm, Nepal or any earthquake."""
    assert ask(message, turn) == whole


def test_it_is_no_aim_of_a_thing() -> None:
    """A treaty has been signed, and not its aim."""
    assert ask("How many countries signed it?", AIM) == "How many countries signed the Paris Agreement?"


@pytest.mark.parametrize(
    ("turn", "message", "whole"),
    [
        (WEBB, "How much did it cost?", "How much did the James Webb telescope cost?"),
        (CHURCH, "what did it cost", "What did the rebuilding of Notre-Dame cost?"),
        (CHURCH, "How much does it cost to rebuild a church?", "How much does it cost to rebuild a church?"),
    ],
)
def test_it_has_a_cost(turn: Turn, message: str, whole: str) -> None:
    """What cost something is what was spoken of, except where the question says what was done."""
    assert ask(message, turn) == whole


def test_what_somebody_did_is_asked_about() -> None:
    """After an answer to "what did X do?" that begins with a verb, "why?" and "when?" ask about that act."""
    assert ask("why?", BANK) == "Why did the central bank raise its rate to 4% in May?"
    assert ask("when?", BANK) == "When did the central bank raise its rate to 4% in May?"


def test_a_pronoun_alone_takes_a_name_s_place() -> None:
    """After a question about her, "and him?" is the same question about him."""
    assert ask("And him?", BEATEN, SHARE) == "What share of the vote did Emmanuel Macron get?"


@pytest.mark.parametrize("message", ["Was anyone hurt?", "How many people died?"])
def test_an_event_with_its_place_is_what_people_died_in(message: str) -> None:
    """After "When did the fire at Notre-Dame break out?", victims are those of the fire, and not of what follows it."""
    assert ask(message, FIRE) == f"{message[:-1]} in the fire at Notre-Dame?"


@pytest.mark.parametrize(
    ("question", "short", "message", "whole"),
    [
        ("What did the Holm Bank give up?", "its cap", "when?", "When did the Holm Bank give its cap up?"),
        ("What did the council block?", "the bridge", "why?", "Why did the council block the bridge?"),
        ("Who took the jewels?", "Ada Lorn", "when?", "When were the jewels taken?"),
    ],
)
def test_an_unsure_answer_is_stated_of_a_thing_and_of_no_person(
    question: str, short: str, message: str, whole: str
) -> None:
    """What somebody did may be asked on about, though it is only possible; who did it is not taken for granted."""
    turn = Turn(question, f"It was {short}, the paper said.", short, unsure=True)
    assert complete(message, (turn,)).text == whole


STORM = Turn("What happened in Storm Orla?", "A fisherman missing since Storm Orla was found alive on Skarn.")


def test_no_storm_and_no_company_is_he() -> None:
    """A person whom the reply tells by a noun is; of two the reader is asked, and where there is none, too."""
    assert ask("where was he found?", STORM) == "Where was the fisherman in Storm Orla found?"
    two = complete("where does he live?", [Turn(STORM.question, "A pilot and a teacher were hurt.")])
    assert two.choices == (
        "Where does the pilot in Storm Orla live?",
        "Where does the teacher in Storm Orla live?",
    )
    woman = complete("how old is he?", [Turn(STORM.question, "A woman was hurt.")])
    assert "whom “he” means" in woman.unknown
    company = complete("how old is he?", [Turn("Which drug did Orme Pharma recall?", "It recalled Velin.", "Velin")])
    assert "whom “he” means" in company.unknown


def test_a_man_who_is_told_to_be_a_pilot_is_one_person() -> None:
    """An apposition is no second person."""
    turn = Turn(STORM.question, "One man, a 40-year-old pilot, is missing.")
    assert ask("how old is he?", turn) == "How old is the pilot in Storm Orla?"


def test_their_coach_is_that_of_the_team() -> None:
    """After who scored, "they" are the team of an earlier turn, and no one man."""
    won = Turn("Who won the ice hockey cup?", "The Holm Ravens won the cup.", "The Holm Ravens")
    scored = Turn("who scored?", "Captain Mikko Lehto scored.", "Mikko Lehto", unsure=True)
    assert ask("and who is their coach?", won, scored) == "Who is the Holm Ravens’ coach?"
