"""`dateline inspect`: what it shows of files, folders and addresses, and what it leaves alone."""

import json
from pathlib import Path

import pytest

from tests.api.commands.conftest import SIEGE, SNOW, imports_of, run, write_lines
from tests.api.site import Reply, entry, rss, serving
from tests.index.formats.test_provenance import PAGE, STORY


def lines_of(output: str) -> list[str]:
    return [" ".join(line.split()) for line in output.splitlines()]


def test_each_field_is_shown_with_where_it_comes_from(tmp_path: Path) -> None:
    """A page is shown field by field, with its first and last words, its length, and what is left out of it."""
    page = tmp_path / "page.html"
    page.write_text(PAGE)
    result = run("inspect", str(page))
    shown = lines_of(result.stdout)
    assert result.exit_code == 0
    assert f"{page} (page)" in shown
    assert "title Lit again from JSON-LD headline" in shown
    assert (
        "published 2014-08-02T10:30:00Z from JSON-LD datePublished '2014-08-02T10:30', without a zone, read in UTC"
        in shown
    )
    assert any(line.startswith("begins The lighthouse of Cape Marrow will be lit again") for line in shown)
    assert any(line.endswith("which broke the old lens into pieces.") for line in shown)
    assert "left out caption: The tower in a storm of the last century" in shown


def test_nothing_is_written_and_no_model_or_index_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The data folder of the settings is not made, and neither the settings nor an engine are imported."""
    path = write_lines(tmp_path / "news.jsonl", SIEGE)
    monkeypatch.setenv("DATELINE_DATA", str(tmp_path / "data"))
    shown, imported = imports_of("inspect", str(path))
    assert "Kobane is free" in shown
    opened = {"onnxruntime", "faiss", "tantivy", "index.catalogue.catalogue", "httpx", "pydantic_settings"}
    assert not opened & imported  # sqlite3 is imported by coverage, where that is measured
    assert [one.name for one in tmp_path.iterdir()] == ["news.jsonl"]


def test_of_many_records_the_first_are_shown_and_all_are_summed_up(tmp_path: Path) -> None:
    """--limit bounds the articles in full; the sum counts all, with their days, sources and provenance."""
    path = write_lines(tmp_path / "news.jsonl", SIEGE, SNOW, SIEGE | {"id": "c"}, {"title": "No text"})
    result = run("inspect", str(path), "--limit", "1")
    shown = lines_of(result.stdout)
    assert sum(line.startswith("title Kobane") for line in shown) == 1
    assert f"{path} in sum (JSON Lines): 3 articles, 1 refused" in shown
    assert "published 2015-01-26 to 2015-03-16 from field published (3)" in shown
    assert "source example-times (2), harbour-post (1) from field source (3)" in shown
    assert f"refused {path}:4: text is missing or empty" in shown


def test_every_refusal_is_told_in_full_and_the_exit_code_is_1_without_an_article(tmp_path: Path) -> None:
    """A file that holds nothing, a file that is missing, and a folder without a file are failures."""
    long = {"title": "x", "text": "y", "published": "z" * 75}
    path = write_lines(tmp_path / "bad.jsonl", long, long)
    result = run("inspect", str(path), "nowhere.csv")
    assert result.exit_code == 1
    assert result.stdout.count(f"no date can be read from '{'z' * 75}'") == 2
    assert "nowhere.csv: it cannot be opened" in result.stdout
    good = write_lines(tmp_path / "good.jsonl", SIEGE)
    assert run("inspect", str(good), str(path)).exit_code == 1
    assert run("inspect", str(good)).exit_code == 0
    (tmp_path / "empty").mkdir()
    assert run("inspect", "empty").exit_code == 1


def test_files_that_are_passed_over_are_counted(tmp_path: Path) -> None:
    """In a folder, files of other types are told by kind."""
    write_lines(tmp_path / "news.jsonl", SIEGE)
    (tmp_path / "picture.png").write_bytes(b"x")
    assert "1 file of other types passed over: 1 .png" in run("inspect", str(tmp_path)).stderr


def test_json_is_one_object_for_each_record(tmp_path: Path) -> None:
    """Each line is a record: fields with value and provenance, the measures of the text, or the reason of a refusal."""
    path = write_lines(tmp_path / "news.jsonl", SIEGE | {"desk": "war"}, {"title": "No text"})
    article, refused = map(json.loads, run("inspect", str(path), "--json").stdout.splitlines())
    assert article["fields"]["published"] == {
        "value": "2015-01-26T18:00:00Z", "from": "field published", "written": "2015-01-26T18:00:00Z",
    }  # fmt: skip
    assert article["text"]["characters"] == len(SIEGE["text"])
    assert article["left_out"] == [{"kind": "unused field", "text": "desk"}]
    assert (article["file"], article["number"], article["record"]) == (str(path), 1, "article")
    assert (refused["record"], refused["reason"], refused["number"]) == ("refused", "text is missing or empty", 2)


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    """What an unknown author wrote cannot move the cursor or change colours, in whatever field it stands."""
    path = write_lines(tmp_path / "news.jsonl", SIEGE | {"de\x1b[31msk": "x", "url": "no\x1b]0;x\x07where"})
    assert "\x1b" not in run("inspect", str(path)).stdout


def test_addresses_are_fetched_as_feeds_are() -> None:
    """A page and a feed are read from a server; a failure is told, and a private address is refused by default."""
    with serving() as site:
        site.replies |= {"/page": Reply(PAGE.encode(), "text/html"), "/feed": Reply(rss(entry(1, STORY)), "text/plain")}
        page = run("inspect", f"{site.url}/page", f"{site.url}/feed", f"{site.url}/gone", "--allow-private")
        refused = run("inspect", f"{site.url}/page")
    assert page.exit_code == 1  # since one of the three gave nothing
    assert f"{site.url}/page (page)" in page.stdout
    assert f"{site.url}/feed:1 (feed)" in page.stdout
    assert f"{site.url}/gone: the server responded with 404" in page.stdout
    assert refused.exit_code == 1
    assert "use --allow-private" in refused.stdout
