"""Where evidence is weak, the closest sentence of a refusal: cited and proved, and never a short answer."""

from dataclasses import replace

import pytest

from index.library import Library
from qa.answer import answer_in_steps
from qa.findings.weights import parameters
from qa.forms.dispatch import decide
from qa.types import Answer, Found, Question, Reason
from qa.verdict import Verdict
from tests.conftest import NOW, fill, write_article
from tests.qa.test_answer import ASKING, BRIDGE, SNOW, delete


@pytest.fixture
def evidence(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Give every verdict the evidence in this list, as a share of what an answer needs."""
    share = [0.8]

    def weaken(*given: object) -> Verdict:
        verdict = decide(*given)  # type: ignore[arg-type] # passed on
        return replace(verdict, evidence=share[0] * parameters().refusal_threshold)

    monkeypatch.setattr("qa.answer.decide", weaken)
    return share


def decline(library: Library) -> Answer:
    """Ask, and return the refusal."""
    *_, declined = answer_in_steps(Question(ASKING, NOW), library)
    assert isinstance(declined, Answer)
    assert declined.reason is Reason.WEAK_EVIDENCE
    assert (declined.short, declined.sentences, declined.citations) == (None, (), ())
    return declined


@pytest.mark.usefixtures("evidence")
def test_the_closest_sentence_is_shown_with_its_citation(library: Library) -> None:
    """The quote is the text at its offsets, and holds the sentence; the answer has neither sentence nor citation."""
    fill(library, BRIDGE, SNOW)
    perhaps = decline(library).perhaps
    assert perhaps
    assert perhaps.text == "Mayor Adaeze Okonkwo opened the Zephyr bridge in Lagos on Tuesday."
    cited = perhaps.citation
    assert cited.article == "bridge"
    assert BRIDGE.text[cited.start : cited.end] == cited.quote
    assert perhaps.text in cited.quote


def test_far_too_little_evidence_shows_no_sentence(library: Library, evidence: list[float]) -> None:
    """Below a share of what an answer needs, nothing may look like an answer."""
    fill(library, BRIDGE, SNOW)
    evidence[:] = [0.4]
    assert decline(library).perhaps is None


@pytest.mark.usefixtures("evidence")
def test_what_was_deleted_meanwhile_is_not_shown(library: Library) -> None:
    """The sentence is proved when the refusal is made, not when its passage was found."""
    fill(library, BRIDGE, SNOW, write_article("Bridge closed", "The Zephyr bridge is closed today."))
    steps = answer_in_steps(Question(ASKING, NOW), library)
    assert isinstance(next(steps), Found)
    delete(library, "bridge")
    (declined,) = steps
    assert isinstance(declined, Answer)
    assert declined.reason is Reason.WEAK_EVIDENCE
    assert declined.perhaps is None


def test_an_answer_has_none(library: Library) -> None:
    """What is answered needs no unsure sentence beside it."""
    fill(library, BRIDGE, SNOW)
    *_, answered = answer_in_steps(Question(ASKING, NOW), library)
    assert isinstance(answered, Answer)
    assert (answered.status, answered.perhaps) == ("answered", None)


@pytest.mark.usefixtures("evidence")
def test_a_refusal_says_what_can_be_asked_instead(library: Library) -> None:
    """What the nearest articles are about, and what they answer; not what shares no word with the question."""
    other = write_article("Louvre reopens", "The Louvre opened its doors again on Wednesday.", "2015-01-28")
    fill(library, BRIDGE, SNOW, other)
    declined = decline(library)
    assert "Louvre reopens" in [hit.head.title for hit in declined.near]
    assert declined.suggestions == (
        "What do we know about the Zephyr bridge?", "When did Mayor Adaeze Okonkwo open the Zephyr bridge in Lagos?",
    )  # fmt: skip
