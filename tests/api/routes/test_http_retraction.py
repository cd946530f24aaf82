"""Retracting over HTTP, and reading an article as of a time."""

import httpx
import pytest
from fastapi import FastAPI

from index.passages.embedding import Embedder
from tests.api.conftest import make_app, running, send, write_record

pytestmark = pytest.mark.anyio

ZEPPELIN = write_record(id="a", text="A zeppelin landed on the lake.", title="Zeppelin")
REASON = {"reason": "It was a balloon."}


async def search(client: httpx.AsyncClient, **parameters: str) -> list[tuple[str, int]]:
    """Return article and version of each hit of a search for the zeppelin."""
    found = await client.get("/search", params={"q": "zeppelin on the lake"} | parameters)
    return [(hit["article"], hit["version"]) for hit in found.json()["hits"]]


async def test_a_retracted_article_is_gone_from_asking_and_kept_on_record(client: httpx.AsyncClient) -> None:
    """No later query finds or cites it, except as of an earlier time; reading it shows when and why."""
    await send(client, ZEPPELIN)
    response = await client.post("/articles/a/retract", json=REASON)
    done = response.json()
    assert response.status_code == 200, response.text
    assert (done["id"], done["reason"]) == ("a", REASON["reason"])
    assert done["generation"] == (await client.get("/index")).json()["generation"]
    assert await search(client) == []
    assert await search(client, as_of="2015-02-01") == [("a", 1)]
    answer = (await client.post("/ask", json={"question": "Where did the zeppelin land?"})).json()
    assert (answer["citations"], answer["near"]) == ([], [])
    read = (await client.get("/articles/a")).json()
    assert (read["retracted_at"], read["retraction_reason"]) == (done["retracted_at"], REASON["reason"])
    assert (read["text"], read["valid_to"]) == (ZEPPELIN["text"], done["retracted_at"])
    assert (await client.get("/articles")).json()["articles"] == []
    (version,) = (await client.get("/articles/a/versions")).json()["versions"]
    assert (version["version"], version["retracted_at"]) == (1, done["retracted_at"])


async def test_retracting_again_is_the_same(client: httpx.AsyncClient) -> None:
    """A second retraction returns the first one, whatever its reason."""
    await send(client, ZEPPELIN)
    first, second = [
        (await client.post("/articles/a/retract", json={"reason": reason})).json() for reason in ("One.", "Two.")
    ]
    assert first == second


async def test_the_same_text_does_not_bring_it_back_and_a_changed_one_does(client: httpx.AsyncClient) -> None:
    """Sending the same text again changes nothing; a new text is a new version, which is not retracted."""
    await send(client, ZEPPELIN)
    await client.post("/articles/a/retract", json=REASON)
    assert (await send(client, ZEPPELIN))["report"]["unchanged"] == 1  # type: ignore[index]
    assert await search(client) == []
    await send(client, ZEPPELIN | {"text": "A balloon, not a zeppelin, landed on the lake."})
    assert await search(client) == [("a", 2)]
    now, before = [(await client.get(f"/articles/a{query}")).json() for query in ("", "?version=1")]
    assert (now["version"], now["valid_to"], now["retracted_at"], now["retraction_reason"]) == (2, None, None, None)
    assert before["retraction_reason"] == REASON["reason"]


async def test_a_retraction_reaches_what_is_not_stored_yet(
    app: FastAPI, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article can be retracted as soon as it was accepted, and is so once it is stored."""
    with monkeypatch.context() as patch:
        patch.setattr("api.processes.worker.drain", lambda *_: None)
        async with running(app) as client:
            await client.post("/articles", json=ZEPPELIN)
            assert (await client.post("/articles/a/retract", json=REASON)).status_code == 200
    async with running(make_app(app.state.service.settings.data, embedder)) as client:
        while (read := await client.get("/articles/a")).status_code == 404:
            pass
        assert read.json()["retraction_reason"] == REASON["reason"]
        assert await search(client) == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": " \n"}, "reason"),
        ({"reason": "x" * 1_001}, "reason"),
        ({"reason": 7}, "reason"),
        ({"reason": None}, "reason"),
        ({}, "reason"),
        ({"reason": "x", "at": "2015-01-01"}, "at"),
        ([], None),
    ],
)
async def test_a_retraction_without_a_reason_is_refused(
    archive: httpx.AsyncClient, body: object, field: str | None
) -> None:
    """An invalid body is 422, with the field, before the article is looked up."""
    response = await archive.post("/articles/nobody/retract", json=body)
    assert (response.status_code, response.json()["error"]["field"]) == (422, field)


async def test_what_does_not_exist_cannot_be_retracted(archive: httpx.AsyncClient) -> None:
    """An unknown id is 404; a body that is not JSON is 415 or 400."""
    assert (await archive.post("/articles/nobody/retract", json=REASON)).status_code == 404
    assert (await archive.post("/articles/nobody/retract", content=b"reason=x")).status_code == 415
    broken = {"content": b"{", "headers": {"Content-Type": "application/json"}}
    assert (await archive.post("/articles/nobody/retract", **broken)).status_code == 400  # type: ignore[arg-type]


async def test_an_article_is_read_as_of_a_time(client: httpx.AsyncClient) -> None:
    """`as_of` reads the version of that time, late arrivals included; 404 before publication and after retraction."""
    await send(client, ZEPPELIN)
    await send(client, ZEPPELIN | {"text": "An airship landed on the lake.", "modified": "2015-02-10T10:00:00Z"})
    await send(client, ZEPPELIN | {"text": "A blimp landed on the lake.", "modified": "2015-02-05"})
    await client.post("/articles/a/retract", json=REASON)
    found = [
        (await client.get("/articles/a", params={"as_of": moment})).json().get("version")
        for moment in ("2015-01-27", "2015-01-28", "2015-02-05", "2015-02-10T09:59:59Z", "2015-02-10", "2030-01-01")
    ]
    assert found == [None, 1, 3, 3, 2, None]
    response = await client.get("/articles/a?as_of=2015-01-27")
    assert (response.status_code, response.json()["error"]["type"]) == (404, "not_found")
    assert await search(client, as_of="2015-02-07") == [("a", 3)]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("version=1&as_of=2015-02-01", "as_of"),
        ("as_of=2015-02-30", "as_of"),
        ("as_of=", "as_of"),
        ("as_off=x", "as_off"),
    ],
)
async def test_a_time_that_is_none_is_refused(archive: httpx.AsyncClient, query: str, field: str) -> None:
    """A version is named by its number or by a time, not by both."""
    response = await archive.get(f"/articles/a?{query}")
    assert (response.status_code, response.json()["error"]["field"]) == (422, field)
