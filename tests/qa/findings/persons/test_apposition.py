"""Names beside the noun that a question asks by."""

import pytest

from qa.findings.persons.apposition import lift_apposed
from tests.qa.pieces import ask, take, write_hit


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Which rapper agreed to sing?", "Ben Roy, Cy Dahl and Ada Lorn, the Bergen rapper, met."),
        ("What is the rover of Lumo called?", "The lander Ben Roy waits; a rover named Ada Lorn drives."),
        ("Who are Dahl’s attorneys?", "Ben Roy spoke; so did the attorneys Ada Lorn and Eva Obi."),
    ],
)
def test_the_name_beside_the_noun_is_likelier(question: str, text: str) -> None:
    """Of two names that the reader likes alike, the one with the noun of the question beside it comes first."""
    hit = write_hit(text)
    found = [take(hit, "Ben Roy", 1.0), take(hit, "Ada Lorn", 1.0)]
    lifted = lift_apposed(found, ask(question))
    assert max(lifted, key=lambda one: one.score).text == "Ada Lorn"


def test_a_place_before_the_noun_is_not_lifted() -> None:
    """The "Tarn" of "Tarn mayor Ada Lorn" is not the mayor; a question without such a noun lifts nothing."""
    hit = write_hit("Tarn mayor Ada Lorn spoke.")
    found = [take(hit, "Tarn", 1.0)]
    assert lift_apposed(found, ask("Who is the mayor of Holm?")) == found
    assert lift_apposed(found, ask("Who spoke?")) == found
