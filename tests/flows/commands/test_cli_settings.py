"""Settings, `dateline serve`, and how the command line is used at all."""

import tomllib
from pathlib import Path

import pytest

import api.app
import api.commands.library
from api.settings import Settings
from tests.flows.commands.conftest import imports_of, run
from tests.flows.conftest import EXAMPLES

# What a server has no use for; these are flags of `feed` and arguments of `watch`.
WATCHED = {"feeds", "feed_every", "feed_pages", "allow_private", "watch"}


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


def test_a_host_that_cannot_be_allowed_is_wrong_usage() -> None:
    """The sentence gives the flag and says what a host is, in our words alone."""
    result = run("serve", "--allowed-hosts", "https://ask.example.org")
    assert result.exit_code == 2
    assert "--allowed-hosts, DATELINE_ALLOWED_HOSTS" in result.stderr
    assert "is not a host name without a port" in result.stderr
    assert "value error" not in result.stderr.lower()


@pytest.mark.parametrize(("content", "named"), [("prot = 8000", "'prot'"), ("port = ", "dateline.toml")])
def test_a_settings_file_that_is_wrong_is_wrong_usage(tmp_path: Path, content: str, named: str) -> None:
    """An unknown key and a broken file are told, not ignored."""
    (tmp_path / "dateline.toml").write_text(content)
    result = run("status")
    assert result.exit_code == 2
    assert named in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_setting_that_was_replaced_names_what_replaces_it(tmp_path: Path) -> None:
    """`reading_time` bounded reading by seconds; wherever it is still set, it is refused with what to use instead."""
    results = [run("status", env={"DATELINE_READING_TIME": "0.5"})]
    (tmp_path / "dateline.toml").write_text("reading_time = 0.5\n")
    results.append(run("status"))
    for result in results:
        assert result.exit_code == 2
        assert "reading_passages" in result.stderr
        assert "reading_limit" in result.stderr
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["ask", "evaluate", "demo"])
def test_what_reads_has_the_reading_flags_of_the_server(command: str) -> None:
    """Each flag of `serve` that says how passages are read is one of every command that reads them."""
    flags = [f"--{name.replace('_', '-')}" for name in Settings.model_fields if name.startswith("read")]
    assert len(flags) == 4
    shown = run(command, "--help").stdout
    assert all(f"{flag} " in shown for flag in flags)


def test_the_example_of_a_settings_file_is_one() -> None:
    """Every key of it is a setting, with a value that it can have."""
    example = tomllib.loads((EXAMPLES.parent / "dateline.toml").read_text(encoding="utf-8"))
    assert len(Settings.model_validate(example).feeds) == 2


def test_serve_help_names_each_setting_with_its_default() -> None:
    """Every field of the settings that a server reads is a flag of `serve`, with its description and default."""
    text = " ".join(run("serve", "--help").stdout.split()).replace("all- MiniLM", "all-MiniLM").lower()
    for name, field in Settings.model_fields.items():
        if name in WATCHED:
            continue
        default = (
            "~/.local/share/dateline"
            if name == "data"
            else ("none" if field.default == () else str(field.default).lower())
        )
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
        "reader": "r",
        "threads": 3,
        "reader_threads": 4,
        "reading_passages": 4,
        "reading_limit": 12.5,
        "concurrency": 5,
        "worker_threads": 9,
        "worker_nice": 8,
        "keep_answers": 6,
        "keep_answers_days": 7,
        "keep_jobs": 11,
        "keep_jobs_days": 12,
        "max_body": 2000,
        "allowed_hosts": "ask.example.org *.example.net",
        "allowed_origins": "https://news.example.org",
        "embedders": "a b",
    }
    flags = [part for name, value in values.items() for part in (f"--{name.replace('_', '-')}", str(value))]
    assert run("serve", *flags).exit_code == 1
    assert served == [Settings.model_validate(values)]
    assert set(values) == set(Settings.model_fields) - WATCHED


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["ask"], ["search", "x", "-k", "0"], ["delete"]])
def test_wrong_usage_is_two(arguments: list[str]) -> None:
    """No command, an unknown one, and a missing or impossible argument end with 2."""
    assert run(*arguments).exit_code == 2


def test_the_version_is_printed() -> None:
    """--version prints a version and ends well."""
    assert run("--version").stdout.strip().count(".") == 2


def test_help_imports_nothing_slow() -> None:
    """`dateline --help` starts without models, indexes, servers, settings or even numpy."""
    shown, imported = imports_of("--help")
    assert "evaluate" in shown
    assert "typer" in imported
    assert not imported & {"torch", "faiss", "tantivy", "fastapi", "httpx", "numpy", "pydantic_settings", "rich"}
