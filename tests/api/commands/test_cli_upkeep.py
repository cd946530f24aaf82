"""`dateline delete`, `rebuild`, `status` and `demo`."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.commands import demo as demo_command
from api.wire.storage import IndexBody
from index.care.rebuild import claim_rebuild
from index.catalogue.catalogue import Catalogue
from tests.api.commands.conftest import SIEGE, found_by, run, write_lines

COMMANDS_ON_AN_INDEX = (
    ["ask", "Who?"],
    ["search", "Who?"],
    ["delete", "siege"],
    ["retract", "siege", "--reason", "It was wrong."],
    ["rebuild"],
    ["status"],
    ["verify"],
    ["backup", "copy"],
    ["compact"],
)


def test_deleted_articles_are_gone(filled: Path) -> None:
    """An article is deleted by its id or URL and no longer found; another stays."""
    assert run("delete", "https://example.org/kobane/", "--data", str(filled)).stdout == "deleted siege\n"
    assert found_by("Kobane", filled) != []
    assert "siege" not in found_by("Kobane", filled)
    assert found_by("snow in Boston", filled) == ["snow"]


def test_deleting_what_is_not_there_fails_and_deletes_the_rest(filled: Path) -> None:
    """An unknown id is named and is a failure; the others are deleted."""
    result = run("delete", "nobody", "snow", "--json", "--data", str(filled))
    assert result.exit_code == 1
    assert "there is no article 'nobody'" in result.stderr
    assert [body["id"] for body in json.loads(result.stdout)] == ["snow"]
    assert found_by("snow", filled) == ["siege"]


def test_a_retracted_article_is_not_found_and_stays_on_record(filled: Path) -> None:
    """It is retracted by its id or URL, found as of an earlier day, and not restored by the same file."""
    done = run("retract", "https://example.org/kobane/", "--reason", "It was wrong.", "--data", str(filled))
    assert (done.exit_code, done.stdout) == (0, "retracted siege\n")
    (again,) = json.loads(run("retract", "siege", "--reason", "Why?", "--json", "--data", str(filled)).stdout)
    assert (again["id"], again["reason"]) == ("siege", "It was wrong.")
    run("ingest", "news.jsonl", "--data", str(filled))
    assert "siege" not in found_by("Kobane", filled)
    then = run("search", "Kobane", "--as-of", "2015-02-01", "--json", "--data", str(filled)).stdout
    assert [hit["article"] for hit in json.loads(then)["hits"]] == ["siege"]


def test_several_articles_are_retracted_at_once(filled: Path) -> None:
    """Each is retracted for the one reason; an unknown one is named and is a failure."""
    result = run("retract", "siege", "nobody", "snow", "--reason", "It was wrong.", "--data", str(filled))
    assert (result.exit_code, result.stdout) == (1, "retracted siege\nretracted snow\n")
    assert result.stderr == "dateline: there is no article 'nobody'\n"
    assert found_by("Kobane", filled) == []


@pytest.mark.parametrize("command", [["delete"], ["retract", "--reason", "It was wrong."]])
def test_articles_may_be_named_by_their_external_ids(filled: Path, command: list[str]) -> None:
    """An id that cannot stand in an address, and a feed's GUID, name an article; one that two have names neither."""
    item = "<item><title>{}</title><link>https://example.org/{}</link><guid>{}</guid><description>{} sails."
    item += "</description><pubDate>Tue, 06 May 2025 10:00:00 +0000</pubDate></item>"
    items = [item.format(*entry) for entry in (("A", 1, "g1", "Ana"), ("B", 2, "g2", "Bell"), ("C", 3, "g2", "Cob"))]
    Path("feed.xml").write_text(f"<rss version='2.0'><channel><title>T</title>{''.join(items)}</channel></rss>")
    write_lines(Path("more.jsonl"), SIEGE | {"id": "tag:example.org,2015/1", "url": None, "text": "A gull flew off."})
    assert run("ingest", "feed.xml", "more.jsonl", "--data", str(filled)).exit_code == 0
    done = run(*command, "tag:example.org,2015/1", "g1", "--data", str(filled))
    assert (done.exit_code, done.stdout.count("\n"), done.stderr) == (0, 2, "")
    unclear = run(*command, "g2", "--data", str(filled))
    assert (unclear.exit_code, unclear.stderr) == (1, "dateline: there is no article 'g2'\n")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nobody", "--reason", "It was wrong."], 1, "there is no article 'nobody'"),
        (["siege", "--reason", " "], 2, "reason is empty"),
        (["siege", "--reason", "x" * 1_001], 2, "reason is longer than 1,000 characters"),
        (["siege"], 2, "--reason"),
    ],
)
def test_retracting_wrongly_changes_nothing(filled: Path, arguments: list[str], code: int, message: str) -> None:
    """An unknown article and an empty reason are each one sentence."""
    result = run("retract", *arguments, "--data", str(filled))
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert "siege" in found_by("Kobane", filled)


