"""Plain text files: date, headline, byline, image credits and story are separated."""

import io
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from index.formats.options import Options
from index.formats.texts import plain
from index.types import Article, Record, Rejected

SCRAPED = """March 3, 2016
Ferry Runs Aground Off Marrow Point As Fog Closes In

Nearly two hundred passengers spent the night aboard a ferry (the Linnet, built in 1988) after it ran onto a sandbank.

Lifeboats stood by until the tide came in, the coastguard said, and "nobody was ever in danger."

The Linnet at dawn
Passengers wave from the deck of the Linnet. Many had slept in the dining room.

"We saw nothing at all," said one passenger.
The captain (a man of thirty years at sea) would not comment.

[Images via Harbour Watch and Google Images]
"""


def read(text: str | bytes, origin: str = "story.txt", options: Options | None = None) -> Record:
    data = text.encode() if isinstance(text, str) else text
    (record,) = plain.read(io.BufferedReader(io.BytesIO(data)), origin, options or Options())
    return record


def read_article(text: str | bytes, origin: str = "story.txt", options: Options | None = None) -> Article:
    article = read(text, origin, options)
    assert isinstance(article, Article), article
    return article


def test_a_scraped_article_is_parsed() -> None:
    """Date, headline and story are separated, captions are kept, and the image credit is removed."""
    article = read_article(SCRAPED)
    assert article.title == "Ferry Runs Aground Off Marrow Point As Fog Closes In"
    assert article.published == datetime(2016, 3, 3, tzinfo=UTC)
    assert article.text.startswith("Nearly two hundred passengers")
    assert article.text.endswith("would not comment.")
    assert "The Linnet at dawn\nPassengers wave" in article.text
    assert "Images via" not in article.text
    assert article.source == "unknown"
    assert article.authors == ()
    assert article.modified is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("January 28, 2015", datetime(2015, 1, 28, tzinfo=UTC)),
        ("28 January 2015", datetime(2015, 1, 28, tzinfo=UTC)),
        ("2015-01-28", datetime(2015, 1, 28, tzinfo=UTC)),
        ("2015-01-28T09:30:00+01:00", datetime(2015, 1, 28, 8, 30, tzinfo=UTC)),
        ("Jan. 28, 2015 10:00 AM ET", datetime(2015, 1, 28, 15, tzinfo=UTC)),
        ("Wednesday, January 28, 2015", datetime(2015, 1, 28, tzinfo=UTC)),
        ("Published: January 28, 2015", datetime(2015, 1, 28, tzinfo=UTC)),
        ("Published on 28 January 2015 at 10:00", datetime(2015, 1, 28, 10, tzinfo=UTC)),
        ("POSTED JANUARY 28, 2015", datetime(2015, 1, 28, tzinfo=UTC)),
        ("Last updated: January 28, 2015", datetime(2015, 1, 28, tzinfo=UTC)),
        ("The Marrow Herald | January 28, 2015", datetime(2015, 1, 28, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize("date_first", [True, False])
def test_a_date_line_is_read_above_or_below_the_headline(line: str, expected: datetime, date_first: bool) -> None:
    """Every common date format is read, and neither date nor headline becomes part of the story."""
    head = (line, "Bridge Opens") if date_first else ("Bridge Opens", line)
    article = read_article("\n".join((*head, "", "The bridge opened on Monday.")))
    assert (article.published, article.title, article.text) == (
        expected,
        "Bridge Opens",
        "The bridge opened on Monday.",
    )


@pytest.mark.parametrize(
    "line",
    [
        "Published: January 28, 2015 | Updated: January 29, 2015",
        "January 28, 2015 (Updated January 29, 2015)",
        "January 28, 2015, updated January 29, 2015",
        "January 28, 2015\nLast modified: January 29, 2015",
        "Updated January 29, 2015\nPublished January 28, 2015",
    ],
)
def test_an_update_does_not_replace_the_publication(line: str) -> None:
    """If both dates are given, one is the publication date and the other the modification date."""
    article = read_article(f"Bridge Opens\n{line}\n\nThe bridge opened.")
    assert article.published == datetime(2015, 1, 28, tzinfo=UTC)
    assert article.modified == datetime(2015, 1, 29, tzinfo=UTC)
    assert article.text == "The bridge opened."


def test_a_bare_date_is_its_day_in_the_zone_of_the_options() -> None:
    """The zone in the options does not move a date that has no time."""
    article = read_article(SCRAPED, options=Options(zone=timezone(timedelta(hours=2)), source="The Marrow Herald"))
    assert article.published == datetime(2016, 3, 3, tzinfo=UTC)
    assert article.source == "The Marrow Herald"


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("BY JANE DOE", ("JANE DOE",)),
        ("By Jane Doe and John van der Roe, Staff Writers", ("Jane Doe", "John van der Roe")),
        ("By Jane Doe, Ann Poe & John Roe", ("Jane Doe", "Ann Poe", "John Roe")),
        ("By Jane Doe | January 28, 2015", ("Jane Doe",)),
        ("By Jane Doe, Jan. 28, 2015 10:00 AM ET", ("Jane Doe",)),
        ("By Reuters", ("Reuters",)),
    ],
)
def test_a_byline_gives_the_authors(byline: str, authors: tuple[str, ...]) -> None:
    """The names in the byline are the authors, and the byline is not part of the story."""
    article = read_article(f"Bridge Opens\n{byline}\n\nThe bridge opened.", "2015-01-28-bridge.txt")
    assert (article.authors, article.text) == (authors, "The bridge opened.")
    assert article.published.date() == datetime(2015, 1, 28, tzinfo=UTC).date()


