"""What the checker is shown of an answer: the question, the answer, and the sentences that may say so."""

from qa.checking.statement import state
from tests.qa.pieces import take, write_hit

STORY = "Ada Lorn leads the port of Qarun. She was named its director in May. The tide was low. Ships wait."


def test_the_claim_is_the_question_and_its_answer() -> None:
    """The claim reads as the question followed by the answer, on one line."""
    hit = write_hit("The port of\nQarun opened.", title="Port news")
    made = state("What opened?", "The port of\nQarun", hit, take(hit, "The port of\nQarun").span)
    assert made.claim == "What opened? The port of Qarun"
    assert made.text == "Port news - The port of Qarun opened."


def test_the_sentence_before_is_shown_because_a_pronoun_may_mean_it() -> None:
    """The text has the sentence of the answer and the one before it, no other, behind the headline."""
    hit = write_hit(STORY, title="Port", start=500)
    made = state("When was she named?", "May", hit, take(hit, "May").span)
    assert made.text == "Port - Ada Lorn leads the port of Qarun. She was named its director in May."


def test_a_long_sentence_is_cut_around_the_answer() -> None:
    """Of a sentence too long for the network the part around the answer is shown, and not the sentence before."""
    long = "Nothing else. " + "and then " * 120 + "in Qarun " + "and again " * 120 + "it ended."
    hit = write_hit(long, title="")
    made = state("Where?", "Qarun", hit, take(hit, "Qarun").span)
    assert "in Qarun" in made.text
    assert len(made.text) <= 420
    assert not made.text.startswith("Nothing else")
