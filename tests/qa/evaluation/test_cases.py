"""Question files, and the names of right articles."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.article import make_article
from index.catalogue.catalogue import Catalogue
from index.errors import Unreadable
from index.types import Filters
from qa.evaluation.cases import Case, read_cases, resolve

DAY = datetime(2015, 1, 28, tzinfo=UTC)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """Return a catalogue whose articles were given an id, an outside id, only an address, and an id and an address."""
    records = [
        {"id": "plain-id"},
        {"id": "tag:example.org,2015/1 (é)"},
        {"url": "https://www.example.org/only-address?utm_source=x"},
        {"id": "own-id", "url": "http://example.org/both/"},
    ]
    opened = Catalogue(tmp_path)
    with opened.write() as transaction:
        for record in records:
            common = {"title": "A title", "text": "A text.", "published": "2015-01-28"}
            transaction.put_article(make_article(common | record), DAY)
    yield opened
    opened.close()


def write_file(folder: Path, *lines: str) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_question_file_is_read_whole(tmp_path: Path) -> None:
    """One answer or many, gold, further articles and the day are read; blank lines are skipped, an id may be absent."""
    path = write_file(
        tmp_path,
        '{"id": "q1", "question": "Who?", "answer": "YPG", "gold": ["a"], "with_answer": ["b"], "as_of": "2015-01-28"}',
        "",
        '{"question": "When?", "answer": ["Monday", "26 January"], "gold": [], "as_of": null}',
        '{"question": "Where?", "answer": [], "gold": []}',
        '{"question": "Why?", "with_answer": ["b"]}',
    )
    first, second, third, fourth = read_cases(path)
    assert first == Case("q1", "Who?", ("YPG",), ("a",), ("b",), datetime(2015, 1, 28, 23, 59, 59, tzinfo=UTC))
    assert (second.id, second.answers, second.as_of) == ("3", ("Monday", "26 January"), None)
    assert [case.answerable for case in (first, second, third, fourth)] == [True, True, False, True]


def test_the_day_is_read_from_the_field_that_is_named(tmp_path: Path) -> None:
    """`asked` says nothing unless it is named as the field of the day; then `as_of` says nothing."""
    path = write_file(tmp_path, '{"question": "Who?", "asked": "2015-01-28T12:00:00Z", "as_of": "2016-01-01"}')
    assert read_cases(path, "asked")[0].as_of == datetime(2015, 1, 28, 12, tzinfo=UTC)
    assert read_cases(path)[0].as_of == datetime(2016, 1, 1, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "the JSON cannot be read: expecting property name enclosed in double quotes at character 2"),
        ("[]", "must be a JSON object"),
        ('{"id": "q"}', "question is missing or empty"),
        ('{"question": "Who?", "answer": 5}', "answer must be text"),
        ('{"question": "Who?", "gold": [5]}', "gold must be text"),
        ('{"question": "Who?", "id": true}', "id must be text"),
        ('{"question": "Who?", "as_of": "some day"}', "as_of: 'some day' is not an ISO 8601 date"),
        ('{"question": "Who?", "as_of": 5}', "as_of must be a date or null"),
        ('{"id": "first", "question": "Who?"}', "the id 'first' is given twice"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    """What is wrong with a question file is one sentence that begins with the file and the line."""
    path = write_file(tmp_path, '{"id": "first", "question": "Who?"}', line)
    with pytest.raises(Unreadable) as refused:
        read_cases(path)
    assert refused.value.message.startswith(f"{path}:2: ")
    assert reason in refused.value.message
    assert "\n" not in refused.value.message


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\xfa"])
def test_a_file_without_questions_is_refused(tmp_path: Path, content: bytes) -> None:
    """An empty file, one of blank lines, one that is not text and a missing one are refused by name."""
    path = tmp_path / "questions.jsonl"
    path.write_bytes(content)
    for wanted in (path, tmp_path / "missing.jsonl", tmp_path):
        with pytest.raises(Unreadable, match=str(wanted)):
            read_cases(wanted)


def test_right_articles_are_found_by_any_of_their_names(catalogue: Catalogue) -> None:
    """An id, an outside id, and an address in any spelling that means the same lead to the catalogue's id."""
    with catalogue.snapshot() as snapshot:
        by_address = next(
            v.article.id for v in snapshot.articles(Filters()) if v.article.url and "only" in v.article.url
        )
        by_outside_id = next(v.article.id for v in snapshot.articles(Filters()) if v.article.external_id)
        expected = {
            "plain-id": "plain-id",
            "tag:example.org,2015/1 (é)": by_outside_id,
            "http://example.org/only-address/#top": by_address,
            "https://example.org/only-address": by_address,
            "https://www.example.org/both": "own-id",
            by_address: by_address,
        }
        assert resolve([*expected, "nobody", "https://example.org/nothing", "http://[broken"], snapshot) == expected


def test_the_question_file_of_the_examples_is_sound() -> None:
    """The examples' questions can be read, and both kinds are among them."""
    path = Path(__file__).parents[3] / "examples" / "questions.jsonl"
    cases = read_cases(path)
    assert len(cases) == len([line for line in path.read_text(encoding="utf-8").splitlines() if json.loads(line)])
    assert {case.answerable for case in cases} == {True, False}
