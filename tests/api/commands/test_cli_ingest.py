"""`dateline ingest`: what is stored, what is rejected, and waiting for another ingest."""

import json
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.samples import SAMPLES
from index.catalogue.catalogue import Catalogue
from index.catalogue.locks import lock_ingest
from index.types import Filters
from tests.api.commands.conftest import (
    SIEGE,
    SNOW,
    found_by,
    run,
    write_lines,
)


def test_ingest_stores_what_can_be_read_and_says_what_cannot(tmp_path: Path, data: Path) -> None:
    """Valid records are counted and found, an invalid one is named by file and line, and the exit code is 0."""
    path = write_lines(tmp_path / "news.jsonl", SIEGE, {"title": "No text"}, SNOW)
    result = run("ingest", str(path), "--data", str(data))
    assert result.exit_code == 0
    assert result.stdout == "2 articles added, 0 updated, 0 unchanged; 2 passages, 2 embedded\n"
    assert f"{path}:2: text is missing or empty" in result.stderr
    assert found_by("Kobane", data)[0] == "siege"


def test_ingesting_again_changes_nothing(filled: Path, tmp_path: Path) -> None:
    """A second run finds everything unchanged, embeds nothing, and succeeds."""
    result = run("ingest", str(tmp_path / "news.jsonl"), "--data", str(filled))
    assert result.exit_code == 0
    assert result.stdout == "0 articles added, 0 updated, 2 unchanged; 0 passages, 0 embedded\n"


def test_ingest_as_json_lists_every_rejection(tmp_path: Path, data: Path) -> None:
    """The plain report shows the first of a kind and counts the rest; JSON has all of them."""
    path = write_lines(tmp_path / "news.jsonl", SIEGE, *[{"title": "No text"}] * 8)
    plain = run("ingest", str(path), "--data", str(data))
    assert plain.stderr.count("text is missing") == 1
    assert "and 7 more" in plain.stderr
    report = json.loads(run("ingest", str(path), "--data", str(data), "--json").stdout)
    assert (report["unchanged"], report["rejections"]) == (1, 8)
    assert [rejected["line"] for rejected in report["rejected"]] == list(range(2, 10))


@pytest.mark.parametrize("content", ["", '{"title": "No text"}\n'])
def test_ingest_fails_where_nothing_can_be_read(tmp_path: Path, data: Path, content: str) -> None:
    """A file without a valid record is a failure, with the reason."""
    path = tmp_path / "news.jsonl"
    path.write_text(content)
    result = run("ingest", str(path), "--data", str(data))
    assert result.exit_code == 1
    assert str(path) in result.stderr


def test_ingest_fails_where_there_is_no_file(tmp_path: Path, data: Path) -> None:
    """A missing path is named; a folder without a readable file is a failure too."""
    assert "nowhere.jsonl" in run("ingest", "nowhere.jsonl", "--data", str(data)).stderr
    (tmp_path / "empty").mkdir()
    result = run("ingest", "empty", "--data", str(data))
    assert result.exit_code == 1
    assert "nothing to read" in result.stderr


def test_ingest_reads_other_names_and_zones(tmp_path: Path, data: Path) -> None:
    """--map names fields, --zone sets the zone of dates, and --source the source of articles without one."""
    record = {"id": "a", "headline": "Snow", "text": "It snowed in London.", "date": "2015-07-01 10:00"}
    path = write_lines(tmp_path / "news.jsonl", record)
    flags = ["--map", "headline=title", "--map", "date=published", "--zone", "Europe/London", "--source", "the-post"]
    assert run("ingest", str(path), *flags, "--data", str(data)).exit_code == 0
    with Catalogue(data).snapshot() as snapshot:
        article = snapshot.version("a").article
    assert (article.title, article.source, article.published.hour) == ("Snow", "the-post", 9)


