"""CSV and TSV: the header names the columns, and an invalid row does not affect others."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.formats.options import Options
from index.formats.tables import table
from index.types import Article, Record, Rejected

HEADER = "title,text,published"


def read(data: str | bytes, origin: str = "news.csv", options: Options | None = None) -> list[Record]:
    raw = data.encode() if isinstance(data, str) else data
    return list(table.read(io.BufferedReader(io.BytesIO(raw)), origin, options or Options()))


def outline(records: list[Record]) -> list[str | int | None]:
    """Return the title of each article and the line of each rejection."""
    return [record.title if isinstance(record, Article) else record.line for record in records]


def test_rows_become_articles() -> None:
    """Quoted cells may contain commas, quotes and line ends; semicolons separate authors; empty cells are None."""
    first, second = read(
        "published,title,text,authors,url,extra\r\n"
        '2015-01-28,"Bridge, New, Opens","It ""opened"".\r\n\r\nCars crossed.",Jane Doe; John Roe,https://a.example/1,x\r\n'
        "2015-01-29,Bridge Closes,It closed.,,,\r\n"
    )
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.text) == ("Bridge, New, Opens", 'It "opened".\n\nCars crossed.')
    assert (first.authors, first.url) == (("Jane Doe", "John Roe"), "https://a.example/1")
    assert (second.authors, second.url) == ((), None)


@pytest.mark.parametrize("origin", ["news.tsv", "NEWS.TSV.gz"])
def test_a_tsv_is_separated_by_tabs(origin: str) -> None:
    """The suffix of the file decides the separator, so a comma is text in a TSV."""
    assert outline(read("title\ttext\tpublished\nHere, there\tt\t2015-01-28\n", origin)) == ["Here, there"]


def test_column_names_ignore_case() -> None:
    """A byte-order mark, capitals and spaces in the header are ignored."""
    assert outline(read("\ufeffTitle, TEXT ,Published\nA,t,2015-01-28\n")) == ["A"]


def test_columns_are_mapped() -> None:
    """A mapped column is renamed, the authors included."""
    options = Options(fields=(("Datum", "published"), ("headline", "title"), ("Von", "authors")))
    (article,) = read("headline,text,Datum,Von\nA,t,28 January 2015,X; Y\n", options=options)
    assert isinstance(article, Article)
    assert (article.title, article.published.day, article.authors) == ("A", 28, ("X", "Y"))


def test_a_mapped_column_is_not_matched_by_case() -> None:
    """A mapped column may have the name of an article field in capitals."""
    options = Options(fields=(("Title", "source"), ("headline", "title")))
    (article,) = read("Title,headline,text,published\nHerald,A,t,2015-01-28\n", options=options)
    assert isinstance(article, Article)
    assert (article.title, article.source) == ("A", "Herald")


@pytest.mark.parametrize(
    ("header", "named"),
    [
        (
            "A,It opened.,2015-01-28",
            "title, text, published; map its columns, as in --map COLUMN=title --map COLUMN=text",
        ),
        ("title,text,date", "published"),
        ("title,text,published,title", "'title' twice"),
        ("title,text,published,Title", "'title' twice"),
        ("\x00\x01\x02", "title, text"),
    ],
)
def test_an_invalid_header_is_the_only_rejection(header: str, named: str) -> None:
    """An invalid header is one rejection, not one for each row."""
    (rejected,) = read(f"{header}\nA,t,2015-01-28\nB,t,2015-01-28\n")
    assert isinstance(rejected, Rejected)
    assert rejected.line == 1
    assert named in rejected.reason


def test_a_header_of_other_names_is_told_with_the_flags_that_map_it() -> None:
    """The flags have the real names, quoted for a shell; those given and those to be filled in are told, too."""
    (rejected,) = read("Headline,Full text,Date,Desk\nA,t,2015-01-28,x\n")
    assert isinstance(rejected, Rejected)
    assert rejected.reason == (
        "the header has no column for title, text, published; map its columns, as in"
        " --map Headline=title --map 'Full text=text' --map Date=published;"
        " its other columns: Headline, Full text, Date, Desk"
    )
    (rejected,) = read("Headline,text,Date\nA,t,2015-01-28\n", options=Options(fields=(("Headline", "title"),)))
    assert isinstance(rejected, Rejected)
    assert rejected.reason.endswith(
        "no column for published; map its columns, as in --map Headline=title --map Date=published;"
        " its other columns: Date"
    )
    (rejected,) = read("Headline,Stuff,Date\nA,t,2015-01-28\n")
    assert isinstance(rejected, Rejected)
    assert "as in --map Headline=title --map Date=published --map COLUMN=text;" in rejected.reason


@pytest.mark.parametrize(
    "row",
    [
        "too,few",
        "one,too,many,2015-01-28",
        "A,t,2015-02-30",
        ",t,2015-01-28",
        '"never closed,t,2015-01-28',
        '"closed" too early,t,2015-01-28',
        "A,\x00\x01,2015-01-28",
        "A,a\rb,2015-01-28",
    ],
)
def test_an_invalid_row_does_not_affect_others(row: str) -> None:
    """An invalid row is rejected with its line number, and its neighbours are read."""
    records = read(f'{HEADER}\nBefore,t,2015-01-28\n{row}\n"After, at once",t,2015-01-28\nLater,t,2015-01-28\n')
    assert outline(records) == ["Before", 3, "After, at once", "Later"]


def test_lines_are_counted_as_an_editor_counts() -> None:
    """Rows of several lines and blank lines are counted in the line numbers."""
    assert outline(read(f'{HEADER}\n\n"A","one\ntwo\n\nthree",2015-01-28\n\nbad\nB,t,2015-01-28\n')) == ["A", 8, "B"]


def test_a_row_over_the_limit_is_rejected_and_the_next_is_read() -> None:
    """The limit applies to one line, and to the sum of the lines of a row."""
    long_line = f"A,{'x' * 300},2015-01-28\n"
    long_row = 'A,"' + "x" * 40 + "\n" + ("y" * 40 + "\n") * 9 + '",2015-01-28\n'
    options = Options(max_record=200)
    assert outline(read(f"{HEADER}\n{long_line}B,t,2015-01-28\n", options=options)) == [2, "B"]
    records = read(f"{HEADER}\n{long_row}B,t,2015-01-28\n", options=options)
    assert outline(records)[0] == 2
    assert outline(records)[-1] == "B"


def test_a_long_cell_is_read() -> None:
    """A cell longer than the csv module's default limit of 131,072 characters is read."""
    (article,) = read(f"{HEADER}\nA,{'word ' * 50_000},2015-01-28\n")
    assert isinstance(article, Article)
    assert len(article.text) == 249_999


