"""Where several are asked for, the enumeration that holds one of them is the answer."""

import pytest

from qa.findings.choice import choose
from qa.findings.enumeration import complete_enumeration
from qa.findings.finding import Finding
from tests.qa.pieces import ask, take, write_hit


def find(text: str, part: str) -> Finding:
    extract = take(write_hit(text), part)
    return Finding(part, (extract,), extract.score)


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("He named Ada Marlow, Tom Reyes and Jan Holt.", "Tom Reyes", "Ada Marlow, Tom Reyes and Jan Holt"),
        ("He named Ada Marlow and Tom de Reyes.", "Ada Marlow", "Ada Marlow and Tom de Reyes"),
        ("Holm lacks J.T. Marlow, Tom Reyes and Jan Holt.", "Jan Holt", "J.T. Marlow, Tom Reyes and Jan Holt"),
        ("It went to Holm, Lorne, and the Isle of Tarn.", "Holm, Lorne", "Holm, Lorne, and the Isle of Tarn"),
    ],
)
def test_a_row_of_names_is_whole(text: str, part: str, whole: str) -> None:
    """All names are shown, with the conjunction, and the extract proves them."""
    found = complete_enumeration(find(text, part))
    assert (found.text, found.extracts[0].text) == (whole, whole)
    assert found.extracts[0].span.end - found.extracts[0].span.start == len(whole)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("He met Ada Marlow in Holm, Lorne.", "Holm"),
        ("It rained on Monday and Tuesday.", "Monday"),
        ("He named Ada Marlow and others.", "Ada Marlow"),
        ("He named Ada Marlow, and Tom Reyes’ house burned.", "Ada Marlow"),
    ],
)
def test_what_is_no_row_of_names_stays(text: str, part: str) -> None:
    """A town and its country, days, and what only belongs to the next name are not joined."""
    assert complete_enumeration(find(text, part)).text == part


def test_only_questions_for_several_are_answered_by_rows() -> None:
    """Which boats asks for all, who for one."""
    found = find("The jury named Ada Marlow, Tom Reyes and Jan Holt.", "Tom Reyes")
    assert choose([found], ask("Which painters did the jury name?")).findings[0].text.startswith("Ada Marlow")
    assert choose([found], ask("Who did the jury name?")).findings[0].text == "Tom Reyes"
