"""Embargoes over HTTP: no endpoint has a trace of the article before the end, and all find it afterwards."""

import json
from collections.abc import Sequence

import httpx
import pytest
from fastapi import FastAPI

from api.service import Service
from tests.api.conftest import send, wait_for, write_record

pytestmark = pytest.mark.anyio

FAR = "2199-01-01T00:00:00Z"
SECRET = "Zorbaline"
PUBLIC = write_record("Ferry returns", "The ferry to Port Amble sails again from Friday.", id="ferry")
HELD = write_record(
    f"{SECRET} buys the ferry", f"{SECRET} Holdings bought the ferry to Port Amble on Monday.", id="deal",
    not_before=FAR, language="en", source="amble-wire",
)  # fmt: skip
QUESTION: dict[str, object] = {"question": "Who bought the ferry to Port Amble?"}
READS: Sequence[tuple[str, str, dict[str, object] | None]] = (
    ("GET", "/articles", None),
    ("GET", "/articles/deal", None),
    ("GET", "/articles/deal/versions", None),
    ("GET", "/articles?source=amble-wire", None),
    ("GET", "/search?q=Zorbaline+ferry", None),
    ("GET", "/search?q=who+bought+the+ferry&as_of=2198-01-01", None),
    ("POST", "/ask", QUESTION),
    ("POST", "/ask", {**QUESTION, "as_of": "2199-02-01"}),
    ("GET", "/archive", None),
    ("GET", "/index", None),
    ("GET", "/answers", None),
    ("POST", "/v1/chat/completions", {"model": "dateline", "messages": [{"role": "user", "content": "Who bought?"}]}),
)  # fmt: skip


async def read_all(client: httpx.AsyncClient) -> dict[str, str]:
    """Return what every endpoint says, by its path."""
    found = {}
    for method, path, body in READS:
        answered = await client.request(method, path, json=body) if body else await client.get(path)
        found[f"{path} {json.dumps(body)}"] = answered.text.replace(path, "")
    return found


async def test_no_endpoint_knows_of_it_before_the_end(app: FastAPI, client: httpx.AsyncClient) -> None:
    """Before the end nothing says its name, source or number; after it, without another request, all do."""
    await send(client, PUBLIC)
    before = await client.get("/index")
    job = await send(client, HELD)
    assert job["report"]["held"] == 1  # type: ignore[index]
    for path, text in (await read_all(client)).items():
        assert SECRET not in text, path
        assert "amble-wire" not in text, path
    assert (await client.get("/articles/deal")).status_code == 404
    assert (await client.get("/index")).json()["generation"] == before.json()["generation"]
    service: Service = app.state.service
    with service.library.catalogue.write() as transaction:  # as if the years had passed
        transaction._db.execute(
            "UPDATE held SET not_before = 0, record = json_set(record, '$.not_before', '2020-01-01')"
        )
    await wait_for(client, "/articles", lambda body: len(body["articles"]) == 2)
    after = await client.post("/ask", json=QUESTION)  # the very question that was kept before
    assert SECRET in after.text
    assert SECRET in (await client.get("/search", params={"q": "Zorbaline ferry"})).text
    assert "amble-wire" in (await client.get("/archive")).text


async def test_an_embargo_that_cannot_be_read_refuses_the_article(client: httpx.AsyncClient) -> None:
    """It is not taken for none."""
    refused = await client.post("/articles", json=write_record(not_before="after the speech"))
    assert refused.status_code == 422
    assert "not_before" in refused.text
