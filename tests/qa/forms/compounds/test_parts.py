"""Questions of two parts, and comparisons."""

from dataclasses import replace

import pytest

from qa.findings.compose import Composed
from qa.forms.compounds.parts import Part, read_comparison, split_parts
from qa.forms.compounds.several import Event, answer_parts, compare, names_nothing
from qa.forms.statement import cite_statement, claim_of, draft_of, read_statements
from qa.language.polarity import Polarity
from qa.types import Agreement
from qa.verdict import Verdict
from tests.qa.pieces import write_hit


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("When and where was Ada born?", ("When was Ada born?", "Where was Ada born?")),
        (
            "How many people died in the flood in Holm in March 2031 and how many in Tarn in July 2032?",
            ("How many people died in the flood in Holm in March 2031?",
             "How many people died in the flood in Tarn in July 2032?"),
        ),
        (
            "Who won the cup and who was the referee of the final?",
            ("Who won the cup?", "Who was the referee of the final?"),
        ),
        ("Who won the cup and when?", ("Who won the cup?", "When was the cup won?")),
        ("When did Marlow resign, and why?", ("When did Marlow resign?", "Why did Marlow resign?")),
        (
            "Which mayor had the shortest term, and how long was it?",
            ("Which mayor had the shortest term?", "How long was the shortest term?"),
        ),
        (
            "How many trains carried the sand away and where to?",
            ("How many trains carried the sand away?", "To where did trains carry the sand away?"),
        ),
        ("Who bought the mill and for how much?", ("Who bought the mill?", "For how much was the mill bought?")),
        (
            "By the mayor's count, how many have been locked up and how many killed in May?",
            ("By the mayor's count, how many have been locked up in May?",
             "By the mayor's count, how many have been killed in May?"),
        ),
        (
            "How many people were aboard and how many died?",
            ("How many people were aboard?", "How many died?"),
        ),
        ("Did Marlow resign, and when?", ("Did Marlow resign?", "When did Marlow resign?")),
        ("Was the ferry raised and who paid for it?", ("Was the ferry raised?", "Who paid for the ferry?")),
        ("Was Marlow convicted, and on how many counts?",
         ("Was Marlow convicted?", "On how many counts was Marlow convicted?")),
        ("Did Marlow win and by how many votes?", ("Did Marlow win?", "By how many votes did Marlow win?")),
        ("Did police say who did it and why?", ("Did police say who did it and why?",)),
        ("Is it true that Ada left and when Roy came?", ("Is it true that Ada left and when Roy came?",)),
        ("Did the mayor explain the fire and how it spread?", ("Did the mayor explain the fire and how it spread?",)),
        ("Did Lumo announce its price and when it will be sold?",
         ("Did Lumo announce its price and when it will be sold?",)),
        ("Was anyone killed and how many?", ("Was anyone killed and how many?",)),
        ("Did Ada write a book and what is it called?", ("Did Ada write a book and what is it called?",)),
        ("Did police find the cause and who was to blame?", ("Did police find the cause and who was to blame?",)),
        ("Who leads Bosnia and Herzegovina?", ("Who leads Bosnia and Herzegovina?",)),
    ],
)  # fmt: skip
def test_two_questions_in_one_are_asked_as_whole_ones(question: str, parts: tuple[str, ...]) -> None:
    assert tuple(part.text for part in split_parts(question)) == parts


@pytest.mark.parametrize(
    ("question", "leans"),
    [
        ("Who won the cup and when?", True),
        ("Which mayor had the shortest term, and how long was it?", True),
        ("When and where was Ada born?", False),
        ("Was Ada Lorn convicted, and how many years did she get?", True),
        ("Was Ada Lorn convicted, and how many children did she have?", False),
        ("Who won the cup and who was the referee of the final?", False),
        ("Who started Lumo and how many counts was she found guilty of?", False),
        ("How many people died in Holm in 2031 and how many in Tarn in 2032?", False),
    ],
)
def test_a_part_leans_on_the_event_that_the_first_one_names(question: str, leans: bool) -> None:
    """One that is completed with it does; one of a person, of another place, or whole in itself does not."""
    first, second = split_parts(question)
    assert (first.leans, second.leans) == (False, leans)


