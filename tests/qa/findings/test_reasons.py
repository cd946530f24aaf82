"""What can be a reason: a clause or a noun for what happened, and no person, body or place."""

import pytest

from qa.findings.agreement import group
from qa.findings.reasons import give_reasons
from qa.question import Kind
from tests.qa.pieces import read


def reasons_of(text: str, answer: str) -> list[str]:
    """Return what is left of one finding as a reason."""
    return [one.text for one in give_reasons(group([read(text, answer)], Kind.REASON))]


@pytest.mark.parametrize("name", ["the Harbour Board", "an Oslo airport", "the mayor", "a county court"])
def test_a_person_a_body_or_a_place_is_no_reason(name: str) -> None:
    """Even alone, a name of one who acts or of where it happened is not taken for why it happened."""
    assert reasons_of(f"The ferry was inspected by {name} on Monday.", name) == []


@pytest.mark.parametrize(
    "reason",
    [
        "a storm",
        "human error",
        "drunken driving",
        "he was shot by the police",
        "a row with the mayor",
        "smoke",
        "a strike",
    ],
)
def test_what_happened_is_a_reason(reason: str) -> None:
    """A noun for an event, and a clause that ends with a person, are kept."""
    assert reasons_of(f"It sank because of {reason}.", reason) == [reason]
