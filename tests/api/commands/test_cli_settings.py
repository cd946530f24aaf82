"""Settings, `dateline serve`, and the command line as a whole."""

import re
import tomllib
from pathlib import Path

import pytest

import api.app
import api.commands.context.library
from api.cli import COMMANDS
from api.commands.context.flags import parts_of
from api.commands.demo import FOLDER
from api.commands.serving import serve
from api.settings import Settings, declarations
from index.errors import NotFound
from tests.api.commands.conftest import imports_of, run
from tests.api.conftest import EXAMPLES


def test_flags_win_over_the_environment_and_that_over_the_file(filled: Path, tmp_path: Path) -> None:
    """A flag overrides the environment, which overrides dateline.toml."""
    (tmp_path / "dateline.toml").write_text(f'data = "{filled}"\n')
    assert run("status").exit_code == 0
    elsewhere = {"DATELINE_DATA": str(tmp_path / "elsewhere")}
    assert "elsewhere" in run("status", env=elsewhere).stderr
    assert run("status", "--data", str(filled), env=elsewhere).exit_code == 0


WRONG = {
    "port": ("abc", "99999", "-1", ""),
    "jobs": ("-1", "many", "1.5"),
    "keep_answers": ("-1",),
    "host": ("",),
    "data": ("", "~nobody-of-that-name/data"),
    "embedder": ("",),
    "max_body": ("10",),
}
ALLOWED = {
    "port": "it must be a whole number from 0 to 65535",
    "jobs": "it must be a whole number from 0 to 256",
    "keep_answers": "it must be a whole number from 0 to 10000000",
    "host": "it must not be empty",
    "data": "home|it must name a folder",
    "embedder": "it must not be empty",
    "max_body": "it must be a whole number of at least 1000",
}


def test_a_host_that_cannot_be_allowed_is_wrong_usage() -> None:
    """The sentence names the flag and says what a host is, without text of pydantic."""
    result = run("serve", "--allowed-hosts", "https://ask.example.org")
    assert result.exit_code == 2
    assert result.stderr.startswith("dateline: --allowed-hosts cannot be ")
    assert "is not a host name without a port" in result.stderr
    assert "value error" not in result.stderr.lower()


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_is_told_with_where_it_comes_from(tmp_path: Path, name: str, value: str) -> None:
    """As a flag, a variable or a key: one sentence with only that source and what is allowed, and exit code 2."""
    variable, flag = f"DATELINE_{name.upper()}", f"--{name.replace('_', '-')}"
    (tmp_path / "dateline.toml").write_text(f"{name} = '{value}'\n")
    results = {
        flag: run("serve", f"{flag}={value}", env={variable: value}),
        variable: run("serve", env={variable: value}),
        f"{name} in dateline.toml": run("serve"),
    }
    for place, result in results.items():
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
        assert result.stderr.startswith(f"dateline: {place} cannot be {value!r}: ")
        assert re.search(ALLOWED[name], result.stderr)


def test_a_variable_is_known_in_any_case() -> None:
    """pydantic-settings reads `dateline_port` too, and then it is the variable that is named."""
    assert "dateline: DATELINE_PORT cannot be 'x'" in run("serve", env={"dateline_port": "x"}).stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["feed", "ftp://x"], "URL cannot be 'ftp://x': 'ftp://x' is not an http or https address"),
        (["feed", "."], "URL cannot be '.': a feed is an http or https address; add files with `dateline ingest .`"),
        (["feed"], 'give at least one URL, or add feeds = ["URL"] to dateline.toml'),
        (["feed", "http://x", "--every", "soon"], "--every cannot be 'soon': it must be a number with s, m, h or d"),
        (["feed", "http://x", "--every", "0s"], "--every cannot be '0s': "),
    ],
)
def test_what_feeds_cannot_have_is_told_by_its_flag(arguments: list[str], said: str) -> None:
    """A flag of another name than its setting, and an argument, are named as they are typed."""
    result = run(*arguments)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith(f"dateline: {said}")


