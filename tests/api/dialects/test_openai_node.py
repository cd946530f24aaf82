"""OpenAI's package for Node, and the AI SDK's provider for OpenAI, over a real server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from index.passages.embedding import Embedder
from qa.reading.reader import Reader
from tests.api.conftest import listening, make_app, write_record
from tests.api.node import run_node

pytestmark = pytest.mark.slow

FESTIVAL = write_record(
    "The festival of Zorblax",
    "The 🎉 festival 🎊 of Zorblax was opened on Friday by the mayor, Anna Quimby.",
    url="https://ex.example/festival",
)


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, embedder: Embedder, reader: Reader
) -> Iterator[dict[str, dict[str, Any]]]:
    """What each client made of one question."""
    folder = tmp_path_factory.mktemp("node")
    with listening(make_app(folder / "data", embedder, reader=reader)) as url:
        httpx.post(f"{url}/articles", params={"wait": 120}, json=FESTIVAL, timeout=120).raise_for_status()
        yield run_node(Path(folder), "openai.mjs", url, "Who opened the festival of Zorblax?")


def test_the_package_reads_completions_and_responses(made: dict[str, dict[str, Any]]) -> None:
    """Whole and streamed, as completion and as response, the text is the same; an unknown model is its own error."""
    by = made["package"]
    assert by["content"] == by["streamed"] == by["responded"]
    assert (by["events"][0], by["events"][-1]) == ("response.created", "response.completed")
    error = {"status": 404, "code": "model_not_found", "param": "model", "name": "NotFoundError"}
    assert by["error"] == error


def test_places_fit_in_the_units_of_javascript(made: dict[str, dict[str, Any]]) -> None:
    """After two emoji, `slice` with the places in UTF-16, and code points with the others, cut out the marker."""
    by = made["package"]
    assert by["markers"] == by["byCodePoints"]
    assert by["markers"][0].startswith("[[1]](https://ex.example/festival#")
    assert by["markers"][0].endswith(")")


@pytest.mark.parametrize("model", ["responses", "chat"])
def test_the_ai_sdk_gets_a_source_for_each_citation(made: dict[str, dict[str, Any]], model: str) -> None:
    """Both of its models for OpenAI stream text and one `source` part, without an error or an undeclared tool."""
    by = made[model]
    assert [kind for kind in by["kinds"] if "invalid" in kind or kind in ("error", "tool-call")] == []
    (source,) = by["sources"]
    assert (source["sourceType"], source["title"]) == ("url", "The festival of Zorblax")
    assert source["url"].startswith("https://ex.example/festival#:~:text=")
    assert (by["text"], by["finish"], by["cited"]) == (by["whole"], "stop", 1)


def test_the_ai_sdk_gets_the_search_that_it_declares(made: dict[str, dict[str, Any]]) -> None:
    """With its tool `fileSearch` the search is a valid call with a result, and the article a document, too."""
    by = made["search"]
    assert "tool-call" in by["kinds"]
    assert "tool-result" in by["kinds"]
    assert not [kind for kind in by["kinds"] if "invalid" in kind or "error" in kind]
    assert [source["sourceType"] for source in by["sources"]] == ["url", "document"]
