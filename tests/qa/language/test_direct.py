"""Questions as people put them are the direct questions that they mean."""

import pytest

from qa.language.direct import ask_directly


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Can you tell me who the mayor of Holm is please?", "Who is the mayor of Holm?"),
        ("could you please tell me when the bridge fell", "When the bridge fell?"),
        ("Do you know how many people died in Port Amble?", "How many people died in Port Amble?"),
        ("I'd like to know why Ada Lorn resigned, thanks", "Why Ada Lorn resigned?"),
        ("tell me who shot Bo Fenn", "Who shot Bo Fenn?"),
        ("How many people did the Holm fire kill?", "How many people were killed by the Holm fire?"),
        ("how many has the storm injured in May", "How many were injured by the storm in May?"),
        ("Name the Holm Prize winners of 2022", "Who were the Holm Prize winners in 2022?"),
        ("mayor of Holm", "Who is the mayor of Holm?"),
        ("Holm mayor?", "Who is the mayor of Holm?"),
        ("name of the mayor of Holm", "Who is the mayor of Holm?"),
        ("bo fenn attacker name", "Who attacked bo fenn?"),
        ("Ada Lorn prison sentence length", "How long is the Ada Lorn prison sentence?"),
        ("holm ferry death toll", "How many people died in the holm ferry?"),
        ("Ada Lorn husband", "Who is Ada Lorn's husband?"),
        ("ada lorn age", "How old is ada lorn?"),
        ("UK prime minister", "Who is the prime minister of UK?"),
        ("Name the northern and southern towns that flooded", "Which northern and southern towns flooded?"),
        ("List all of the players who scored for Holm", "Which players scored for Holm?"),
        ("List the women in Lorn's cabinet", "Which are the women in Lorn's cabinet?"),
        ("In May, who won the cup?", "Who won the cup in May?"),
        (
            "Before Lorn, who was the last mayor to be re-elected?",
            "Who was the last mayor to be re-elected before Lorn?",
        ),
        ("According to the police, were the brakes cut?", "Were the brakes cut according to the police?"),
        ("Name three towns that border Holm", "Which three towns border Holm?"),
    ],
)
def test_a_question_is_asked_directly(typed: str, meant: str) -> None:
    """Words of politeness go, the verb moves to its place, and an office with its body asks who holds it."""
    assert ask_directly(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "Tell me about Port Amble?",
        "Name the mayor of Holm?",
        "Name the film that won?",
        "What did the mayor of Holm say?",
        "Who told the mayor what the plan was?",
        "The mayor of Holm resigned?",
        "Did the mayor of Holm resign?",
        "New mayor?",
        "Who is the cup winner?",
        "What can you tell me about the mayor?",
        "Please?",
        "By when must Holm choose Lorn's successor?",
        "After Storm Orla hit Holm, how fast did it move?",
        "In which of the towns, Holm or Tarn, did it snow?",
    ],
)
def test_other_questions_are_left_as_they_are(typed: str) -> None:
    """What asks for a summary, or only speaks of telling or of an office, is not changed."""
    assert ask_directly(typed) == typed


@pytest.mark.parametrize("typed", ["sonic boom", "sister ships", "mother of the bride", "wifebeater", "Brother"])
def test_a_relative_is_asked_for_where_the_word_stands_last(typed: str) -> None:
    """Keywords that only begin with such a word, or with its letters, stay as they are, and are no error."""
    assert typed.lower() in ask_directly(typed).lower()
