"""Extracts are whole words, with the punctuation that belongs to them and no other."""

import pytest

from index.types import Span
from qa.reading.borders import LONGEST, snap


def snapped(text: str, part: str) -> str | None:
    """Return what becomes of the first place of `part` in `text`."""
    start = text.index(part)
    span = snap(text, start, start + len(part))
    return None if span is None else text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "part", "wanted"),
    [
        ("the liberators came", "libera", "liberators"),
        ("the liberators came", "rators ca", "liberators came"),
        ("cost 1,500,000 dollars", "500", "1,500,000"),
        ("1,5", "1", "1,5"),
        ("at 10:30 on", "30", "10:30"),
        ("on 26/01/2015 it", "01", "26/01/2015"),
        ("an 11-year-old", "11", "11"),
        ("it was 5. Then 6", "5", "5"),
        ("cafe\u0301s opened", "cafe", "cafe\u0301s"),
        ("e\u0301tat", "e", "e\u0301tat"),
        ("in \u0939\u093f\u0928\u094d\u0926\u0940 it", "\u0939", "\u0939\u093f\u0928\u094d\u0926\u0940"),
        ("hi 👩‍👩‍👧 there", "👩", "👩‍👩‍👧"),
        ("hi 👍🏽 there", "👍", "👍🏽"),
        ("中国人民解放军", "人民", "人民"),
        ("he is in ประเทศไทย", "ไทย", "ไทย"),
        ("שלום עולם!", "ולם!", "עולם"),
    ],
)
def test_words_are_whole(text: str, part: str, wanted: str) -> None:
    """A span grows to the borders of its words, figures and graphemes; where words are not spaced, it does not."""
    assert snapped(text, part) == wanted


@pytest.mark.parametrize(
    ("text", "part", "wanted"),
    [
        ("died in 2015.", "2015.", "2015"),
        (" , the town ,\r\n", ", the town ,\r\n", "the town"),
        ("— Azad —", "— Azad —", "Azad"),
        ("“What?” he asked", "What?”", "What"),
        ("Kobane's fall", "Kobane'", "Kobane"),
        ("rebels’ town", "rebels’", "rebels"),
        ("Units (YPG) said", "YPG)", "YPG"),
        ("Units (YPG) said", "(YPG", "YPG"),
        ("film “Frozen” won", "“Frozen", "Frozen"),
        ('film "Frozen" won', 'Frozen"', "Frozen"),
        ("vitamin C.", "C.", "C"),
        ("a ( b", "( b", "b"),
        ("\u200b\ufefftown\u200e", "\u200b\ufefftown\u200e", "town"),
    ],
)
def test_what_does_not_belong_is_left_out(text: str, part: str, wanted: str) -> None:
    """White space, punctuation at the ends, and brackets and quotes without a counterpart are stripped."""
    assert snapped(text, part) == wanted


@pytest.mark.parametrize(
    ("text", "part", "wanted"),
    [
        ("in the U.S. today", "U.S.", "U.S."),
        ("in the U.S. today", "U", "U.S."),
        ("in the U.S. today", "U.S", "U.S."),
        ("Washington, D.C.", "D", "D.C."),
        ("Ph.D. thesis", "Ph", "Ph.D."),
        ("at 7 a.m. on", "7 a", "7 a.m."),
        ("Acme Inc. said", "Acme Inc.", "Acme Inc."),
        ("Acme Inc. said", "Acme Inc", "Acme Inc."),
        ("Units (YPG) said", "(YPG)", "(YPG)"),
        ("Units (YPG) said", "Units (YPG", "Units (YPG)"),
        ("film “Frozen”, which", "“Frozen”,", "“Frozen”"),
        ("film “Frozen” won", "film “Frozen", "film “Frozen”"),
        ('he said "No way" and', 'said "No way', 'said "No way"'),
        ("the ‘People’s Army’ of", "‘People’s Army’", "‘People’s Army’"),
        ("Kobane's fall", "Kobane's", "Kobane's"),
        ("at -5 degrees", "-5", "-5"),
        ("the '90s music", "'90s", "'90s"),
        ("up 5% to", "5%", "5%"),
        ("#MeToo is", "#MeToo", "#MeToo"),
    ],
)
def test_what_belongs_is_kept(text: str, part: str, wanted: str) -> None:
    """Abbreviations keep their dot, names in brackets and quotes keep both halves, figures their sign."""
    assert snapped(text, part) == wanted


@pytest.mark.parametrize("text", ["", " ", " , . ", "()", "”", "\u0301", "5" * (LONGEST + 1)])
def test_what_holds_no_words_is_none(text: str) -> None:
    """White space, punctuation alone and what is too long to be an answer give None."""
    assert snap(text, 0, len(text)) is None


def test_an_emoji_is_a_word() -> None:
    """What is neither a letter nor punctuation may still be what a passage says."""
    assert snap("😀 !", 0, 3) == Span(0, 1)


@pytest.mark.parametrize(
    ("text", "part", "wanted"),
    [
        ("beat Kont 7-6 (4) 2-6 6-2 in Holm", "7-6", "7-6 (4) 2-6 6-2"),
        ("beat Kont 7-6 (4), 2-6, 6-2 in Holm", "6-2", "7-6 (4), 2-6, 6-2"),
        ("won 3-2 on penalties.", "3-2", "3-2 on penalties"),
        ("faces 13 years to life in prison", "13 years", "13 years to life"),
        ("the director, Ada des Ports, left", "Ada", "Ada des Ports"),
        ("the director, Ada van der Holm, left", "Holm", "Ada van der Holm"),
        ("between 5 and 7 people came", "5", "between 5 and 7"),
        ("costs between $82 and $130 a dose", "$82 and $130", "between $82 and $130"),
        ("takes five to seven years", "seven years", "five to seven years"),
        ("voted 6 to 3 for it", "6", "6 to 3"),
        ("Tom Reyes, Jr. will lead it", "Tom Reyes", "Tom Reyes, Jr."),
        ("Ada and Bren .Taak sang", ".Taak", ".Taak"),
    ],
)
def test_what_is_one_is_not_cut(text: str, part: str, wanted: str) -> None:
    """A score, a range, and a name with a suffix or a leading full stop are whole."""
    assert snapped(text, part) == wanted


@pytest.mark.parametrize(
    ("text", "part", "wanted"),
    [
        ("fell from 5% to 7% in May", "7%", "7%"),
        ("from 4,000 cases in 2017 to 9,625 in 2021", "9,625", "9,625"),
        ("rates rose 5 to 7 in May", "7", "7"),
        ("Holm won 6-3 and Lorne 2-1", "6-3", "6-3"),
        ("gave two to the town", "two", "two"),
        ("from 5% to $7 a share", "5%", "5%"),
    ],
)
def test_what_only_stands_side_by_side_is_not_joined(text: str, part: str, wanted: str) -> None:
    """The ends of a change are two numbers, and so are two scores."""
    assert snapped(text, part) == wanted
