"""What a question takes for granted has to be said by an article before the question is answered."""

from collections.abc import Sequence

import pytest

from index.library import Library
from index.types import Hit
from qa.answer import ask
from qa.checking.hypothesis import Hypothesis
from qa.findings.compose import Composed
from qa.forms.statement import cite_statement, draft_of, read_statements
from qa.forms.supposed import lacks_manner, read_supposed, require_premise, word_as
from qa.proof.verify import Claim, Proof
from qa.reading.reader import Reader, open_reader
from qa.types import Agreement, Reason
from qa.verdict import Verdict
from tests.conftest import fill, write_article
from tests.qa.forms.affirmation.test_affirming import Judge
from tests.qa.pieces import write_hit

WHY = "Why did Ada Marlow leave the harbour board?"


def answered(hits: Sequence[Hit]) -> Verdict:
    """Return a verdict that answers by the first sentence, and is half sure."""
    citation = cite_statement(one := next(read_statements(hits)), one.span, hits)
    claim = Claim((Proof("the fees", citation),), 0.5)
    return Verdict(tuple(hits), Composed((draft_of(citation),), (claim,), Agreement.SINGLE), 0.5, 0.99)


@pytest.mark.parametrize(
    ("question", "within"),
    [
        (WHY, "Did Ada Marlow leave the harbour board?"),
        ("when was the lamp stolen again", "Was the lamp stolen again?"),
        ("How exactly did the ferry sink?", "Did the ferry sink?"),
        ("When did the ferry last sail to Lorne?", "Did the ferry sail to Lorne?"),
        ("When was the first ferry built?", "Was the first ferry built?"),
        ("Where did the mayor flee to?", "Did the mayor flee?"),
        ("When did the volcano last erupt before this?", "Did the volcano erupt?"),
        ("When was the attack?", None),
        ("Why did Ada Marlow not take the post?", None),
        ("Why was the ferry never repaired?", None),
        ("Where is the lamp?", None),
        ("How did the council react?", None),
        ("Why did it take two years?", None),
        ("Where was Ada Marlow when the lamp fell?", None),
        ("Where were the talks with Lorne held in May?", None),
        ("When was the library set up?", None),
        ("Where was the thief held up when the boat left?", "Was the thief held up when the boat left?"),
        ("Who resigned?", None),
        ("How many boats were lost?", None),
    ],
)
def test_the_question_within(question: str, within: str | None) -> None:
    """It is what is left behind the question word, where that says that something happened."""
    assert read_supposed(question) == within


def test_an_answer_to_what_no_article_says_is_withheld(library: Library) -> None:
    """The sentence nearest to the premise takes the place of the answer, and the refusal has the question within."""
    hits = [write_hit("Ada Marlow told the harbour board that she would remain because of the fees.")]
    refused = require_premise(WHY, answered(hits), library, Judge())
    assert (refused.enough, refused.supposed) == (False, "Did Ada Marlow leave the harbour board?")
    assert refused.composed.claims == ()
    assert [one.citations[0].quote for one in refused.composed.drafts] == [hits[0].text]


def test_an_answer_that_is_plainly_given_needs_no_premise(library: Library) -> None:
    """Where the quoted sentence answers the whole question, the premise need not be said in so many words."""

    class Grants(Judge):
        def judge(self, hypotheses: Sequence[Hypothesis]) -> list[float]:
            """Believe the answer, and not the question within."""
            return [3.0 if one.claim.endswith("fees") else -3.0 for one in hypotheses]

    verdict = answered([write_hit("The seat of Ada Marlow on the harbour board is empty because of the fees.")])
    assert require_premise(WHY, verdict, library, Grants()) is verdict


def test_an_answer_to_what_an_article_says_stays(library: Library) -> None:
    """Where a sentence plainly says it, the answer stays, and hardly less sure; a refusal is never judged."""
    hits = [write_hit("Ada Marlow bowed out of the harbour board because of the fees.")]
    kept = require_premise(WHY, answered(hits), library, Judge(yes=["bowed"]))
    assert kept.enough
    assert 0.45 < kept.confidence <= 0.5
    assert kept.composed.claims[0].confidence == kept.confidence
    judge, declined = Judge(), Verdict(tuple(hits), Composed((), (), Agreement.SINGLE), 0.1, 0.1)
    assert require_premise(WHY, declined, library, judge) is declined
    assert judge.judged == []