def test_a_byline_above_the_headline_is_not_the_headline() -> None:
    """The headline is found below date and byline."""
    article = read_article("January 28, 2015\nBy Jane Doe\nBridge Opens\n\nThe bridge opened.")
    assert (article.title, article.authors) == ("Bridge Opens", ("Jane Doe",))


def test_a_headline_may_begin_like_a_byline() -> None:
    """Before the headline, a single word after "By" is not a name."""
    assert read_article("January 28, 2015\nBy Night\n\nThey crossed the bridge.").title == "By Night"


@pytest.mark.parametrize(
    "first",
    [
        "By Monday, the water had gone.",
        "By noon it was over",
        "By the time they left, it was dark.",
        "On January 29, 2015, it rained.",
    ],
)
def test_a_sentence_is_neither_byline_nor_date(first: str) -> None:
    """A story that begins with "By" or a date keeps its first sentence."""
    article = read_article(f"January 28, 2015\nBridge Opens\n{first}\nThen it opened.")
    assert article.text == f"{first}\nThen it opened."
    assert article.authors == ()


def test_a_headline_may_share_its_line_with_the_date() -> None:
    """Text beside a date is the headline, unless it has three words or fewer."""
    assert read_article("Bridge Opens To All | January 28, 2015\n\nIt opened.").title == "Bridge Opens To All"


def test_a_sentence_that_ends_with_an_update_stays() -> None:
    """Only a line with little else is read as the modification date."""
    sentence = "The map of the flooded valley, last updated January 29, 2015"
    assert read_article(f"January 28, 2015\nBridge Opens\n{sentence}").text == sentence


