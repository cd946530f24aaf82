"""Which findings are shown: the best alone, all parts of a list, or those that contradict each other."""

from datetime import timedelta

import pytest

from qa.findings.choice import choose, enumerates
from qa.findings.comparison.agreement import group
from qa.findings.finding import Extract
from qa.question import Kind, Understood
from qa.types import Agreement
from tests.qa.pieces import WEDNESDAY, ask, read, take, write_hit

HOW_MANY = ask("How many people were killed?")
COUNTRIES = ask("Which countries joined?")


def chosen(asked: Understood, *extracts: Extract) -> tuple[list[str], Agreement]:
    """Return the texts of the findings that are shown as answers, and how they agree."""
    found = choose(group(extracts, asked.kind), asked)
    return [finding.text for finding in found.findings], found.agreement


def toll(number: str, day: int, score: float = 1.0, article: str = "a") -> Extract:
    """Return a number of dead from an article of that day in January."""
    published = WEDNESDAY.replace(day=day)
    return take(
        write_hit(f"On day {day} it killed {number} people.", f"{article}{day}", published=published), number, score
    )


def test_nothing_found_is_nothing_shown() -> None:
    """No findings give none to show, whatever is asked."""
    for asked in (HOW_MANY, COUNTRIES):
        assert chosen(asked) == ([], Agreement.SINGLE)


def test_the_best_is_shown_alone() -> None:
    """Where nothing contradicts the best finding, it is the answer; those within the margin get a sentence."""
    asked = ask("Who opened the bridge?")
    best, near = (
        read("Mayor Ada Obi opened it.", "Ada Obi", 3.0),
        read("A band of six played.", "A band of six", 2.6, "b"),
    )
    far = read("It rained.", "It", 1.4, "c")
    found = choose(group([best, near, far], asked.kind), asked)
    assert [finding.text for finding in found.findings] == ["Ada Obi"]
    assert [finding.text for finding in found.further] == ["A band of six"]
    assert found.agreement is Agreement.SINGLE


def test_numbers_of_one_day_disagree() -> None:
    """Two articles of one day with two tolls disagree, the likelier first."""
    assert chosen(HOW_MANY, toll("412", 26, 2.0), toll("1,013", 26, 1.5, "b")) == (["412", "1,013"], Agreement.DISAGREE)


def test_numbers_of_two_days_do_not_disagree() -> None:
    """Tolls of two days tell how things went on: one is shown, the other gets a sentence."""
    assert chosen(HOW_MANY, toll("412", 26, 2.0), toll("1,013", 28, 1.5)) == (["412"], Agreement.SINGLE)


def test_numbers_of_other_things_do_not_disagree() -> None:
    """A number disagrees only where its sentence has what happened, and with its title the names, of the question."""
    asked = ask("How many people were killed in Lorn?")
    best = take(write_hit("The flood in Lorn killed 412 people.", "a"), "412", 2.0)
    for other in ("The flood in Obi killed 1,013 people.", "In Lorn, 1,013 people were rehoused."):
        assert chosen(asked, best, take(write_hit(other, "b"), "1,013", 1.9)) == (["412"], Agreement.SINGLE)
    rival = take(write_hit("The flood in Lorn left 1,013 dead.", "b"), "1,013", 1.9)
    assert chosen(asked, best, rival)[1] is Agreement.DISAGREE


@pytest.mark.parametrize(
    ("first", "second"),
    [("more than 400", "412"), ("about 400", "412"), ("412", "412 people"), ("1.5 million", "1.52 million")],
)
def test_numbers_that_can_both_be_right_do_not_disagree(first: str, second: str) -> None:
    """Rounded and open-ended numbers do not contradict an exact one near them."""
    assert chosen(HOW_MANY, toll(first, 26, 2.0), toll(second, 28, 1.5)) == ([first], Agreement.SINGLE)


def test_a_far_less_likely_number_is_no_rival() -> None:
    """A contradiction 1.3 below the best finding is not shown, one 1.1 below is; both in log odds."""
    weak = (toll("412", 26, 2.0), toll("1,013", 26, 0.7, "b"))
    assert chosen(HOW_MANY, *weak) == (["412"], Agreement.SINGLE)
    near = (toll("412", 26, 2.0), toll("1,013", 26, 0.9, "b"))
    assert chosen(HOW_MANY, *near)[1] is Agreement.DISAGREE


def test_an_article_does_not_contradict_itself() -> None:
    """Two numbers of one article, or of one sentence in whichever articles, are no disagreement."""
    hit = write_hit("It killed 412 people. In all, 1,013 were hurt.")
    assert chosen(HOW_MANY, take(hit, "412", 2.0), take(hit, "1,013", 1.9)) == (["412"], Agreement.SINGLE)
    text = "It killed 412 people and hurt 1,013."
    copies = read(text, "412", 2.0, "a"), read(text, "1,013", 1.9, "b")
    assert chosen(HOW_MANY, *copies) == (["412"], Agreement.SINGLE)


def test_names_that_one_sentence_tells_together_do_not_disagree() -> None:
    """Another name disagrees only where no sentence contains both."""
    who = ask("Who won the race?")
    ada, ben = read("Ada Obi won.", "Ada Obi", 2.0), read("Ben Roy won.", "Ben Roy", 1.5, "b")
    beside = read("Ben Roy won with Ada Obi.", "Ben Roy", 1.5, "c")
    assert chosen(who, ada, ben) == (["Ada Obi", "Ben Roy"], Agreement.DISAGREE)
    assert chosen(who, ada, beside) == (["Ada Obi"], Agreement.SINGLE)


