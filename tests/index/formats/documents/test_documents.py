"""Markdown, .story, Reuters SGML, Word and PDF files: what becomes an article, and what is refused in one sentence."""

import io
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest

from bench.samples import MARKDOWN, PLAIN, REUTERS, SAMPLES, STORY, TEXT, TITLE, write_docx, write_pdf, write_zip
from index.formats import Options, read_paths
from index.formats.progress import Progress
from index.formats.undated import hint_at_rules
from index.types import Article, Record, Rejected


def read(folder: Path, name: str, data: bytes, progress: Progress | None = None) -> list[Record]:
    (folder / name).write_bytes(data)
    return list(read_paths([folder / name], options=Options(progress=progress or Progress()), stdin=io.BytesIO()))


def article(folder: Path, name: str, data: bytes) -> Article:
    (record,) = read(folder, name, data)
    assert isinstance(record, Article), record
    return record


def reason(folder: Path, name: str, data: bytes) -> str:
    (record,) = read(folder, name, data)
    assert isinstance(record, Rejected), record
    return record.reason


def test_front_matter_is_the_fields_of_markdown(tmp_path: Path) -> None:
    """Title, date and author stand in the front matter; the text has no markup."""
    one = article(tmp_path, "a.md", MARKDOWN.encode())
    assert (one.title, one.authors) == (TITLE, ("Ana Ruiz",))
    assert one.published == datetime(2021, 3, 2, tzinfo=UTC)
    assert one.text == f"The bridge\n\n{TEXT}"


def test_a_heading_is_the_title_of_markdown(tmp_path: Path) -> None:
    """Without a title in front matter, or without any, the first heading is the title; links are their texts."""
    data = b"---\ndate: 2021-03-02\nsource: Herald\n---\n# Bridge opens\n\nSee [the plan](https://a.example/b).\n"
    one = article(tmp_path, "a.md", data)
    assert (one.title, one.text, one.source) == ("Bridge opens", "See the plan.", "Herald")
    assert article(tmp_path, "b.md", b"# Bridge opens\nMarch 2, 2021\nBy Ana Ruiz\n\nIt did.\n").authors == (
        "Ana Ruiz",
    )
    assert article(tmp_path, "2021-03-02-bridge.md", b"# Bridge opens\n\nIt did.\n").title == "Bridge opens"


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize(
    "line", ["draft: true", "published: false", 'draft: "true"', "status: Draft", "status: embargoed"]
)
def test_a_draft_is_rejected(tmp_path: Path, line: str, name: str) -> None:
    """What its front matter calls unpublished is not an article, of Markdown and of plain text."""
    data = MARKDOWN.replace("---\n\n", f"{line}\n---\n\n").encode()
    assert reason(tmp_path, name, data).startswith("it is not published: ")


def test_a_draft_is_rejected_by_its_labelled_lines(tmp_path: Path) -> None:
    """Lines without fences above a text say so, too; a status of another meaning does not."""
    head = f"Title: {TITLE}\nDate: 2021-03-02\nStatus: "
    assert reason(tmp_path, "a.txt", f"{head}draft\n\n{TEXT}\n".encode()).startswith("it is not published: ")
    assert article(tmp_path, "b.txt", f"{head}RO\n\n{TEXT}\n".encode()).text == TEXT


def test_a_text_of_hugo_is_held_until_it_is_shown(tmp_path: Path) -> None:
    """Its `publishDate` is the end of an embargo, and its date where it states no other."""
    end = datetime(2031, 1, 1, tzinfo=UTC)
    one = article(
        tmp_path, "a.md", f"---\ntitle: {TITLE}\ndate: 2021-03-02\npublishDate: 2031-01-01\n---\nIt did.".encode()
    )
    assert (one.published, one.not_before) == (datetime(2021, 3, 2, tzinfo=UTC), end)
    two = article(tmp_path, "b.txt", f"---\ntitle: {TITLE}\npublishDate: 2031-01-01\n---\nIt did.".encode())
    assert (two.published, two.not_before) == (end, end)


def test_a_story_has_its_first_highlight_as_title(tmp_path: Path) -> None:
    """Byline and dates above a story are its fields, in the zone that they name, and no text; nor are highlights."""
    one = article(tmp_path, "a.story", STORY.encode())
    assert (one.title, one.authors, one.text) == (TITLE, ("Ana Ruiz",), TEXT)
    assert one.published == datetime(2021, 3, 2, 15, 10, tzinfo=UTC)
    assert one.modified == datetime(2021, 3, 2, 16, 34, tzinfo=UTC)


def test_a_story_without_a_date_needs_one_in_its_name(tmp_path: Path) -> None:
    """Stories that state no date are rejected, unless the name of the file has one."""
    data = f"(Example) -- {TEXT}\n\n@highlight\n\n{TITLE}\n".encode()
    assert reason(tmp_path, "a.story", data) == f"published is missing or empty; {hint_at_rules(None)}"
    assert article(tmp_path, "2021-03-02.story", data).text.endswith("eleven months.")


