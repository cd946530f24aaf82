"""The fields of agencies in other formats: an embargo in a table, in JSON lines and above a text."""

from datetime import UTC, datetime

import pytest

from index.formats import Options
from index.formats.json import jsonlines
from index.formats.tables import table
from index.formats.texts import plain
from index.types import Article, Rejected
from tests.index.formats.agency.documents import Read, only_article, read_with

END = datetime(2030, 6, 1, 12, tzinfo=UTC)
TABLE = "title,text,published,not_before,place,urgency\nVote,The vote is lost.,2030-05-06,{},Amble,{}\n"
LINE = (
    '{{"title": "Vote", "text": "The vote is lost.", "published": "2030-05-06", "not_before": "{}", "urgency": "{}"}}\n'
)
LABELS = "Headline: Vote\nDate: 2030-05-06\nEmbargo: {}\n\nThe vote is lost.\n"


@pytest.mark.parametrize(("read", "data"), [(table.read, TABLE), (jsonlines.read, LINE), (plain.read, LABELS)])
def test_an_embargo_is_a_field_of_every_format(read: Read, data: str) -> None:
    """Its end is read; one that is no date refuses the article, and never counts as none."""
    assert only_article(read_with(read, data.format("2030-06-01T12:00:00Z", 2))).not_before == END
    (refused,) = read_with(read, data.format("after the speech", 2))
    assert isinstance(refused, Rejected)
    assert "not_before" in refused.reason


@pytest.mark.parametrize("nothing", ["", "null", "N/A"])
def test_no_embargo_is_none(nothing: str) -> None:
    """An empty cell, and what exports write into one, is no embargo; a wrong urgency costs itself alone."""
    (article,) = read_with(table.read, TABLE.format(nothing, "high"), options=Options())
    assert isinstance(article, Article)
    assert (article.not_before, article.urgency, article.place) == (None, None, "Amble")
