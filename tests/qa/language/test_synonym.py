"""Verbs of one meaning stand for each other, and others do not."""

import pytest

from qa.language.role import read_role
from qa.language.synonym import synonyms_of, word_as


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("The militia liberated Port Amble.", "Who liberated Port Amble?"),
        ("After the liberation of Port Amble", "Who liberated Port Amble?"),
        ("The militia freed Port Amble, which others call liberated.", "Who freed Port Amble?"),
        ("The militia left Port Amble.", "Who freed Port Amble?"),
    ],
)
def test_a_question_has_the_verb_of_its_passage(text: str, question: str) -> None:
    """The verb changes where the passage has another one of its meaning, in any form, and not where it has its own."""
    assert word_as(text, "Who freed Port Amble?") == question


@pytest.mark.parametrize(
    ("text", "question", "worded"),
    [
        ("Many visitors came.", "How many tourists came?", "How many visitors came?"),
        ("His parents teach.", "Where do his mum and dad teach?", "Where do his parents teach?"),
        ("The company was likened to a ship.", "Who compared it?", "Who likened it?"),
        ("They said children bought it.", "Which kids acquired it?", "Which children bought it?"),
    ],
)
def test_any_word_of_one_meaning_is_put_as_the_passage_has_it(text: str, question: str, worded: str) -> None:
    """Nouns and several words are, too, in the form of the question, and every one of them; "company" is no verb."""
    assert word_as(text, question) == worded


def test_the_agent_of_a_synonym_is_the_agent() -> None:
    """Who liberated a town is who freed it."""
    assert read_role("freed", "Ada Lorn liberated the town.", 0, 8) == 1
    assert read_role("freed", "Ada Lorn painted the town.", 0, 8) == 0


def test_a_verb_is_no_synonym_of_itself() -> None:
    """Other verbs of the group are given, and none for a verb that is in none, whatever its case."""
    assert "liberated" in synonyms_of("Freed")
    assert "freed" not in synonyms_of("freed")
    assert synonyms_of("painted") == frozenset()
