"""Datelines of texts, as far as readers take fields from them."""

import pytest

from index.formats.fields.untitled import place_of_dateline


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("TARN, May 6 (Herald) — It rained.", "TARN"),
        ("Port Holm, Norway (HW) - It rained.", "Port Holm, Norway"),
        ("Holm — a town by the sea.", None),
    ],
)
def test_the_place_of_a_dateline_is_read(text: str, place: str | None) -> None:
    """A dateline has a date or an agency; a name before a dash alone is none."""
    assert place_of_dateline(text) == place


@pytest.mark.parametrize("blank", [" ", " ,", "\t"])
def test_rows_of_blanks_are_no_dateline(blank: str) -> None:
    """A name with thousands of blanks behind it, as damaged tables have, is none; told at once, not in minutes."""
    assert place_of_dateline(f"Holm{blank * 5_000}Tarn") is None
