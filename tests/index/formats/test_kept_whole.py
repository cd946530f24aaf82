"""Texts that a format could lose or store wrong in silence: feeds, labelled lines, front matter and press databases."""

import io
from pathlib import Path

import pytest

from index.formats import Options, read_paths
from index.formats.feeds.malformed import count_entries, mend
from index.types import Article, Record, Rejected

WHEN = "<pubDate>Tue, 06 May 2025 09:00:00 GMT</pubDate>"
FIRST = "The ferry to Port Amble sails again from Friday."
SECOND = "It was stopped in March after a fire in the engine room."


def read(folder: Path, data: str | bytes, name: str) -> list[Record]:
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_paths([folder / name], options=Options(), stdin=io.BytesIO()))


def articles(folder: Path, data: str | bytes, name: str) -> list[Article]:
    found = read(folder, data, name)
    assert not [one for one in found if isinstance(one, Rejected)], found
    return [one for one in found if isinstance(one, Article)]


def item(number: int, text: str, *, title: str | None = None, more: str = "") -> str:
    link = f"<link>https://post.example/{number}</link>"
    return f"<item><title>{title or f'Story {number}'}</title>{link}{WHEN}<description>{text}{more}</item>"


def rss(*items: str) -> str:
    return f"<rss version='2.0'><channel><title>Harbour Post</title>{''.join(items)}</channel></rss>"


END = "</description>"


def test_an_element_that_is_left_open_costs_no_entry(tmp_path: Path) -> None:
    """The text of an entry ends with it, and the next entry is read."""
    found = articles(tmp_path, rss(item(1, FIRST), item(2, SECOND + END)), "a.rss")
    assert [one.text for one in found] == [FIRST, SECOND]


def test_entries_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    """An entry that is lost in a comment without an end is told of."""
    found = read(tmp_path, rss(item(1, FIRST + END), item(2, f"<!-- {SECOND}"), item(3, SECOND + END)), "a.rss")
    assert len([one for one in found if isinstance(one, Article)]) == 1
    assert "of its entries cannot be read" in str(found[-1])


def test_a_feed_in_two_encodings_is_read_in_both(tmp_path: Path) -> None:
    """Texts in UTF-8 stay as they are beside those in Windows-1252."""
    first, second = item(1, FIRST + END, title="Größe"), item(2, SECOND + END, title="Überfall – “zwei”")
    data = rss(first, "HERE").encode().replace(b"HERE", second.encode("cp1252"))
    assert [one.title for one in articles(tmp_path, data, "a.rss")] == ["Größe", "Überfall – “zwei”"]


def test_a_repeated_entry_keeps_the_identity_of_its_address(tmp_path: Path) -> None:
    """A feed that gives an entry twice names the same article as one that gives it once."""
    (once,) = articles(tmp_path, rss(item(1, FIRST + END)), "a.rss")
    twice = articles(tmp_path, rss(item(1, FIRST + END), item(1, FIRST + END)), "b.rss")
    assert {one.id for one in twice} == {once.id}
    other = articles(tmp_path, rss(item(1, FIRST + END), item(1, SECOND + END, title="Fire on board")), "c.rss")
    assert len({one.id for one in other} | {once.id}) == 3


def test_an_address_of_mail_is_no_author(tmp_path: Path) -> None:
    """An address alone names nobody, however long its domain ends."""
    more = f"{END}<author>noreply@post.example</author>"
    assert articles(tmp_path, rss(item(1, FIRST, more=more)), "a.rss")[0].authors == ()


def test_the_author_of_an_atom_feed_is_that_of_its_entries(tmp_path: Path) -> None:
    """An entry without an author has the feed's."""
    data = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Post</title><author><name>Ana Ruiz</name></author><entry>"
        "<title>A</title><id>tag:post.example,2025:1</id><updated>2025-05-06T09:00:00Z</updated>"
        f"<summary>{FIRST}</summary></entry></feed>"
    )
    assert articles(tmp_path, data, "a.atom")[0].authors == ("Ana Ruiz",)


@pytest.mark.parametrize("label", ["Text", "Body", "Content"])
def test_text_beside_a_label_is_its_beginning(tmp_path: Path, label: str) -> None:
    """What stands on the line of the label is kept."""
    data = f"Title: Ferry returns\nDate: 2025-05-06\n{label}: {FIRST}\n\n{SECOND}\n"
    assert articles(tmp_path, data, "a.txt")[0].text == f"{FIRST}\n\n{SECOND}"
    assert articles(tmp_path, data, "a.md")[0].text == f"{FIRST}\n\n{SECOND}"


def test_an_indented_line_continues_the_labelled_one(tmp_path: Path) -> None:
    """A folded headline is one, and the labels below it are read."""
    data = f"Headline: Ferry returns after\n  the fire\nDate: 2025-05-06\nFrom: Ana Ruiz\n\n{FIRST}\n"
    (one,) = articles(tmp_path, data, "a.txt")
    assert (one.title, one.authors, one.text) == ("Ferry returns after the fire", ("Ana Ruiz",), FIRST)


