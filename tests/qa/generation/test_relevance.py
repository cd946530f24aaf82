"""A written sentence that is true but does not answer must not be the answer."""

from collections.abc import Sequence

import pytest

from index.types import Span
from qa.checking.hypothesis import Hypothesis
from qa.findings.compose import Composed
from qa.generation.author import Author, Supported
from qa.generation.relevance import ANSWERS, Relevance, relevance_of, split_lead
from qa.language.polarity import Polarity
from qa.proof.citation import cite
from qa.proof.verify import Claim, Proof
from qa.reading.reader import PassageInput, open_reader
from qa.types import Agreement, Dropped, Family
from tests.qa.generation.scripted import Script, say, serving
from tests.qa.generation.test_author import keys_of
from tests.qa.pieces import write_hit

TOWN = write_hit(
    "The harbour of Amble reopened on Tuesday, the council said. Repairs cost 1.2 million pounds. Rain fell.", "town"
)
NEVER = -9.0


def span_of(part: str) -> Span:
    """Return where a part of the passage is."""
    start = TOWN.text.index(part)
    return Span(start, start + len(part))


def sure(hypotheses: Sequence[Hypothesis]) -> list[float]:
    """Judge that everything is said."""
    return [9.0] * len(hypotheses)


def write(text: str, relevance: Relevance) -> list[Supported | Dropped]:
    """Return what is made of a model that writes this, with KEY for the key of the passage."""
    with serving(Script(lambda body: say(text.replace("KEY", keys_of(body)["town"])))) as script:
        return list(Author(script.client()).write(relevance.question, [TOWN], sure, relevance=relevance, most=5))


def test_what_does_not_answer_is_not_the_answer() -> None:
    """A true sentence about something else is dropped with its reason; what follows an answer may tell more."""
    relevance = Relevance("How much did the repairs cost?", ("1.2 million pounds",), rate=lambda _: NEVER)
    found = write("Rain fell [KEY]. Repairs cost 1.2 million pounds [KEY]. Rain fell in Amble [KEY].", relevance)
    assert [type(one) for one in found] == [Dropped, Supported, Supported]
    assert isinstance(found[0], Dropped)
    assert found[0].reason == "it does not answer the question"
    alone = write("Rain fell [KEY].", relevance)
    assert [type(one) for one in alone] == [Dropped]


def test_the_quoted_answer_tells_what_answers() -> None:
    """Its short answer, or a quote that overlaps its own, makes a sentence an answer, whatever the reader thinks."""
    citation = cite(TOWN, span_of("Repairs cost 1.2 million pounds."), Family())
    claim = Claim((Proof("1.2 million pounds", citation),))
    composed = Composed((), (claim,), Agreement.SINGLE)
    relevance = relevance_of("How much?", composed, lambda _: NEVER)
    assert relevance.is_answer("The bill came to 1.2 million pounds.", ())
    assert not relevance.is_answer("Rain fell.", [(TOWN, span_of("Rain fell."))])
    quoted = Relevance("How much?", quoted=(("town", 1, citation.start, citation.end),), rate=lambda _: NEVER)
    assert quoted.is_answer("The work was expensive.", [(TOWN, span_of("cost 1.2 million"))])
    assert not quoted.is_answer("Rain fell.", [(TOWN, span_of("Rain fell."))])


def test_the_reader_tells_answers_that_are_in_other_words() -> None:
    """The packaged reader rates a sentence that answers above the limit, and one about something else below it."""
    reader = open_reader()
    assert reader

    def rate(text: str) -> float:
        reading = reader.read("Who liberated Kobane?", [PassageInput("", text)]).each[0]
        assert reading
        return reading.verdict

    assert rate("Kurdish fighters liberated Kobane.") >= ANSWERS
    assert rate("Prices of bread rose by 12 percent.") < ANSWERS


@pytest.mark.parametrize(
    ("text", "said", "rest"),
    [
        ("Yes, the harbour reopened.", Polarity.YES, "The harbour reopened."),
        ("No: it is closed.", Polarity.NO, "It is closed."),
        ("Yes.", Polarity.YES, ""),
        ("No one was hurt.", None, "No one was hurt."),
        ("Yesterday it rained.", None, "Yesterday it rained."),
    ],
)
def test_yes_and_no_are_read_apart(text: str, said: Polarity | None, rest: str) -> None:
    """Only a word that stands apart says yes or no; the rest is a sentence of its own."""
    assert split_lead(text) == (said, rest)


@pytest.mark.parametrize(
    ("polarity", "text", "left"),
    [
        (Polarity.YES, "Yes, the harbour reopened on Tuesday [KEY].", ["Yes, the harbour reopened on Tuesday."]),
        (Polarity.NO, "Yes, the harbour reopened on Tuesday [KEY].", []),
        (Polarity.UNCLEAR, "Yes, the harbour reopened on Tuesday [KEY].", []),
        (Polarity.YES, "Yes. The harbour reopened on Tuesday [KEY].", ["The harbour reopened on Tuesday."]),
        (None, "Yes, the harbour reopened on Tuesday [KEY].", ["The harbour reopened on Tuesday."]),
    ],
)
def test_a_written_yes_agrees_with_the_proved_one(polarity: Polarity | None, text: str, left: list[str]) -> None:
    """One that says the contrary is dropped; where nothing is asked for yes or no, the word is left out."""
    found = write(text, Relevance("Did the harbour of Amble reopen?", polarity=polarity))
    assert [one.text for one in found if isinstance(one, Supported)] == left
    if not left:
        assert any(isinstance(one, Dropped) and "not proved" in one.reason for one in found)