@pytest.mark.parametrize("filler", [",", " ", "(", "By A, ", "| ", "Photo by A ", "2015 "])
def test_a_long_line_is_fast(filler: str) -> None:
    """A line of a million characters is not searched as if it were a headline."""
    started = time.perf_counter()
    read("January 28, 2015\nBridge Opens\nx" + filler * (1_000_000 // len(filler)) + "x\nIt opened.")
    assert time.perf_counter() - started < 5


def test_a_date_within_the_story_is_kept() -> None:
    """Only the first date is the publication date; one further down is part of the story."""
    article = read_article("January 28, 2015\nBridge Opens\n\nHow it came about:\nJanuary 26, 2015\nWork ended.")
    assert article.published == datetime(2015, 1, 28, tzinfo=UTC)
    assert article.text == "How it came about:\nJanuary 26, 2015\nWork ended."


@pytest.mark.parametrize(
    "credit",
    [
        "[Images via Harbour Watch and Google Images]",
        "(Photo: AP)",
        "Image credit: Jane Doe",
        "Photo by Jane Doe",
        "Photo: Jane Doe / AFP",
        "Getty Images",
        "AFP/Getty Images",
        "Jane Doe/Getty Images",
        "REUTERS/Jane Doe",
        "AP Photo/Jane Doe",
        "© 2015 Getty Images",
        "Featured image via Flickr",
        "Photos courtesy of the family",
        "[Screenshot via YouTube]",
    ],
)
def test_an_image_credit_is_removed(credit: str) -> None:
    """A credit is removed between paragraphs, above the headline, and at the end."""
    article = read_article(
        f"{credit}\nJanuary 28, 2015\nBridge Opens\n\nThe bridge.\n\n{credit}\nIt opened.\n\n{credit}", "a.txt"
    )
    assert (article.title, article.text) == ("Bridge Opens", "The bridge.\n\nIt opened.")


@pytest.mark.parametrize("credit", ["(Photo: AP)", "Photo by Jane Doe", "[Image: Jane Doe]", "(Jane Doe/Getty Images)"])
def test_a_caption_is_kept_without_its_credit(credit: str) -> None:
    """The caption is kept, the photographer is removed."""
    article = read_article(f"January 28, 2015\nBridge Opens\n\nThe mayor cuts a ribbon. {credit}\nIt opened.")
    assert article.text == "The mayor cuts a ribbon.\nIt opened."


@pytest.mark.parametrize(
    "line",
    [
        "Images from the harbour show the ferry leaning to one side.",
        "Photos by satellite show new trenches.",
        "Photo: the mayor stands on the bridge above the town",
        "The official told Reuters that nothing had changed.",
        "AP reported it on Monday.",
        "Credit is hard to come by, the bank said (AFP)",
        "They found one photo. Photo by photo, they rebuilt the day.",
    ],
)
def test_a_sentence_about_images_is_kept(line: str) -> None:
    """A sentence that uses the words of credits is not a credit."""
    assert read_article(f"January 28, 2015\nBridge Opens\n\n{line}").text == line


def test_a_headline_about_images_is_the_headline() -> None:
    """A capitalised headline that begins with "Video:" is not a credit."""
    article = read_article("January 28, 2015\nVideo: Mayor Opens Bridge\n\nThe bridge opened.")
    assert article.title == "Video: Mayor Opens Bridge"


def test_a_date_in_the_file_name_is_used() -> None:
    """If the text has no date, one in the name of the file is used."""
    article = read_article("Bridge Opens\n\nThe bridge opened.", "in/2015-01-28-bridge.txt")
    assert article.published == datetime(2015, 1, 28, tzinfo=UTC)


@pytest.mark.parametrize("origin", ["bridge.txt", "2015-02-30-bridge.txt", "2015-01-28/bridge.txt", "12015-01-281.txt"])
def test_without_any_date_there_is_no_article(origin: str) -> None:
    """An invalid date, a date in the folder name, and the modification time are not used."""
    refusal = read("Bridge Opens\n\nThe bridge opened.", origin)
    assert isinstance(refusal, Rejected)
    assert "date" in refusal.reason
    assert refusal.origin == origin


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("January 28, 2015\nBridge Opens", "text"),
        ("January 28, 2015", "title"),
    ],
)
def test_what_is_missing_is_named(text: str, named: str) -> None:
    """A file without headline or story is rejected, and the reason names what is missing."""
    refusal = read(text)
    assert isinstance(refusal, Rejected)
    assert refusal.reason.startswith(named)


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 40, b"\x7fELF\x02\x01\x01" + bytes(100), bytes(range(1, 128)) * 10]
)
def test_binary_is_rejected(data: bytes) -> None:
    """A binary file with the suffix of a text file is rejected."""
    refusal = read(data)
    assert isinstance(refusal, Rejected)
    assert refusal.line is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_the_encoding_is_detected(encoding: str) -> None:
    """Western texts are decoded correctly in the common encodings."""
    text = (
        "28 January 2015\nLe café de São Gregório fermé\n\nLe maire a été accusé de négligence, à l'étonnement général."
    )
    article = read_article(text.encode(encoding))
    assert article.title == "Le café de São Gregório fermé"
    assert article.text.endswith("à l'étonnement général.")


