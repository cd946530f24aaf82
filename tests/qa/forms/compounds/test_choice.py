"""Questions that offer two things."""

from collections.abc import Sequence

import pytest

from index.library import Library
from qa.checking.hypothesis import Hypothesis
from qa.findings.compose import Composed
from qa.forms.compounds.choice import read_choice, words_for
from qa.forms.compounds.choosing import choose, keep_offered, pair_amounts
from qa.forms.statement import cite_statement, claim_of, draft_of, read_statements
from qa.language.form import drop_alternative
from qa.reading.reader import Reader
from qa.types import Agreement
from qa.verdict import Verdict
from tests.qa.pieces import write_hit


class Judge(Reader):
    """A reader whose checker takes a claim for true where it has a word, and the text another one."""

    name = "judge"

    def __init__(self, word: str, told: str) -> None:
        self._word, self._told = word, told

    def judge(self, hypotheses: Sequence[Hypothesis]) -> list[float]:
        """Return 3 where both words are there, else -3."""
        return [3.0 if self._word in one.claim and self._told in one.text else -3.0 for one in hypotheses]


def say(question: str, text: str, library: Library, reader: Reader | None = None) -> str | None:
    """Return which of two a text says it is."""
    choice = read_choice(question)
    assert choice
    chosen = choose(choice, question, list(read_statements([write_hit(text)])), library, reader)
    return chosen.words if chosen else None


@pytest.mark.parametrize(
    ("question", "options", "alone"),
    [
        ("Did Ada Marlow or Tom Reyes join the Lumo crew?", ("Ada Marlow", "Tom Reyes"),
         "Did Tom Reyes join the Lumo crew? Yes"),
        ("Is oil cheaper in Holm or in Tarn?", ("in Holm", "in Tarn"), "Is oil cheaper in Tarn? Yes"),
        ("Did the thief use a ladder or a rope in Holm?", ("a ladder", "a rope"),
         "Did the thief use a rope in Holm? Yes"),
        ("Did the probe land safely or crash?", ("land safely", "crash"), "Did the probe crash? Yes"),
        ("Was Marlow for or against the bridge?", ("for", "against"), "Was Marlow opposed to the bridge? Yes"),
        ("Did Marlow resign, or was she sacked?", ("resign", "sacked"), "was she sacked? Yes"),
        ("Did the fair or the strike end first?", ("the fair", "the strike"), "Did the strike end first? Yes"),
        ("Who built the lamp, Marlow or the Holm Guard?", ("Marlow", "the Holm Guard"),
         "Who built the lamp? the Holm Guard"),
    ],
)  # fmt: skip
def test_each_of_two_is_asked_about_alone(question: str, options: tuple[str, str], alone: str) -> None:
    choice = read_choice(question)
    assert choice
    assert (choice.options, choice.claims[1]) == (options, alone)


@pytest.mark.parametrize(
    "question",
    ["Was anyone killed or hurt?", "Has Marlow ever won a cup or a medal?", "Did two or three ships sink?",
     "What did Marlow say about oil, gas or coal?", "Who is Ada Marlow?"],
)  # fmt: skip
def test_what_is_asked_of_either_is_no_choice(question: str) -> None:
    assert read_choice(question) is None


def test_or_not_offers_nothing() -> None:
    """It asks whether."""
    assert drop_alternative("Did Marlow resign or not?") == "Did Marlow resign?"
    assert (
        drop_alternative("Did Marlow say whether or not she resigned?") == "Did Marlow say whether or not she resigned?"
    )


