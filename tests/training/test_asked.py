"""Statements become the questions that they answer, and what denies them."""

import pytest

from training.asked import ask, deny


@pytest.mark.parametrize(
    ("claim", "question"),
    [
        ("Ada Park bought the old mill.", "Did Ada Park buy the old mill?"),
        ("The mill was sold in May.", "Was the mill sold in May?"),
        ("Ada Park has never won.", "Has Ada Park never won?"),
        ("The bridge weighs nine tons.", "Does the bridge weigh nine tons?"),
    ],
)
def test_a_claim_is_asked_with_its_verb_in_front(claim: str, question: str) -> None:
    """Auxiliaries move, other verbs are asked with "did" or "does", and names keep their capitals."""
    assert ask(claim) == question


@pytest.mark.parametrize("text", ["What a day", "The mill that burned was sold", "Who sold the mill?", ""])
def test_what_has_no_plain_verb_is_not_asked(text: str) -> None:
    """A fragment, a claim with a clause in its subject and a question are left out."""
    assert ask(text) is None


def test_a_sentence_is_denied_once() -> None:
    """A verb is denied where it stands; a sentence that denies is left as it is."""
    assert deny("Ada Park bought the old mill.") == "Ada Park did not buy the old mill."
    assert deny("The mill was sold in May.") == "The mill was not sold in May."
    assert deny("The mill was not sold in May.") is None
