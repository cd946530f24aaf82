"""The documents list every setting, command and call, and no others."""

import re
from pathlib import Path

import pytest

from api.app import create_app
from api.cli import COMMANDS, GROUPS
from api.settings import Settings, declarations

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
DOCUMENTS = README + "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md")))
ARGUMENTS = {"feeds": "feed URL…", "folders": "watch DIR…", "remote": "no flag"}  # how settings without a flag are set
_CALL = re.compile(r"`(?:(GET|POST|DELETE|PUT|PATCH|HEAD) )?(/[^`\s?]*)[^`]*`")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table in docs/operating.md has its flag, variable, key, default and description as declared."""
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    setting = next(one for one in declarations() if one.name == name)
    assert setting.description
    flag = f"{setting.flag} {setting.metavar}".rstrip() if setting.flag else ARGUMENTS[setting.part]
    default = setting.default if setting.default == "none" else f"`{setting.default}`"
    # The table sets names within a description as code, with backticks.
    rows = [line.replace("`", "") for line in OPERATING.splitlines()]
    row = f"| {flag} | `{setting.variable}` | `{name}` | {default} | {setting.description} |"
    assert row.replace("`", "") in rows, f"docs/operating.md lacks the row {row}"


def test_the_table_has_no_other_setting() -> None:
    """The table has no row for a removed setting."""
    rows = re.findall(r"^\| [^|]* \| `DATELINE_[A-Z_]+` \| `([a-z_]+)` \|", OPERATING, re.MULTILINE)
    assert sorted(rows) == sorted(Settings.model_fields)


def test_every_command_is_in_the_readme() -> None:
    """The table of commands has every command, and no other."""
    table = README.partition("| Command | What it does |")[2].partition("\n\n")[0]
    named = {word.split()[0] for row in table.splitlines()[2:] for word in re.findall(r"`([^`]+)`", row.split("|")[1])}
    assert named == {*COMMANDS, *GROUPS}


def test_every_call_is_documented() -> None:
    """Each call of the OpenAPI document is in README or docs/, with its method unless it is GET."""
    documented = set()
    for row in re.findall(r"^\|([^|]*)\|", DOCUMENTS, re.MULTILINE):
        method = ""
        for said, path in _CALL.findall(row):
            method = said or method or "GET"
            documented.add((method, path))
    paths = create_app(Settings.model_validate({})).openapi()["paths"]
    calls = {(method.upper(), path) for path, methods in paths.items() for method in methods}
    assert {_plain(call) for call in calls} <= {_plain(call) for call in documented}


def _plain(call: tuple[str, str]) -> tuple[str, str]:
    """Return a call without the names of its parameters, and HEAD as GET, which has the same paths."""
    method, path = call
    return "GET" if method == "HEAD" else method, re.sub(r"\{[^}]*\}", "{}", path)
