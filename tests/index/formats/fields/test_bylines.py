"""Bylines: which names are read from them, and what beside a name is none."""

import pytest

from index.formats.fields.bylines import is_byline, is_stamp, split_names
from index.formats.fields.loose import split_authors


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kim Roe; March 2", ["Kim Roe"]),
        ("By Kim Roe | Updated May 6, 2025 10:30 p.m. ET", ["Kim Roe"]),
        ("Kim Roe on Monday, November 4, 2019", ["Kim Roe"]),
        ("Kim Roe, 5. März 2025", ["Kim Roe"]),
        ("5:45 AM PST 11/19/2019 by Kim Roe", ["Kim Roe"]),
        ("Theresa May", ["Theresa May"]),
        ("Studio 2000", ["Studio 2000"]),
    ],
)
def test_a_date_beside_a_name_is_none(text: str, names: list[str]) -> None:
    """The date at either end of a byline is cut off, but not a surname that is a month, nor a mere number."""
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("KIM ROE, Harbour Post Auto Writer", ["KIM ROE"]),
        ("Analysis by Kim Roe; Editor-at-large", ["Kim Roe"]),
        ("Kim Roe, Post.com", ["Kim Roe"]),
        ("Kim Roe (Harbour Post)", ["Kim Roe"]),
        ("By Kim Roe in Port Amble and Ana Ruiz in London", ["Kim Roe", "Ana Ruiz"]),
        ("Staff Reports", ["Staff Reports"]),
        ("Center for Coastal Studies", ["Center for Coastal Studies"]),
    ],
)
def test_a_role_or_place_beside_a_name_is_none(text: str, names: list[str]) -> None:
    """Roles, hosts, remarks and places of reporting are cut off; where there is only a role, it is the author."""
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ruiz, Ana; Bell, Tom", ["Ruiz, Ana", "Bell, Tom"]),
        ("Ruiz, Ana", ["Ruiz, Ana"]),
        ("Kim Roe and Ana Ruiz, Associated Press", ["Kim Roe", "Ana Ruiz", "Associated Press"]),
        ("Ministry of Foreign Affairs and Trade", ["Ministry of Foreign Affairs and Trade"]),
        ("The northern and southern harbour boards", ["The northern and southern harbour boards"]),
        ("Reuters, AFP", ["Reuters", "AFP"]),
    ],
)
def test_names_are_parted_between_them(text: str, names: list[str]) -> None:
    """Several authors are parted, but neither an inverted name nor the name of one body."""
    assert split_names(text) == names


@pytest.mark.parametrize(
    "line", ["By Kim Roe", "Von Kim Roe", "By KIM ROE, Staff Writer, March 2", "By The Harbour Post"]
)
def test_a_line_of_names_is_a_byline(line: str) -> None:
    """A line that begins with a word for "by" and has only names, roles and dates is a byline."""
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    ["By the Numbers", "By Night", "By noon it was over", "Von Miller", "By Monday, the water had gone.", "Kim Roe"],
)
def test_a_headline_or_sentence_is_no_byline(line: str) -> None:
    """Lines that begin with "by" and say something else are none."""
    assert not is_byline(line)


def test_a_stamp_is_a_date_alone() -> None:
    """A line is a stamp if it is a date, with or without a label."""
    assert is_stamp("UPDATED: Tue., Nov. 19, 2019")
    assert is_stamp("Published 18 November 2019")
    assert not is_stamp("November in Port Amble")
    assert not is_stamp("Two ferries")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kim Roe, Kim Roe", ["Kim Roe"]),
        ("KIM ROE and Kim  Roe", ["Kim Roe"]),
        ("kim roe; Kim Roe; Ana Ruiz", ["Kim Roe", "Ana Ruiz"]),
        ("By By Kim Roe", ["Kim Roe"]),
        ("by: By KIM ROE, By Kim Roe", ["Kim Roe"]),
        ("J. Roe, J Roe", ["J. Roe"]),
    ],
)
def test_a_name_that_is_given_twice_is_one(text: str, names: list[str]) -> None:
    """A name in other capitals or with other blanks is the same one, and a label that is doubled is none."""
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kim Roe; Kroe Com", ["Kim Roe"]),
        ("Kim Roe post com Follow", ["Kim Roe"]),
        ("Harbour News View author archive Get author RSS feed", ["Harbour News"]),
        ("Author, Kim Roe", ["Kim Roe"]),
        ("Kim Roe; Posts", ["Kim Roe"]),
        ("Photo by Bo Lind; Kim Roe", ["Kim Roe"]),
        ("Username", []),
        ("作者", []),
    ],
)
def test_what_is_clicked_beside_a_name_is_none(text: str, names: list[str]) -> None:
    """Buttons, headings of lists, mail hosts and credits are no authors."""
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("LONDON", []),
        ("PARIS, LONDON", []),
        ("Washington D.C.", []),
        ("TOKYO (Example)", []),
        ("By Staff, Paris", ["Staff"]),
        ("Example, Paris", ["Example"]),
        ("By Ana Ruiz and Tom Bell, AP", ["Ana Ruiz", "Tom Bell", "AP"]),
        ("Reuters, Paris", ["Reuters"]),
        ("By Ana Ruiz, London", ["Ana Ruiz"]),
        ("By Ana Ruiz, Sydney", ["Ana Ruiz"]),
        ("By Ana Ruiz, Paris, and Tom Bell, Berlin", ["Ana Ruiz", "Tom Bell"]),
        ("Ana Ruiz/Paris", ["Ana Ruiz"]),
        ("By Correspondent in New Delhi", ["Correspondent"]),
        (["Ana Ruiz", "Paris"], ["Ana Ruiz"]),
        ("Sydney", ["Sydney"]),
        ("By Paris Hilton", ["Paris Hilton"]),
        ("Jack London", ["Jack London"]),
        ("Ana Ruiz-Valencia", ["Ana Ruiz-Valencia"]),
        ("a@post.example (Ana Ruiz)", ["Ana Ruiz"]),
    ],
)
def test_a_place_is_no_author(written: object, names: list[str]) -> None:
    """The place beside an author, or in place of one, is left out; people may be called like places."""
    assert split_authors(written) == names
