"""Where several are asked for, the enumeration that holds one of them is the answer."""

import pytest

from qa.findings.choice import choose
from qa.findings.enumeration import complete_enumeration, find_companions
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


@pytest.mark.parametrize(
    ("text", "part", "others"),
    [
        ("Ada Marlow, the chief, and Tom Reyes, the cook, left, along with Jan Holt.", "Ada Marlow",
         ["Tom Reyes", "Jan Holt"]),
        ("Sens. Ada Marlow (I-Holm) and Jan Holt (D-Lorne) wrote.", "Ada Marlow", ["Jan Holt"]),
        ("He met Ada Marlow in Holm, Lorne.", "Ada Marlow", []),
        ("Ada Marlow, the chief, left on Monday, and it rained.", "Ada Marlow", []),
    ],
)  # fmt: skip
def test_a_row_goes_on_behind_what_is_told_of_each(text: str, part: str, others: list[str]) -> None:
    """An apposition or a bracket behind a name does not end the row."""
    assert [one.text for one in find_companions(find(text, part))] == others


def test_beside_a_row_a_single_name_is_not_one_more() -> None:
    """Of several asked for, a row is all, unless another row has none of its names; single names stay together."""
    asked = ask("Which towns flooded?")
    row = find("Floods hit Holm, Lorne and Tarn.", "Holm, Lorne and Tarn")
    single = Finding("Berg", (take(write_hit("It rained in Berg.", "b"), "Berg"),), 0.9)
    assert [one.text for one in choose([row, single], asked).findings] == ["Holm, Lorne and Tarn"]
    short = Finding("Isle of Tarn and Berg", (take(write_hit("The Isle of Tarn and Berg."), "Tarn and Berg"),), 0.9)
    assert [one.text for one in choose([row, short], asked).findings] == ["Holm, Lorne and Tarn"]
    alone = find("Floods hit Holm.", "Holm")
    assert [one.text for one in choose([alone, single], asked).findings] == ["Holm", "Berg"]


def test_where_the_question_says_how_many_less_likely_ones_count() -> None:
    """Of "which two towns" the second one may be less likely than of "which towns", and there is no third."""
    names = [("Holm", 3.0), ("Berg", 1.7), ("Tarn", 1.6)]
    found = [Finding(name, (take(write_hit(f"{name} was hit.", name), name, score),), score) for name, score in names]
    assert [one.text for one in choose(found, ask("Which two towns flooded?")).findings] == ["Holm", "Berg"]
    assert [one.text for one in choose(found, ask("Which towns flooded?")).findings] == ["Holm"]
