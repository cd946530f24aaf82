"""The agent of a verb is the name before it, or after it and "by"."""

import pytest

from qa.language.role import is_akin, read_action, read_role


@pytest.mark.parametrize(
    ("question", "action"),
    [
        ("Who liberated Kobane?", "liberated"),
        ("who has just won the cup", "won"),
        ("Which company recalled its cars?", "recalled"),
        ("Who is the mayor?", None),
        ("Who did the police arrest?", None),
        ("Where was the ferry built?", None),
        ("", None),
    ],
)
def test_the_action_that_is_asked_about(question: str, action: str | None) -> None:
    """Only a question for the agent has an action; one for the object has none."""
    assert read_action(question) == action


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("Ada Lorn freed the town from Bo Fenn.", "Ada Lorn", 1),
        ("Ada Lorn freed the town from Bo Fenn.", "Bo Fenn", -1),
        ("The town was freed by Ada Lorn.", "Ada Lorn", 1),
        ("The town was freed by the Ada Lorn brigade.", "Ada Lorn brigade", 1),
        ("Ada Lorn lives in the town.", "Ada Lorn", 0),
    ],
)
def test_where_a_name_stands_tells_its_role(sentence: str, name: str, role: int) -> None:
    """Before the verb it is the agent, after it only with "by"; without the verb the role is unknown."""
    start = sentence.index(name)
    assert read_role("freed", sentence, start, start + len(name)) == role


def test_forms_of_the_verb_are_the_verb() -> None:
    """The noun "liberation" has the stem of "liberated", "liberty" has not; without an action there is no role."""
    sentence = "Ada declared the liberation of the town."
    assert read_role("liberated", sentence, 0, 3) == 1
    assert read_role("liberated", sentence.replace("liberation", "liberty"), 0, 3) == 0
    assert read_role(None, sentence, 0, 3) == 0


def test_a_synonym_is_akin_by_its_stem() -> None:
    """Who freed a town is the agent before "the liberation", whose verb is another word for it."""
    assert is_akin("liberation", "freed")
    assert not is_akin("library", "freed")