def test_front_matter_has_lists_and_folded_texts(tmp_path: Path) -> None:
    """Block scalars, lists and a nested name of YAML are read whole."""
    head = "title: >-\n  Ferry returns\n  after the fire\ndate: 2025-05-06 # summer\n"
    for authors, names in (
        ("authors:\n  - Ana Ruiz\n  - Tom Bell\n", ("Ana Ruiz", "Tom Bell")),
        ("authors:\n- name: Ana Ruiz\n", ("Ana Ruiz",)),
        ("author:\n  name: Ana Ruiz\n", ("Ana Ruiz",)),
    ):
        (one,) = articles(tmp_path, f"---\n{head}{authors}---\n\n{FIRST}\n", "a.md")
        assert (one.title, one.authors, one.text) == ("Ferry returns after the fire", names, FIRST)


def test_a_table_named_as_text_is_a_table(tmp_path: Path) -> None:
    """Each row is an article, though the name of the file has a date; a sentence with commas is no header."""
    rows = f"title,text,published\nA,{FIRST},2025-05-06\nB,{SECOND},2025-05-07\n"
    assert [one.title for one in articles(tmp_path, rows, "t-2025-05-06.txt")] == ["A", "B"]
    prose = f"Title, text and content of the treaty, as it was read\n\n{FIRST}\n"
    assert articles(tmp_path, prose, "p-2025-05-06.txt")[0].text == FIRST


NEXIS = """
              {number} of 2 DOCUMENTS

              The Harbour Post

              May {number}, 2025 Tuesday
              Final Edition

Ferry returns {number}

BYLINE: Ana Ruiz, Staff Writer

LENGTH: 40 words

{text}

Subject: a line of the text that looks labelled.

{text}

LOAD-DATE: May 9, 2025

Copyright 2025 The Harbour Post
All Rights Reserved
"""


def test_a_file_of_nexis_is_one_article_for_each_document(tmp_path: Path) -> None:
    """Paper, date and authors are fields, and only the labelled lines at the end are cut."""
    found = articles(tmp_path, "".join(NEXIS.format(number=one, text=FIRST) for one in (1, 2)), "n.txt")
    assert [(one.title, one.source, one.authors) for one in found] == [
        (f"Ferry returns {number}", "The Harbour Post", ("Ana Ruiz",)) for number in (1, 2)
    ]
    assert found[0].text == f"{FIRST}\n\nSubject: a line of the text that looks labelled.\n\n{FIRST}"


def test_new_nexis_files_have_a_body_and_a_classification(tmp_path: Path) -> None:
    """The headline stands first, and the classification below the text is no text."""
    head = "Ferry returns\n\nThe Harbour Post\n\nMay 6, 2025 Tuesday\n\nSection: NEWS\n\nLength: 40 words\n\n"
    tail = "Classification\n\nLanguage: ENGLISH\n\nSubject: FERRIES\n(90%)\n\nEnd of Document\n"
    data = f"{head}Byline: Ana Ruiz\n\nBody\n\n{FIRST}\n\n{tail}"
    (one,) = articles(tmp_path, data, "n.txt")
    assert (one.title, one.source, one.text) == ("Ferry returns", "The Harbour Post", FIRST)


def test_documents_of_factiva_are_parted(tmp_path: Path) -> None:
    """The line with the number of the document ends each, with a head in lines or in codes."""
    lines = "News\nFerry {0}\nAna Ruiz\n40 words\n6 May 2025\nHarbour Post\nHARB\n\n{1}\n\n"
    lines += "Document HARB00002025050{0}el001\n\n"
    found = articles(tmp_path, lines.format(1, FIRST) + lines.format(2, SECOND), "f.txt")
    assert [(one.title, one.text) for one in found] == [("Ferry 1", FIRST), ("Ferry 2", SECOND)]
    codes = "HD Ferry returns\nBY By Ana Ruiz\nPD 6 May 2025\nSN Harbour Post\n\n"
    codes += f"LP\n{FIRST}\n\nTD\nUK ferries: yes.\n\nAN\nx\n"
    (one,) = articles(tmp_path, codes, "g.txt")
    assert (one.text, one.authors, one.source) == (f"{FIRST}\n\nUK ferries: yes.", ("Ana Ruiz",), "Harbour Post")


def test_proquest_has_its_fields_below_the_text(tmp_path: Path) -> None:
    """Authors have their given name first, and the date is that of the publication."""
    data = (
        f"{'_' * 40}\n\nDocument 1 of 1\n\nFerry returns\n\nAuthor: Ruiz, Ana; Bell, Tom\n\n"
        f"Full text: {FIRST}\n\n{SECOND}\n\n"
        "Title: Ferry returns\n\nPublication title: Harbour Post\n\nPages: A.1\n\nPublication date: May 6, 2025\n"
    )
    (one,) = articles(tmp_path, data, "p.txt")
    assert (one.authors, one.text) == (("Ana Ruiz", "Tom Bell"), f"{FIRST}\n\n{SECOND}")


def test_open_elements_cost_time_in_proportion() -> None:
    """Openings without an end are not each followed to the end of the feed: that would take minutes."""
    for data in (b"<item><title><![CDATA[" * 60_000, b"<item " * 200_000, b"<title " * 200_000):
        mend(data)
        assert count_entries(data) <= 60_000
