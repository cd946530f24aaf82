"""What can be a reason: a clause or a noun for what happened, and no person, body or place."""

import pytest

from qa.findings.comparison.agreement import group
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


@pytest.mark.parametrize("words", ["during the last checks", "threatens to close the school", "until Monday evening"])
def test_when_and_what_came_of_it_are_no_reason(words: str) -> None:
    """A time and an effect, which stand beside what happened as a reason does, go behind what can be one."""
    text = f"The ferry was stopped, {words}. A valve of the engine had been leaking for days."
    reason = "A valve of the engine had been leaking"
    assert [one.text for one in give_reasons(group([read(text, words, 3.0), read(text, reason)], Kind.REASON))] == [
        reason
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The ferry lay still on Monday. It lay still because of a broken shaft in the engine.", "a broken shaft"),
        ("The ferry lay still on Monday, driven by fears of a broken shaft.", "fears of a broken shaft"),
        ("The ferry lay still on Monday. A row over pay reportedly led to the halt.", "A row over pay"),
        ("The ferry lay still on Monday, to allow divers to look at the shaft.", "to allow divers to look"),
    ],
)
def test_what_is_said_to_be_the_reason_goes_before_what_repeats_the_question(text: str, reason: str) -> None:
    """Words such as "because of", before a clause or behind it, make it lead one that only says what happened."""
    repeated = read(text, "The ferry lay still", 2.0)
    assert give_reasons(group([repeated, read(text, reason)], Kind.REASON))[0].text == reason


def test_what_is_not_the_reason_is_not_told_as_one() -> None:
    """A reason that is ruled out, by "not because of", does not go before the one that is told."""
    text = "The ferry lay still not because of the storm at sea. The ferry lay still due to a broken shaft."
    storm, shaft = read(text, "the storm at sea", 2.0), read(text, "a broken shaft", 1.0)
    assert give_reasons(group([storm, shaft], Kind.REASON))[0].text == "a broken shaft"
