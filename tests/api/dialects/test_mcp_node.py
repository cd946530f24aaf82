"""The protocol's package for Node, which desktop clients and editors use, calls the tools of a server."""

import threading
from pathlib import Path

import pytest
from anyio import from_thread

from index.library import Library
from qa.answer import answer
from qa.reading.reader import Reader
from qa.types import Answer, Question
from tests.api.node import run_node

pytestmark = pytest.mark.slow


def test_the_tools_answer(url: str, tmp_path: Path) -> None:
    """The client checks every result by its schema, and shows the text and the links."""
    said = run_node(tmp_path, "mcp.mjs", url)
    assert said["server"]["title"] == "Dateline"
    assert [tool["name"] for tool in said["tools"]] == ["ask", "search", "get_article", "recheck"]
    text, *links = said["answer"]["content"]
    cited = said["answer"]["structuredContent"]["citations"]
    assert cited
    assert all(one["quote"] in text["text"] for one in cited)
    assert [link["uri"] for link in links] == [one["link"] for one in cited]
    assert said["declined"]["structuredContent"]["status"] == "declined"
    assert said["wrong"]["isError"]
    assert "there is no tool 'translate'" in said["unknown"]
    assert "Ada Quill" in said["article"]["contents"][0]["text"]
    assert said["after"] == "The ferry returns"


def test_a_cancelled_call_stops_its_work(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The client only sends a notification, and keeps its connection open; the work ends nevertheless."""
    stopped = threading.Event()

    def read_for_ever(question: Question, library: Library, reader: Reader | None, *_: object) -> Answer:
        if question.text == "Has it stopped?":
            assert stopped.wait(10)
            return answer(question, library, None)
        try:
            while True:
                from_thread.check_cancelled()
                stopped.wait(0.01)
        finally:
            stopped.set()

    monkeypatch.setattr("api.service.answer", read_for_ever)
    said = run_node(tmp_path, "mcp.mjs", url, "Who leaves?")
    assert "not wanted" in said["cancelled"]
    assert not said["next"].get("isError"), said["next"]
    assert said["after"] == "The ferry returns"
