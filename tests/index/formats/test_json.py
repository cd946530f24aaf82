"""JSON Lines and JSON files: every record stands for itself, whatever its neighbours look like."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import InvalidInput, Unreadable
from index.formats import jsonfile, jsonlines
from index.formats.options import Options
from index.types import Article, Rejected

GOOD = {"title": "Bridge Opens", "text": "The bridge opened on Monday.", "published": "2015-01-28"}


def write(**fields: object) -> str:
    return json.dumps(GOOD | fields)


def read_lines(data: str | bytes, options: Options | None = None) -> list[Article | Rejected]:
    raw = data.encode() if isinstance(data, str) else data
    return list(jsonlines.read(io.BytesIO(raw), "news.jsonl", options or Options()))


def read_file(data: str | bytes, options: Options | None = None) -> list[Article | Rejected]:
    raw = data.encode() if isinstance(data, str) else data
    return list(jsonfile.read(io.BufferedReader(io.BytesIO(raw)), "news.json", options or Options()))


def outline(records: list[Article | Rejected]) -> list[str | int | None]:
    """Return the title of each article and the number of each rejection."""
    return [record.title if isinstance(record, Article) else record.line for record in records]


def test_every_field_arrives() -> None:
    """What the record says of itself is what the article says."""
    (article,) = read_lines(
        write(
            id="bridge-1",
            url="https://example.org/bridge",
            source="The Marrow Herald",
            modified="2015-01-29T08:00:00+01:00",
            language="en-GB",
            authors=["Jane Doe", "John Roe"],
            rights="CC BY 4.0",
            something_else={"deep": [1, 2.5, None]},
        )
    )
    assert article == Article(
        id="bridge-1",
        title="Bridge Opens",
        text="The bridge opened on Monday.",
        published=datetime(2015, 1, 28, tzinfo=UTC),
        source="The Marrow Herald",
        modified=datetime(2015, 1, 29, 7, tzinfo=UTC),
        url="https://example.org/bridge",
        language="en",
        authors=("Jane Doe", "John Roe"),
        rights="CC BY 4.0",
    )


BROKEN = {
    "truncated": '{"title": "Bridge',
    "text": "January 28, 2015",
    "an array": '["title"]',
    "a string": '"title"',
    "a number": "12",
    "null": "null",
    "a boolean": "true",
    "NaN": '{"title": NaN}',
    "Infinity": '{"title": -Infinity}',
    "a key twice": '{"title": "a", "title": "b"}',
    "a number too long": '{"id": ' + "9" * 5_000 + "}",
    "nested too deeply": '{"a":' * 100_000,
    "closed too deeply": '{"a":' + "[" * 100_000 + "]" * 100_000 + "}",
    "two objects": f"{json.dumps(GOOD)}{json.dumps(GOOD)}",
    "a raw tab": '{"title": "a\tb"}',
    "no title": '{"text": "t", "published": "2015-01-28"}',
    "no date": '{"text": "t", "title": "t"}',
    "a day that never was": write(published="2015-02-30"),
    "seconds since 1970": write(published=1422403200),
    "authors that are none": write(authors=[1]),
    "NUL bytes": '{"title": "\0"}',
}


@pytest.mark.parametrize("line", BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize("reading", [read_lines, read_file])
def test_a_broken_line_costs_no_other(line: str, reading: Callable[[str], list[Article | Rejected]]) -> None:
    """Whatever is wrong with a line, it becomes one rejection, and the lines before and after it become articles."""
    records = reading(f"{write(title='Before')}\n{line}\n{write(title='After')}\n")
    assert outline(records) == ["Before", 2, "After"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (BROKEN["a key twice"], "the key 'title' is given twice"),
        (BROKEN["NaN"], "NaN is not a JSON value"),
        (BROKEN["nested too deeply"], "nested too deeply"),
        (BROKEN["an array"], "the record must be a JSON object, not an array"),
        (BROKEN["no date"], "published is missing or empty"),
        (BROKEN["seconds since 1970"], "published must be text, not int"),
        (b"\x80\x00\x81", "the record is not text"),
    ],
)
def test_the_reason_says_what_is_wrong(line: str | bytes, reason: str) -> None:
    """A rejection bears the file's name, the line's number and a reason to act on."""
    (rejected,) = read_lines(line)
    assert isinstance(rejected, Rejected)
    assert (rejected.origin, rejected.line) == ("news.jsonl", 1)
    assert reason in rejected.reason


def test_blank_lines_count_but_yield_nothing() -> None:
    """Line numbers are the file's, so that an editor finds the line."""
    assert outline(read_lines(f"\n  \r\n{write()}\n\nbroken\n")) == ["Bridge Opens", 5]