def test_a_file_that_is_too_long_is_rejected() -> None:
    """A file over the limit is rejected, not truncated."""
    refusal = read(SCRAPED, options=Options(max_record=100))
    assert isinstance(refusal, Rejected)
    assert "100 bytes" in refusal.reason


def test_a_blank_file_yields_nothing() -> None:
    """A file of whitespace has no record; the caller reports it."""
    assert list(plain.read(io.BufferedReader(io.BytesIO(b"\xef\xbb\xbf \r\n\n")), "blank.txt", Options())) == []


def test_the_same_file_is_the_same_article() -> None:
    """The id depends on the content of the file and not on its path."""
    assert read_article(SCRAPED, "a.txt").id == read_article(SCRAPED.replace("\n", "\r\n"), "b/c.txt").id


@pytest.mark.parametrize("label", ["Text", "Content", "BODY"])
def test_the_text_may_begin_on_the_line_of_its_label(label: str) -> None:
    """What stands behind the label is the first paragraph, and labels end there."""
    article = read_article(
        f"Title: Ferry sails\nDate: 2021-03-02\n{label}: It sailed on Monday.\n\nSource: none was named."
    )
    assert article.text == "It sailed on Monday.\n\nSource: none was named."


def test_a_folded_header_goes_on_in_the_next_line() -> None:
    """A line that begins with a blank belongs to the header above it, and the headers below it are read."""
    article = read_article(
        "Headline: Ferry sails\n after the storm\nDate: 2021-03-02\nFrom: Ana Ruiz\n\nIt sailed on Monday."
    )
    assert (article.title, article.authors) == ("Ferry sails after the storm", ("Ana Ruiz",))


@pytest.mark.parametrize(
    "matter",
    [
        "---\ntitle: >-\n  Ferry sails\n  again\nauthors:\n  - Ana Ruiz\n  - Ben Roy\ndate: 2021-03-02\n---",
        "---\ntitle: Ferry sails again\nauthor: [{name: Ana Ruiz}, {name: Ben Roy}]\ndate: 2021-03-02\n---",
        '+++\ntitle = "Ferry sails again"\nauthors = ["Ana Ruiz", "Ben Roy"]\ndate = 2021-03-02\n+++',
        "---\ntitle: Ferry sails again\nauthor: Ana Ruiz; Ben Roy\nsummary: it: is: not: yaml\ndate: 2021-03-02\n---",
    ],
    ids=["lists", "names", "toml", "not well-formed"],
)
def test_front_matter_is_read_as_what_it_is(matter: str) -> None:
    """Folded texts, lists and items with names are YAML or TOML; what is not well-formed is read line by line."""
    article = read_article(f"{matter}\n\nIt sailed on Monday.")
    assert (article.title, article.authors) == ("Ferry sails again", ("Ana Ruiz", "Ben Roy"))
    assert article.published == datetime(2021, 3, 2, tzinfo=UTC)


def test_front_matter_that_expands_is_harmless() -> None:
    """Aliases of aliases, which would be a billion texts, make neither title nor memory."""
    rows = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    bomb = "\n".join(["---", "a0: &a0 lol", *rows, "title: Ferry sails", "authors: *a11", "date: 2021-03-02", "---"])
    assert read_article(f"{bomb}\n\nIt sailed on Monday.").authors == ()


def test_an_underlined_headline_and_a_byline_in_italics_are_read() -> None:
    """Signs of Markdown in a file of text are no text."""
    article = read_article("Ferry returns\n=============\n\n*By Ana Ruiz*\n*6 May 2025*\n\nThe ferry sails again.")
    assert (article.title, article.authors, article.text) == ("Ferry returns", ("Ana Ruiz",), "The ferry sails again.")


def test_a_time_of_an_update_beside_the_date_is_no_headline() -> None:
    """The day stands once, and the time behind "last updated"."""
    article = read_article("6 May 2025 Last updated at 09:00 GMT\n\nFerry returns\n\nThe ferry sails again.")
    assert (article.title, article.text) == ("Ferry returns", "The ferry sails again.")