def test_a_bare_date_is_its_day_in_any_zone(tmp_path: Path, data: Path) -> None:
    """It is stored as the day that is written, and the same file read in another zone changes nothing."""
    path = tmp_path / "2025-03-12-quay.txt"
    path.write_text("Quay closed\n\nThe quay of Orme was closed on Tuesday after cracks were found in its wall.\n")
    oslo, again = (run("ingest", str(path), "--zone", zone, "--data", str(data)) for zone in ("Europe/Oslo", "UTC"))
    assert "1 articles added" in oslo.stdout or "1 article added" in oslo.stdout
    assert again.stdout.startswith("0 articles added, 0 updated, 1 unchanged")
    with Catalogue(data).snapshot() as snapshot:
        (article,) = (one.article for one in snapshot.articles(Filters(), limit=5))
    assert article.published == datetime(2025, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("flags", "named"),
    [
        (["--map", "date"], "--map"),
        (["--map", "date="], "--map"),
        (["--map", "date=day"], "'day' is not a field"),
        (["--zone", "Mars/Base"], "--zone"),
        (["--zone", "/etc"], "--zone"),
        (["--jobs", "-1"], "--jobs"),
        (["--jobs", "many"], "--jobs"),
    ],
)
def test_wrong_flags_are_wrong_usage(data: Path, flags: list[str], named: str) -> None:
    """An invalid flag is exit code 2 with its name, before anything is created."""
    result = run("ingest", "news.jsonl", *flags, "--data", str(data))
    assert result.exit_code == 2
    assert named in result.stderr
    assert not data.exists()


def test_ingest_reads_the_standard_input(data: Path) -> None:
    """A dash reads the records from standard input."""
    result = run("ingest", "-", "--data", str(data), stdin=json.dumps(SIEGE))
    assert result.exit_code == 0
    assert found_by("Kobane", data) == ["siege"]


def test_ingest_does_not_wait_where_it_is_told_not_to(data: Path) -> None:
    """While another process ingests, --no-wait fails at once with one sentence."""
    elsewhere = lock_ingest(data)
    result = run("ingest", "-", "--no-wait", "--data", str(data), stdin=json.dumps(SIEGE))
    elsewhere.release()
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "another process is ingesting" in result.stderr


def test_ingest_says_that_it_waits_and_then_goes_on(data: Path) -> None:
    """Without --no-wait it prints that it waits, and ingests once the other process is done."""
    held, done = threading.Event(), threading.Event()

    def ingest_elsewhere() -> None:
        lock = lock_ingest(data)
        held.set()
        done.wait(30)
        lock.release()

    other = threading.Thread(target=ingest_elsewhere)
    other.start()
    held.wait(30)
    threading.Timer(0.3, done.set).start()
    began = time.monotonic()
    result = run("ingest", "-", "--data", str(data), stdin=json.dumps(SIEGE))
    other.join()
    assert time.monotonic() - began > 0.2
    assert result.exit_code == 0
    assert "waiting for it" in result.stderr
    assert "1 article added" in result.stdout


def test_ingest_shows_a_bar_on_a_terminal_only(tmp_path: Path, data: Path) -> None:
    """A terminal shows the rate and the number of stored articles; a pipe gets only the report."""
    path = write_lines(tmp_path / "news.jsonl", SIEGE)
    assert "1 stored" in run("ingest", str(path), "--data", str(data), env={"FORCE_COLOR": "1"}).stderr
    assert run("ingest", str(path), "--data", str(data)).stderr == ""


_HELD = ("warc", "gz", "arc", "zip", "eml", "mbox", "md", "story", "sgm", "docx", "txt", "pdf")