def test_each_item_of_reuters_is_an_article(tmp_path: Path) -> None:
    """Items have ids, dates, paragraphs without broken lines and without signature."""
    first, second = read(tmp_path, "a.sgm", REUTERS)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, second.id, first.source) == ("reuters-21578-1", "reuters-21578-2", "Reuters")
    assert first.published == datetime(1987, 3, 2, 15, 1, 1, tzinfo=UTC)
    assert first.text == "The harbour bridge 1 opened to traffic, the council said.\n\nRepairs took <eleven> months."


def test_a_cut_collection_yields_what_came_before(tmp_path: Path) -> None:
    """The unfinished item is rejected; a headline alone is counted."""
    first, second = read(tmp_path, "a.sgm", REUTERS[:-60])
    assert isinstance(first, Article)
    assert isinstance(second, Rejected)
    assert "cut in the middle" in second.reason
    progress = Progress()
    brief = REUTERS.replace(b"BODY>", b"OTHER>")
    assert len(read(tmp_path, "b.sgm", brief, progress)) == 1
    assert progress.passed == {"item without a text": 2}


@pytest.mark.parametrize(("name", "write"), [("a.docx", write_docx), ("a.pdf", write_pdf)])
def test_documents_are_read_as_plain_text(tmp_path: Path, name: str, write: Callable[[], bytes]) -> None:
    """Headline, date and byline are the first lines."""
    one = article(tmp_path, name, write())
    assert (one.title, one.authors) == (TITLE, ("Ana Ruiz",))
    assert one.published == datetime(2021, 3, 2, tzinfo=UTC)
    assert one.text.split() == TEXT.split()


@pytest.mark.parametrize(("name", "write"), [("a.docx", write_docx), ("a.pdf", write_pdf)])
def test_the_times_of_a_document_are_not_its_date(
    tmp_path: Path, name: str, write: Callable[[Sequence[str]], bytes]
) -> None:
    """A document whose text states no date is rejected, whatever its properties say."""
    assert reason(tmp_path, name, write([TITLE, TEXT.split("\n")[0]])).startswith("no date was found")


@pytest.mark.parametrize(("name", "library"), [("a.docx", "docx"), ("a.pdf", "pypdf")])
def test_the_extra_is_named_where_it_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, library: str
) -> None:
    """Without the library one sentence says how to install it."""
    data = SAMPLES[name[2:]]()
    monkeypatch.setitem(sys.modules, library, None)
    assert "need an extra: pip install 'dateline[documents]'" in reason(tmp_path, name, data)


