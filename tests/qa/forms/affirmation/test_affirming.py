"""Yes or no by a checker: its judgements of the nearest sentences, and what they are not enough for."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.library import Library
from index.types import Hit
from qa.checking.hypothesis import Hypothesis
from qa.forms.affirmation.affirming import LOOKED_AT, affirm, judge_nearest
from qa.forms.statement import read_statements
from qa.language.polarity import Polarity
from qa.reading.reader import Reader, open_reader
from tests.qa.pieces import write_hit

LAMP = "Was the harbour lamp visible in the fog?"


class Judge(Reader):
    """A reader with a checker that knows some words: those that say yes, and those that say no."""

    name = "judge"

    def __init__(self, yes: Sequence[str] = (), no: Sequence[str] = ()) -> None:
        self._known = {"Yes": yes, "No": no}
        self.judged: list[Hypothesis] = []

    def judge(self, hypotheses: Sequence[Hypothesis]) -> list[float]:
        """Return 3 where the text has a word that says what is claimed, else -3."""
        self.judged += hypotheses
        return [3.0 if any(word in one.text for word in self._known.get(one.claim.split()[-1], ())) else -3.0
                for one in hypotheses]  # fmt: skip


def say(question: str, hits: Sequence[Hit], library: Library, reader: Reader | None) -> Polarity | None:
    said = affirm(question, list(read_statements(hits)), library, reader)
    return said.polarity if said else None


def test_the_checker_affirms_what_no_rule_reads(library: Library) -> None:
    """A sentence that the checker takes for a yes affirms, in whatever words; without a checker nothing does."""
    hits = [write_hit("Every ship saw the harbour lamp through the fog.")]
    assert say(LAMP, hits, library, Judge(yes=["saw"])) is Polarity.YES
    assert say(LAMP, hits, library, Judge()) is None
    assert say(LAMP, hits, library, None) is None


def test_a_sentence_that_does_not_name_the_one_asked_about_affirms_nothing(library: Library) -> None:
    """Whether Reyes came is not told by a sentence that names nobody, nor him; by a pronoun for him it is."""
    asked, judge = "Did Reyes come to the harbour ceremony?", Judge(yes=["ceremony"])
    assert say(asked, [write_hit("The harbour ceremony took place in the snow.")], library, judge) is None
    assert say(asked, [write_hit("Marlow was at the harbour ceremony.")], library, judge) is None
    told = write_hit("Reyes left home on Monday. He was at the harbour ceremony.")
    assert say(asked, [told], library, judge) is Polarity.YES


@pytest.mark.parametrize(
    ("question", "silent", "telling"),
    [
        ("Was anyone killed in the harbour fire?", "The harbour fire injured two.", "The harbour fire left two dead."),
        ("Did anyone score in the harbour cup?", "Two reached the harbour cup.", "Two scored in the harbour cup."),
    ],
)
def test_a_deed_has_to_be_said(question: str, silent: str, telling: str, library: Library) -> None:
    """Whether anyone did it, or was killed, is affirmed by sentences with a word for it alone."""
    judge = Judge(yes=["harbour"])
    assert say(question, [write_hit(silent)], library, judge) is None
    assert say(question, [write_hit(telling)], library, judge) is Polarity.YES


def test_what_was_not_done_to_another_denies_nothing(library: Library) -> None:
    """That Reyes never bought the harbour does not say whether he bought Lumo, and that he never bought Lumo does."""
    asked, judge = "Did Tom Reyes buy Lumo at the harbour auction?", Judge(no=["never"])
    other = write_hit("Tom Reyes never wanted a ship at the harbour auction, he said.")
    assert say(asked, [other], library, judge) is None
    told = write_hit("Tom Reyes never wanted Lumo at the harbour auction, he said.")
    assert say(asked, [told], library, judge) is Polarity.NO


def test_only_a_negation_denies(library: Library) -> None:
    """What the checker takes for a no counts where the sentence has a negation, and else leaves the question open."""
    denied = [write_hit("No ship saw the harbour lamp through the fog.")]
    other = [write_hit("One ship saw the harbour lamp through the fog.")]
    assert say(LAMP, denied, library, Judge(no=["saw"])) is Polarity.NO
    assert say(LAMP, other, library, Judge(no=["saw"])) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Sailors hoped that the harbour lamp would be seen through the fog.",
        "Nobody could say whether the harbour lamp was seen through the fog.",
        "Sailors have seen a lot of weather this winter, the paper writes.",
    ],
)
def test_what_is_hoped_denied_or_of_something_else_affirms_nothing(sentence: str, library: Library) -> None:
    """A sentence that is no plain fact, or shares little with the question, does not affirm, however it is judged."""
    assert say(LAMP, [write_hit(sentence)], library, Judge(yes=["seen"])) is None


def test_a_sentence_on_another_year_is_not_judged(library: Library) -> None:
    """What was so in one year says nothing of another one that the question names."""
    question = "Was the harbour lamp seen through the fog in 2014?"
    other, same = (f"In {year} every ship had the harbour lamp seen through the fog." for year in (1999, 2014))
    assert say(question, [write_hit(other)], library, Judge(yes=["seen"])) is None
    assert say(question, [write_hit(same)], library, Judge(yes=["seen"])) is Polarity.YES


def test_a_question_about_now_is_not_judged(library: Library) -> None:
    """Whether something still holds is no matter of one sentence."""
    judge = Judge(yes=["saw"])
    hits = [write_hit("Every ship saw the harbour lamp through the fog.")]
    assert say("Is the harbour lamp still visible in the fog?", hits, library, judge) is None
    assert judge.judged == []


def test_the_rules_come_first(library: Library) -> None:
    """What a rule reads is said, and the checker is not asked."""
    judge = Judge(no=["won"])
    hits = [write_hit("Ada Marlow won the Harbour Cup on Sunday after a long final.")]
    assert say("Did Ada Marlow win the Harbour Cup?", hits, library, judge) is Polarity.YES
    assert judge.judged == []


def test_the_nearest_sentences_are_judged_both_ways(library: Library) -> None:
    """Of many sentences those that share most with the question are judged, each as a yes and as a no."""
    far = " ".join(f"The council heard of the harbour lamp on the {day}th of May." for day in range(4, 20))
    judge = Judge()
    statements = list(read_statements([write_hit(f"{far} Every ship saw the harbour lamp through the fog.")]))
    judged = judge_nearest(LAMP, statements, library, judge)
    assert len(judged) == LOOKED_AT
    assert "through the fog" in judged[0].text
    assert {one.claim for one in judge.judged} == {f"{LAMP} Yes", f"{LAMP} No"}


def test_a_sentence_in_other_words_is_judged_though_others_share_more(library: Library) -> None:
    """The nearest in meaning is judged, too, where it has but one word of the question."""
    far = " ".join(f"The council heard of the harbour lamp in fog of {day} May." for day in range(4, 20))
    statements = list(read_statements([write_hit(f"Sailors could make out the beacon of the harbour. {far}")]))
    judged = judge_nearest("Could sailors see the lighthouse of the harbour?", statements, library, Judge())
    assert any("beacon" in one.text for one in judged)


@pytest.mark.parametrize(
    "sentence",
    [
        "Some hold on to the false belief that the harbour lamp was seen in the fog.",
        "The mayor insisted that the harbour lamp was seen through the fog.",
        "Keeper of the harbour lamp in the fog, Ada Marlow.",
    ],
)
def test_what_is_only_believed_or_a_caption_affirms_nothing(sentence: str, library: Library) -> None:
    """A sentence affirms as a fact, and with a verb."""
    assert say(LAMP, [write_hit(sentence)], library, Judge(yes=["harbour"])) is None


def test_who_made_false_statements_or_conspired_is_no_belief(library: Library) -> None:
    """A conviction for false statements, or for conspiracy, is a fact."""
    hits = [write_hit("Ada Marlow was convicted of conspiracy and of false statements in Holm.")]
    assert say("Was Ada Marlow convicted?", hits, library, None) is Polarity.YES


def test_what_was_done_to_somebody_he_did_not_do(library: Library) -> None:
    """A sentence that says it the other way round keeps the checker from a yes."""
    judge = Judge(yes=["Reyes"])
    hits = [write_hit("Marlow fired Tom Reyes, the keeper of the harbour, in May.")]
    assert say("Did Tom Reyes fire Ada Marlow?", hits, library, judge) is None
    assert say("Did Ada Marlow fire Tom Reyes?", hits, library, judge) is Polarity.YES


def test_what_few_did_most_did_not(library: Library) -> None:
    """Whether most came back is told by a sentence about most, all or a share of them."""
    asked, judge = "Have most sailors come back to the harbour?", Judge(yes=["harbour"])
    assert say(asked, [write_hit("Some 40 sailors went back to the harbour.")], library, judge) is None
    assert (
        say(asked, [write_hit("Some 90 per cent of the sailors went back to the harbour.")], library, judge)
        is Polarity.YES
    )


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Did the Holm Guard win in Tarn?", "The Holm Guard did not win alone in Tarn, he said."),
        ("Did Tom Reyes win the election?", "Her rival, acting mayor Tom Reyes, won 44.1 percent in the election."),
    ],
)
def test_what_is_restricted_or_shared_is_no_answer_by_rule(question: str, sentence: str, library: Library) -> None:
    """Not to win alone is not to lose, and to win a share of the votes is not to win the election."""
    assert say(question, [write_hit(sentence)], library, None) is None


def test_a_checker_is_opened_at_the_first_statement() -> None:
    """A reader asks for its checker when something is to be judged, not before, and has none by default."""
    opened: list[bool] = []

    def open_none() -> None:
        opened.append(True)

    packaged = open_reader()
    assert packaged
    reader = Reader(packaged._network, checker=open_none)
    assert opened == []
    assert reader.judge([Hypothesis("a", "b")]) == []
    assert opened == [True]


def test_a_title_alone_proves_nothing(library: Library) -> None:
    """A sentence that shares nothing with the question is not judged, whatever its title says: it is what is quoted."""
    judge = Judge(yes=["decision"])
    hit = write_hit("The decision marked the end of a long period.")
    titled = replace(hit, head=replace(hit.head, title="Harbour lamp seen through the fog"))
    assert say(LAMP, [titled], library, judge) is None
    assert judge.judged == []


@pytest.mark.parametrize("question", ["Was that a record?", "Is it true?"])
def test_a_question_that_says_not_what_it_is_about_is_not_judged(library: Library, question: str) -> None:
    """One word is shared by any sentence on any matter."""
    judge = Judge(yes=["record"])
    assert say(question, [write_hit("The snow of March was a record.")], library, judge) is None
    assert judge.judged == []


def test_a_sentence_to_prison_is_no_stay_in_it(library: Library) -> None:
    """Who was sentenced may be free until the sentence begins."""
    judge = Judge(yes=["prison"])
    hits = [write_hit("Ada Marlow was sentenced to nine months in prison.")]
    assert say("Is Ada Marlow in prison?", hits, library, judge) is None


def test_what_was_before_is_told_by_what_speaks_of_it(library: Library) -> None:
    """That she won in Tarn does not say that she had won before."""
    asked, judge = "Had Ada Marlow won a harbour cup before Tarn?", Judge(yes=["won"])
    assert say(asked, [write_hit("Ada Marlow won a harbour cup in Tarn.")], library, judge) is None
    assert (
        say(asked, [write_hit("Ada Marlow had won a harbour cup earlier, before Tarn.")], library, judge)
        is Polarity.YES
    )


def test_who_lost_a_town_or_attacked_it_did_not_take_it(library: Library) -> None:
    """To have taken a town needs a word for it; that one lost or attacked it, or was about to, is no yes."""
    asked, judge = "Have the rebels captured Holm?", Judge(yes=["Holm"])
    for text in ("The rebels have lost Holm.", "The rebels began their attack on Holm.", "The rebels are about to"
                 " capture Holm."):  # fmt: skip
        assert say(asked, [write_hit(f"{text[:-1]} in the north.")], library, judge) is None, text
    assert say(asked, [write_hit("The rebels seized all of Holm in the north.")], library, judge) is Polarity.YES


def test_a_sentence_about_others_denies_nothing(library: Library) -> None:
    """That no other ship reached the harbour says nothing of the Lorn."""
    asked, judge = "Did Lorn reach the harbour lamp?", Judge(no=["lamp"])
    assert say(asked, [write_hit("No ship but two could reach the harbour lamp.")], library, judge) is None
    assert say(asked, [write_hit("The Lorn could not reach the harbour lamp.")], library, judge) is Polarity.NO
