"""`dateline key`: making, listing and revoking API keys; and the key that `--server` sends."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.wire.answers import show_answer
from api.wire.hits import show_search
from index.catalogue.catalogue import Catalogue
from tests.api.commands.conftest import ANSWERED, FOUND, Server, imports_of, run


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """A data folder that does not exist yet."""
    return str(tmp_path / "data")


def listed(folder: str) -> list[dict[str, object]]:
    keys: list[dict[str, object]] = json.loads(run("key", "list", "--json", "--data", folder).stdout)
    return keys


def test_a_new_key_is_printed_once(folder: str) -> None:
    """Standard output has nothing but the key, which opens the catalogue's record; lists have its beginning only."""
    made = run("key", "add", "desk", "--rights", "ask,write", "--data", folder)
    secret = made.stdout.strip()
    assert (made.exit_code, made.stdout, len(secret)) == (0, f"{secret}\n", 46)
    assert made.stderr == "desk: ask, write; the key, which is not shown again:\n"
    catalogue = Catalogue(Path(folder))
    with catalogue.snapshot() as snapshot:
        found = snapshot.keys.find(secret)
    catalogue.close()
    assert found is not None
    shown = run("key", "list", "--data", folder).stdout
    assert shown.startswith(f"{found.prefix}…  active  desk: ask, write; made ")
    assert shown.endswith(", never used\n")
    assert secret[len(found.prefix) :] not in shown + json.dumps(listed(folder))


def test_a_key_as_json(folder: str) -> None:
    """A new key has all fields of the list, and the secret beside them."""
    flags = ["--origins", "https://a.example https://b.example", "--origins", "http://c.example:8080"]
    made = json.loads(run("key", "add", "page", *flags, "--json", "--data", folder).stdout)
    assert made.pop("key").startswith(made["prefix"])
    assert [made] == listed(folder)
    assert made["origins"] == ["https://a.example", "https://b.example", "http://c.example:8080"]
    assert (made["rights"], made["state"], made["expires"], made["used"]) == (["ask"], "active", None, None)
    assert (
        "in pages of https://a.example https://b.example http://c.example:8080;"
        in run("key", "list", "--data", folder).stdout
    )


def test_a_key_may_end(folder: str) -> None:
    """A date is a whole day, and a time from now is counted from now."""
    end = json.loads(run("key", "add", "a", "--expires", "2999-12-31", "--json", "--data", folder).stdout)["expires"]
    assert end == "2999-12-31T23:59:59Z"
    end = json.loads(run("key", "add", "b", "--expires", "90d", "--json", "--data", folder).stdout)["expires"]
    days = datetime.fromisoformat(end) - datetime.now(UTC)
    assert timedelta(days=89, hours=23) < days <= timedelta(days=90)
    assert " until 2999-12-31 23:59 UTC" in run("key", "list", "--data", folder).stdout


def test_a_key_is_revoked(folder: str) -> None:
    """By its name, its beginning, or itself; it stays in the list, and its name is free again."""
    for which in ("name", "prefix", "key"):
        made = json.loads(run("key", "add", "desk", "--json", "--data", folder).stdout)
        revoked = run("key", "revoke", made[which], "--data", folder)
        assert (revoked.exit_code, revoked.stdout) == (0, f"revoked desk ({made['prefix']}…)\n")
    assert [key["state"] for key in listed(folder)] == ["revoked"] * 3
    body = json.loads(run("key", "revoke", "desk", "--json", "--data", folder).stdout)
    assert body["state"] == "revoked"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["add", ""], 2, "printable characters"),
        (["add", "a", "--rights", "all"], 2, "'all' is not a right"),
        (["add", "a", "--rights", ","], 2, "at least one right"),
        (["add", "a", "--expires", "2001-01-01"], 2, "expired already"),
        (["add", "a", "--expires", "soon"], 2, "'soon' is not an ISO 8601 date"),
        (["add", "a", "--expires", "999999d"], 0, ""),
        (["add", "a", "--origins", "*"], 2, "'*' is not an origin"),
        (["add", "a", "--origins", "https://a.example", "--rights", "write"], 2, "only have the right ask"),
        (["revoke", "nobody"], 1, "there is no index"),
        (["list"], 1, "there is no index"),
    ],
)
def test_what_makes_no_key_is_one_sentence(arguments: list[str], code: int, said: str, folder: str) -> None:
    """A wrong value is 2 and one sentence, and makes no data folder; without one there is nothing to list."""
    result = run("key", *arguments, "--data", folder)
    assert (result.exit_code, result.stderr.count("\n")) == (code, 1)
    assert said in result.stderr
    assert Path(folder).exists() == (code == 0)


def test_a_name_is_taken_while_its_key_is_not_revoked(folder: str) -> None:
    """A second key of the same name is refused."""
    assert run("key", "add", "desk", "--data", folder).exit_code == 0
    again = run("key", "add", "desk", "--data", folder)
    assert (again.exit_code, again.stdout) == (2, "")
    assert "revoke it, or choose another name" in again.stderr
    assert run("key", "revoke", "nobody", "--data", folder).exit_code == 1


def test_keys_open_no_model(folder: str) -> None:
    """Neither a model's library nor an index's is imported to make a key."""
    _, imported = imports_of("key", "add", "desk", "--data", folder)
    assert not imported & {"torch", "transformers", "faiss", "tantivy", "fastapi", "limits"}


def test_a_server_gets_the_key_of_the_environment_or_the_file(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The variable overrides the file; without either, no key is sent."""
    server.reply = show_answer(ANSWERED).model_dump_json()
    assert run("ask", "Who?", "--server", server.url).exit_code == 0
    assert server.authorization is None
    (tmp_path / "dateline.toml").write_text('key = "dl_file"', encoding="utf-8")
    assert run("ask", "Who?", "--server", server.url).exit_code == 0
    assert server.authorization == "Bearer dl_file"
    monkeypatch.setenv("DATELINE_KEY", "dl_variable\n")
    server.reply = show_search(FOUND).model_dump_json()
    assert run("search", "Who?", "--server", server.url).exit_code == 0
    assert server.authorization == "Bearer dl_variable"


@pytest.mark.parametrize("key", ["dl_é", "two words", "bell\x07"])
def test_what_cannot_be_a_key_is_not_sent_or_shown(key: str, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that no header can hold is one sentence without the key."""
    monkeypatch.setenv("DATELINE_KEY", key)
    result = run("ask", "Who?", "--server", server.url)
    assert (result.exit_code, result.stderr.count("\n"), server.path) == (2, 1, "")
    assert "DATELINE_KEY is not a key" in result.stderr
    assert key not in result.stderr


def test_a_server_that_needs_a_key(server: Server) -> None:
    """Its refusal is one sentence that says how to give one."""
    server.status = 401
    server.reply = '{"error": {"type": "unauthorized", "message": "this call needs a key", "field": null}}'
    result = run("ask", "Who?", "--server", server.url)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "this call needs a key; set DATELINE_KEY" in result.stderr