def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    """One sentence says that it is encrypted."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(write_pdf()))
    writer.encrypt("secret", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    assert reason(tmp_path, "a.pdf", written.getvalue()) == "it is encrypted; save it without a password"


def test_a_pdf_of_images_is_refused(tmp_path: Path) -> None:
    """One sentence says that it has no text layer."""
    assert "has no text layer" in reason(tmp_path, "a.pdf", write_pdf([]))


def test_the_lines_of_a_pdf_are_joined(tmp_path: Path) -> None:
    """Lines as wide as the page are one paragraph, and a word that was parted is whole."""
    wide = "The harbour bridge opened to all of the traffic after long re-"
    one = article(tmp_path, "a.pdf", write_pdf([TITLE, "March 2, 2021", *[wide, "pairs that took eleven months."] * 3]))
    assert "after long repairs that took eleven months." in one.text
    assert TITLE not in one.text


def test_a_document_with_macros_is_refused(tmp_path: Path) -> None:
    """One sentence says that it holds macros."""
    data = io.BytesIO(write_docx())
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")
    assert reason(tmp_path, "a.docx", data.getvalue()) == "it holds macros; save it without them"


def replace_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    return write_zip(files | {name: change(files[name])})


def test_entities_of_a_document_are_not_expanded(tmp_path: Path) -> None:
    """Neither a bomb of entities nor an external one has any effect but a rejection or their absence."""
    (tmp_path / "secret.txt").write_text("hidden words")
    external = f'<!ENTITY a SYSTEM "file://{tmp_path}/secret.txt">'
    bomb = '<!ENTITY b "bbbbbbbbbb">' + "".join(
        f'<!ENTITY b{level} "{f"&b{level - 1 if level else str()};" * 10}">' for level in range(9)
    )
    for entities, name in ((external, "a"), (bomb, "b8")):
        head = f"<!DOCTYPE x [{entities}]>".encode()

        def change(part: bytes, head: bytes = head, name: str = name) -> bytes:
            declared = part.replace(b"?>", b"?>" + head, 1)
            return declared.replace(b"Repairs had", f"&{name};Repairs had".encode())

        (record,) = read(tmp_path, "a.docx", replace_part(write_docx(), "word/document.xml", change))
        assert isinstance(record, Rejected) or ("hidden" not in record.text and "bbb" not in record.text)  # type: ignore[union-attr]


def test_a_document_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    """A part that expands to more than a text does is refused before it is held."""
    data = replace_part(write_docx(), "word/document.xml", lambda part: part + b" " * 40_000_000)
    assert "expands to more" in reason(tmp_path, "a.docx", data)


def test_inserted_words_are_read_and_deleted_ones_are_not(tmp_path: Path) -> None:
    """Of tracked changes the present text is read."""

    def change(part: bytes) -> bytes:
        inserted = b"<w:ins><w:r><w:t>Certainly the </w:t></w:r></w:ins>"
        deleted = b"<w:del><w:r><w:delText>Never </w:delText></w:r></w:del>"
        return part.replace(b"<w:r><w:t>Repairs had", inserted + deleted + b"<w:r><w:t>repairs had")

    one = article(tmp_path, "a.docx", replace_part(write_docx(), "word/document.xml", change))
    assert "Certainly the repairs had" in one.text
    assert "Never" not in one.text


def test_rows_of_tables_are_counted(tmp_path: Path) -> None:
    """A table of Word is left out of the text, and its rows are counted."""

    def change(part: bytes) -> bytes:
        cell = b"<w:tc><w:p><w:r><w:t>Forty crowns</w:t></w:r></w:p></w:tc>"
        return part.replace(b"<w:sectPr", b"<w:tbl><w:tr>" + cell + b"</w:tr></w:tbl><w:sectPr", 1)

    data, progress = replace_part(write_docx(), "word/document.xml", change), Progress()
    (record,) = read(tmp_path, "a.docx", data, progress)
    assert isinstance(record, Article)
    assert "Forty crowns" not in record.text
    assert progress.passed == {"row of a table": 1}


def test_a_page_named_as_a_pdf_is_told(tmp_path: Path) -> None:
    """An expired link gives a page."""
    assert "it is a web page, not a PDF file" in reason(tmp_path, "a.pdf", b"<!DOCTYPE html><html><p>Gone</p></html>")


def test_an_old_or_encrypted_document_is_refused(tmp_path: Path) -> None:
    """One sentence says what it may be."""
    assert "encrypted, or an old .doc" in reason(tmp_path, "a.docx", b"\xd0\xcf\x11\xe0" + bytes(600))
    assert "is not a .docx file" in reason(tmp_path, "b.docx", PLAIN.encode())


def test_a_page_of_drawings_is_refused(tmp_path: Path) -> None:
    """A page of a PDF file with a million bytes of instructions is not read for minutes."""
    assert "a page of drawings" in reason(tmp_path, "a.pdf", write_pdf(["line"] * 80_000))


def test_tags_without_an_end_cost_little(tmp_path: Path) -> None:
    """Megabytes of unfinished tags are one rejection."""
    assert reason(tmp_path, "a.sgm", b"<REUTERS " * 500_000) == "it has no element REUTERS"


def write_pages(*pages: list[str], title: str = "") -> bytes:
    """Return a PDF file of several pages, with a title in its properties."""
    writer = pypdf.PdfWriter()
    for lines in pages:
        writer.append(io.BytesIO(write_pdf(lines)))
    writer.add_metadata({"/Title": title})
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


FIRST = [TITLE, "March 2, 2021", "The harbour bridge opened to traffic again.", "It was closed for months."]
LAST = ["Nobody was hurt.", "The board is glad."]


@pytest.mark.parametrize(
    "data",
    [
        write_pages(["THE HARBOUR POST", *FIRST, "page 1"], ["THE HARBOUR POST", *LAST, "page 2"]),
        write_pages(["Section A", "Local matters", *FIRST], LAST, title=TITLE),
        write_pages(["Local matters", *FIRST], LAST, title=f"{TITLE} - Harbour Post"),
        write_pages(
            [f"3/9/21, 10:30 AM {TITLE}", *FIRST, "https://post.example/bridge 1/2"],
            [f"3/9/21, 10:30 AM {TITLE}", *LAST, "https://post.example/bridge 2/2"],
        ),
        write_pages(FIRST, [TITLE, *LAST]),
    ],
    ids=["masthead", "title", "title of a site", "browser", "running head"],
)
def test_what_stands_at_the_edges_of_pages_is_no_text(tmp_path: Path, data: bytes) -> None:
    """Names of papers, sections, times of printing and running heads are neither headline nor text."""
    one = article(tmp_path, "a.pdf", data)
    assert (one.title, one.published) == (TITLE, datetime(2021, 3, 2, tzinfo=UTC))
    assert " ".join(one.text.split()) == " ".join([*FIRST[2:], *LAST])
    assert one.url in (None, "https://post.example/bridge")


def test_a_title_that_the_pages_do_not_show_is_not_used(tmp_path: Path) -> None:
    """The title in the properties is often the name of a file."""
    assert article(tmp_path, "a.pdf", write_pages(FIRST, LAST, title="Microsoft Word - draft 3 final")).title == TITLE
