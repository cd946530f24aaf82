"""Articles without a date over HTTP: refused, or dated by the rule of the request, which every reader is told."""

import json

import httpx
import pytest

from tests.api.conftest import write_record

pytestmark = pytest.mark.anyio

TEXT = "The ferry to Port Amble sails again from Friday, the harbour board said."
UNDATED = {
    name: value for name, value in write_record("Ferry returns", TEXT, id="ferry").items() if name != "published"
}


async def post(client: httpx.AsyncClient, undated: str | None, body: object) -> httpx.Response:
    return await client.post("/articles", params={"wait": 120} | ({"undated": undated} if undated else {}), json=body)


async def test_without_a_rule_an_undated_article_is_refused(client: httpx.AsyncClient) -> None:
    """By default, and by the rule `reject`, the error names the field."""
    for undated in (None, "reject"):
        response = await post(client, undated, UNDATED)
        assert (response.status_code, response.json()["error"]["field"]) == (422, "published")


async def test_the_rule_of_the_request_dates_the_article_and_is_told(client: httpx.AsyncClient) -> None:
    """The article, a passage that is found and a citation say that the date is assumed, and by which rule."""
    assert (await post(client, "2014-08-02", [UNDATED])).status_code == 200
    article = (await client.get("/articles/ferry")).json()
    assert (article["published"], article["published_assumed"]) == ("2014-08-02T00:00:00Z", "given")
    (hit,) = (await client.get("/search", params={"q": "ferry to Port Amble"})).json()["hits"]
    assert hit["published_assumed"] == "given"
    answer = (await client.post("/ask", json={"question": "Who said that the ferry sails again?"})).json()
    assert {citation["published_assumed"] for citation in answer["citations"]} <= {"given"}


async def test_sent_again_it_is_unchanged_and_a_stated_date_takes_its_place(client: httpx.AsyncClient) -> None:
    """A second request with first-seen changes nothing; one that states the date updates the article."""
    lines = f"{json.dumps(UNDATED)}\n"
    headers = {"Content-Type": "application/x-ndjson"}
    reports = [
        (await client.post("/articles?undated=first-seen&wait=120", content=lines, headers=headers)).json()["report"]
        for _ in range(2)
    ]
    assert [(report["added"], report["unchanged"]) for report in reports] == [(1, 0), (0, 1)]
    stated = await post(client, None, UNDATED | {"published": "2013-02-03"})
    assert stated.json()["report"]["updated"] == 1
    article = (await client.get("/articles/ferry")).json()
    assert (article["published"], article["published_assumed"]) == ("2013-02-03T00:00:00Z", None)


@pytest.mark.parametrize("undated", ["file-time", "soon", "04/05/2014", ""])
async def test_a_rule_that_a_request_cannot_have_is_refused(client: httpx.AsyncClient, undated: str) -> None:
    """A request has no file, and what is neither rule nor date is 422 with the name of the parameter."""
    response = await client.post("/articles", params={"undated": undated}, json=UNDATED)
    assert (response.status_code, response.json()["error"]["field"]) == (422, "undated")
