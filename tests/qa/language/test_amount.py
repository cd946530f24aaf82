"""Amounts are read as they are meant; no amount, several, or one too vague to compare gives None."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.amount import Amount, Bound, read_amount

SAID = st.text(
    st.one_of(st.sampled_from("0123456789.,-–$£ kmKſfivehundrto%"), st.characters(exclude_categories=["Cs"])),
    max_size=40,
) | st.lists(
    st.sampled_from(
        ["two", "ten", "five", "million", "dozen", "and", "a", "-", "3.5", "bn", "thouſand", "$", "no more"]
    ),
    max_size=8,
).map(" ".join)


def amount(text: str) -> Amount:
    """Return the amount of a text that has one."""
    found = read_amount(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("six", 6, None),
        ("11,000", 11_000, None),
        ("1\u202f013", 1_013, None),
        ("two dozen", 24, None),
        ("a dozen people", 12, None),
        ("twenty-one", 21, None),
        ("a hundred and fifty", 150, None),
        ("nineteen hundred", 1_900, None),
        ("two hundred and six thousand", 206_000, None),
        ("two million five hundred thousand", 2_500_000, None),
        ("$1.5 billion", 1.5e9, "dollar"),
        ("$5-million", 5e6, "dollar"),
        ("US$3m", 3e6, "dollar"),
        ("£20bn", 2e10, "pound"),
        ("400 euros", 400, "euro"),
        ("5%", 5, "percent"),
        ("5 per cent", 5, "percent"),
        ("3 percentage points", 3, "percentage point"),
        ("minus 5 degrees", -5, "degree"),
        ("30 m", 30, "metre"),
        ("30m", 3e7, None),
        ("5km", 5, "kilometre"),
        ("an 11-year-old", 11, "year"),
        ("٣", 3, None),
        ("5 thouſand", 5_000, None),
    ],
)
def test_a_value_and_its_measure(text: str, value: float, unit: str | None) -> None:
    """Figures, words and both together give one number and its unit, which people and things are not."""
    found = amount(text)
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("400", Bound.EXACT),
        ("more than 400", Bound.LEAST),
        ("over $400", Bound.LEAST),
        ("400 or more", Bound.LEAST),
        ("400+", Bound.LEAST),
        ("no fewer than 400", Bound.LEAST),
        ("not less than 400", Bound.LEAST),
        ("fewer than 400", Bound.MOST),
        ("up to 400", Bound.MOST),
        ("nearly 400", Bound.MOST),
        ("no more than 400", Bound.MOST),
        ("not more than 400", Bound.MOST),
        ("about 400", Bound.ABOUT),
        ("an estimated 400", Bound.ABOUT),
    ],
)
def test_the_words_before_it_limit_it(text: str, bound: Bound) -> None:
    """The words before an amount, or right after it, decide whether more or less is meant."""
    assert amount(text).bound is bound


@pytest.mark.parametrize(
    "text",
    [
        "", "many", "dozens", "several hundred", "half a million", "a third", "3rd", "three-quarters",
        "400 and 500", "five or six", "4,000 to 5,000", "5-6", "2-1", "10:30", "1/2", "five thousand (5,000)",
        "between four and five million", "two and three", "twenty ten", "nineteen fifteen",
        "the 1980s", "5G", "7pm", "1e5", "12,34", "F-16", "covid-19", "one thousand 5",
        "5" * 5_000, f"{'9' * 300} trillion",
    ],
)  # fmt: skip
def test_what_is_no_amount(text: str) -> None:
    """Several numbers, ranges, ranks, shares, scores, times, names with a number, and infinite ones give None."""
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("11", 11), ("about 11 people", 11), ("the 11 men", 11), ("an estimated 11", 11),
        ("Apollo 11", None), ("11 Downing Street", None), ("people in 11 towns", None),
    ],
)  # fmt: skip
def test_a_leading_amount_is_no_part_of_a_name(text: str, value: float | None) -> None:
    """Where a leading amount is wanted, one after other words or before a name does not count."""
    found = read_amount(text, leading=True)
    assert (found and found.value) == value


@pytest.mark.parametrize(
    ("one", "other", "excludes"),
    [
        ("412", "1,013", True),
        ("412", "412 people", False),
        ("more than 400", "412", False),
        ("more than 400", "1,013", True),
        ("nearly 420", "412", False),
        ("about 400", "412", False),
        ("about 400", "500", True),
        ("1.5 million", "1.52 million", False),
        ("1.5 million", "2 million", True),
        ("5%", "6%", True),
        ("5%", "6 euros", False),
        ("0", "3", True),
        ("minus 5", "5", True),
    ],
)
def test_which_amounts_cannot_both_be_right(one: str, other: str, excludes: bool) -> None:
    """Exact numbers exclude each other, rounded and open ones only where they are far apart, in either order."""
    assert amount(one).excludes(amount(other)) is excludes
    assert amount(other).excludes(amount(one)) is excludes


def test_a_unit_that_is_left_out_is_part_of_one_that_is_named() -> None:
    """The sum "1.5 billion" is "$1.5 billion" said less fully, never the other way round, and no other sum."""
    bare, money = amount("1.5 billion"), amount("$1.5bn")
    assert bare.part_of(money)
    assert not money.part_of(bare)
    assert not bare.equals(money)
    assert not amount("1.4 billion").part_of(money)
    assert amount("eleven thousand").equals(amount("more than 11,000"))


@given(st.integers(0, 10**12))
def test_figures_are_read_to_the_last(number: int) -> None:
    """With commas or without, a number is the one that was written."""
    assert amount(f"{number:,}").value == number
    assert amount(f"exactly {number} of them").value == number


@given(SAID)
def test_any_text_can_be_read(text: str) -> None:
    """No text raises, and what is read is a finite number that neither excludes itself nor differs from itself."""
    for leading in (False, True):
        found = read_amount(text, leading=leading)
        if found:
            assert math.isfinite(found.value)
            assert found.equals(found)
            assert not found.excludes(found)
