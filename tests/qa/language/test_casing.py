"""A question typed without capitals gets those that the articles give its words."""

import pytest

from qa.language.casing import capitalise_names

TEXTS = (
    "The harbour of Porto Alto burned for two days, said the mayor, Ada Quill. Turkey sent a fire engine.",
    "PORTO ALTO - Smoke over Porto Alto was seen from the sea. Ada Quill's office and the UNHCR sent help to Turkey.",
)


@pytest.mark.parametrize(
    ("question", "restored"),
    [
        ("Who is mayor of porto alto?", "Who is mayor of Porto Alto?"),
        ("What did ada quill's office say?", "What did Ada Quill's office say?"),
        ("Did the unhcr send help to turkey?", "Did the UNHCR send help to Turkey?"),
        ("Who put out the fire in the harbour?", "Who put out the fire in the harbour?"),
        ("Did Ada see the smoke over porto alto?", "Did Ada see the smoke over porto alto?"),
    ],
)
def test_names_get_their_capitals(question: str, restored: str) -> None:
    """Words that the articles write small stay small, and a question that has capitals is left as it is."""
    assert capitalise_names(question, TEXTS) == restored
