"""Other names of a thing, as they stand in a text."""

import pytest

from index.search.alternatives import Alternatives

BRITAIN = Alternatives("Britain", ("UK", "United Kingdom"), ("British",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The UK voted.", "UK"),
        ("Voters in the United Kingdom, 2015", "United Kingdom"),
        ("UNITED KINGDOM VOTES", "United Kingdom"),
        ("(UK)", "UK"),
        ("The uk and the united kingdom", None),
        ("UKIP won in Dubrovnik", None),
        ("the pro-UK side", None),
        ("United", None),
        ("British voters", None),
        ("", None),
    ],
)
def test_a_name_is_found_as_a_whole(text: str, found: str | None) -> None:
    """As it is written or all in capitals; not in other small letters, and not as a part of a word."""
    assert BRITAIN.find(text) == found


@pytest.mark.parametrize(
    ("text", "there"), [("British voters", True), ("BRITISH VOTERS", True), ("Britishness", False)]
)
def test_a_word_that_is_akin_stands_for_it(text: str, *, there: bool) -> None:
    """It is no other name, but speaks of it."""
    assert BRITAIN.stands_in(text) is there
