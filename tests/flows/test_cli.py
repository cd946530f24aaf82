"""The command line: what each command does to a data folder, what it prints, and how it ends."""

import json
import os
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import api.app
import index.library
from api.article_schemas import IndexBody
from api.cli import app
from api.commands import demo as demo_command
from api.schemas import SearchBody
from api.settings import Settings
from index.catalogue import Catalogue
from index.embedding import Embedder
from index.ingest import hold_ingest
from index.rebuild import claim_rebuild

SIEGE = {
    "id": "siege",
    "source": "example-times",
    "title": "Kobane is free",
    "text": "The People's Protection Units drove Islamic State out of Kobane on Monday. Flags flew on the hill.",
    "published": "2015-01-26T18:00:00Z",
    "url": "https://example.org/kobane",
}
SNOW = {
    "id": "snow",
    "source": "harbour-post",
    "title": "Snow in Boston",
    "text": "Boston measured a record of 108.6 inches of snow this winter. Schools were closed for a week.",
    "published": "2015-03-16",
    "url": "https://example.org/snow",
}
COMMANDS_ON_AN_INDEX = (
    ["ask", "Who?"],
    ["search", "Who?"],
    ["delete", "siege"],
    ["rebuild"],
    ["status"],
)


@pytest.fixture(autouse=True)
def plain_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, embedder: Embedder) -> None:
    """Let no setting from outside reach a test, and let every command share one open model."""
    for name in [name for name in os.environ if name.startswith("DATELINE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def share_embedder(model: str, threads: int) -> Embedder:
        return embedder

    monkeypatch.setattr(index.library, "Embedder", share_embedder)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def filled(data: Path, tmp_path: Path) -> Path:
    """Return a data folder that holds two articles."""
    assert run("ingest", str(write_lines(tmp_path / "news.jsonl", SIEGE, SNOW)), "--data", str(data)).exit_code == 0
    return data


def run(*arguments: str, stdin: str | None = None, env: dict[str, str] | None = None) -> Result:
    """Run `dateline` in this process; an exception that no command foresees fails the test."""
    return CliRunner().invoke(app, arguments, input=stdin, env=env, catch_exceptions=False)


def write_lines(path: Path, *records: object) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path


def found_by(question: str, data: Path) -> list[str]:
    result = run("search", question, "--json", "--data", str(data))
    return [hit.article for hit in SearchBody.model_validate_json(result.stdout).hits]


def test_ingest_stores_what_can_be_read_and_says_what_cannot(tmp_path: Path, data: Path) -> None:
    """Good records are counted and found, a bad one is named by file and line, and the command is done."""
    path = write_lines(tmp_path / "news.jsonl", SIEGE, {"title": "No text"}, SNOW)
    result = run("ingest", str(path), "--data", str(data))
    assert result.exit_code == 0
    assert result.stdout == "2 articles added, 0 updated, 0 unchanged; 2 passages, 2 embedded\n"
    assert f"{path}:2: text is missing or empty" in result.stderr
    assert found_by("Kobane", data)[0] == "siege"


def test_ingesting_again_changes_nothing(filled: Path, tmp_path: Path) -> None:
    """The second time everything is unchanged, nothing is embedded, and that is success."""
    result = run("ingest", str(tmp_path / "news.jsonl"), "--data", str(filled))
    assert result.exit_code == 0
    assert result.stdout == "0 articles added, 0 updated, 2 unchanged; 0 passages, 0 embedded\n"


def test_ingest_as_json_lists_every_rejection(tmp_path: Path, data: Path) -> None:
    """The plain report shows the first five and counts the rest; JSON has all of them."""
    path = write_lines(tmp_path / "news.jsonl", SIEGE, *[{"title": "No text"}] * 8)
    plain = run("ingest", str(path), "--data", str(data))
    assert plain.stderr.count("text is missing") == 5
    assert "and 3 more" in plain.stderr
    report = json.loads(run("ingest", str(path), "--data", str(data), "--json").stdout)
    assert (report["unchanged"], report["rejections"]) == (1, 8)
    assert [rejected["line"] for rejected in report["rejected"]] == list(range(2, 10))


@pytest.mark.parametrize("content", ["", '{"title": "No text"}\n'])
def test_ingest_fails_where_nothing_can_be_read(tmp_path: Path, data: Path, content: str) -> None:
    """A file without a single good record is failure, with the reason."""
    path = tmp_path / "news.jsonl"
    path.write_text(content)
    result = run("ingest", str(path), "--data", str(data))
    assert result.exit_code == 1
    assert str(path) in result.stderr


def test_ingest_fails_where_there_is_no_file(tmp_path: Path, data: Path) -> None:
    """A path that leads nowhere is named; a folder without a file to read is failure too."""
    assert "nowhere.jsonl" in run("ingest", "nowhere.jsonl", "--data", str(data)).stderr
    (tmp_path / "empty").mkdir()
    result = run("ingest", "empty", "--data", str(data))
    assert result.exit_code == 1
    assert "nothing to read" in result.stderr


def test_ingest_reads_other_names_and_zones(tmp_path: Path, data: Path) -> None:
    """Fields go by the names of --map, dates by --zone, and an article without a source by --source."""
    record = {"id": "a", "headline": "Snow", "text": "It snowed in London.", "date": "2015-07-01 10:00"}
    path = write_lines(tmp_path / "news.jsonl", record)
    flags = ["--map", "headline=title", "--map", "date=published", "--zone", "Europe/London", "--source", "the-post"]
    assert run("ingest", str(path), *flags, "--data", str(data)).exit_code == 0
    with Catalogue(data).snapshot() as snapshot:
        article = snapshot.version("a").article
    assert (article.title, article.source, article.published.hour) == ("Snow", "the-post", 9)


@pytest.mark.parametrize(
    ("flags", "named"),
    [
        (["--map", "date"], "--map"),
        (["--map", "date="], "--map"),
        (["--map", "date=day"], "'day' is not a field"),
        (["--zone", "Mars/Base"], "--zone"),
        (["--zone", "/etc"], "--zone"),
        (["--threads", "0"], "--threads"),
        (["--threads", "many"], "--threads"),
    ],
)
def test_wrong_flags_are_wrong_usage(data: Path, flags: list[str], named: str) -> None:
    """A flag that makes no sense ends with 2 and its name, before anything is made."""
    result = run("ingest", "news.jsonl", *flags, "--data", str(data))
    assert result.exit_code == 2
    assert named in result.stderr
    assert not data.exists()


def test_ingest_reads_the_standard_input(data: Path) -> None:
    """A lone dash takes the records from a pipe."""
    result = run("ingest", "-", "--data", str(data), stdin=json.dumps(SIEGE))
    assert result.exit_code == 0
    assert found_by("Kobane", data) == ["siege"]


def test_ingest_does_not_wait_where_it_is_told_not_to(data: Path) -> None:
    """While another process ingests, --no-wait fails at once with one sentence."""
    elsewhere = hold_ingest(data)
    result = run("ingest", "-", "--no-wait", "--data", str(data), stdin=json.dumps(SIEGE))
    elsewhere.release()
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "another process is ingesting" in result.stderr


def test_ingest_says_that_it_waits_and_then_goes_on(data: Path) -> None:
    """Without --no-wait it says so, and ingests once the other is done."""
    held, done = threading.Event(), threading.Event()

    def ingest_elsewhere() -> None:
        lock = hold_ingest(data)
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
    assert "waiting until it is done" in result.stderr
    assert "1 article added" in result.stdout


def test_ingest_shows_a_bar_on_a_terminal_only(tmp_path: Path, data: Path) -> None:
    """A terminal is shown the rate and how many articles are in; a pipe gets the report alone."""
    path = write_lines(tmp_path / "news.jsonl", SIEGE)
    assert "1 articles" in run("ingest", str(path), "--data", str(data), env={"FORCE_COLOR": "1"}).stderr
    assert run("ingest", str(path), "--data", str(data)).stderr == ""


def test_deleted_articles_are_gone(filled: Path) -> None:
    """An article is deleted by its id or its address and not found again; another stays."""
    assert run("delete", "https://example.org/kobane/", "--data", str(filled)).stdout == "deleted siege\n"
    assert found_by("Kobane", filled) != []
    assert "siege" not in found_by("Kobane", filled)
    assert found_by("snow in Boston", filled) == ["snow"]


def test_deleting_what_is_not_there_fails_and_deletes_the_rest(filled: Path) -> None:
    """An unknown id is named and makes the command fail; those beside it are deleted all the same."""
    result = run("delete", "nobody", "snow", "--json", "--data", str(filled))
    assert result.exit_code == 1
    assert "there is no article 'nobody'" in result.stderr
    assert [body["id"] for body in json.loads(result.stdout)] == ["snow"]
    assert found_by("snow", filled) == ["siege"]


def test_rebuild_leaves_what_is_found_as_it_was(filled: Path) -> None:
    """After a rebuild from files that were lost, the same passages come in the same order."""
    before = found_by("record snow", filled)
    for lost in (filled / "lexical").iterdir():
        lost.unlink()
    result = run("rebuild", "--data", str(filled))
    assert (result.exit_code, result.stdout) == (0, "rebuilt: 2 passages\n")
    assert found_by("record snow", filled) == before
    assert json.loads(run("rebuild", "--json", "--data", str(filled)).stdout)["state"] == "done"


def test_only_one_rebuild_runs_at_a_time(filled: Path) -> None:
    """A second one fails with a sentence while the first has not finished."""
    claim_rebuild(Catalogue(filled), datetime(2025, 6, 1, tzinfo=UTC))
    result = run("rebuild", "--data", str(filled))
    assert result.exit_code == 1
    assert "a rebuild is running" in result.stderr


def test_status_counts(filled: Path) -> None:
    """Status says how much there is and from when, plainly or as the server's own object."""
    plain = run("status", "--data", str(filled)).stdout
    assert "articles:   2, in 2 versions" in plain
    assert "newest:     16 March 2015" in plain
    body = IndexBody.model_validate_json(run("status", "--json", "--data", str(filled)).stdout)
    assert (body.counts.articles, body.counts.passages, body.embedder) == (2, 2, "all-MiniLM-L6-v2")
    assert body.bytes > 10_000


@pytest.mark.parametrize("arguments", COMMANDS_ON_AN_INDEX, ids=lambda arguments: arguments[0])
def test_without_an_index_commands_say_so_and_make_none(data: Path, arguments: list[str]) -> None:
    """A mistyped folder is one sentence and failure, and is not created."""
    result = run(*arguments, "--data", str(data))
    assert result.exit_code == 1
    assert result.stderr == f"dateline: there is no index in {data} yet; `dateline ingest PATH` makes one\n"
    assert not data.exists()


def test_a_folder_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    """A file where the folder should be, or a folder below a file, ends in one sentence and failure."""
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        result = run("ingest", "-", "--data", str(folder), stdin=json.dumps(SIEGE))
        assert result.exit_code == 1
        assert result.stderr.startswith("dateline: ")
        assert result.stderr.count("\n") == 1


def test_a_damaged_catalogue_is_one_sentence(filled: Path) -> None:
    """A catalogue that is none is named, not traced."""
    for file in filled.glob("catalogue.sqlite*"):
        file.write_bytes(b"no database" * 1_000)
    result = run("status", "--data", str(filled))
    assert result.exit_code == 1
    assert "not a catalogue" in result.stderr


def test_the_model_that_made_the_index_is_asked_for(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index of another model's vectors is refused, with the name of the model that fits."""
    with Catalogue(filled).write() as journal:
        journal.set_embedder("another-model")
    result = run("search", "Kobane", "--data", str(filled))
    assert result.exit_code == 1
    assert "another-model" in result.stderr


def test_evaluate_prints_figures_and_writes_the_curve(filled: Path, tmp_path: Path) -> None:
    """The table names what was asked, JSON has each figure and each judgement, and the curve is a file."""
    questions = write_lines(
        tmp_path / "questions.jsonl",
        {"question": "How much snow did Boston measure?", "answer": ["108.6 inches"], "gold": ["snow"]},
        {
            "question": "Who drove Islamic State out of Kobane?",
            "answer": "People's Protection Units",
            "gold": ["siege"],
        },
        {"question": "What is the boiling point of mercury?"},
    )
    curve = tmp_path / "curve.csv"
    flags = ["--data", str(filled), "--curve", str(curve)]
    table = run("evaluate", str(questions), *flags)
    assert table.exit_code == 0
    assert "3 questions, 2 of them answerable and 1 to be declined" in table.stdout
    assert curve.read_text().startswith("threshold,falsely_declined,rightly_declined\n0.0,0.0,0.0\n")
    figures = json.loads(run("evaluate", str(questions), *flags, "--json").stdout)
    assert figures["reciprocal_rank"] == 1.0
    assert figures["answering"]["any_of_all"] == {"part": 2, "whole": 2, "value": 1.0}
    assert [judgement["gold"] for judgement in figures["judgements"]] == [["snow"], ["siege"], []]


def test_evaluate_names_the_broken_line(filled: Path, tmp_path: Path) -> None:
    """A question file with a fault is one sentence with file and line, before any model is opened."""
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"question": "Who?"}\n{"question": 5}\n')
    result = run("evaluate", str(questions), "--data", str(filled))
    assert result.exit_code == 1
    assert result.stderr == f"dateline: {questions}:2: question is missing or empty\n"


def test_a_curve_that_cannot_be_written_is_one_sentence(filled: Path, tmp_path: Path) -> None:
    """The path is named where the disk refuses it."""
    questions = write_lines(tmp_path / "questions.jsonl", {"question": "Who?"})
    result = run("evaluate", str(questions), "--data", str(filled), "--curve", "no/such/folder.csv")
    assert result.exit_code == 1
    assert "no/such/folder.csv cannot be used" in result.stderr


def test_flags_win_over_the_environment_and_that_over_the_file(filled: Path, tmp_path: Path) -> None:
    """The folder is taken from dateline.toml, unless the environment names one, unless a flag does."""
    (tmp_path / "dateline.toml").write_text(f'data = "{filled}"\n')
    assert run("status").exit_code == 0
    elsewhere = {"DATELINE_DATA": str(tmp_path / "elsewhere")}
    assert "elsewhere" in run("status", env=elsewhere).stderr
    assert run("status", "--data", str(filled), env=elsewhere).exit_code == 0


@pytest.mark.parametrize("value", ["abc", "99999", "-1", ""])
def test_a_setting_that_cannot_be_is_wrong_usage(value: str) -> None:
    """A port that is none is one sentence with the flag and the variable, and 2."""
    result = run("serve", env={"DATELINE_PORT": value})
    assert result.exit_code == 2
    assert "--port, DATELINE_PORT" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(("content", "named"), [("prot = 8000", "'prot'"), ("port = ", "dateline.toml")])
def test_a_settings_file_that_is_wrong_is_wrong_usage(tmp_path: Path, content: str, named: str) -> None:
    """An unknown key and a broken file are told, not ignored."""
    (tmp_path / "dateline.toml").write_text(content)
    result = run("status")
    assert result.exit_code == 2
    assert named in result.stderr
    assert result.stderr.count("\n") == 1


def test_serve_help_names_each_setting_with_its_default() -> None:
    """Every field of the settings is a flag of `serve`, with its description and default."""
    text = " ".join(run("serve", "--help").stdout.split()).replace("all- MiniLM", "all-MiniLM").lower()
    for name, field in Settings.model_fields.items():
        default = "~/.local/share/dateline" if name == "data" else str(field.default).lower()
        assert f"--{name.replace('_', '-')} " in text
        assert f"{field.description}. [default: {default}]".lower() in text


def test_serve_hands_on_its_settings_and_ends_as_the_server_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every flag of `serve` reaches the server, whose result is the exit code."""
    served: list[Settings] = []

    def fake_serve(settings: Settings) -> int:
        served.append(settings)
        return 1

    monkeypatch.setattr(api.app, "serve", fake_serve)
    values = {
        "data": "d",
        "host": "0.0.0.0",
        "port": 1,
        "embedder": "e",
        "threads": 3,
        "concurrency": 5,
        "max_body": 2000,
    }
    flags = [part for name, value in values.items() for part in (f"--{name.replace('_', '-')}", str(value))]
    assert run("serve", *flags).exit_code == 1
    assert served == [Settings.model_validate(values)]
    assert set(values) == set(Settings.model_fields)


def test_demo_shows_answers_and_proves_one(data: Path) -> None:
    """It says who liberated Kobane, declines one question, and reads the citation once more; twice the same."""
    first = run("demo", "--data", str(data))
    assert first.exit_code == 0
    assert "People's Protection Units (YPG)" in first.stdout
    assert "Declined: " in first.stdout
    assert "of version 1: holds" in first.stdout
    assert "Try next:" in first.stdout
    again = run("demo", "--data", str(data))
    assert again.stdout == first.stdout
    answers = json.loads(run("demo", "--json", "--data", str(data)).stdout)
    assert [answer["status"] for answer in answers] == ["answered", "declined", "answered"]


def test_demo_says_where_the_examples_are_missing(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the example corpus the demo is one sentence and failure."""
    monkeypatch.setattr(demo_command, "CORPUS", data / "corpus")
    result = run("demo", "--data", str(data))
    assert result.exit_code == 1
    assert "the example corpus comes with Dateline's source" in result.stderr


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["ask"], ["search", "x", "-k", "0"], ["delete"]])
def test_wrong_usage_is_two(arguments: list[str]) -> None:
    """No command, an unknown one, and a missing or impossible argument end with 2."""
    assert run(*arguments).exit_code == 2


def test_the_version_is_printed() -> None:
    """--version prints a version and ends well."""
    assert run("--version").stdout.strip().count(".") == 2