def test_a_comparison_asks_the_amount_of_each_side() -> None:
    compared = read_comparison("Did Marlow or Reyes get convicted on more counts?")
    assert compared is not None
    assert (compared.left, compared.right, compared.most) == ("Marlow", "Reyes", True)
    assert compared.questions == ("How many counts was Marlow convicted on?", "How many counts was Reyes convicted on?")


def test_the_younger_is_the_one_of_fewer_years() -> None:
    compared = read_comparison("Who is younger, Ada Marlow or Tom Reyes?")
    assert compared is not None
    assert compared.questions == ("How old is Ada Marlow?", "How old is Tom Reyes?")
    assert not compared.most


def test_one_stands_for_the_noun_that_is_compared() -> None:
    compared = read_comparison("Which earthquake in Holm was stronger, the April or the May one?")
    assert compared is not None
    assert compared.questions == (
        "What was the magnitude of the April earthquake in Holm?",
        "What was the magnitude of the May earthquake in Holm?",
    )


def say(part: Part, event: Event | None) -> Verdict:
    """Return a verdict: a likely answer with less evidence to who, one with more to how."""
    evidence, confidence, text = (0.45, 0.8, "Ada") if part.text.startswith("Who") else (0.9, 0.3, "by ten points")
    (one,) = read_statements([hit := write_hit(f"The cup was won by {text} on Monday.", text)])
    citation = cite_statement(one, one.span, [hit])
    claim = claim_of(text, citation, confidence)
    return Verdict((hit,), Composed((draft_of(citation),), (claim,), Agreement.SINGLE), confidence, evidence)


def test_two_answers_that_are_enough_are_so_together() -> None:
    """The evidence of one and the confidence of the other do not decline what each is enough for."""
    joined = answer_parts((Part("Who won the cup?"), Part("How was the cup won?")), say)
    assert joined.enough
    assert (joined.confidence, joined.evidence) == (0.3, 0.45)
    assert [claim.proofs[0].text for claim in joined.composed.claims] == ["Ada", "by ten points"]


@pytest.mark.parametrize(
    ("polarity", "said", "unanswered"),
    [(Polarity.YES, Polarity.YES, ()), (Polarity.UNCLEAR, None, ("Did Ada win?",))],
)
def test_yes_or_no_is_said_with_the_answer_behind_it(
    polarity: Polarity, said: Polarity | None, unanswered: tuple[str, ...]
) -> None:
    """Of "Did Ada win, and how?" both are told; where the articles say neither yes nor no, that part is unanswered."""

    def decide(part: Part, event: Event | None) -> Verdict:
        verdict = say(part, event)
        if part.text.startswith("How"):
            return verdict
        return replace(verdict, evidence=0.9, composed=replace(verdict.composed, claims=(), polarity=polarity))

    joined = answer_parts((Part("Did Ada win?"), Part("How did Ada win?", leans=True)), decide)
    assert (joined.composed.polarity, joined.unanswered) == (said, unanswered)
    assert [claim.proofs[0].text for claim in joined.composed.claims] == ["by ten points"]


def test_beside_what_is_unclear_the_other_part_is_unanswered() -> None:
    """Where one part is neither affirmed nor denied and the other has no answer, that one is listed."""

    def doubt(part: Part, event: Event | None) -> Verdict:
        verdict = say(part, event)
        if part.text.startswith("How"):
            return replace(verdict, evidence=0.0)
        unclear = replace(verdict.composed, claims=(), polarity=Polarity.UNCLEAR)
        return replace(verdict, evidence=0.9, composed=unclear)

    joined = answer_parts((Part("Did Ada win?"), Part("How old is Ada?")), doubt)
    assert (joined.composed.polarity, joined.unanswered) == (Polarity.UNCLEAR, ("How old is Ada?",))


def test_what_did_not_happen_has_no_time() -> None:
    """After a no, the part that leans on it is not asked; one that does not lean is."""

    def deny(part: Part, event: Event | None) -> Verdict:
        verdict = say(part, event)
        if part.text.startswith(("How", "Where")):
            return verdict
        return replace(verdict, evidence=0.9, composed=replace(verdict.composed, claims=(), polarity=Polarity.NO))

    joined = answer_parts((Part("Did Ada win?"), Part("How did Ada win?", leans=True)), deny)
    assert (joined.composed.polarity, joined.composed.claims, joined.unanswered) == (Polarity.NO, (), ())
    assert answer_parts((Part("Did Ada win?"), Part("How old is Ada?")), deny).composed.claims


