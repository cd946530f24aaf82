"""Quotations: who said the words, and what somebody said."""

import pytest

from qa.forms.quotation import find_speaker, find_words
from tests.qa.pieces import write_hit


def terms(text: str) -> tuple[str, ...]:
    return tuple(word.strip(":.,“”\"'?").removesuffix("’s").removesuffix("'s").lower() for word in text.split())


@pytest.mark.parametrize(
    "text",
    [
        '"The bridge will hold for years," Ada Marlow said on Monday.',
        "“The bridge will hold for years,” said the engineer Ada Marlow.",
        'On Monday Ada Marlow told reporters: "The bridge will hold for years."',
        "The bridge “will hold for years”, town engineer Ada Marlow said on Monday.",
    ],
)
def test_the_speaker_of_the_very_words_is_named(text: str) -> None:
    composed = find_speaker("will hold for years", [write_hit(text)])
    assert composed is not None
    assert composed.claims[0].proofs[0].text == "Ada Marlow"


def test_words_that_nobody_said_have_no_speaker() -> None:
    assert find_speaker("will fall this year", [write_hit('"The bridge will hold," Ada Marlow said.')]) is None


def test_a_reaction_is_the_words_and_not_where_they_were_written() -> None:
    hit = write_hit('Ada Marlow took to Chatter after the verdict on Reyes: "A sad day. We lose a friend of the town."')
    composed = find_words("Ada Marlow", "the verdict on Reyes", [hit], 3, terms)
    assert composed is not None
    assert composed.claims[0].proofs[0].text == "A sad day. We lose a friend of the town"


def test_words_of_another_are_no_reaction() -> None:
    hit = write_hit('"A sad day for us all," said Tom Reyes, who worked with Marlow in the harbour, of the verdict.')
    assert find_words("Ada Marlow", "the verdict", [hit], 3, terms) is None