@pytest.mark.parametrize("reading", [read_lines, read_file])
def test_byte_order_marks_are_passed_over(reading: Callable[[bytes], list[Article | Rejected]]) -> None:
    """A mark at the start of the file, or of a line where files were joined, is no part of the record."""
    line = b"\xef\xbb\xbf" + write().encode() + b"\r\n"
    assert outline(reading(line * 2)) == ["Bridge Opens", "Bridge Opens"]


def test_each_line_has_its_own_encoding() -> None:
    """One line in Latin-1 is read as such, and does not change how the others are read."""
    lines = [json.dumps(GOOD | {"title": "Le café fermé"}, ensure_ascii=False).encode(e) for e in ("utf-8", "latin-1")]
    assert outline(read_lines(b"\n".join(lines))) == ["Le café fermé", "Le café fermé"]


def test_a_line_over_the_limit_is_rejected_and_the_next_is_read() -> None:
    """The limit is of bytes with the line's end: a line of exactly so many is read, one byte more is not."""
    line = write() + "\n"
    records = read_lines(line + line.replace("opened", "opened!") + line, Options(max_record=len(line)))
    assert outline(records) == ["Bridge Opens", 2, "Bridge Opens"]
    assert isinstance(records[1], Rejected)
    assert "longer than" in records[1].reason


def test_fields_are_mapped() -> None:
    """A mapped field is read under our name, and wins over one that bears it already."""
    options = Options(fields=(("date", "published"), ("headline", "title"), ("link", "url"), ("link", "id")))
    line = json.dumps(
        {
            "headline": "Bridge Opens",
            "title": "Herald",
            "text": "t",
            "date": "2015-01-28",
            "link": "https://a.example/1",
        }
    )
    (article,) = read_lines(line, options)
    assert isinstance(article, Article)
    assert (article.title, article.published.year, article.url) == ("Bridge Opens", 2015, "https://a.example/1")
    assert article.external_id == "https://a.example/1"


def test_two_fields_can_change_places() -> None:
    """Mapping does not depend on the order in which it is written."""
    (article,) = read_lines(write(), Options(fields=(("title", "text"), ("text", "title"))))
    assert isinstance(article, Article)
    assert (article.title, article.text) == (GOOD["text"], GOOD["title"])


def test_a_field_that_is_mapped_away_is_gone() -> None:
    """A field read as another is not read under its own name as well."""
    (rejected,) = read_lines(write(), Options(fields=(("title", "text"),)))
    assert isinstance(rejected, Rejected)
    assert "title is missing" in rejected.reason


@pytest.mark.parametrize("fields", [(("date", "publshed"),), (("a", "title"), ("b", "title"))])
def test_a_mapping_that_cannot_be_is_refused(fields: tuple[tuple[str, str], ...]) -> None:
    """A field that articles do not have, or one filled twice, is a mistake of whoever wrote the mapping."""
    with pytest.raises(InvalidInput) as caught:
        Options(fields=fields)
    assert caught.value.field == "fields"


def test_source_and_zone_stand_in() -> None:
    """What the file leaves out is taken from the options, and not otherwise."""
    options = Options(source="The Marrow Herald", zone=timezone(timedelta(hours=2)))
    first, second = read_lines(f"{write()}\n{write(source='Own', published='2015-01-28T10:00Z')}", options)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.source, first.published) == ("The Marrow Herald", datetime(2015, 1, 27, 22, tzinfo=UTC))
    assert (second.source, second.published) == ("Own", datetime(2015, 1, 28, 10, tzinfo=UTC))


def test_lines_before_a_break_are_read() -> None:
    """Where the stream breaks off, the whole lines before have been yielded, and half a line is not taken for one."""

    class Breaking(io.RawIOBase):
        blocks = iter([f"{write()}\n{write()}\n".encode(), write()[:20].encode()])

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            block = next(self.blocks, None)
            if block is None:
                raise Unreadable("it breaks off")
            buffer[: len(block)] = block
            return len(block)

    records: list[Article | Rejected] = []
    with pytest.raises(Unreadable):
        records.extend(jsonlines.read(io.BufferedReader(Breaking()), "news.jsonl", Options()))
    assert outline(records) == ["Bridge Opens", "Bridge Opens"]


