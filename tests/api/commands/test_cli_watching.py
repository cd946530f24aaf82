"""`dateline feed` and `dateline watch`: once and continuously, alone and beside a server."""

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, tzinfo
from pathlib import Path

import pytest
from typer.testing import Result

from bench.samples import SAMPLES
from index.catalogue.catalogue import Catalogue
from index.catalogue.watched import Stamp
from index.intake.folders import Folders, Look
from index.passages.embedding import Embedder
from tests.api.commands.conftest import SIEGE, SNOW, found_by, imports_of, run, write_lines
from tests.api.conftest import listening, make_app
from tests.api.site import Reply, Site, entry, rss, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        site.replies["/"] = Reply(rss(entry(1), entry(2)))
        yield site


def count(data: Path) -> int:
    """Count the articles that are stored."""
    if not data.exists():
        return 0
    catalogue = Catalogue(data)
    with catalogue.snapshot() as snapshot:
        articles = snapshot.count_articles()
    catalogue.close()
    return articles


def wait_for(happened: Callable[[], object], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def test_a_feed_is_polled_once_and_stored(site: Site, data: Path) -> None:
    """Without a server, the command stores what it accepted before it exits; a second run finds nothing new."""
    result = run("feed", site.url, "--once", "--allow-private", "--data", str(data))
    assert (result.exit_code, result.stdout) == (0, f"{site.url}: 2 accepted\n")
    assert "Zeppelin" in str(run("search", "zeppelin", "--data", str(data)).stdout)
    again = run("feed", site.url, "--once", "--allow-private", "--data", str(data))
    assert (again.exit_code, again.stdout) == (0, f"{site.url}: nothing new\n")


def test_a_feed_within_the_network_is_refused_unless_allowed(site: Site, data: Path) -> None:
    """A private address is refused in one line, nothing is requested, and the command fails."""
    result = run("feed", site.url, "--once", "--data", str(data))
    assert result.exit_code == 1
    assert "127.0.0.1 is not a public address" in result.stderr
    assert result.stderr.count("\n") == 1
    assert site.asked == []


def test_one_feed_that_fails_is_not_all(site: Site, data: Path) -> None:
    """With --json, each poll is an object on a line, in order; one feed that can be read is a success."""
    result = run("feed", f"{site.url}/gone", site.url, "--once", "--allow-private", "--json", "--data", str(data))
    assert result.exit_code == 0
    gone, good = (json.loads(line) for line in result.stdout.splitlines())
    assert (gone["outcome"], gone["reason"]) == ("failed", "the server responded with 404 Not Found")
    assert gone["not_before"].endswith("Z")
    assert (good["outcome"], good["accepted"]) == ("read", 2)


def test_feeds_and_folders_may_stand_in_the_settings(site: Site, data: Path, tmp_path: Path) -> None:
    """Without an argument, those of dateline.toml or of the environment are watched."""
    (tmp_path / "wire").mkdir()
    write_lines(tmp_path / "wire" / "news.jsonl", SIEGE)
    (tmp_path / "dateline.toml").write_text(
        f'feeds = ["{site.url}"]\nfeed_every = "1h"\nallow_private = true\nwatch = ["{tmp_path / "wire"}"]\n'
    )
    assert "2 accepted" in run("feed", "--once", "--data", str(data)).stdout
    assert "1 accepted" in run("watch", "--once", "--settle", "0", "--data", str(data)).stdout
    env = {"DATELINE_FEEDS": f"{site.url}/a {site.url}/b", "DATELINE_WATCH": f"{tmp_path / 'x'}:{tmp_path / 'y'}"}
    (tmp_path / "dateline.toml").unlink()
    assert run("feed", "--once", "--data", str(data), env=env).stderr.count("not a public address") == 2
    assert run("watch", "--once", "--data", str(data), env=env).stderr.count("cannot be opened") == 2


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["feed"], "feeds = "),
        (["watch"], "watch = "),
        (["feed", "http://x", "--every", "soon"], "--every"),
        (["feed", "ftp://x"], "ftp://x"),
        (["feed", "http://x", "--every", "0s"], "--every"),
        (["feed", "http://x", "--zone", "Mars"], "--zone"),
        (["watch", "x", "--map", "date"], "--map"),
    ],
)
def test_wrong_flags_are_wrong_usage(data: Path, arguments: list[str], named: str) -> None:
    """An invalid flag, and nothing to watch, are exit code 2 with a name, before anything is created."""
    result = run(*arguments, "--data", str(data))
    assert result.exit_code == 2
    assert named in result.stderr
    assert not data.exists()


def test_a_folder_is_watched_once(tmp_path: Path, data: Path) -> None:
    """Existing files are stored, and not read a second time; an invalid record is named by its place."""
    (tmp_path / "wire").mkdir()
    path = write_lines(tmp_path / "wire" / "news.jsonl", SIEGE, {"title": "No text"})
    flags = ("watch", str(tmp_path / "wire"), "--once", "--settle", "0.1", "--data", str(data))
    result = run(*flags)
    assert (result.exit_code, result.stdout) == (0, "1 file read: 1 accepted\n")
    assert f"{path}:2: text is missing or empty" in result.stderr
    assert found_by("Kobane", data) == ["siege"]
    assert run(*flags).stdout == ""


def test_a_folder_that_is_not_there_is_failure(tmp_path: Path, data: Path) -> None:
    """If none of the folders exists, that is reported and the command fails."""
    result = run("watch", str(tmp_path / "none"), "--once", "--data", str(data))
    assert (result.exit_code, result.stderr.count("No such file")) == (1, 1)
    assert not data.exists()


