"""Texts without a headline, and what stands above one in print."""

from datetime import UTC, datetime

import pytest

from index.types import Rejected
from tests.index.formats.texts.test_plain import read, read_article

LEAD = "The night ferry to Port Amble sails again from Friday, the harbour board said on Tuesday."
REST = "It was stopped in March after a fire in the engine room."


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("", "The night ferry to Port Amble sails again from Friday, the harbour board said on Tuesday"),
        ("PORT AMBLE, May 6 (Harbour Post) — ", "The night ferry to Port Amble sails again from Friday, the"),
        ("“It is time,” said the mayor of the town. ", "“It is time,” said the mayor of the town"),
        ("After nine weeks in the dock, of which nobody in town had been told when they would end, or why they began, ",
         "After nine weeks in the dock, of which nobody in town had been told when they would end"),
    ],
)  # fmt: skip
def test_a_text_without_a_headline_keeps_its_first_sentence(head: str, title: str) -> None:
    """The title is the first sentence without its dateline, cut between words, and the text keeps the sentence."""
    article = read_article(f"May 6, 2025\n\n{head}{LEAD}\n\n{REST}\n")
    assert article.title.startswith(title)
    assert len(article.title) <= 120
    assert article.text == f"{head}{LEAD}\n\n{REST}"


def test_a_dateline_dates_a_text_that_has_no_other_date() -> None:
    """A press release states its day in its dateline alone; one without a year states none."""
    released = read_article(f"PORT AMBLE, May 6, 2025 /FerryWire/ -- {LEAD}\n\n{REST}\n")
    assert released.published == datetime(2025, 5, 6, tzinfo=UTC)
    assert isinstance(read(f"PORT AMBLE, May 6 (Harbour Post) -- {LEAD}\n\n{REST}\n"), Rejected)


@pytest.mark.parametrize(
    "head",
    [
        "THE HARBOUR POST\nTuesday, May 6, 2025\nNight ferry returns to Port Amble\nBy Kim Roe",
        "Ambler Tageblatt\nAusgabe 12, Seite 3\n\nNight ferry returns to Port Amble\n\nBy Kim Roe\nMay 6, 2025",
        "Harbour Post\nVol. 12, No. 34\n6 May 2025\n$2.50\nNight ferry returns to Port Amble\nBy Kim Roe",
        "https://post.example/ferry\nNight ferry returns to Port Amble\nBy Kim Roe\nMay 6, 2025",
        "FOR IMMEDIATE RELEASE\n\nNight ferry returns to Port Amble\nBy Kim Roe\nMay 6, 2025",
    ],
)
def test_what_a_paper_prints_above_a_headline_is_no_headline(head: str) -> None:
    """Name, issue, price and address of a paper are left out; the headline is the line below, the address is kept."""
    article = read_article(f"{head}\n\n{LEAD}\n\n{REST}\n")
    assert (article.title, article.authors) == ("Night ferry returns to Port Amble", ("Kim Roe",))
    assert article.text == f"{LEAD}\n\n{REST}"
    assert article.url == ("https://post.example/ferry" if "https" in head else None)


def test_a_headline_that_could_name_a_paper_is_kept() -> None:
    """Words such as Times or No are a headline where none follows."""
    for title in ("Ferry Times Change", "No Plan for Ferry", "No 10 staff quit", "Tickets now cost €2.50"):
        assert read_article(f"{title}\nMay 6, 2025\n\n{LEAD}\n\n{REST}\n").title == title
