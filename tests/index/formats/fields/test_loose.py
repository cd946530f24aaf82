"""Fields as exports write them: markup, cut texts, lists in cells and empty cells."""

import json

import pytest

from index.formats.json import jsonfile, jsonlines
from index.types import Article, Rejected
from tests.index.formats.test_shapes import TEXT, article, records


@pytest.mark.parametrize(
    "text",
    [
        "The tag <script> is bad, and a <p> opens a paragraph.",
        "If a<b and c>d then the pier is safe.",
        "Use <b> in HTML.",
    ],
)
def test_a_text_about_markup_is_no_markup(text: str) -> None:
    """Tags that are not closed, and signs that only look like tags, are text."""
    assert article(jsonlines.read, json.dumps({"title": "T", "text": text, "published": "2014-08-02"})).text == text


@pytest.mark.parametrize("end", ["[+120 chars]", "[5312 chars]"])
def test_a_cut_text_is_told_as_cut(end: str) -> None:
    """The number of characters that an API leaves out is replaced by an ellipsis."""
    record = {"title": "T", "text": f"The wall... {end}", "published": "2014-08-02"}
    assert article(jsonlines.read, json.dumps(record)).text == "The wall…"


@pytest.mark.parametrize("written", ['["Lea Orr", "Ivo Lund"]', "['Lea Orr', 'Ivo Lund']"])
def test_a_list_in_a_text_is_a_list(written: str) -> None:
    """Authors that a program wrote as a list into a cell are those of the list."""
    record = {"title": "T", "text": TEXT, "published": "2014-08-02", "authors": written}
    assert article(jsonlines.read, json.dumps(record)).authors == ("Lea Orr", "Ivo Lund")


def test_an_empty_cell_of_a_table_is_empty() -> None:
    """`nan` in place of a text is none."""
    (found,) = records(jsonlines.read, json.dumps({"title": "T", "text": "nan", "published": "2014-08-02"}))
    assert isinstance(found, Rejected)


def test_objects_beside_each_other_are_records() -> None:
    """Concatenated objects are read one by one, on one line, too."""
    one = json.dumps({"title": "T", "text": TEXT, "published": "2014-08-02"})
    assert [isinstance(found, Article) for found in records(jsonfile.read, one * 3)] == [True] * 3


def test_every_array_of_records_is_read() -> None:
    """An object with several arrays of articles holds the articles of all."""
    one = {"title": "T", "text": TEXT, "published": "2014-08-02"}
    found = records(jsonfile.read, json.dumps({"news": [one, one], "sport": [one]}))
    assert [isinstance(record, Article) for record in found] == [True] * 3
