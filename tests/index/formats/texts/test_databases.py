"""Downloads of news databases as text: each article of several, with its fields and without what stands around it."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.samples import write_docx
from index.formats import Options, read_paths
from index.formats.texts.databases import read_downloads
from index.types import Article

FIRST = "The harbour board of Lorne raised its mooring fees on Monday, because the pier needs repairs this year."
SECOND = "The night ferry was late again on Wednesday because of fog, and two hundred passengers waited at the pier."
NEXIS = f"""\
                  1 of 2 DOCUMENTS

                  The Lorne Herald

             February 11, 2025 Tuesday
                   Final Edition

Board raises fees

BYLINE: Ana Ruiz, Staff Writer

SECTION: News; Pg. 1

LENGTH: 412 words

{FIRST}

{SECOND}

LOAD-DATE: February 12, 2025

LANGUAGE: ENGLISH

Copyright 2025 The Lorne Herald
All Rights Reserved

                  2 of 2 DOCUMENTS

                  The Lorne Herald

             February 13, 2025 Thursday

Ferry late again

LENGTH: 20 words

{SECOND}
"""
NEXIS_UNI = f"""\
Board raises fees

The Lorne Herald

February 11, 2025 Tuesday

Copyright 2025 The Lorne Herald All Rights Reserved

Section: NEWS; Pg. A1

Length: 412 words

Byline: Ana Ruiz

Body

{FIRST}

Classification

Language: ENGLISH

Load-Date: February 12, 2025

End of Document
"""
FACTIVA = f"""\
News
Board raises fees
Ana Ruiz
412 words
11 February 2025
The Lorne Herald
LORHER
English

{FIRST}

Document LORHER0020250211el2b00001

News
Ferry late again
Ben Roy
20 words
13 February 2025
The Lorne Herald
LORHER
English

{SECOND}

Document LORHER0020250213el2b00002
"""
CODES = f"""\
HD Board raises fees
BY By Ana Ruiz
WC 412 words
PD 11 February 2025
ET 08:30
SN The Lorne Herald
LA English

LP
{FIRST}

TD
{SECOND}

AN
Document LORHER0020250211el2b00001
"""
PROQUEST = f"""\
____________________________________________________________

Document 1 of 1

Board raises fees

Author: Ruiz, Ana

Full text: {FIRST}

{SECOND}

Title: Board raises fees

Publication title: The Lorne Herald

Publication date: Feb 11, 2025
"""


def articles(folder: Path, text: str) -> list[Article]:
    """Return the articles of a text file, which has no rejection."""
    (folder / "download.txt").write_text(text, encoding="utf-8")
    records = list(read_paths([folder / "download.txt"], options=Options(), stdin=io.BytesIO()))
    assert all(isinstance(one, Article) for one in records), records
    return [one for one in records if isinstance(one, Article)]


@pytest.mark.parametrize("text", [NEXIS, NEXIS_UNI, FACTIVA, CODES, PROQUEST], ids=range(5))
def test_the_fields_stand_around_the_text(tmp_path: Path, text: str) -> None:
    """Title, paper, day and author are read from above or below, and none of it stays in the text."""
    first, *_ = articles(tmp_path, text)
    assert (first.title, first.source, first.authors) == ("Board raises fees", "The Lorne Herald", ("Ana Ruiz",))
    assert first.published.date() == datetime(2025, 2, 11, tzinfo=UTC).date()
    assert first.text in (FIRST, f"{FIRST}\n\n{SECOND}")


@pytest.mark.parametrize("text", [NEXIS, FACTIVA], ids=["nexis", "factiva"])
def test_each_article_of_a_download_is_one(tmp_path: Path, text: str) -> None:
    """The second is not part of the first, and has its own day."""
    first, second = articles(tmp_path, text)
    assert (second.title, second.text, second.published.day) == ("Ferry late again", SECOND, 13)
    assert SECOND not in first.text or text is NEXIS


@pytest.mark.parametrize(
    "text", [FIRST, f"Board raises fees\n\n11 February 2025\n\n{FIRST}", "3 of 4\n\nFull text: no"]
)
def test_other_texts_are_no_downloads(text: str) -> None:
    """Plain text is left to its own reader, though it has a line that looks like one of a download."""
    assert read_downloads(text) == []


COVER = """\
Date and Time: Friday, 14. February 2025 09:31:00 CET
Job Number: 00000001
Documents (2)
1. Board raises fees
Client/Matter: -None-
Search Terms: fees

2. Ferry late again
Client/Matter: -None-
"""
TIMED = "February 13, 2025 Thursday 9:33 AM GMT"
TWO = f"""\
{NEXIS_UNI}
Ferry late again

The Lorne Herald

{TIMED}

Length: 20 words

Body

{SECOND}

End of Document
"""


@pytest.mark.parametrize("cover", ["", COVER])
@pytest.mark.parametrize("name", ["a.txt", "a.docx"])
def test_a_download_may_be_a_word_document_and_have_a_cover(tmp_path: Path, name: str, cover: str) -> None:
    """Each document is one article, at its time of day; the page with the search is no part of the first."""
    text = f"{cover}\n{TWO}"
    (tmp_path / name).write_bytes(write_docx(text.split("\n")) if name == "a.docx" else text.encode())
    first, second = read_paths([tmp_path / name], options=Options(), stdin=io.BytesIO())
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.source, first.text) == ("Board raises fees", "The Lorne Herald", FIRST)
    assert (second.title, second.text) == ("Ferry late again", SECOND)
    assert (first.published.day, second.published.isoformat()) == (11, "2025-02-13T09:33:00+00:00")


def test_the_number_of_a_page_is_no_title() -> None:
    """A download that was printed to text has the number of the page above each headline."""
    head = "Page 1 of 2\n\nFerry returns\n\nHarbour Post\n\nMay 6, 2025 Tuesday\n\nLength: 9 words\n\nBody\n\n"
    (one,) = read_downloads(f"{head}It sails again from Friday.\n\nLoad-Date: May 7, 2025\n\nEnd of Document\n")
    assert (one.fields["title"], one.fields["source"]) == ("Ferry returns", "Harbour Post")


@pytest.mark.parametrize(
    "captions",
    [
        "Graphic\n\nPHOTO: The ferry in the harbour (Tom Bell)\nA map of the crossing\n\n",
        "GRAPHIC: Photo, The ferry in the harbour\nTom Bell\n\n",
        "GRAFIK: Die Fähre im Hafen\n\n",
    ],
)
@pytest.mark.parametrize("below", ["Load-Date: February 12, 2025\n\n", "Classification\n\nLanguage: ENGLISH\n\n", ""])
def test_captions_below_a_text_are_no_text(tmp_path: Path, captions: str, below: str) -> None:
    """What stands under "Graphic" at the end of an article of Nexis is a caption."""
    head = NEXIS_UNI.partition("Classification")[0]
    (article,) = articles(tmp_path, f"{head}{captions}{below}End of Document\n")
    assert article.text == FIRST


def test_a_line_of_the_text_may_say_graphic(tmp_path: Path) -> None:
    """A heading within the text, with paragraphs below, is text."""
    story = "\n\n".join(["Photos", *([SECOND] * 13)])
    (article,) = articles(tmp_path, NEXIS_UNI.replace("Classification", f"{story}\n\nClassification"))
    assert article.text.endswith(SECOND)