@pytest.mark.parametrize(
    ("option", "text", "words"),
    [
        ("the Holm Guard", "The Holm Guard left.", "Holm Guard"),
        ("Ada Marlow", "Ms Marlow left.", "Marlow"),
        ("the Liberal Democrats", "The Democrats left.", None),
        ("crash", "The probe crashed.", "crashed"),
        ("against", "Most were opposed.", "opposed"),
    ],
)
def test_an_option_is_found_in_other_forms(option: str, text: str, words: str | None) -> None:
    assert words_for(option, text) == words


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        ("Holm won five cups and Tarn four.", (5, 4)),
        ("Tarn won 1,200 cups to Holm's 900.", (900, 1200)),
        ("Holm and Tarn won 5 and 4 cups respectively.", (5, 4)),
        ("Holm has five cups and trails only Tarn by one.", None),
        ("Holm won five cups and Tarn lost four.", None),
        ("Holm sent five ships and Tarn four.", None),
        ("Holm, aged 36, has five cups and Tarn four.", None),
    ],
)
def test_the_amounts_of_both_are_read_where_they_are_plain(sentence: str, amounts: tuple[int, int] | None) -> None:
    """An amount right behind each name, of what is counted, and won or lost alike."""
    choice = read_choice("Did Holm or Tarn win more cups?")
    assert choice
    found = pair_amounts(choice, sentence)
    assert (found and (found[0].value, found[1].value)) == amounts


def test_the_larger_amount_wins_or_the_smaller_one(library: Library) -> None:
    """No checker is needed; sentences that differ decide nothing."""
    told = "In the end Holm won five cups and Tarn four."
    assert say("Did Holm or Tarn win more cups?", told, library) == "Holm"
    assert say("Did Holm or Tarn win fewer cups?", told, library) == "Tarn"
    assert (
        say("Did Holm or Tarn win more cups?", f"{told} In spring Holm won two cups and Tarn three.", library) is None
    )


def test_the_checker_chooses_by_what_is_said_of_each(library: Library) -> None:
    """The one that is taken for a yes, in a sentence that names it, and by a clear lead over the other."""
    question, told = "Did Marlow or Reyes join the harbour crew?", "Reyes went on to join the harbour crew."
    assert say(question, told, library, Judge("Reyes", "harbour")) == "Reyes"
    assert say(question, told, library, Judge("Marlow", "harbour")) is None
    assert say(question, told, library, Judge("join", "harbour")) is None
    assert (
        say(question, "Reyes denied that he would join the harbour crew.", library, Judge("Reyes", "harbour")) is None
    )


def test_a_person_above_some_is_not_above_the_other(library: Library) -> None:
    """The oldest son is not said to be older than the mayor."""
    question = "Who is older, Ada Marlow or Tom Reyes?"
    judge = Judge("Reyes", "old")
    assert say(question, "The oldest son, Tom Reyes, is older now.", library, judge) is None
    assert say(question, "Tom Reyes is older than Ada Marlow.", library, judge) == "Tom Reyes"


def lead_with(text: str, said: str) -> Verdict:
    (one,) = read_statements([hit := write_hit(text)])
    citation = cite_statement(one, one.span, [hit])
    composed = Composed((draft_of(citation),), (claim_of(said, citation, 0.8),), Agreement.SINGLE)
    return Verdict((hit,), composed, 0.8, 0.9)


def test_an_answer_that_was_not_offered_is_none() -> None:
    """What the reader finds has to be one of the two, be it by its initials."""
    choice = read_choice("Who built the harbour lamp, the HLS or Reyes?")
    assert choice
    text = "The Harbour Lamp Society (HLS) built it after Ada Marlow had asked."
    assert keep_offered(choice, lead_with(text, "Harbour Lamp Society"), ()).composed.claims
    assert not keep_offered(choice, lead_with(text, "Ada Marlow"), ()).enough


def test_a_sentence_on_one_of_two_is_shown_unless_more_is_asked() -> None:
    """Where nothing is claimed; a sentence on one of two does not tell which is more."""
    told = lead_with("The judge let Marlow stay at large in Holm.", "Holm")
    for question, enough in (("Was Marlow jailed or let go?", True), ("Did Ada or Marlow serve more years?", False)):
        choice = read_choice(question)
        assert choice
        found = keep_offered(choice, told, told.composed.drafts)
        assert (found.enough, found.composed.claims) == (enough, ())
