"""Causes: a clause that tells how something began."""

from qa.findings.comparison.agreement import group
from qa.findings.reasons import give_reasons
from qa.forms.cause import explain
from qa.question import Kind
from tests.qa.pieces import read, write_hit


def terms(text: str) -> tuple[str, ...]:
    return tuple(word.strip(".,?").lower() for word in text.split())


def test_how_a_fire_started_is_a_clause_and_no_participle() -> None:
    hit = write_hit("A man arrested for the Holm fire had been trying to burn a nest when he started it, police said.")
    composed = explain("the Holm fire", [hit], 3, terms)
    assert composed is not None
    assert composed.claims[0].proofs[0].text == "trying to burn a nest"


def test_a_sum_or_a_place_is_no_reason() -> None:
    text = "She sued the mill in Holm for $5 million because of false labels on its bread."
    found = group([read(text, "$5 million", 3.0), read(text, "false labels", 1.0)], Kind.REASON)
    assert [one.text for one in give_reasons(found)] == ["false labels"]


def test_a_cause_does_not_repeat_what_is_asked_about() -> None:
    """Protests "sparked by the death of Lorn" do not tell how Lorn died."""
    hit = write_hit("The marches were sparked by the death of Ada Lorn, a clerk of 22.")
    assert explain("Ada Lorn", [hit], 3, terms) is None
