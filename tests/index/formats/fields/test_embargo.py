"""Notices of an embargo above a text: they hold the article, and are no text."""

import json
from datetime import UTC, datetime

import pytest

from index.formats.fields.embargo import find_notice, read_end
from index.formats.json.values import read_json
from index.formats.options import Options
from index.types import Article, Record, Rejected
from tests.index.formats.texts.test_plain import read, read_article

STORY = "The night ferry sails again from Friday, the board said."


@pytest.mark.parametrize(
    ("line", "hour", "minute"),
    [
        ("EMBARGOED UNTIL 6 May 2030 10:00 GMT", 10, 0),
        ("STRICTLY EMBARGOED UNTIL 00.01 GMT MONDAY 6 MAY 2030", 0, 1),
        ("Embargo: 0930 hrs, Monday 6 May 2030", 9, 30),
        ("EMBARGOED FOR RELEASE UNTIL 10 A.M. ET, MAY 6, 2030", 14, 0),
        ("Hold for release until 9:30 a.m. EDT, Monday, May 6, 2030", 13, 30),
        ("NOT FOR PUBLICATION OR BROADCAST BEFORE 6 MAY 2030", 0, 0),
        ("Sperrfrist: 6. Mai 2030, 10:00 Uhr", 10, 0),
        ("*** Under embargo until 12 noon CET on 6 May 2030 ***", 11, 0),
    ],
)
def test_the_end_of_a_notice_is_read(line: str, hour: int, minute: int) -> None:
    """The moment is read as senders write it: in a file of text and in JSON, where the line is no text."""
    end = datetime(2030, 5, 6, hour, minute, tzinfo=UTC)
    when = find_notice(line)
    assert when is not None
    assert read_end(when, Options()) == end
    article = read_article(f"{line}\n\nNight ferry returns\nMay 5, 2030\n\n{STORY}")
    assert (article.title, article.text, article.not_before) == ("Night ferry returns", STORY, end)


def record(text: str, title: str = "Night ferry returns", **more: str) -> Record:
    """Return what is read of a record in JSON."""
    data = json.dumps({"title": title, "text": text, "published": "2030-05-05", **more}).encode()
    (found,) = read_json(data, "x.json", 1, Options())
    return found


@pytest.mark.parametrize(
    "when",
    [
        "until Tuesday",
        "until 04/05/2030",
        "until 10:00 GMT, 6 May",
        "until further notice",
        "until Tuesday 6 May 2030",  # a Monday
        "until midnight on 6 May 2030",  # its beginning or its end
    ],
)
def test_a_moment_that_is_not_certain_refuses_the_article(when: str) -> None:
    """An embargo is never guessed: the article is refused, unless a field states its end."""
    found = record(f"EMBARGOED {when}\n\n{STORY}")
    assert isinstance(found, Rejected)
    assert "under an embargo until" in found.reason
    assert isinstance(read(f"Night ferry returns\nMay 5, 2030\n\nEMBARGOED {when}\n\n{STORY}"), Rejected)
    given = record(f"EMBARGOED {when}\n\n{STORY}", not_before="2030-05-06")
    assert isinstance(given, Article)
    assert given.not_before == datetime(2030, 5, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "The embargo until 6 May 2030 was imposed by the council.",
        "Embargo: EU ministers agree on a ban",
        "Embargo on oil takes effect on 5 December 2030",
        "FOR IMMEDIATE RELEASE",
    ],
)
def test_a_story_about_an_embargo_has_none(line: str) -> None:
    """A sentence or a headline with the word is no notice."""
    found = record(f"{line}\n\n{STORY}")
    assert isinstance(found, Article)
    assert (found.text, found.not_before) == (f"{line}\n\n{STORY}", None)


def test_a_notice_may_stand_before_the_title() -> None:
    """What follows it is the title."""
    found = record(STORY, title="EMBARGOED UNTIL 6 May 2030 10:00 GMT: Night ferry returns")
    assert isinstance(found, Article)
    assert (found.title, found.not_before) == ("Night ferry returns", datetime(2030, 5, 6, 10, tzinfo=UTC))


def test_byline_and_dateline_above_a_text_are_fields() -> None:
    """A byline above the dateline is no text, and the place of the dateline is kept; stated authors go before."""
    line = f"PARIS, May 6 (Example) — {STORY}"
    found = record(f"By Jane Doe\n{line}")
    assert isinstance(found, Article)
    assert (found.text, found.authors, found.place) == (line, ("Jane Doe",), "PARIS")
    stated = record(f"By Jane Doe\n{line}", author="Ana Ruiz", place="Lyon")
    assert isinstance(stated, Article)
    assert (stated.authors, stated.place) == (("Ana Ruiz",), "Lyon")


def test_a_dateline_on_a_line_of_its_own_dates_a_text() -> None:
    """It stands under the byline, and is no text."""
    article = read_article(f"Night ferry returns\nBy Jane Doe\n\nPARIS, 6 May 2025\n\n{STORY}\n\nIt was stopped.")
    assert article.text == f"{STORY}\n\nIt was stopped."
    assert (article.published, article.authors) == (datetime(2025, 5, 6, tzinfo=UTC), ("Jane Doe",))


def test_what_stands_below_the_end_of_a_text_is_left_out() -> None:
    """Contacts below the mark of a press release are no text of its article."""
    found = record(f"{STORY}\n\n{STORY}\n\n###\n\nMedia contact: Ana Ruiz")
    assert isinstance(found, Article)
    assert found.text == f"{STORY}\n\n{STORY}"
