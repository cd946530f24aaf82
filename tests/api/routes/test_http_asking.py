"""Asking over HTTP: `POST /ask`, `POST /ask/stream`, `GET /search`, as docs and OpenAPI promise them."""

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from anyio import to_thread
from fastapi import FastAPI

from index.errors import StorageFailed
from index.library import Library
from qa.reading.reader import Reader
from qa.types import Found, Question, Step
from tests.api.conftest import listening

pytestmark = pytest.mark.anyio

ANSWER = {
    "id", "question", "status", "reason", "short", "agreement", "findings", "text", "sentences", "citations",
    "confidence", "evidence", "read", "near", "hint", "dropped", "corrected", "filters", "index", "model", "timings_ms",
}  # fmt: skip
CITATION = {
    "n", "article", "version", "title", "source", "authors", "published", "modified", "url", "link", "quote", "start",
    "end", "family", "note",
}  # fmt: skip
HIT = {
    "article", "version", "title", "source", "published", "url", "text", "start", "end", "score", "lexical_rank",
    "dense_rank",
}  # fmt: skip


async def post(client: httpx.AsyncClient, **fields: object) -> dict[str, Any]:
    """Ask and return the answer."""
    response = await client.post("/ask", json=fields)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def events_of(text: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the name and the data of each event of a stream."""
    found = []
    for block in text.strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


async def test_an_answer_has_the_promised_shape_and_proof(archive: httpx.AsyncClient) -> None:
    """Every field of the contract is there, and each quote equals its span of the article."""
    answer = await post(archive, question="Who liberated Kobane?", as_of="2015-02-01")
    assert set(answer) >= ANSWER
    assert (answer["status"], answer["reason"], answer["near"]) == ("answered", None, [])
    assert "YPG" in answer["text"]
    assert answer["text"].endswith("]")
    assert 0 <= answer["confidence"] <= 1
    assert answer["model"] == {"embedder": "all-MiniLM-L6-v2-int8", "reader": None, "generator": None}
    assert set(answer["timings_ms"]) == {"embed", "search", "read", "verify", "total"}
    assert answer["index"]["articles"] > 10
    assert answer["filters"]["as_of"] == "2015-02-01T23:59:59Z"
    numbers = {citation["n"] for citation in answer["citations"]}
    assert {n for sentence in answer["sentences"] for n in sentence["citations"]} == numbers
    for citation in answer["citations"]:
        assert set(citation) >= CITATION
        version = await archive.get(f"/articles/{citation['article']}", params={"version": citation["version"]})
        assert version.json()["text"][citation["start"] : citation["end"]] == citation["quote"]


async def test_as_of_answers_in_the_versions_of_then(archive: httpx.AsyncClient) -> None:
    """With `as_of`, later articles are neither cited nor listed as near."""
    answer = await post(archive, question="Who holds Kobane?", as_of="2014-10-10")
    shown = answer["citations"] + answer["near"]
    assert shown
    assert all(one["published"] <= "2014-10-10T23:59:59Z" for one in shown)


async def test_a_declined_question_is_an_answer(archive: httpx.AsyncClient) -> None:
    """A declined answer is 200, with a reason, the nearest passages, and no sentences."""
    answer = await post(archive, question="What is the boiling point of tungsten in kelvin?")
    assert (answer["status"], answer["sentences"], answer["citations"]) == ("declined", [], [])
    assert answer["reason"] in ("nothing_found", "weak_evidence")
    assert answer["text"] == ""
    assert all(set(hit) >= HIT for hit in answer["near"])


async def test_a_stream_brings_sources_sentences_and_the_answer(archive: httpx.AsyncClient) -> None:
    """The events come in order, and their sentences are those of the final answer."""
    response = await archive.post("/ask/stream", json={"question": "Who liberated Kobane?"})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")
    (first, sources), *middle, (last, answer) = events_of(response.text)
    assert (first, last) == ("sources", "answer")
    assert {name for name, _ in middle} == {"sentence"}
    assert all(set(hit) >= HIT for hit in sources["hits"])
    assert [data["text"] for _, data in middle] == [sentence["text"] for sentence in answer["sentences"]]
    assert all(set(citation) >= CITATION for _, data in middle for citation in data["citations"])
    assert set(answer) >= ANSWER


async def test_a_stream_that_fails_says_so_as_its_last_event(
    archive: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the stream has started, an error is an event, without internal details."""

    def fail(question: Question, library: Library, reader: Reader | None, *_: object) -> Iterator[Step]:
        yield Found(())
        raise StorageFailed("/secret/place cannot be read")

    monkeypatch.setattr("api.service.answer_in_steps", fail)
    response = await archive.post("/ask/stream", json={"question": "Who?"})
    (first, _), (last, error) = events_of(response.text)
    assert (first, last, error["type"]) == ("sources", "error", "unavailable")
    assert "secret" not in error["message"]


async def test_a_bug_in_a_stream_is_named_by_an_id(
    archive: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The id of an internal error that the client gets is in the log."""

    def fail(question: Question, library: Library, reader: Reader | None, *_: object) -> Iterator[Step]:
        yield Found(())
        raise ZeroDivisionError

    monkeypatch.setattr("api.service.answer_in_steps", fail)
    response = await archive.post("/ask/stream", json={"question": "Who?"})
    name, error = events_of(response.text)[-1]
    assert (name, error["type"]) == ("error", "internal")
    assert error["message"].split()[-1] in caplog.text


async def test_what_is_wrong_with_a_question_is_told_before_the_stream(archive: httpx.AsyncClient) -> None:
    """An invalid question is refused before the stream starts."""
    response = await archive.post("/ask/stream", json={"question": " "})
    assert (response.status_code, response.json()["error"]["field"]) == (422, "question")


async def test_a_stream_sends_each_event_when_it_is_there(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real server sends the sources while the answer is still being computed."""
    seen = threading.Event()

    def wait(question: Question, library: Library, reader: Reader | None, *_: object) -> Iterator[Step]:
        yield Found(())
        assert seen.wait(60)

    monkeypatch.setattr("api.service.answer_in_steps", wait)
    async with httpx.AsyncClient() as client:
        with listening(app) as url:
            async with client.stream("POST", f"{url}/ask/stream", json={"question": "Who?"}) as response:
                lines = response.aiter_lines()
                assert await anext(lines) == "event: sources"
                seen.set()
                assert [line async for line in lines][-1] == ""


async def test_closing_the_connection_stops_the_work(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """An endless answer is stopped when its client disconnects."""
    ended = threading.Event()

    def go_on_for_ever(question: Question, library: Library, reader: Reader | None, *_: object) -> Iterator[Step]:
        try:
            while True:
                yield Found(())
                time.sleep(0.01)
        finally:
            ended.set()

    monkeypatch.setattr("api.service.answer_in_steps", go_on_for_ever)
    with listening(app) as url:
        async with (
            httpx.AsyncClient() as client,
            client.stream("POST", f"{url}/ask/stream", json={"question": "Who?"}) as response,
        ):
            assert await anext(response.aiter_lines()) == "event: sources"
        assert await to_thread.run_sync(lambda: ended.wait(60))


async def test_a_search_has_the_promised_shape(archive: httpx.AsyncClient) -> None:
    """Hits come best first and `k` in number, with the parsed filters."""
    response = await archive.get("/search", params={"q": "Kobane liberated", "k": 3, "until": "2015-02-01"})
    found = response.json()
    assert response.status_code == 200
    assert set(found) >= {"hits", "filters", "index"}
    assert len(found["hits"]) == 3
    assert all(set(hit) >= HIT for hit in found["hits"])
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)
    assert found["filters"] == {
        "as_of": None, "since": None, "until": "2015-02-01T23:59:59Z", "sources": [], "languages": [],
    }  # fmt: skip


async def test_a_search_keeps_to_its_filters(archive: httpx.AsyncClient) -> None:
    """Several sources may be given; only their articles within the range are found."""
    query = "q=Kobane&k=50&source=example-times&source=meridian-wire&since=2014-10-01&until=2014-10-31"
    hits = (await archive.get(f"/search?{query}")).json()["hits"]
    assert {hit["source"] for hit in hits} == {"example-times", "meridian-wire"}
    assert all("2014-10-01" <= hit["published"] < "2014-11-01" for hit in hits)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "question"),
        ({"question": ""}, "question"),
        ({"question": " \n\t"}, "question"),
        ({"question": "\u0000\u00ad"}, "question"),
        ({"question": "\ud800"}, "question"),
        ({"question": "x" * 1_001}, "question"),
        ({"question": None}, "question"),
        ({"question": 7}, "question"),
        ({"question": "Who?", "qestion": "Who?"}, "qestion"),
        ({"question": "Who?", "as_of": "yesterday"}, "as_of"),
        ({"question": "Who?", "as_of": "2015-02-30"}, "as_of"),
        ({"question": "Who?", "since": ""}, "since"),
        ({"question": "Who?", "since": 20150101}, "since"),
        ({"question": "Who?", "since": "2015-02-02", "until": "2015-02-01"}, "since"),
        ({"question": "Who?", "since": "2015-02-02", "as_of": "2015-02-01"}, "since"),
        ({"question": "Who?", "sources": "example-times"}, "sources"),
        ({"question": "Who?", "sources": [""]}, "sources"),
        ({"question": "Who?", "sources": [None]}, "sources.0"),
        ({"question": "Who?", "languages": ["English!"]}, "languages"),
        ({"question": "Who?", "max_sentences": 0}, "max_sentences"),
        ({"question": "Who?", "max_sentences": 3.0}, "max_sentences"),
        ({"question": "Who?", "max_sentences": 10**400}, "max_sentences"),
        ({"question": "Who?", "max_sentences": True}, "max_sentences"),
        ({"question": "Who?", "generator": "gpt"}, "generator"),
    ],
)
async def test_a_question_that_is_wrong_is_refused(
    archive: httpx.AsyncClient, fields: dict[str, object], field: str
) -> None:
    """Each is 422 with the field and one sentence, from `/ask` and the stream."""
    for path in ("/ask", "/ask/stream"):
        response = await archive.post(path, content=json.dumps(fields), headers={"Content-Type": "application/json"})
        error = response.json()["error"]
        assert (response.status_code, error["type"], error["field"]) == (422, "invalid", field), error
        assert error["message"]