def test_rebuild_leaves_what_is_found_as_it_was(filled: Path) -> None:
    """After its files are lost and rebuilt, the index returns the same passages in the same order."""
    before = found_by("record snow", filled)
    for lost in (filled / "lexical").iterdir():
        lost.unlink()
    result = run("rebuild", "--data", str(filled))
    assert (result.exit_code, result.stdout) == (0, "rebuilt: 2 passages\n")
    assert found_by("record snow", filled) == before
    assert json.loads(run("rebuild", "--json", "--data", str(filled)).stdout)["state"] == "done"


def test_only_one_rebuild_runs_at_a_time(filled: Path) -> None:
    """A second one fails with a sentence while the first has not finished."""
    running = claim_rebuild(Catalogue(filled), datetime(2025, 6, 1, tzinfo=UTC))
    result = run("rebuild", "--data", str(filled))
    running.lock.release()
    assert result.exit_code == 1
    assert "a rebuild is running" in result.stderr


def test_status_counts(filled: Path) -> None:
    """Status shows counts and dates, as text or as the server's JSON."""
    plain = run("status", "--data", str(filled)).stdout
    assert "articles:   2, in 2 versions" in plain
    assert "newest:     16 March 2015" in plain
    body = IndexBody.model_validate_json(run("status", "--json", "--data", str(filled)).stdout)
    assert (body.counts.articles, body.counts.passages, body.embedder) == (2, 2, "all-MiniLM-L6-v2-int8")
    assert body.bytes > 10_000


@pytest.mark.parametrize("arguments", COMMANDS_ON_AN_INDEX, ids=lambda arguments: arguments[0])
def test_without_an_index_commands_say_so_and_make_none(data: Path, arguments: list[str]) -> None:
    """A mistyped folder is one sentence and a failure, and is not created."""
    result = run(*arguments, "--data", str(data))
    assert result.exit_code == 1
    assert result.stderr == f"dateline: there is no index in {data} yet; `dateline ingest PATH` makes one\n"
    assert not data.exists()


@pytest.mark.usefixtures("shared_model")
def test_a_folder_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    """A file in place of the folder, or a folder below a file, is one sentence and a failure."""
    (tmp_path / "file").write_text("")
    for folder, code in ((tmp_path / "file", 2), (tmp_path / "file" / "below", 1)):
        result = run("ingest", "-", "--data", str(folder), stdin=json.dumps(SIEGE))
        assert result.exit_code == code
        assert result.stderr.startswith("dateline: ")
        assert result.stderr.count("\n") == 1


def test_a_damaged_catalogue_is_one_sentence(filled: Path) -> None:
    """A file that is not a catalogue is one sentence, not a traceback."""
    for file in filled.glob("catalogue.sqlite*"):
        file.write_bytes(b"no database" * 1_000)
    result = run("status", "--data", str(filled))
    assert result.exit_code == 1
    assert "not a catalogue" in result.stderr


def test_the_model_that_made_the_index_is_asked_for(filled: Path) -> None:
    """An index of another model is refused by each command, with the model that fits and what else to do."""
    with Catalogue(filled).write() as transaction:
        transaction.set_embedder("another-model")
    for command in (["search", "Kobane"], ["ask", "Who?"], ["rebuild"], ["ingest", "news.jsonl"]):
        result = run(*command, "--data", str(filled))
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
        assert "ask for 'another-model' again, or ingest into another data folder" in result.stderr


def test_demo_shows_answers_and_proves_one(data: Path) -> None:
    """It answers who liberated Kobane, declines one question, and checks the citation."""
    shown = run("demo", "--data", str(data))
    assert shown.exit_code == 0
    assert "People's Protection Units (YPG)" in shown.stdout
    assert "Nothing in the archive answers this question" in shown.stdout
    assert "of version 1: holds" in shown.stdout
    assert "Try next:" in shown.stdout
    answers = json.loads(run("demo", "--json", "--data", str(data)).stdout)
    assert [answer["status"] for answer in answers] == ["answered", "answered", "declined"]


def test_demo_builds_its_index_once(data: Path) -> None:
    """A second run of the demo adds nothing, and shows the same."""
    first = run("demo", "--data", str(data))
    assert run("demo", "--data", str(data)).stdout == first.stdout


def test_demo_says_where_the_examples_are_missing(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the example corpus the demo is one sentence and a failure."""
    monkeypatch.setattr(demo_command, "CORPUS", data / "corpus")
    result = run("demo", "--data", str(data))
    assert result.exit_code == 1
    assert "the examples come with Dateline's source code" in result.stderr