def test_watching_loads_neither_models_nor_http(tmp_path: Path) -> None:
    """A watch that finds nothing imports neither torch nor an HTTP library."""
    (tmp_path / "wire").mkdir()
    flags = ("watch", str(tmp_path / "wire"), "--once", "--settle", "0", "--data", str(tmp_path / "data"))
    _, imported = imports_of(*flags)
    assert not imported & {"torch", "sentence_transformers", "httpx", "httpcore", "fastapi"}


def test_beside_a_server_the_server_stores(
    site: Site, tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Accepted articles are found by the running server, and the command opens no model."""
    monkeypatch.setattr("api.processes.drain._GRACE_SECONDS", 60)
    monkeypatch.setattr("api.processes.drain.open_for_service", lambda *_, **__: pytest.fail("a model was opened"))
    data = tmp_path / "data"
    with listening(make_app(data, embedder)):
        assert run("feed", site.url, "--once", "--allow-private", "--data", str(data)).exit_code == 0
        wait_for(lambda: count(data) == 2)


def meanwhile(doing: Callable[[], None], ending: signal.Signals, *arguments: str) -> Result:
    """Run a command that does not end; do something in another thread, and stop the command by a signal."""
    failures: list[BaseException] = []

    def act() -> None:
        try:
            doing()
        except BaseException as error:  # noqa: BLE001 - it is raised below
            failures.append(error)
        finally:
            os.kill(os.getpid(), ending)

    thread = threading.Thread(target=act)
    thread.start()
    result = run(*arguments)
    thread.join()
    for failure in failures:
        raise failure
    return result


def test_a_watch_goes_on_while_a_folder_vanishes_and_comes_back(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reports once that the folder is gone, and that it is back, reads new files then, and exits with 0."""
    wire, away = tmp_path / "wire", tmp_path / "away"
    wire.mkdir()
    write_lines(wire / "a.jsonl", SIEGE)
    troubles = 0
    look = Folders.look

    def spy(self: Folders, known: Mapping[Path, Stamp], clock: float) -> Look:
        nonlocal troubles
        seen = look(self, known, clock)
        troubles += len(seen.trouble)
        return seen

    def act() -> None:
        wait_for(lambda: count(data) == 1)
        wire.rename(away)
        wait_for(lambda: troubles > 2)
        away.rename(wire)
        write_lines(wire / "b.jsonl", SNOW)
        wait_for(lambda: count(data) == 2)

    monkeypatch.setattr(Folders, "look", spy)
    monkeypatch.setattr("api.processes.drain._GRACE_SECONDS", 0)
    flags = ("--every", "0.1", "--settle", "0.1", "--data", str(data))
    result = meanwhile(act, signal.SIGTERM, "watch", str(wire), *flags)
    assert (result.exit_code, result.stdout) == (0, "1 file read: 1 accepted\n" * 2)
    assert result.stderr.splitlines() == [
        f"dateline: {wire}: it cannot be opened: No such file or directory; dateline waits until it is there",
        f"dateline: {wire}: it can be read again",
    ]


def test_a_feed_is_polled_again_and_again(site: Site, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new entry is stored at the next poll, a failure in between loses nothing, and Ctrl-C exits with 0."""

    def act() -> None:
        wait_for(lambda: count(data) == 2)
        site.replies["/"] = Reply(status=500)
        asked = len(site.asked)
        wait_for(lambda: len(site.asked) > asked + 1)
        site.replies["/"] = Reply(rss(entry(1), entry(2), entry(3)))
        wait_for(lambda: count(data) == 3)

    monkeypatch.setattr("api.processes.drain._GRACE_SECONDS", 0)
    flags = ("--every", "1s", "--allow-private", "--data", str(data))
    result = meanwhile(act, signal.SIGINT, "feed", site.url, *flags)
    assert (result.exit_code, result.stdout) == (0, f"{site.url}: 2 accepted\n{site.url}: 1 accepted\n")
    assert "failed: the server responded with 500 Internal Server Error; next poll after " in result.stderr


def test_a_clock_that_goes_back_stops_no_polling(site: Site, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Feeds are polled at the same interval after it, also one that must not be polled before a time."""
    years = [2035]

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Clock":
            return cls.fromtimestamp(datetime.now(tz).timestamp(), tz).replace(year=years[0])

    def act() -> None:
        wait_for(lambda: count(data) == 2)
        site.replies["/"] = Reply(status=500)
        asked = len(site.asked)
        wait_for(lambda: len(site.asked) > asked)
        site.replies["/"] = Reply(rss(entry(1), entry(2), entry(3)))
        years[0] = 2025
        wait_for(lambda: count(data) == 3)

    monkeypatch.setattr("api.commands.feeding.datetime", Clock)
    monkeypatch.setattr("api.processes.drain._GRACE_SECONDS", 0)
    flags = ("--every", "1s", "--allow-private", "--data", str(data))
    assert meanwhile(act, signal.SIGINT, "feed", site.url, *flags).exit_code == 0


def test_a_watched_folder_tells_what_it_passed_over(tmp_path: Path, data: Path) -> None:
    """Parts of archives and mail that are no articles are counted by kind, once."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.eml").write_bytes(SAMPLES["eml"]())
    (tmp_path / "in" / "b.warc").write_bytes(SAMPLES["warc"]())
    command = ("watch", str(tmp_path / "in"), "--once", "--settle", "0", "--data", str(data))
    assert "3 parts of archives and mail passed over: 1 attachment, 1 redirect, 1 image" in run(*command).stderr
    assert "passed over" not in run(*command).stderr
