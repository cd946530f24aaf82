"""The metrics, against cases worked by hand and against ir-measures."""

import random

import ir_measures
import pytest
from ir_measures import RR, R, ScoredDoc, Success

from qa.evaluation.metrics import (
    CurvePoint,
    Share,
    area_under_roc,
    choose_threshold,
    distinct,
    hit_at,
    holds_answer,
    matches_exactly,
    mean,
    overlap_f1,
    recall_at,
    reciprocal_rank,
    trace_refusals,
)
from qa.language.words import normalise_answer

NAMES = [f"article-{number}" for number in range(30)]


def test_a_ranking_is_judged_as_by_hand() -> None:
    """Of a ranking b, a, d with a and c right: half is recalled by rank 2, nothing by rank 1; the first is second."""
    ranked, right = ["b", "a", "d"], {"a", "c"}
    assert [recall_at(ranked, right, k) for k in (1, 2, 3)] == [0.0, 0.5, 0.5]
    assert [hit_at(ranked, right, k) for k in (1, 2, 3)] == [False, True, True]
    assert reciprocal_rank(ranked, right) == 0.5
    assert reciprocal_rank(ranked, {"z"}) == 0.0


def test_recall_of_nothing_is_no_number() -> None:
    """A question without right articles has no recall, and a mean passes over it."""
    assert recall_at(["a"], [], 1) is None
    assert mean([None, 1.0, 0.0]) == 0.5
    assert mean([None]) is None


def test_a_repeated_article_is_recalled_once() -> None:
    """Two passages of one article count as one article, and take two places among passages."""
    ranked = ["a", "a", "b"]
    assert recall_at(ranked, ["a", "b"], 2) == 0.5
    assert recall_at(distinct(ranked), ["a", "b"], 2) == 1.0


@pytest.mark.parametrize("seed", range(5))
def test_ranking_metrics_agree_with_ir_measures(seed: int) -> None:
    """Recall, success and reciprocal rank are those of ir-measures on random rankings, some of which find nothing."""
    chance = random.Random(seed)
    runs = {f"q{n}": chance.sample(NAMES, chance.randint(1, 20)) for n in range(40)}
    right = {name: set(chance.sample(NAMES, chance.randint(1, 6))) for name in runs}
    judged = {name: dict.fromkeys(articles, 1) for name, articles in right.items()}
    scored = [
        ScoredDoc(name, article, 1.0 / rank) for name, run in runs.items() for rank, article in enumerate(run, start=1)
    ]
    measures = [RR, *(R @ k for k in (1, 5, 10)), *(Success @ k for k in (1, 5, 10))]
    expected = {(m.query_id, str(m.measure)): m.value for m in ir_measures.iter_calc(measures, judged, scored)}
    for name, run in runs.items():
        assert reciprocal_rank(run, right[name]) == pytest.approx(expected[name, "RR"])
        for k in (1, 5, 10):
            assert recall_at(run, right[name], k) == pytest.approx(expected[name, f"R@{k}"])
            assert hit_at(run, right[name], k) == expected[name, f"Success@{k}"]


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("The  Kurdish People's\nProtection Units (YPG)", "kurdish peoples protection units ypg"),
        ("an apple a day", "apple day"),
        ("“70,000” Syrians", "70000 syrians"),
        ("£5bn", "5bn"),
        ("2014–15", "201415"),
        ("Kobane—the town", "kobane town"),
        ("Theatre", "theatre"),
        ("Cafe\u0301", "caf\u00e9"),
    ],
)
def test_answers_are_normalised_as_squad_does(text: str, normal: str) -> None:
    """Case, punctuation, articles, white space and ways of writing an accent make no difference; words keep theirs."""
    assert normalise_answer(text) == normal


@pytest.mark.parametrize(
    ("text", "answers", "holds"),
    [
        ("It was declared by the YPG on Monday.", ["ypg"], True),
        ("He had 5 in 1915.", ["15"], False),
        ("Forces took Kobane.", ["the Kobane"], True),
        ("New York", ["York New"], False),
        ("New York", ["Boston", "new york"], True),
        ("The end.", ["the"], False),
        ("Anything", [], False),
    ],
)
def test_an_answer_is_held_as_whole_words(text: str, answers: list[str], holds: bool) -> None:
    """A text contains an answer where it has its words in order; an empty one is in no text."""
    assert holds_answer(text, answers) is holds


