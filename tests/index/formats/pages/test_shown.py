"""Dates that a page shows as a line between its headline and its story."""

import io
from datetime import UTC, datetime

import pytest

from index.formats import Options
from index.formats.pages import html
from index.formats.undated import parse_undated
from index.types import Article, Rejected

STORY = "The lighthouse of Cape Marrow will be lit again in August, its keepers told the council on Monday evening."
SECOND = "It had been dark since the great storm of the winter before last, which broke the old lens into pieces."


def read(line: str, options: Options | None = None) -> object:
    """Return what is made of a page that shows a line under its headline."""
    page = (
        f"<html><head><title>Lit again</title></head><body><article><h1>Lit again</h1>{line}"
        f"<p>{STORY}</p><p>{SECOND}</p></article></body></html>"
    )
    (record,) = html.read(io.BufferedReader(io.BytesIO(page.encode())), "page.html", options or Options())
    return record


@pytest.mark.parametrize("rule", ["reject", "first-seen"])
def test_an_ambiguous_date_is_refused_under_every_rule(rule: str) -> None:
    """A page that shows a date whose day and month may be swapped is refused, and the reason quotes the date."""
    record = read('<p class="date">04/03/2025</p>', Options(undated=parse_undated(rule)))
    assert isinstance(record, Rejected)
    assert "the page shows '04/03/2025'" in record.reason
    assert "--dates dmy or mdy" in record.reason


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('<div class="date">March 14, 2025 at 6:10 PM ET</div>', datetime(2025, 3, 14, 22, 10, tzinfo=UTC)),
        ('<span class="published">2 March 2025, 22:30 CET</span>', datetime(2025, 3, 2, 21, 30, tzinfo=UTC)),
        ('<p class="meta">Von Jo Weiß | Stand: 9. März 2025, 21:35 Uhr</p>', datetime(2025, 3, 9, 21, 35, tzinfo=UTC)),
        ('<p class="byline">By Kim Roe | March 2, 2025 10:30 p.m. ET</p>', datetime(2025, 3, 3, 3, 30, tzinfo=UTC)),
        ("<div>Updated March 14, 2025 at 6:10 PM ET</div>", datetime(2025, 3, 14, 22, 10, tzinfo=UTC)),
        ("<p>Published 5 March 2025</p>", datetime(2025, 3, 5, tzinfo=UTC)),
        ('<div class="date">٩ مارس ٢٠٢٥</div>', datetime(2025, 3, 9, tzinfo=UTC)),
    ],
)
def test_a_shown_date_is_read_with_its_time(line: str, expected: datetime) -> None:
    """A line that is a date is read with its time and zone, whatever label stands before it."""
    record = read(line)
    assert isinstance(record, Article), record
    assert record.published == expected
