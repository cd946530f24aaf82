"""The normal form in which answers are compared."""

import sys
import unicodedata

import pytest

from qa.language.words import normalise_answer


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The “People’s” Protection Units (YPG)!", "peoples protection units ypg"),
        ("a 2014–15 season — the first", "201415 season first"),
        ("€ 1,000", "1000"),
        ("Cafe\u0301", "café"),
        ("🚢", ""),
        ("", ""),
    ],
)
def test_punctuation_articles_and_case_do_not_count(text: str, plain: str) -> None:
    """They are dropped, the same text again has the same form, and words stay apart."""
    assert normalise_answer(text) == normalise_answer(text) == plain


def test_all_punctuation_and_symbols_of_unicode_are_dropped() -> None:
    """No character of these categories is left, and none of letters or digits is lost."""
    for category, kept in {"P": False, "S": False, "Ll": True, "Nd": True}.items():
        characters = [
            character
            for character in map(chr, range(sys.maxunicode + 1))
            if unicodedata.category(character).startswith(category) and unicodedata.is_normalized("NFC", character)
        ]
        left = [character for character in characters if normalise_answer(f"x{character}") != "x"]
        assert left == (characters if kept else [])
