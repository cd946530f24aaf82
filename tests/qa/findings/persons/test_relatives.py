"""A relative is read from sentences that name the relation, from either side of it."""

from datetime import UTC, datetime

import pytest

from qa.findings.persons.relatives import find_relative, read_relation
from qa.question import understand
from qa.types import Question
from tests.qa.pieces import write_hit


def relative_of(question: str, *sentences: str) -> str | None:
    """Return the relative whom the sentences name, each a passage of its own."""
    asked = understand(Question(question, datetime(2024, 5, 1, tzinfo=UTC)), ())
    hits = [write_hit(sentence, article=f"a{place}") for place, sentence in enumerate(sentences)]
    found = find_relative(asked, hits, ())
    return found.finding.text if found else None


@pytest.mark.parametrize(
    ("question", "sentence", "name"),
    [
        ("Who is Ben Roy’s wife?", "Roy’s wife, Ada Dahl, was there.", "Ada Dahl"),
        ("Who was the late wife of Ben Roy?", "Ada Dahl, the wife of Ben Roy, was there.", "Ada Dahl"),
        ("What is the name of Ben Roy’s daughter?", "Ben Roy and his daughter Cy Roy left.", "Cy Roy"),
        ("Who is Ada Dahl’s husband?", "Tom Lee joked about Roy’s wife, Ada Dahl.", "Roy"),
        ("Who is Ada Dahl’s husband?", "Ada Dahl, Ben Roy’s wife, was there.", "Ben Roy"),
        ("Who is Ada Dahl married to?", "Ada Dahl, Ben Roy’s wife, was there.", "Ben Roy"),
        ("Who is Cy Roy’s mother?", "Ada Dahl and her son Cy Roy left.", "Ada Dahl"),
        ("Who is King Olaf’s grandfather?", "Olaf’s grandfather, King Sven II, died.", "King Sven II"),
    ],
)
def test_who_is_a_relative_by_a_sentence(question: str, sentence: str, name: str) -> None:
    """The name stands on the other side of the relation from the one whose relative is asked for."""
    assert relative_of(question, sentence) == name


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who is Ben Roy’s wife?", "Tom Lee’s wife, Ada Dahl, was there."),
        ("Who is Ben Roy’s wife?", "Ben Roy met Ada Dahl, a mother of two."),
        ("Who are Ben Roy’s parents?", "Roy’s father, Tom Roy, was there."),
        ("Who is Ben Roy’s lawyer?", "Roy’s lawyer, Ada Dahl, was there."),
    ],
)
def test_nobody_else_is_a_relative(question: str, sentence: str) -> None:
    """Another one's relative, one of whom nothing is said, and who is no relative are not named; nor one of several."""
    assert relative_of(question, sentence) is None


def test_most_passages_decide_and_the_fullest_name_is_said() -> None:
    """One passage that names another is outvoted."""
    sentences = ("Roy’s wife, Dahl, left.", "Ben Roy’s wife, Ada Dahl, left.", "Roy’s wife, Eve Lee, left.")
    assert relative_of("Who is Ben Roy’s wife?", *sentences) == "Ada Dahl"


def test_a_question_for_no_relative_has_no_relation() -> None:
    """Who leads a firm is no relative of it."""
    assert read_relation("Who is the head of Roy Lines?") is None