SHAPES = {
    "compact array": lambda values: json.dumps(values, separators=(",", ":")),
    "indented array": lambda values: json.dumps(values, indent=2),
    "array of lines": lambda values: "[\n" + ",\n".join(map(json.dumps, values)) + "\n]\n",
    "lines": lambda values: "\n".join(map(json.dumps, values)),
    "indented objects": lambda values: "\n".join(json.dumps(value, indent=4) for value in values),
    "objects with commas": lambda values: ",\n".join(json.dumps(value, indent=4) for value in values),
    "raw characters": lambda values: json.dumps(values, ensure_ascii=False),
    "windows": lambda values: "\ufeff\r\n" + json.dumps(values, indent=2).replace("\n", "\r\n"),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_every_shape_of_json_file_is_read(shape: Callable[[object], str]) -> None:
    """Arrays, single objects and lines, indented or not, hold the same records."""
    values = [GOOD | {"title": f"Bridge {number}", "authors": ["A", "B"], "x": {"y": [{}]}} for number in range(3)]
    assert outline(read_file(shape(values))) == ["Bridge 0", "Bridge 1", "Bridge 2"]
    assert outline(read_file(shape(values[:1]))) == ["Bridge 0"]


texts = st.text(st.sampled_from('a"\\{}[],:\n\u2028é😀') | st.characters(codec="utf-8"), min_size=1, max_size=40)


@given(texts=st.lists(texts, max_size=5), shape=st.sampled_from(sorted(SHAPES)))
def test_no_text_confuses_the_cutting_of_records(texts: list[str], shape: str) -> None:
    """Whatever quotes, backslashes and brackets a text holds, there are as many records as were written."""
    values = [GOOD | {"title": "T", "text": f"x{text}"} for text in texts]
    records = read_file(SHAPES[shape](values))
    assert outline(records) == ["T"] * len(texts)


@pytest.mark.parametrize("shift", range(4))
def test_an_escape_may_fall_between_two_blocks(shift: int) -> None:
    """Records are cut rightly wherever the reading of the file in blocks cuts them."""
    values = [GOOD | {"title": "T" * (1 + shift), "text": 'x"}],\\' * 30_000}, GOOD]
    assert outline(read_file(SHAPES["compact array"](values))) == ["T" * (1 + shift), "Bridge Opens"]


@given(st.text(st.sampled_from('{}[]",:\\\n a1'), max_size=60).map(lambda text: f"[{text}"))
def test_no_garbage_raises(text: str) -> None:
    """What is no JSON yields rejections, never an exception."""
    assert all(isinstance(record, Rejected) for record in read_file(text))


@pytest.mark.parametrize(
    "broken",
    [
        '{"title": NaN}',
        '{"title": "a", "title": "b"}',
        '{"title": }',
        '{"title": ["a", {]}}',
        '{"title": "never closed}',
        '{"title": "a raw\nline end"}',
        '{\n  "title": "never closed,\n  "text": "t",\n  "authors": ["a", "b"],\n  "x": {"y": 1}\n}',
        "12",
        '"a string"',
        "[[]",
        "nonsense",
    ],
)
def test_a_broken_element_costs_no_other(broken: str) -> None:
    """An element that is no article, or no JSON, is at most rejected; those around it are read."""
    records = read_file(f"[\n{write(title='Before')},\n{broken},\n{write(title='After')}\n]")
    titles = [entry for entry in outline(records) if isinstance(entry, str)]
    assert titles == ["Before", "After"]
    assert sum(isinstance(record, Rejected) for record in records) == 1


def test_an_array_that_breaks_off_says_so() -> None:
    """The elements before the break are read, and the break is not silent."""
    whole = SHAPES["indented array"]([GOOD, GOOD, GOOD])
    for cut in (len(whole) - 20, len(whole) - 2):
        records = read_file(whole[:cut])
        assert outline(records)[:2] == ["Bridge Opens", "Bridge Opens"]
        assert isinstance(records[-1], Rejected)
        assert "ends before" in records[-1].reason


@pytest.mark.parametrize("text", ['{\n  "title": "a",\n', '{\n  "title": "a', '{\n  "x": [1,\n', "[", '["a', '[] "a'])
def test_a_file_that_breaks_off_in_a_record_is_one_rejection(text: str) -> None:
    """Half a record is neither read nor passed over."""
    (rejected,) = read_file(text)
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "the file ends before its JSON does"


def test_what_follows_an_array_is_rejected() -> None:
    """Text behind the end of an array is not passed over in silence."""
    assert outline(read_file(f"[{write()}] and more")) == ["Bridge Opens", 2]


def test_an_element_over_the_limit_is_rejected_and_the_next_is_read() -> None:
    """The limit holds for each element, not for the array."""
    array = f"[{write()}, {write(text='x' * 200_000)}, {write()}]"
    assert outline(read_file(array, Options(max_record=1_000))) == ["Bridge Opens", 2, "Bridge Opens"]


def test_an_array_is_read_as_it_comes() -> None:
    """The first record is there before the array has ended."""

    def pieces() -> Iterator[bytes]:
        yield f"[{write()},\n".encode()
        raise AssertionError("read too far")

    class Pipe(io.RawIOBase):
        blocks = pieces()

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            block = next(self.blocks)
            buffer[: len(block)] = block
            return len(block)

    assert isinstance(next(jsonfile.read(io.BufferedReader(Pipe()), "pipe", Options())), Article)
