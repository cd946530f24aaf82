"""What a command is given that it cannot use: the right exit code, one sentence, never a traceback."""

import lzma
import random
from pathlib import Path

import pytest

from tests.api.commands.conftest import SIEGE, found_by, run, write_lines
from tests.api.routes.test_bad_questions import ODD, REFUSED


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_question_is_wrong_usage(tmp_path: Path, name: str) -> None:
    """It ends with 2 and one sentence, before an index is looked for."""
    text, reason = REFUSED[name]
    for command, field in (("ask", "question"), ("search", "q")):
        result = run(command, "--data", str(tmp_path / "none"), "--", text)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == f"dateline: {reason.replace('question', field)}\n"


def test_any_other_text_is_a_question(filled: Path) -> None:
    """It ends with 0 or, declined, with 3; the error stream stays empty."""
    for text in ODD.values():
        asked = run("ask", "--data", str(filled), "--", text)
        assert (asked.exit_code in (0, 3), asked.stderr) == (True, ""), text
        assert run("search", "--data", str(filled), "--", text).exit_code == 0


@pytest.mark.parametrize("flag", ["--since", "--until", "--as-of"])
@pytest.mark.parametrize("day", ["2015-02-30", "2015-13-01", "0000-01-01", "30 February 2015", "", "2015-01-01T25:00"])
def test_a_day_that_does_not_exist_is_wrong_usage(flag: str, day: str) -> None:
    """It ends with 2 and one sentence that names the day, before an index is looked for."""
    result = run("ask", "Who?", flag, day)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert repr(day) in result.stderr


@pytest.mark.parametrize("published", ["2015-02-30", "31 April 2015", "2015-01-01T25:00:00Z", "soon", "", 20150230])
def test_an_article_of_no_day_is_rejected(tmp_path: Path, data: Path, published: object) -> None:
    """A date that does not exist rejects the record by its line; its neighbour is stored."""
    path = write_lines(tmp_path / "news.jsonl", SIEGE | {"id": "bad", "published": published}, SIEGE)
    result = run("ingest", str(path), "--data", str(data))
    assert result.exit_code == 0
    assert f"{path}:1: published" in result.stderr
    assert "1 article added" in result.stdout


def test_a_line_of_50_megabytes_is_rejected_alone(tmp_path: Path, data: Path) -> None:
    """Whether it is one long text or endless other fields, its line is named, and its neighbours are stored."""
    path = tmp_path / "news.jsonl"
    longest = SIEGE | {"id": "long", "text": "word " * 10_000_000}
    write_lines(path, SIEGE, longest, SIEGE | {"id": "last"})
    assert path.stat().st_size > 50_000_000
    result = run("ingest", str(path), "--data", str(data))
    assert (result.exit_code, "Traceback" in result.stderr) == (0, False)
    assert f"{path}:2: " in result.stderr
    assert "2 articles added" in result.stdout


def test_a_compressed_file_that_breaks_off_is_read_to_the_break(tmp_path: Path, data: Path) -> None:
    """What stands before the break is stored, and the break is said."""
    records = [
        SIEGE | {"id": f"n{n}", "text": f"{SIEGE['text']} {random.Random(n).getrandbits(9999)}"} for n in range(40)
    ]
    whole = lzma.compress(write_lines(tmp_path / "news.jsonl", *records).read_bytes())
    path = tmp_path / "torn.jsonl.xz"
    path.write_bytes(whole[: len(whole) * 9 // 10])
    result = run("ingest", str(path), "--data", str(data))
    assert result.exit_code == 0
    assert "breaks off" in result.stderr
    assert found_by("Kobane", data)
    path.write_bytes(whole[:40])
    nothing = run("ingest", str(path), "--data", str(data))
    assert (nothing.exit_code, "breaks off" in nothing.stderr) == (1, True)


def test_a_binary_file_named_as_text_is_failure(tmp_path: Path, data: Path) -> None:
    """It is named, with the reason, and nothing is stored of it."""
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + random.Random(0).randbytes(200_000))
    result = run("ingest", str(path), "--data", str(data))
    assert result.exit_code == 1
    assert f"{path}: " in result.stderr
    assert "is not text" in result.stderr
    assert "0 articles added" in result.stdout


def test_fields_that_are_unknown_are_passed_over_in_files(tmp_path: Path, data: Path) -> None:
    """Files hold what their makers put there; what Dateline does not know costs no article."""
    path = write_lines(tmp_path / "news.jsonl", SIEGE | {"section": "World", "nested": {"a": [1, {"b": None}]}})
    assert run("ingest", str(path), "--data", str(data)).exit_code == 0
    assert found_by("Kobane", data) == ["siege"]