@pytest.mark.parametrize(
    ("content", "named"), [("prot = 8000", "'prot'; did you mean 'port'?"), ("port = ", "dateline.toml")]
)
def test_a_settings_file_that_is_wrong_is_wrong_usage(tmp_path: Path, content: str, named: str) -> None:
    """An unknown key and an invalid file are reported, not ignored."""
    (tmp_path / "dateline.toml").write_text(content)
    result = run("status")
    assert result.exit_code == 2
    assert named in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("data = 5", "data in dateline.toml cannot be 5: it must name a folder"),
        ("port = true", "port in dateline.toml cannot be true: it must be a whole number from 0 to 65535"),
        ("reading_limit = true", "reading_limit in dateline.toml cannot be true: it must be a number above 0"),
        ("feed_every = true", "feed_every in dateline.toml cannot be true: it must be a time of at least 1s"),
        ("host = 5", "host in dateline.toml cannot be 5: it must be text"),
        ("feeds = 5", "feeds in dateline.toml cannot be 5: it must be a list"),
        ("feeds = [5]", "feeds in dateline.toml cannot be 5: it must be text"),
        ("feed_pages = 'perhaps'", "feed_pages in dateline.toml cannot be 'perhaps': it must be true or false"),
    ],
)
def test_a_key_of_another_type_is_told_what_it_must_be(tmp_path: Path, content: str, said: str) -> None:
    """The sentence says what the key must be, in the words of this file; true is not the number 1."""
    (tmp_path / "dateline.toml").write_text(content)
    result = run("status")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith(f"dateline: {said}")


def test_a_file_is_no_data_folder(tmp_path: Path) -> None:
    """A data folder that is a file is refused with the variable's name, by commands that read and that write."""
    file = tmp_path / "export.csv"
    file.write_text("title,text,published\n")
    for arguments in (["status"], ["ask", "Who?"], ["ingest", "."], ["serve"]):
        result = run(*arguments, env={"DATELINE_DATA": str(file)})
        assert result.exit_code == 2
        assert result.stderr == f"dateline: DATELINE_DATA cannot be {str(file)!r}: it is a file, not a folder\n"


def test_a_variable_of_no_setting_is_named_in_a_warning(filled: Path) -> None:
    """One line names each, with the nearest that exists, and the command goes on; others' variables are not named."""
    wrong = {"DATELINE_PROT": "1", "DATELINE_ZZZZZZ": "2", "DATELINE_JOBS": "1", "OTHER_PORT": "3"}
    result = run("status", "--data", str(filled), env=wrong)
    assert result.exit_code == 0
    assert result.stderr == (
        "dateline: ignored, because there are no such settings:"
        " DATELINE_PROT (did you mean DATELINE_PORT?), DATELINE_ZZZZZZ\n"
    )
    assert run("status", "--data", str(filled)).stderr == ""


def test_a_setting_that_was_replaced_names_what_replaces_it(tmp_path: Path) -> None:
    """The removed setting `reading_time` is refused wherever it is set, with what to use instead."""
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
    """Each flag of `serve` for reading is also one of every command that reads passages."""
    flags = [f"--{name.replace('_', '-')}" for name in Settings.model_fields if name.startswith("read")]
    assert len(flags) == 4
    shown = run(command, "--help").stdout
    assert all(f"{flag} " in shown for flag in flags)


def test_the_example_of_a_settings_file_is_one() -> None:
    """Every key of the example file is a setting, with an allowed value."""
    example = tomllib.loads((EXAMPLES.parent / "dateline.toml").read_text(encoding="utf-8"))
    assert len(Settings.model_validate(example).feeds) == 2