def test_a_row_in_latin_1_is_read() -> None:
    """A row that is not UTF-8 is decoded in its own encoding."""
    assert outline(read(f"{HEADER}\nLe café fermé,été,2015-01-28\n".encode("latin-1"))) == ["Le café fermé"]


@pytest.mark.parametrize("data", ["", "\n\r\n", HEADER + "\n", ",,\n"])
def test_a_table_without_rows_yields_no_article(data: str) -> None:
    """An empty table, and a header alone, have no articles."""
    assert not any(isinstance(record, Article) for record in read(data))


cells = st.text(st.sampled_from("a\"', ;\t\n") | st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=30)


@given(st.lists(cells, min_size=1, max_size=6), st.sampled_from([("news.csv", ","), ("news.tsv", "\t")]))
def test_what_a_csv_writer_writes_is_read_back(texts: list[str], form: tuple[str, str]) -> None:
    """The number of articles is the number of rows, whatever the cells contain."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=form[1])
    writer.writerows([["title", "text", "published"], *(["T", f"x{text}", "2015-01-28"] for text in texts)])
    assert outline(read(file.getvalue(), form[0])) == ["T"] * len(texts)


@given(st.text(st.sampled_from('",\n\ra1'), max_size=80))
def test_no_garbage_raises(text: str) -> None:
    """Input that is not a table yields rejections, never an exception, and terminates."""
    assert all(isinstance(record, Rejected) for record in read(f"{HEADER}\n{text}"))


def test_lines_that_end_in_two_ways_are_rejected() -> None:
    """A header that ends in a carriage return above lines that end in line feeds is one rejection with its line."""
    rows = read("title;text;published\rLamp lit;It burns;2014-08-02\nLit again;It burns.;2014-08-02\n")
    assert outline(rows) == [1]


def test_a_named_delimiter_is_a_sign() -> None:
    """`sep=` with a quote or a letter names no delimiter; the file is rejected and nothing is raised."""
    for named in ('"', "a", "\x00"):
        assert all(isinstance(one, Rejected) for one in read(f"sep={named}\ntitle,text,published\n"))


def test_a_column_of_authors_may_begin_with_a_capital() -> None:
    """`Author` is read as `author` is."""
    (article,) = read("Title,Text,Published,Author\nA,It opened.,2015-01-28,Ana Ruiz\n")
    assert isinstance(article, Article)
    assert article.authors == ("Ana Ruiz",)