async def test_every_wrong_field_of_a_question_is_named(archive: httpx.AsyncClient) -> None:
    """One sentence for each, up to ten, so that a request is corrected at once; `field` is the first of them."""
    error = (await archive.post("/ask", json={"q": "Who?", "max_sentences": 0})).json()["error"]
    assert error["field"] == "q"
    unknown, *others = error["message"].split("; ")
    assert unknown.startswith("there is no field 'q' (the fields are question, ")
    assert others == ["question is required", "max_sentences: must be at least 1"]
    many = (await archive.post("/ask", json={f"f{number}": 1 for number in range(20)})).json()["error"]
    assert many["message"].endswith("; there is no field 'f9'; and 11 more")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "q"),
        ("q=", "q"),
        ("q=%20", "q"),
        ("q=" + "x" * 1_001, "q"),
        ("q=a&k=0", "k"),
        ("q=a&k=101", "k"),
        ("q=a&k=ten", "k"),
        ("q=a&since=", "since"),
        ("q=a&until=2015-13-01", "until"),
        ("q=a&since=2015-02-02&until=2015-02-01", "since"),
        ("q=a&since=2015-01-01&since=2016-01-01", "since"),
        ("q=a&sicne=2015-01-01", "sicne"),
        ("q=a&sources=example-times", "sources"),
        ("q=a&source=", "sources"),
    ],
)
async def test_a_search_that_is_wrong_is_refused(archive: httpx.AsyncClient, query: str, field: str) -> None:
    """An invalid filter is refused, never ignored."""
    response = await archive.get(f"/search?{query}")
    assert (response.status_code, response.json()["error"]["field"]) == (422, field), response.text


