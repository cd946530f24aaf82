"""Names without the words around them, and short forms of a name as opposed to other names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.name import Name, end_with_short_form, read_name

UNITS = "Kurdish People’s Protection Units (YPG)"
PARTS = st.lists(
    st.sampled_from(
        ["President", "Joe", "Biden", "King", "of", "the", "New", "York", "(YPG)", "(", ")", ",", "and", "Jr.", "II",
         "’s", "Gen.", "ex-", "J.", "group", "bin", "İ", "ß", "中国", "😀", "-", "78", "e\u0301"]
    ),
    max_size=8,
)  # fmt: skip


def name(text: str) -> Name:
    """Return the name of a text that is one."""
    found = read_name(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "words", "titled"),
    [
        ("Biden", "biden", False),
        ("President Joe Biden", "joe biden", True),
        ("the former US president Joe Biden", "joe biden", True),
        ("ex-president Biden", "biden", True),
        ("Vice-President Biden", "biden", True),
        ("Joe Biden, 78, the president", "joe biden", False),
        ("Gen. Mark Hill", "mark hill", True),
        ("Lt. Col. Hill’s", "hill", True),
        ("Mr Erdoğan", "erdogan", True),
        ("King Salman", "salman", True),
        ("Queen Elizabeth II", "elizabeth ii", True),
        ("Martin Luther King Jr.", "martin luther king jr", False),
        ("Burger King Corporation", "burger king corporation", False),
        ("General Motors", "general motors", False),
        ("the northern town of Kobane", "kobane", False),
        ("the Houthi rebels", "houthi", False),
        ("The New York Times", "new york times", False),
        ("“Kobane”.", "kobane", False),
        ("(YPG)", "ypg", False),
        ("J.K. Rowling", "jk rowling", False),
        ("Osama bin Laden", "osama bin laden", False),
        ("eBay", "ebay", False),
        ("Formula One", "formula one", False),
    ],
)
def test_a_name_without_what_stands_around_it(text: str, words: str, titled: bool) -> None:
    """Titles, articles, kinds of place, ages and genitives are no part of a name; what only looks like one is."""
    found = name(text)
    assert (" ".join(found.words), found.titled) == (words, titled)


@pytest.mark.parametrize(
    "text",
    ["", "()", "He", "the mayor", "six people", "Joe Biden's son Hunter", "France, Germany and Italy", "😀", "中国"],
)
def test_what_is_no_one_name(text: str) -> None:
    """Common nouns, lists, and scripts without capitals give no name."""
    assert read_name(text) is None


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("YPG", UNITS),
        ("(YPG)", UNITS),
        ("the Y.P.G.", UNITS),
        ("UN", "the United Nations"),
        ("Kobane", "Kobane, Syria"),
        ("Biden", "President Joe Biden"),
        ("Mr Erdogan", "Recep Tayyip Erdoğan"),
        ("Queen Elizabeth", "Queen Elizabeth II"),
        ("Skerry", "Skerry Shipping"),
        ("Brightwater", "the Brightwater Foods Group"),
    ],
)
def test_a_short_form_is_part_of_the_whole_whatever_is_asked(part: str, whole: str) -> None:
    """Initials, a place without its country, a surname with a title, and a company without what it does."""
    for person in (True, False):
        assert name(part).part_of(name(whole), person=person)
        assert not name(whole).part_of(name(part), person=person)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("Biden", "Joe Biden"),
        ("bin Laden", "Osama bin Laden"),
        ("Downey", "Robert Downey Jr."),
        ("Robert Downey", "Robert Downey Jr."),
        ("Donald Trump", "Donald J. Trump"),
        ("Recep Erdogan", "Recep Tayyip Erdogan"),
        ("People’s Protection Units", UNITS),
    ],
)
def test_a_surname_is_the_whole_name_of_a_person_alone(part: str, whole: str) -> None:
    """Where who is asked for, the last words or the first and the last are the fuller name; of a place they are not."""
    assert name(part).part_of(name(whole), person=True)
    assert not name(part).part_of(name(whole), person=False)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("New York", "New York Times"),
        ("York", "New York"),
        ("Korea", "South Korea"),
        ("England", "Bank of England"),
        ("Herzegovina", "Bosnia and Herzegovina"),
        ("United", "Manchester United"),
        ("Manchester City", "Manchester Youth City"),
        ("George H.W. Bush", "George W. Bush"),
        ("Paris, Texas", "Paris, France"),
        ("Biden", "Biden"),
        ("Norway", "Norway Shipping"),
        ("British", "British Airways"),
        ("London", "London Capital"),
        ("General", "General Motors"),
        ("Skerry", "Skerry Island"),
    ],
)
def test_what_shares_words_is_not_the_same(part: str, whole: str) -> None:
    """A name that begins another, one divided from its first word, and the ending of many bodies are other names."""
    assert not name(part).part_of(name(whole), person=True)
    assert not name(whole).part_of(name(part), person=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kim Jong-un", "Kim Jong Un"), ("Erdoğan", "Erdogan"), ("U.S.", "US"), ("Biden’s", "President Biden")],
)
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    """Hyphens, accents, points and titles make no other name."""
    assert name(one).equals(name(other))


def test_names_that_may_belong_together() -> None:
    """A name within another, and two of one short form, may belong together; others do not."""
    assert name("New York").shares_words(name("New York Times"))
    assert name("Syria").shares_words(name("Kobane, Syria"))
    assert name("World Health Organization").shares_words(name("World Health Organisation"))
    assert not name("York").shares_words(name("Yorkshire"))
    assert not name("Joe Biden").shares_words(name("Donald Trump"))


@given(PARTS.map(" ".join) | PARTS.map("".join) | st.text(max_size=30))
def test_any_text_can_be_read(text: str) -> None:
    """No text raises; a name has words, equals itself, and is not part of itself."""
    found = read_name(text)
    if found:
        assert found.words
        assert found.equals(found)
        assert not found.part_of(found, person=True)


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("the Harbour Pilots Guild (HPG) met", "Harbour Pilots Guild", "Harbour Pilots Guild (HPG)"),
        ("It was The Red Sea Fund (RSF).", "The Red Sea Fund", "The Red Sea Fund (RSF)"),
        ("Major League Curling (MLC) grew", "League Curling", "League Curling"),
        ("VELM, Orland (AP) — The harbour", "VELM, Orland", "VELM, Orland"),
        ("NEW VELM (AP) — The harbour", "NEW VELM", "NEW VELM"),
        ("Jo Lorn (right) and Al Ott", "Jo Lorn", "Jo Lorn"),
        ("Jo Lorn (D), of Velm", "Jo Lorn", "Jo Lorn"),
        ("some harbour pilots (HPG) met", "harbour pilots", "harbour pilots"),
        ("Jo Lorn (HPG", "Jo Lorn", "Jo Lorn"),
        ("the Red Sea Fund\n(RSF)", "Red Sea Fund", "Red Sea Fund"),
    ],
)
def test_a_name_is_ended_with_its_short_form_alone(text: str, name: str, said: str) -> None:
    """Capitals in brackets right behind a whole name belong to it; part of a name, a dateline, a remark do not."""
    start = text.index(name)
    assert text[start : end_with_short_form(text, start, start + len(name))] == said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Britain", "the United Kingdom"),
        ("U.S.", "the United States"),
        ("Kyiv", "Kiev"),
        ("the Fed", "Federal Reserve"),
    ],
)
def test_other_names_of_one_thing_are_one_name(one: str, other: str) -> None:
    """Articles that call a thing by its other name agree."""
    assert name(one).equals(name(other))
    assert not name(one).equals(name("Qarunia"))


def test_a_people_is_that_of_its_country_by_any_name() -> None:
    """British is of the UK as it is of Britain."""
    assert name("British").is_people_of(name("UK"))
    assert not name("British").is_people_of(name("US"))