def test_things_disagree_only_where_one_of_several_is_asked_for() -> None:
    """The question "what landed?" may have many answers, "which airship landed?" has one."""
    said = (read("The Zephyr landed.", "Zephyr", 2.0), read("The Meridian landed.", "Meridian", 1.5, "b"))
    assert chosen(ask("What landed?"), *said)[1] is Agreement.SINGLE
    assert chosen(ask("Which airship landed?"), *said) == (["Zephyr", "Meridian"], Agreement.DISAGREE)


def test_a_rival_keeps_what_is_its_own() -> None:
    """A finding in an article of its own and in one with the best finding is scored by the former alone."""
    shared = write_hit("It killed 412 people. It hurt 1,013.")
    apart = toll("1,013", 28, 2.2)
    findings = group([take(shared, "412", 3.0), take(shared, "1,013", 2.5), apart], Kind.NUMBER)
    shown = choose(findings, HOW_MANY)
    rival = next(one for one in shown.findings if one.text == "1,013")
    assert (rival.extracts, rival.score) == ((apart,), 2.2)


def test_several_are_shown_where_several_are_asked_for() -> None:
    """A question for several gets the findings within the margin, each once, and no others."""
    said = [
        read("Mali joined first.", "Mali", 3.0, "a"),
        read("Then Chad came in.", "Chad", 2.5, "b"),
        read("Mali is in the pact.", "Mali", 1.0, "c"),
        read("Peru stayed away.", "Peru", 1.0, "d"),
    ]
    assert chosen(COUNTRIES, *said) == (["Mali", "Chad"], Agreement.LIST)
    assert chosen(COUNTRIES, said[0], said[3]) == (["Mali"], Agreement.SINGLE)


def test_an_enumeration_is_one_answer() -> None:
    """An answer "A, B and C" replaces its parts, and parts that one sentence enumerates are joined as it has them."""
    whole = read("Mali, Chad and Niger joined.", "Mali, Chad and Niger", 2.0, "a")
    part = read("Chad joined.", "Chad", 2.5, "b")
    assert chosen(COUNTRIES, whole, part) == (["Mali, Chad and Niger"], Agreement.SINGLE)
    row = write_hit("It is certain that Mali, Chad, and the Niger joined; Peru did not.", start=40)
    pieces = [take(row, name, 2.0 - place / 10) for place, name in enumerate(("Chad", "Niger", "Mali"))]
    assert chosen(COUNTRIES, *pieces) == (["Mali, Chad, and the Niger"], Agreement.SINGLE)
    assert chosen(COUNTRIES, *pieces, take(row, "Peru", 1.5)) == (["Mali, Chad, and the Niger"], Agreement.SINGLE)
    found = choose(group(pieces, COUNTRIES.kind), COUNTRIES)
    (extract,) = found.findings[0].extracts
    assert extract.text == row.text[extract.span.start - 40 : extract.span.end - 40]


@pytest.mark.parametrize("kind", [Kind.YES_NO, Kind.REASON])
def test_sentences_do_not_disagree(kind: Kind) -> None:
    """What is not an amount, time or name is never shown as a contradiction."""
    said = read("It killed 412.", "412", 2.0), read("It killed 1,013.", "1,013", 1.9, "b")
    assert chosen(ask("Did it?", kind), *said)[1] is Agreement.SINGLE


def test_days_disagree_by_what_they_mean() -> None:
    """A "Monday" of one week and "Monday" of the next are two days; a month that holds the day is no contradiction."""
    when = ask("When did the town fall?")
    first = read("The town fell on Monday.", "Monday", 2.0)
    later = take(write_hit("On Monday the town fell.", "b", published=WEDNESDAY + timedelta(days=7)), "Monday", 1.5)
    month = read("It fell in January 2015.", "January 2015", 1.5, "c")
    assert chosen(when, first, later) == (["Monday", "Monday"], Agreement.DISAGREE)
    assert chosen(when, first, month) == (["Monday"], Agreement.SINGLE)


def test_a_rival_excludes_every_other() -> None:
    """A number that can be right beside one of those shown is not shown against them."""
    said = (toll("412", 26, 2.0), toll("1,013", 26, 1.9, "b"), toll("more than 1,000", 26, 1.8, "c"))
    assert chosen(HOW_MANY, *said) == (["412", "1,013"], Agreement.DISAGREE)


def test_a_rival_is_no_stronger_for_what_it_loses() -> None:
    """Two articles that only a third one makes dependent do not score as two when that one is left out."""
    best = take(write_hit("It killed 412 people.", "a"), "412", 2.3)
    bridge = take(write_hit("In all 1,013 were hurt.", "a", source="wire", start=90), "1,013", 0.5)
    one = take(write_hit("The dead are 1,013.", "b", source="wire"), "1,013", 1.0)
    other = take(write_hit("In all 1,013 were hurt.", "c"), "1,013", 1.0)
    assert chosen(HOW_MANY, best, bridge, one, other) == (["412"], Agreement.SINGLE)


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("Mali, Chad and Niger", True),
        ("Mali and Chad", True),
        ("Mali; Chad", True),
        ("Paris, France", False),
        ("Mali", False),
        ("a council of elders from the three northern valleys and Chad", False),
    ],
)
def test_an_enumeration_is_of_short_things(text: str, several: bool) -> None:
    """Two things with a conjunction between them, or three with commas, each of at most six words."""
    assert enumerates(text) is several