async def test_a_question_of_1000_characters_is_asked(archive: httpx.AsyncClient) -> None:
    """The length limit applies to the normalised question."""
    answer = await post(archive, question="  " + "a " * 500 + "\n" * 50)
    assert len(answer["question"]) == 999


async def test_a_misspelt_word_is_corrected_and_named(archive: httpx.AsyncClient) -> None:
    """Answer, stream and search name both spellings; the answer is that of the right one."""
    right = await post(archive, question="Who liberated Kobane?")
    answer = await post(archive, question="Who libreated Kobane?")
    corrected = [{"from": "libreated", "to": "liberated"}]
    assert (answer["corrected"], right["corrected"]) == (corrected, [])
    assert (answer["question"], answer["text"]) == ("Who libreated Kobane?", right["text"])
    streamed = events_of((await archive.post("/ask/stream", json={"question": "Who libreated Kobane?"})).text)
    assert streamed[-1][1]["corrected"] == corrected
    assert (await archive.get("/search?q=Who+libreated+Kobane")).json()["corrected"] == corrected


async def test_a_filter_that_keeps_nothing_is_named(archive: httpx.AsyncClient) -> None:
    """The refusal and the empty search say which one, and what there is; neither has an agreement."""
    answer = await post(archive, question="Who liberated Kobane?", sources=["example"])
    assert (answer["status"], answer["agreement"]) == ("declined", None)
    assert answer["hint"].startswith("No source is called 'example'. ")
    assert "'example-times'" in answer["hint"]
    found = (await archive.get("/search?q=Kobane&language=de")).json()
    assert found["hits"] == []
    assert found["hint"].startswith(
        "No article is in the language 'de'; languages are two-letter codes, such as 'en'. "
    )


async def test_both_ends_of_a_range_are_shown(archive: httpx.AsyncClient) -> None:
    """`filters` has the two ends of a range in the question, and a given end beside one in the question."""
    ranged = await post(archive, question="Who fought for Kobane between 2015 and 2014?")
    assert (ranged["filters"]["since"], ranged["filters"]["until"]) == ("2014-01-01T00:00:00Z", "2015-12-31T23:59:59Z")
    given = await post(archive, question="Who fought for Kobane in January 2015?", until="2015-01-31")
    assert (given["filters"]["since"], given["filters"]["until"]) == ("2015-01-01T00:00:00Z", "2015-01-31T23:59:59Z")
