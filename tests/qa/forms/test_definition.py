"""Definitions: what stands beside a name."""

from datetime import UTC, datetime

import pytest

from qa.forms.definition import define
from tests.qa.pieces import write_hit


@pytest.mark.parametrize(
    ("subject", "sentence", "short"),
    [
        ("Ada Marlow", "Ada Marlow, the former mayor of Holm, spoke on Monday.", "the former mayor of Holm"),
        ("Ada Marlow", 'The jury heard Ada "Addie" Marlow, a painter of ships, on Monday.', "a painter of ships"),
        ("Holmex", "Holmex is a trading house that failed in June.", "a trading house that failed in June"),
        ("riverpox", "The doctor said that riverpox is a disease of sheep.", "a disease of sheep"),
        ("Tom Reyes", "The jury heard Holmex founder Tom Reyes on Monday morning.", "Holmex founder"),
        ("Tom Reyes", "The founder of Holmex, Tom Reyes, spoke on Monday.", "The founder of Holmex"),
    ],
)
def test_a_definition_stands_beside_the_name(subject: str, sentence: str, short: str) -> None:
    composed = define(subject, [write_hit(sentence)], 3)
    assert composed is not None
    assert composed.claims[0].proofs[0].text == short
    assert short in composed.drafts[0].citations[0].quote


@pytest.mark.parametrize(
    "sentence",
    [
        "“The deal made at Holmex is a win for us all,” she said on Monday.",
        "The promises made at Holmex are a start for the whole town, many said.",
        "Holmex, its owner said on Monday, will pay all that it owes.",
    ],
)
def test_an_opinion_or_an_insertion_defines_nothing(sentence: str) -> None:
    assert define("Holmex", [write_hit(sentence)], 3) is None


def test_of_two_offices_the_newest_leads() -> None:
    old = write_hit("Ada Marlow, the mayor of Holm, spoke on Monday.", "a", published=datetime(2030, 1, 1, tzinfo=UTC))
    new = write_hit(
        "Ada Marlow, the former mayor of Holm, wrote a book.", "b", published=datetime(2032, 1, 1, tzinfo=UTC)
    )
    composed = define("Ada Marlow", [old, new], 3)
    assert composed is not None
    assert composed.claims[0].proofs[0].text == "the former mayor of Holm"