def test_help_names_each_setting_with_its_default_and_variable() -> None:
    """A command's help has every setting of its parts; that of `serve` every setting of a server."""
    for name, command in COMMANDS.items():
        text = re.sub(r"(?<=\w)- ", "-", " ".join(run(name, "--help").stdout.split()))  # lines are broken at hyphens
        for setting in declarations(*parts_of(command)) if parts_of(command) else ():
            assert (setting.flag or setting.metavar) in text
            own = (name, setting.name) == ("demo", "data")
            default = ".demo" if own else f"{setting.default}; env: {setting.variable}"
            assert f"{setting.description[1:]}. [default: {default}]" in text


def test_each_command_takes_the_settings_that_it_can_use() -> None:
    """All but `inspect` take --data, those that embed or read the flags for it, `serve` all but feeds and folders."""
    assert [name for name, command in COMMANDS.items() if not parts_of(command)] == ["inspect"]
    takes = {
        name: {setting.name for setting in declarations(*parts_of(command))}
        for name, command in COMMANDS.items()
        if name != "inspect"
    }
    assert all("data" in names for names in takes.values())
    reading = {name for name in Settings.model_fields if name.startswith("read")}
    for name in ("ask", "evaluate", "demo", "serve"):
        assert reading | {"embedder", "jobs"} <= takes[name]
    for name in ("ingest", "search", "feed", "watch"):
        assert {"embedder", "jobs"} <= takes[name]
        assert not reading & takes[name]
    watched = {"feeds", "feed_every", "feed_pages", "allow_private", "watch"}
    keys = {"key", "generator_api_key", "engine_key", "catalogue"}
    assert takes["serve"] == set(Settings.model_fields) - watched - keys
    assert set(Settings.model_fields) - keys == set().union(*takes.values())


def test_serve_hands_on_its_settings_and_ends_as_the_server_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every flag of `serve` reaches the server, whose result is the exit code."""
    served: list[Settings] = []

    def fake_serve(settings: Settings) -> int:
        served.append(settings)
        return 1

    monkeypatch.setattr(api.app, "serve", fake_serve)
    values: dict[str, object] = {
        "data": "d", "host": "0.0.0.0", "embedder": "e", "reader": "r", "reading_limit": 12.5, "request_timeout": 2.5,
        "allowed_hosts": "ask.example.org *.example.net", "allowed_origins": "https://news.example.org",
        "embedders": "a b",
    }  # fmt: skip
    bounds = Settings.model_json_schema()["properties"]
    values |= {
        setting.name: bounds[setting.name]["minimum"]
        for setting in declarations(*parts_of(serve))
        if bounds[setting.name].get("type") == "integer"
    }
    flags = [part for name, value in values.items() for part in (f"--{name.replace('_', '-')}", str(value))]
    assert run("serve", *flags).exit_code == 1
    assert served == [Settings.model_validate(values)]
    assert len(values) > 12


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["ask"], ["search", "x", "-k", "0"], ["delete"]])
def test_wrong_usage_is_two(arguments: list[str]) -> None:
    """No command, an unknown one, and a missing or impossible argument end with 2."""
    assert run(*arguments).exit_code == 2


def test_the_version_is_printed() -> None:
    """--version prints a version, and the exit code is 0."""
    assert run("--version").stdout.strip().count(".") == 2


def test_without_a_flag_the_demo_keeps_to_its_own_folder(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    """The demo never writes into the folder that the environment or dateline.toml names."""
    monkeypatch.setenv("DATELINE_DATA", str(data))
    opened: list[Path] = []

    def refuse(settings: Settings, *, create: bool) -> None:
        opened.append(settings.data)
        raise NotFound("enough")

    monkeypatch.setattr(api.commands.context.library, "library_and_reader_of", refuse)
    run("demo")
    run("demo", "--data", str(data))
    assert opened == [FOLDER, data]


def test_help_imports_nothing_slow() -> None:
    """`dateline --help` starts without models, indexes, servers, settings or even numpy."""
    shown, imported = imports_of("--help")
    assert "evaluate" in shown
    assert "typer" in imported
    assert not imported & {"torch", "faiss", "tantivy", "fastapi", "httpx", "numpy", "pydantic_settings", "rich"}