def test_a_premise_that_is_hardly_said_makes_the_answer_less_sure(library: Library) -> None:
    """Between plainly said and not said at all, confidence falls."""

    class Doubtful(Judge):
        def judge(self, hypotheses: Sequence[object]) -> list[float]:
            """Return the same low odds for each."""
            return [1.0 for _ in hypotheses]

    hits = [write_hit("Ada Marlow bowed out of the harbour board because of the fees.")]
    doubted = require_premise(WHY, answered(hits), library, Doubtful())
    assert doubted.enough
    assert doubted.confidence < 0.4


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When was Ada Marlow arrested?", "Ada Marlow, the chair of the board, was arrested in Lorne on Monday."),
        ("When did the guard liberate Lorne?", "The guard declared Lorne liberated on Monday after two weeks."),
    ],
)
def test_what_a_rule_reads_is_not_judged(library: Library, question: str, sentence: str) -> None:
    """Where the words say it plainly, or it is declared, no checker is asked."""
    judge, verdict = Judge(), answered([write_hit(sentence)])
    assert require_premise(question, verdict, library, judge) is verdict
    assert judge.judged == []


def test_without_a_checker_nothing_is_withheld(library: Library) -> None:
    """A reader without a checker answers as it did."""

    class Silent(Judge):
        def judge(self, hypotheses: Sequence[object]) -> list[float]:
            """Return nothing, as a reader without a checker does."""
            assert hypotheses
            return []

    verdict = answered([write_hit("Ada Marlow told the harbour board that she would remain because of the fees.")])
    assert require_premise(WHY, verdict, library, Silent()) is verdict
    assert require_premise(WHY, verdict, library, None) is verdict


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The packaged reader with its checker."""
    opened = open_reader()
    assert opened
    return opened


def test_what_never_happened_has_no_reason(library: Library, reader: Reader) -> None:
    """What happened is explained; what did not is declined, and the refusal says which question was asked first."""
    fill(
        library,
        write_article(
            "Harbour board raises fees",
            "The harbour board of Port Lorne raised the mooring fees on Monday because the pier needs repairs."
            " Ada Marlow, who chairs the board, said that she would stay in office until the pier is rebuilt.",
        ),
        write_article(
            "Mayor of Port Lorne resigns",
            "Tom Reyes, the mayor of Port Lorne, resigned on Tuesday because of a scandal over the ferry contract.",
        ),
    )
    right = ask("Why did Tom Reyes resign?", library, reader)
    assert right.reason is None
    assert "scandal" in (right.short or right.sentences[0].text)
    wrong = ask("Why did the harbour board lower the mooring fees?", library, reader)
    assert wrong.reason in (Reason.PREMISE_NOT_FOUND, Reason.WEAK_EVIDENCE)
    other = ask("Why did the harbour board of Port Lorne raise the ferry fees on Monday?", library, reader)
    assert other.reason is Reason.PREMISE_NOT_FOUND
    assert (
        other.hint
        == "No passage found says yes to “Did the harbour board of Port Lorne raise the ferry fees on Monday?”"
    )
    assert other.short is None


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("Why did Tom shoot Ada Marlow?", "Ada Marlow was attacked with a hammer at home.", True),
        ("Why did Tom shoot Ada Marlow?", "Ada Marlow was hit by two bullets at home.", False),
        ("Why did Tom shoot Ada Marlow?", "A man fired at Jan Holt, the police said.", True),
        ("Where was Ada Marlow stabbed?", "The knife that hurt Ada Marlow was found at the mill.", False),
        ("Why did Tom attack Ada Marlow?", "Ada Marlow was attacked with a hammer at home.", False),
    ],
)
def test_how_something_was_done_is_said_somewhere(question: str, text: str, lacks: bool) -> None:
    """Who was shot is in some passage that names him with a word for that; a verb that tells no manner needs none."""
    assert lacks_manner(question, [write_hit(text)]) is lacks


def test_a_manner_that_nobody_states_is_refused(library: Library) -> None:
    """Even a checker that takes every sentence for a yes does not make a shooting of an attack with a hammer."""
    hits = [write_hit("Ada Marlow was attacked by Tom Reyes with a hammer because of the fees.")]
    refused = require_premise("Why did Tom Reyes shoot Ada Marlow?", answered(hits), library, Judge(yes=["hammer"]))
    assert (refused.enough, refused.supposed) == (False, "Did Tom Reyes shoot Ada Marlow?")


@pytest.mark.parametrize(
    ("question", "text", "asked"),
    [
        ("Was the race called off?", "The race was scrubbed because of the storm.", "Was the race scrubbed?"),
        ("Did the rocket take off?", "The rocket launched at noon on Monday.", "Did the rocket launch?"),
        ("Was the race called off?", "It was called off, and the next one was delayed.", "Was the race called off?"),
        ("Did the rocket take off?", "They gave up the launch of the rocket at noon.", "Did the rocket take off?"),
        ("Was the race won?", "The race was scrubbed because of the storm.", "Was the race won?"),
    ],
)
def test_a_premise_is_asked_in_the_words_of_the_sentence(question: str, text: str, asked: str) -> None:
    """The checker does not have to know that two verbs are one."""
    (one,) = read_statements([write_hit(text)])
    assert word_as(question, one) == asked