def test_a_part_is_asked_with_the_event_of_the_one_before_it() -> None:
    """It is told as a fact, with the passage that proves it; of a part without an answer there is none."""
    events: list[Event | None] = []

    def note(part: Part, event: Event | None) -> Verdict:
        events.append(event)
        return say(part, event) if part.text != "Who lost?" else replace(say(part, event), evidence=0.0)

    answer_parts((Part("Who won the cup?"), Part("What was the score?")), note)
    answer_parts((Part("Who lost?"), Part("What was the score?")), note)
    _, won, _, lost = events
    assert won
    assert won.hit
    assert lost
    assert (won.told, won.hit.text) == ("Ada won the cup", "The cup was won by Ada on Monday.")
    assert won.ask("What was the score?") == "What was the score when Ada won the cup?"
    assert (lost.told, lost.hit) == ("", None)


@pytest.mark.parametrize(
    ("part", "nothing"),
    [("What was the score?", True), ("Who was the referee?", True), ("What was the score in Holm?", False),
     ("How many died in 2031?", False)],
)  # fmt: skip
def test_a_part_without_a_name_asks_of_the_event(part: str, nothing: bool) -> None:
    assert names_nothing(part) is nothing


def test_what_is_asked_of_they_is_asked_of_each() -> None:
    """Of several who won it is asked how old each was; where they met is asked of all together."""
    asked: list[str] = []

    def name_two(part: Part, event: Event | None) -> Verdict:
        asked.append(part.text)
        verdict = say(part, event)
        (claim,) = verdict.composed.claims
        row = replace(claim, proofs=(replace(claim.proofs[0], text="Ada Marlow and Tom Reyes"),))
        return replace(verdict, composed=replace(verdict.composed, claims=(row,)))

    answer_parts(split_parts("Who shared the prize and how old were they?"), name_two)
    assert asked[1:] == ["How old was Ada Marlow?", "How old was Tom Reyes?"]
    asked.clear()
    answer_parts(split_parts("Who shared the prize and where did they meet?"), name_two)
    assert asked[1:] == ["Where did Ada Marlow and Tom Reyes meet?"]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Did Holm or Tarn lose more ships in 2031?", "How many ships did Holm lose in 2031?"),
        ("Did Lumo lose more users in the first or the second quarter of 2031?",
         "How many users did Lumo lose in the first quarter of 2031?"),
        ("Is Ada Marlow or Tom Reyes older?", "How old is Ada Marlow?"),
        ("Did the fair or the strike last longer?", "How long did the fair last?"),
        ("Who has won more harbour cups, Marlow or Reyes?", "How many harbour cups did Marlow win?"),
    ],
)  # fmt: skip
def test_an_amount_is_asked_of_one_side_wherever_the_two_are_offered(question: str, asked: str) -> None:
    compared = read_comparison(question)
    assert compared
    assert compared.questions[0] == asked


@pytest.mark.parametrize("question", ["Is oil more expensive in Holm or in Tarn?", "Did Marlow or Reyes resign?"])
def test_what_has_no_amount_is_no_comparison(question: str) -> None:
    assert read_comparison(question) is None


def measure(sentence: str, amount: str) -> Verdict:
    """Return the verdict that a sentence tells an amount."""
    (one,) = read_statements([hit := write_hit(sentence)])
    citation = cite_statement(one, one.span, [hit])
    return Verdict(
        (hit,), Composed((draft_of(citation),), (claim_of(amount, citation, 0.8),), Agreement.SINGLE), 0.8, 0.9
    )


@pytest.mark.parametrize(
    ("told", "said"), [("The April flood had a depth of 7.8.", "April"), ("A flood had a depth of 7.8.", None)]
)
def test_the_winner_of_a_comparison_is_named_by_its_proof(told: str, said: str | None) -> None:
    """By its month, as it is told from the other; an amount of nothing named may be of anything."""
    compared = read_comparison("Which was stronger, the flood of April 2031 or that of May?")
    assert compared
    found = compare(
        compared,
        lambda part, _: measure(told, "7.8") if "April" in part.text else measure("The flood of May had 7.3.", "7.3"),
    )
    assert (found.composed.claims[0].proofs[0].text if found else None) == said