def test_a_folder_of_every_format_is_read_once(tmp_path: Path, data: Path) -> None:
    """Archives, mail and documents in one folder are read beside each other, and a second ingest changes nothing."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    for number, (name, sample) in enumerate(SAMPLES.items()):
        if (
            suffix := name.rpartition(" ")[2]
        ) in _HELD:  # feeds and tables are samples of one article told in many ways
            (folder / f"{number}.{suffix}").write_bytes(sample())
    first = run("ingest", str(folder), "--data", str(data))
    assert "rejected" not in first.stderr
    assert "parts of archives and mail passed over" in first.stderr
    assert "attachment" in first.stderr
    again = run("ingest", str(folder), "--data", str(data))
    assert again.stdout.startswith("0 articles added, 0 updated, ")


def test_a_dry_run_tells_what_would_be_stored_and_stores_nothing(tmp_path: Path, data: Path) -> None:
    """Without an index everything would be added; no folder is made and no model opened, and the exit code is 0."""
    path = write_lines(tmp_path / "news.jsonl", SIEGE, SNOW, {"title": "No text"}, {"title": "Nor here"})
    result = run("ingest", str(path), "--dry-run", "--data", str(data), "--embedder", "no-such-model")
    assert result.exit_code == 0
    assert result.stdout == "2 articles would be added, 0 updated, 0 unchanged; nothing was written\n"
    assert f"2 would be rejected:\n  {path}:3 and 1 more: text is missing or empty\n" in result.stderr
    assert not data.exists()


def test_rejections_are_told_by_kind(tmp_path: Path, data: Path) -> None:
    """Seven rejections of one kind do not hide the one of another."""
    path = write_lines(tmp_path / "news.jsonl", SIEGE, *({"title": f"No text {n}"} for n in range(7)), {"text": "x"})
    said = run("ingest", str(path), "--data", str(data)).stderr
    assert f"8 rejected:\n  {path}:2 and 6 more: text is missing or empty\n  {path}:9: title is missing" in said


def test_a_dry_run_stands_beside_what_is_stored(tmp_path: Path, filled: Path) -> None:
    """What is stored already is told as unchanged, and stays as it is; JSON has the refusals by kind."""
    path = write_lines(tmp_path / "more.jsonl", SIEGE, SNOW | {"authors": ["Ana Ruiz"]}, {"title": "No text"})
    report = json.loads(run("ingest", str(path), "--dry-run", "--json", "--data", str(filled)).stdout)
    assert (report["added"], report["updated"], report["unchanged"], report["rejections"]) == (0, 1, 1, 1)
    assert report["refusals"][0]["first"] == {"origin": str(path), "line": 3, "reason": "text is missing or empty"}
    assert "1 unchanged" in run("ingest", str(path), "--data", str(filled)).stdout


@pytest.mark.parametrize("given", ['{"title": "No text"}\n', ""])
def test_a_dry_run_fails_where_the_ingest_would(tmp_path: Path, data: Path, given: str) -> None:
    """Where nothing could be stored the exit code is 1, as without --dry-run, and no file is one such case."""
    path = tmp_path / "news.jsonl"
    path.write_text(given)
    assert run("ingest", str(path), "--dry-run", "--data", str(data)).exit_code == 1
    assert run("ingest", "nowhere.jsonl", "--dry-run", "--data", str(data)).exit_code == 1


def test_undated_articles_are_dated_by_the_rule_and_unchanged_the_next_time(tmp_path: Path, data: Path) -> None:
    """--undated first-seen stores what is refused without it; a dry run foresees it, a second run changes nothing."""
    path = write_lines(tmp_path / "news.jsonl", {name: SIEGE[name] for name in ("title", "text", "source")})
    assert run("ingest", str(path), "--data", str(data)).exit_code == 1
    flags = ("--undated", "first-seen", "--data", str(data))
    assert "1 article would be added" in run("ingest", str(path), "--dry-run", *flags).stdout
    assert "1 article added" in run("ingest", str(path), *flags).stdout
    assert "1 unchanged" in run("ingest", str(path), "--dry-run", *flags).stdout
    assert "1 unchanged" in run("ingest", str(path), *flags).stdout
    assert run("ingest", str(path), "--undated", "yesterday", "--data", str(data)).exit_code == 2
    assert "assumed by --undated first-seen" in run("inspect", str(path), "--undated", "first-seen").stdout
    assert "(assumed)" in run("search", "Kobane", "--data", str(data)).stdout


@pytest.mark.parametrize("command", [["ingest"], ["ingest", "--dry-run"]])
def test_an_article_that_is_not_published_yet_is_refused(command: list[str], tmp_path: Path, data: Path) -> None:
    """A date of more than a day ahead of the clock is told by file and line, in JSON Lines and in a page."""
    path = write_lines(tmp_path / "news.jsonl", SIEGE, SNOW | {"id": "later", "published": "2199-05-06"})
    page = tmp_path / "page.html"
    page.write_text(
        '<html lang="en"><head><title>Ferry returns to Port Amble</title>'
        '<meta property="article:published_time" content="2199-05-06T10:00:00Z"></head><body><article>'
        + "<p>The ferry to Port Amble sails again from Friday, its owner said.</p>" * 5
        + "</article></body></html>"
    )
    result = run(*command, str(path), str(page), "--data", str(data))
    assert result.exit_code == 0
    assert result.stdout.startswith("1 article ")
    assert f"{path}:2 and 1 more: published is 2199-05-06T00:00:00Z, ahead of the clock" in result.stderr or (
        f"{path}:2: published is 2199" in result.stderr and f"{page}: published is 2199" in result.stderr
    )
