"""JSON Lines and JSON files: every record is read independently of its neighbours."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import InvalidInput, Unreadable
from index.formats.json import jsonfile, jsonlines
from index.formats.options import Options
from index.formats.undated import hint_at_rules
from index.types import Article, Record, Rejected

GOOD = {"title": "Bridge Opens", "text": "The bridge opened on Monday.", "published": "2015-01-28"}


def write(**fields: object) -> str:
    return json.dumps(GOOD | fields)


def read_lines(data: str | bytes, options: Options | None = None) -> list[Record]:
    raw = data.encode() if isinstance(data, str) else data
    return list(jsonlines.read(io.BufferedReader(io.BytesIO(raw)), "news.jsonl", options or Options()))


def read_file(data: str | bytes, options: Options | None = None) -> list[Record]:
    raw = data.encode() if isinstance(data, str) else data
    return list(jsonfile.read(io.BufferedReader(io.BytesIO(raw)), "news.json", options or Options()))


def outline(records: list[Record]) -> list[str | int | None]:
    """Return the title of each article and the number of each rejection."""
    return [record.title if isinstance(record, Article) else record.line for record in records]


def test_every_field_arrives() -> None:
    """All fields of the record are fields of the article."""
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
    "a raw tab": '{"title": "a\tb"}',
    "no title": '{"text": "t", "published": "2015-01-28"}',
    "no date": '{"text": "t", "title": "t"}',
    "a day that never was": write(published="2015-02-30"),
    "seconds since 1970": write(published=1422403200),
    "NUL bytes": '{"title": "\0"}',
}


@pytest.mark.parametrize("line", BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize("reading", [read_lines, read_file])
def test_a_broken_line_does_not_affect_others(line: str, reading: Callable[[str], list[Record]]) -> None:
    """An invalid line is one rejection, and the lines before and after it are articles."""
    records = reading(f"{write(title='Before')}\n{line}\n{write(title='After')}\n")
    assert outline(records) == ["Before", 2, "After"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (BROKEN["a key twice"], "the key 'title' is given twice"),
        (BROKEN["NaN"], "NaN is not a JSON value"),
        (BROKEN["nested too deeply"], "nested too deeply"),
        (BROKEN["an array"], "the record must be a JSON object, not an array"),
        (BROKEN["no date"], f"published is missing or empty; {hint_at_rules(None)}"),
        (BROKEN["seconds since 1970"], "published is a number, not a date: write it as in 2015-01-28T10:00:00Z"),
        (b"\x80\x00\x81", "the record is not text"),
    ],
)
def test_a_rejection_has_a_reason(line: str | bytes, reason: str) -> None:
    """A rejection has the name of the file, the number of the line and a reason."""
    (rejected,) = read_lines(line)
    assert isinstance(rejected, Rejected)
    assert (rejected.origin, rejected.line) == ("news.jsonl", 1)
    assert reason in rejected.reason


def test_blank_lines_count_but_yield_nothing() -> None:
    """Line numbers are those of the file, so that an editor finds the line."""
    assert outline(read_lines(f"\n  \r\n{write()}\n\nbroken\n")) == ["Bridge Opens", 5]


@pytest.mark.parametrize("reading", [read_lines, read_file])
def test_byte_order_marks_are_ignored(reading: Callable[[bytes], list[Record]]) -> None:
    """A byte-order mark at the start of the file, or of a line in concatenated files, is ignored."""
    line = b"\xef\xbb\xbf" + write().encode() + b"\r\n"
    assert outline(reading(line * 2)) == ["Bridge Opens", "Bridge Opens"]


def test_each_line_has_its_own_encoding() -> None:
    """One line in Latin-1 is decoded as such, and the others as UTF-8."""
    lines = [json.dumps(GOOD | {"title": "Le café fermé"}, ensure_ascii=False).encode(e) for e in ("utf-8", "latin-1")]
    assert outline(read_lines(b"\n".join(lines))) == ["Le café fermé", "Le café fermé"]


def test_a_line_over_the_limit_is_rejected_and_the_next_is_read() -> None:
    """The limit counts bytes with the line end: a line of exactly that length is read, one byte more is not."""
    line = write() + "\n"
    records = read_lines(line + line.replace("opened", "opened!") + line, Options(max_record=len(line)))
    assert outline(records) == ["Bridge Opens", 2, "Bridge Opens"]
    assert isinstance(records[1], Rejected)
    assert "longer than" in records[1].reason


def test_fields_are_mapped() -> None:
    """A mapped field is renamed, and wins over one that already has the name."""
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


def test_two_fields_can_be_swapped() -> None:
    """The order of the mappings does not matter."""
    (article,) = read_lines(write(), Options(fields=(("title", "text"), ("text", "title"))))
    assert isinstance(article, Article)
    assert (article.title, article.text) == (GOOD["text"], GOOD["title"])


def test_a_mapped_field_is_not_read_under_its_own_name() -> None:
    """A field mapped to another name is missing under its own."""
    (rejected,) = read_lines(write(), Options(fields=(("title", "text"),)))
    assert isinstance(rejected, Rejected)
    assert "title is missing" in rejected.reason


@pytest.mark.parametrize("fields", [(("date", "publshed"),), (("a", "title"), ("b", "title"))])
def test_an_invalid_mapping_is_refused(fields: tuple[tuple[str, str], ...]) -> None:
    """Mapping to an unknown field, or two names to one field, raises `InvalidInput`."""
    with pytest.raises(InvalidInput) as caught:
        Options(fields=fields)
    assert caught.value.field == "fields"


def test_source_and_zone_are_defaults() -> None:
    """Source and time zone come from the options only if the record has none."""
    options = Options(source="The Marrow Herald", zone=timezone(timedelta(hours=2)))
    local = write(published="2015-01-28 00:00")
    first, second = read_lines(f"{local}\n{write(source='Own', published='2015-01-28T10:00Z')}", options)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.source, first.published) == ("The Marrow Herald", datetime(2015, 1, 27, 22, tzinfo=UTC))
    assert (second.source, second.published) == ("Own", datetime(2015, 1, 28, 10, tzinfo=UTC))


def test_lines_before_a_truncation_are_read() -> None:
    """The complete lines before it are yielded, and a partial line is not."""

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

    records: list[Record] = []
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
    """Arrays, single objects and lines, indented or not, give the same records."""
    values = [GOOD | {"title": f"Bridge {number}", "authors": ["A", "B"], "x": {"y": [{}]}} for number in range(3)]
    assert outline(read_file(shape(values))) == ["Bridge 0", "Bridge 1", "Bridge 2"]
    assert outline(read_file(shape(values[:1]))) == ["Bridge 0"]


texts = st.text(st.sampled_from('a"\\{}[],:\n\u2028é😀') | st.characters(codec="utf-8"), min_size=1, max_size=40)


@given(texts=st.lists(texts, max_size=5), shape=st.sampled_from(sorted(SHAPES)))
def test_no_text_confuses_the_splitting_of_records(texts: list[str], shape: str) -> None:
    """Quotes, backslashes and brackets in a text do not change the number of records."""
    values = [GOOD | {"title": "T", "text": f"x{text}"} for text in texts]
    records = read_file(SHAPES[shape](values))
    assert outline(records) == ["T"] * len(texts)


@pytest.mark.parametrize("shift", range(4))
def test_an_escape_may_fall_between_two_blocks(shift: int) -> None:
    """Records are split correctly wherever a block ends."""
    values = [GOOD | {"title": "T" * (1 + shift), "text": 'x"}],\\' * 30_000}, GOOD]
    assert outline(read_file(SHAPES["compact array"](values))) == ["T" * (1 + shift), "Bridge Opens"]


@given(st.text(st.sampled_from('{}[]",:\\\n a1'), max_size=60).map(lambda text: f"[{text}"))
def test_no_garbage_raises(text: str) -> None:
    """Input that is not JSON yields rejections, never an exception."""
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
def test_a_broken_element_does_not_affect_others(broken: str) -> None:
    """An element that is not an article, or not JSON, is one rejection; those around it are read."""
    records = read_file(f"[\n{write(title='Before')},\n{broken},\n{write(title='After')}\n]")
    titles = [entry for entry in outline(records) if isinstance(entry, str)]
    assert titles == ["Before", "After"]
    assert sum(isinstance(record, Rejected) for record in records) == 1


def test_a_malformed_line_is_told_by_its_character() -> None:
    """The reason has the character in the record; the line is that of the file, which is given once."""
    records = read_file(write(title="Good") + '\n{"title": "x", oops}\n')
    rejected = records[-1]
    assert isinstance(rejected, Rejected)
    assert rejected.line == 2
    assert rejected.reason == (
        "the JSON cannot be read: expecting property name enclosed in double quotes at character 16"
    )


def test_a_truncated_array_is_reported() -> None:
    """The elements before the truncation are read, and a rejection reports it."""
    whole = SHAPES["indented array"]([GOOD, GOOD, GOOD])
    for cut in (len(whole) - 20, len(whole) - 2):
        records = read_file(whole[:cut])
        assert outline(records)[:2] == ["Bridge Opens", "Bridge Opens"]
        assert isinstance(records[-1], Rejected)
        assert "truncated" in records[-1].reason


@pytest.mark.parametrize("text", ['{\n  "title": "a",\n', '{\n  "title": "a', '{\n  "x": [1,\n', "[", '["a', '[] "a'])
def test_a_file_truncated_in_a_record_is_one_rejection(text: str) -> None:
    """A partial record is not read and not ignored."""
    (rejected,) = read_file(text)
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "the file is truncated: its JSON is incomplete"


def test_what_follows_an_array_is_rejected() -> None:
    """Text after the end of an array is rejected."""
    assert outline(read_file(f"[{write()}] and more")) == ["Bridge Opens", 2]


def test_an_element_over_the_limit_is_rejected_and_the_next_is_read() -> None:
    """The limit applies to each element, not to the array."""
    array = f"[{write()}, {write(text='x' * 200_000)}, {write()}]"
    assert outline(read_file(array, Options(max_record=1_000))) == ["Bridge Opens", 2, "Bridge Opens"]


def test_an_array_is_streamed() -> None:
    """The first record is yielded before the array has ended."""

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