@pytest.mark.parametrize(
    ("said", "answers", "exact", "f1"),
    [
        ("The YPG!", ["ypg"], True, 1.0),
        ("YPG", ["People's Protection Units", "YPG"], True, 1.0),
        ("Protection Units", ["People's Protection Units", "YPG"], False, 0.8),  # precision 1, recall 2/3
        ("26 January 2015", ["Monday 26 January"], False, 2 / 3),  # two of three words, both ways
        ("new new york", ["New York"], False, 0.8),  # the second "new" has no partner: precision 2/3, recall 1
        ("new new", ["New New York"], False, 0.8),  # each of the two counts: precision 1, recall 2/3
        ("york new", ["New York"], False, 1.0),  # words in any order
        ("Boston", ["New York"], False, 0.0),
        ("", ["New York"], False, 0.0),
        ("the", ["The"], False, 0.0),
        ("", [""], False, 0.0),
        ("YPG", [], False, 0.0),
    ],
)
def test_a_short_answer_is_worth_what_its_words_are(said: str, answers: list[str], exact: bool, f1: float) -> None:
    """Exact match and F1 are SQuAD's, the best over the answers; what normalises to nothing is worth nothing."""
    assert matches_exactly(said, answers) is exact
    assert overlap_f1(said, answers) == pytest.approx(f1)


def test_area_under_roc_as_by_hand() -> None:
    """Of six pairs, four in order, one equal and one reversed make 4.5 out of 6, however the lists are ordered."""
    assert area_under_roc([0.9, 0.5, 0.3], [0.4, 0.3]) == pytest.approx(4.5 / 6)
    assert area_under_roc([0.3, 0.9, 0.5], [0.3, 0.4]) == pytest.approx(4.5 / 6)
    assert area_under_roc([], [0.1]) is None
    assert area_under_roc([0.1], []) is None


def test_area_under_roc_is_the_share_of_pairs_in_order() -> None:
    """It equals the count over all pairs, ties included."""
    chance = random.Random(7)
    high, low = ([round(chance.random(), 1) for _ in range(50)] for _ in range(2))
    pairs = [1.0 if a > b else 0.5 if a == b else 0.0 for a in high for b in low]
    assert area_under_roc(high, low) == pytest.approx(sum(pairs) / len(pairs))


def test_the_refusal_curve_as_by_hand() -> None:
    """Each threshold declines what lies strictly below it; 0 declines nothing."""
    curve = trace_refusals([0.9, 0.5], [0.2, 0.5, 0.7])
    assert curve == (
        CurvePoint(0.0, 0.0, 0.0),
        CurvePoint(0.2, 0.0, 0.0),
        CurvePoint(0.5, 0.0, 1 / 3),
        CurvePoint(0.7, 0.5, 2 / 3),
        CurvePoint(0.9, 0.5, 1.0),
        CurvePoint(1.0, 1.0, 1.0),
    )
    assert trace_refusals([], [0.5]) == ()


def test_the_threshold_catches_most_within_the_bound() -> None:
    """No loss allowed leaves the catch without loss; half allowed, all; of equal catches the lowest threshold."""
    curve = trace_refusals([0.9, 0.5], [0.2, 0.5, 0.7])
    assert choose_threshold(curve, 0.0) == CurvePoint(0.5, 0.0, 1 / 3)
    assert choose_threshold(curve, 0.5) == CurvePoint(0.9, 0.5, 1.0)
    assert choose_threshold(curve, 1.0) == CurvePoint(0.9, 0.5, 1.0)
    assert choose_threshold((), 0.5) is None


def test_a_share_of_nothing_has_no_value() -> None:
    """One of four is a quarter, nothing of nothing no number."""
    assert Share(1, 4).value == 0.25
    assert Share(0, 0).value is None
