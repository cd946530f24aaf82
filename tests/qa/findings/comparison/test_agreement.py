"""One answer from independent sources is one finding with a higher score; copies count once."""

import math
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.findings.comparison.agreement import best_by_source, group, pool, sentence_of
from qa.findings.finding import Extract
from qa.question import Kind
from tests.qa.pieces import read, take, write_hit

SCORES = st.lists(st.floats(-50, 50), min_size=1, max_size=12)
FELL = "The YPG freed the town on Monday."


def texts(extracts: list[Extract], kind: Kind = Kind.PERSON) -> list[list[str]]:
    """Return the texts of each finding's extracts, the findings in descending order of score."""
    return [[extract.text for extract in finding.extracts] for finding in group(extracts, kind)]


def test_independent_sources_raise_the_score() -> None:
    """Two sources that give one answer in sentences of their own are one finding that scores above its best extract."""
    lead, further = read(FELL, "YPG", 2.0), read("The town was freed by the YPG.", "the YPG", 1.0, "b")
    (finding,) = group([further, lead], Kind.PERSON)
    assert (finding.text, finding.extracts) == ("YPG", (lead, further))
    assert finding.score == pytest.approx(2.0 + math.log(1 + 0.5 * math.exp(-1.0)))
    assert finding.confidence is None


@pytest.mark.parametrize(
    ("text", "source"),
    [(FELL, "another"), (FELL.replace(" freed", "  freed"), "another"), ("In town rules the YPG.", "source-of-a")],
)
def test_copies_and_articles_of_one_source_count_once(text: str, source: str) -> None:
    """The same sentence, whatever its white space, or another article of one source adds nothing to the score."""
    one, other = read(FELL, "YPG", 2.0), read(text, "YPG", 1.9, "b", source=source)
    (finding,) = group([one, other], Kind.THING)
    assert len(finding.extracts) == 2
    assert finding.score == 2.0


def test_dependence_is_transitive() -> None:
    """A copy at another source and a rewording at that source count as one with the original, in any order."""
    said = [
        read(FELL, "YPG", 1.0, "a"),
        read(FELL, "YPG", 3.0, "b", source="wire"),
        read("It was the YPG.", "YPG", 2.0, "c", source="wire"),
        read("Fighters of the YPG won.", "YPG", 0.5, "d"),
    ]
    for order in permutations(said):
        assert [extract.score for extract in best_by_source(order)] == [3.0, 0.5]


def test_the_shorter_name_joins_the_fuller_one() -> None:
    """A short form joins the only full name, which gives the finding its text."""
    said = [
        read("The YPG freed it.", "YPG", 1.0, "a"),
        read("It was Kurdish People's Protection Units (YPG).", "Kurdish People's Protection Units (YPG)", 3.0, "b"),
        read("The jihadists lost it.", "The jihadists", 2.0, "c"),
    ]
    assert texts(said) == [["Kurdish People's Protection Units (YPG)", "YPG"], ["The jihadists"]]


def test_a_short_form_of_two_names_stays_alone() -> None:
    """A "Biden" beside two different Bidens joins neither; beside two forms of one Biden it joins the fuller one."""
    short, joe = read("Biden spoke.", "Biden", 3.0, "a"), read("Joe Biden spoke.", "Joe Biden", 2.0, "b")
    hunter = read("Hunter Biden spoke.", "Hunter Biden", 1.0, "c")
    whole = read("Joseph Joe Biden spoke.", "Joseph Joe Biden", 1.0, "d")
    assert texts([short, joe, hunter]) == [["Biden"], ["Joe Biden"], ["Hunter Biden"]]
    assert texts([short, joe, whole]) == [["Joseph Joe Biden", "Biden", "Joe Biden"]]


def test_a_country_comes_before_its_people() -> None:
    """Asked where, "Mexican" joins "Mexico", which is the text; asked who, they are two findings."""
    said = [read("The Mexican army left.", "Mexican", 3.0, "a"), read("It left Mexico.", "Mexico", 1.0, "b")]
    assert [finding.text for finding in group(said, Kind.PLACE)] == ["Mexico"]
    assert len(group(said, Kind.PERSON)) == 2


def test_new_york_is_not_the_new_york_times() -> None:
    """A name that begins another is a finding of its own."""
    said = [read("New York fell.", "New York", 2.0), read("The New York Times fell.", "New York Times", 1.0, "b")]
    assert texts(said) == [["New York"], ["New York Times"]]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.NUMBER, "$1.5 billion", "1.5bn"),
        (Kind.DATE, "on Monday", "26 January"),
        (Kind.THING, "a strike", "Strike"),
    ],
)
def test_other_words_for_one_thing(kind: Kind, one: str, other: str) -> None:
    """Amounts and days in other words are one finding."""
    assert texts([read(f"It was {one}.", one, 2.0), read(f"{other}: it was.", other, 1.0, "b")], kind) == [[one, other]]


def test_without_extracts_there_is_no_finding() -> None:
    """No extracts give no findings and no sources."""
    assert group([], Kind.PERSON) == []
    assert best_by_source([]) == []


@given(SCORES, st.sampled_from([0.0, 0.3, 0.5, 0.9]))
def test_pooled_odds_stay_near_the_best(scores: list[float], weight: float) -> None:
    """Further sources never lower the score, add less than their full odds, and their order does not matter."""
    pooled = pool(scores, weight)
    assert max(scores) <= pooled <= max(scores) - math.log(1 - weight) + 1e-9
    assert pooled == pool(scores[::-1], weight)
    assert pool([*scores, -10.0], weight) >= pooled - 1e-9


def test_with_weight_one_odds_add_up() -> None:
    """With weight 1, two sources of even odds give odds of two."""
    assert pool([0.0, 0.0], 1.0) == pytest.approx(math.log(2))


@given(st.lists(st.tuples(st.sampled_from(["YPG", "Joe Biden", "Biden", "six"]), st.floats(-5, 5)), max_size=12))
def test_every_extract_is_in_one_finding(said: list[tuple[str, float]]) -> None:
    """No extract is lost or counted twice; findings come in descending order of score."""
    extracts = [read(f"{n}: {text}.", text, score, f"a{n}") for n, (text, score) in enumerate(said)]
    findings = group(extracts, Kind.PERSON)
    assert sorted(map(sentence_of, extracts)) == sorted(sentence_of(e) for f in findings for e in f.extracts)
    assert [finding.score for finding in findings] == sorted((f.score for f in findings), reverse=True)
    for finding in findings:
        assert finding.text == finding.extracts[0].text
        assert finding.score >= max(extract.score for extract in finding.extracts)


def test_a_sentence_is_compared_on_one_line() -> None:
    """The sentence of an extract is that around its span, or those that it touches, wherever the passage begins."""
    hit = write_hit("It snowed.  The  town fell, he said.\nIt rained.", start=70)
    assert sentence_of(take(hit, "town")) == "The town fell, he said."
    assert sentence_of(take(hit, "said.\nIt")) == "The town fell, he said. It rained."
