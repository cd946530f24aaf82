"""The output in README is the output of the commands over the example corpus."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

import api.commands.context.library
from api.cli import app
from api.settings import Settings
from api.wire.asking import AskRequest, question_of_ask
from index.library import Library
from qa.answer import answer
from qa.reading.reader import Reader

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
COMMAND = ["ask", "Who liberated Kobane?"]
VARYING = {"id", "timings_ms"}


@pytest.fixture(autouse=True)
def shared(monkeypatch: pytest.MonkeyPatch, examples: Library, reader: Reader) -> None:
    """Let the command use the library and reader that are already open."""

    @contextmanager
    def library_and_reader_of(_: Settings) -> Iterator[tuple[Library, Reader]]:
        yield examples, reader

    monkeypatch.setattr(api.commands.context.library, "library_and_reader_of", library_and_reader_of)


def run(*more: str) -> str:
    """Return the output of `dateline ask` on a wide terminal."""
    done = CliRunner().invoke(app, [*COMMAND, *more], env={"COLUMNS": "400"}, catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def block(opening: str) -> str:
    """Return the block of README that follows `opening`."""
    _, found, rest = README.partition(opening)
    assert found
    return rest.partition("```")[0]


def test_the_first_example_prints_what_readme_shows() -> None:
    """The answer, its sentence and its citation equal those in README, except for line breaks."""
    shown = block('```console\n$ dateline ask "Who liberated Kobane?"\n')
    assert run().split() == shown.split()
    heads = [line for line in shown.splitlines() if line.startswith("[")]
    assert [line for line in run().splitlines() if line.startswith("[")] == heads


def test_the_answer_over_http_is_what_readme_shows() -> None:
    """Every field is there with the same value, except for id and times; `…` replaces the rest of a text."""
    shown = json.loads("{" + block("The answer, with long texts cut short (`…`):\n\n```json\n{"))
    said = json.loads(run("--as-of", "2015-02-01", "--json"))
    assert_shows(shown, said)


def test_the_follow_up_becomes_the_question_that_readme_says(examples: Library, reader: Reader) -> None:
    """The request of README is valid, and its answer has the whole question."""
    request = AskRequest.model_validate_json("{" + block("`conversation`:\n\n```json\n{"))
    asked = README.partition("The answer's `asked` is the whole question, here `")[2].partition("`")[0]
    assert answer(question_of_ask(request), examples, reader).asked == asked


def assert_shows(shown: object, said: object) -> None:
    """Compare the value in README with the real one, key by key."""
    if isinstance(shown, dict) and isinstance(said, dict):
        assert list(shown) == list(said)
        for name in shown.keys() - VARYING:
            assert_shows(shown[name], said[name])
    elif isinstance(shown, list) and isinstance(said, list):
        assert len(shown) == len(said)
        for pair in zip(shown, said, strict=True):
            assert_shows(*pair)
    elif isinstance(shown, str) and shown.endswith("…"):
        assert str(said).startswith(shown.removesuffix("…"))
    elif isinstance(shown, float):
        assert said == pytest.approx(shown, abs=0.005)  # the vectors of articles differ in the last bit by machine
    else:
        assert said == shown
