"""The package `ai` itself chats with a server: its transport, its chat state, its schema of chunks."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from anyio import from_thread

from index.library import Library
from qa.reading.reader import Reader
from qa.types import Found, Question, Step
from tests.api.dialects.test_ai_sdk_chunks import FIRST
from tests.api.node import run_node

pytestmark = pytest.mark.slow


def chat(url: str, folder: Path, *questions: str, **more: object) -> Any:
    """Return what a page would hold after some questions."""
    return run_node(folder, "ai_sdk.mjs", url, json.dumps({"questions": questions, **more}))


def test_a_message_has_sources_text_and_citations(url: str, tmp_path: Path) -> None:
    """Every chunk is valid, and the message of the page has the parts that it renders, once each."""
    page = chat(url, tmp_path, "Who liberated Kobane?", body={"as_of": "2015-02-01"})
    assert (page["invalid"], page["status"], page.get("error")) == ([], "ready", None)
    message = page["messages"][1]
    kinds = [part["type"] for part in message["parts"]]
    assert (kinds.count("text"), kinds[0]) == (1, "step-start")
    assert kinds.index("source-url") < kinds.index("text")
    sources = {part["sourceId"]: part for part in message["parts"] if part["type"] == "source-url"}
    cited = [part["data"] for part in message["parts"] if part["type"] == "data-citation"]
    text = next(part for part in message["parts"] if part["type"] == "text")
    assert len(sources) == len(cited) == len(text["citations"]) > 0
    for data, citation in zip(cited, text["citations"], strict=True):
        assert f"[[{data['n']}]]({data['address']})" == text["text"][citation["startIndex"] : citation["endIndex"]]
        assert sources[data["sourceId"]]["url"] == data["address"]
    assert message["metadata"]["answer"] == page["data"][-1]["data"]["id"]
    assert [part["type"] for part in page["read"]["parts"]] == kinds


def test_a_conversation_is_sent_back_small(url: str, tmp_path: Path) -> None:
    """What the page sends with the next question holds no whole answers, and the server takes it."""
    page = chat(url, tmp_path, "Who liberated Kobane?", "Who painted the Mona Lisa?", "Who liberated Kobane?")
    assert [message["role"] for message in page["messages"]] == ["user", "assistant"] * 3
    assert not any(part["type"] == "data-answer" for one in page["messages"] for part in one["parts"])
    assert len(json.dumps(page["messages"])) / 3 < 12_000
    assert page["messages"][3]["metadata"]["status"] == "declined"
    assert page["messages"][3]["parts"][-1]["type"] == "text"


def test_an_error_before_the_stream_reaches_the_page(url: str, tmp_path: Path) -> None:
    """The page gets our error as it is, and can ask again."""
    page = chat(url, tmp_path, "Who?", body={"since": "someday"})
    assert page["status"] == "error"
    assert json.loads(page["error"])["error"]["field"] == "since"


def test_a_file_is_named_and_the_text_answered(url: str, tmp_path: Path) -> None:
    """A file in the message is not read, and the reply says so in a part of its own."""
    files = [{"type": "file", "mediaType": "image/png", "url": "data:image/png;base64,AA=="}]
    page = chat(url, tmp_path, "Who liberated Kobane?", files=files)
    texts = [part["text"] for part in page["messages"][1]["parts"] if part["type"] == "text"]
    assert texts[0] == "The attached file was not read: only text is."
    assert "[[1]](" in texts[1]


def test_stopping_stops_the_work(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`chat.stop()` closes the connection, and the server ends the answer's work."""
    stopped = threading.Event()

    def read_for_ever(question: Question, library: Library, reader: Reader | None, *_: object) -> Iterator[Step]:
        yield Found(())
        yield FIRST
        try:
            while True:
                from_thread.check_cancelled()
                stopped.wait(0.01)
        finally:
            stopped.set()

    monkeypatch.setattr("api.service.answer_in_steps", read_for_ever)
    page = chat(url, tmp_path, "Who sails?", abortOn="text-delta")
    assert page["statuses"] == [{"isAbort": True, "isError": False}]
    assert stopped.wait(10)
