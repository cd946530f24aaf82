"""Invalid articles over HTTP: each is rejected with its place and reason, and affects no other."""

import json

import httpx
import pytest

from tests.api.conftest import send, write_record

pytestmark = pytest.mark.anyio

LINES = {"Content-Type": "application/x-ndjson"}
JSON = {"Content-Type": "application/json"}


async def test_a_line_of_50_megabytes_is_rejected_alone(client: httpx.AsyncClient) -> None:
    """An article above the size limit is rejected with its place; the others are stored."""
    long = write_record(id="long", text="word " * 10_000_000)
    body = "\n".join(json.dumps(record) for record in (write_record(id="a"), long, write_record(id="b", title="B")))
    assert len(body) > 50_000_000
    response = await client.post("/articles", params={"wait": 120}, content=body.encode(), headers=LINES)
    report = response.json()["report"]
    assert (response.status_code, report["added"]) == (200, 2)
    assert [(rejected["index"], rejected["reason"]) for rejected in report["rejected"]] == [
        (1, "text is longer than 5,000,000 characters")
    ]
    assert (await client.get("/articles/long")).status_code == 404


async def test_an_object_of_50_megabytes_is_refused(client: httpx.AsyncClient) -> None:
    """A single one is 422 with the field and a sentence, and the server keeps running."""
    body = json.dumps(write_record(text="word " * 10_000_000)).encode()
    response = await client.post("/articles", content=body, headers=JSON)
    error = response.json()["error"]
    assert (response.status_code, error["field"]) == (422, "text")
    assert error["message"] == "text is longer than 5,000,000 characters"
    assert (await client.get("/index")).json()["counts"]["articles"] == 0


@pytest.mark.parametrize(
    "published", ["2015-02-30", "31 April 2015", "2015-01-01T25:00:00Z", "soon", "", 20150230, None]
)
async def test_a_day_that_does_not_exist_is_refused(client: httpx.AsyncClient, published: object) -> None:
    """An article without a valid date is 422 with the field; among others it is rejected, and the others are stored."""
    bad = write_record(id="bad", published=published)
    alone = await client.post("/articles", json=bad)
    assert (alone.status_code, alone.json()["error"]["field"]) == (422, "published")
    job = await send(client, bad, write_record(id="good"))
    report = job["report"]
    assert isinstance(report, dict)
    assert (report["added"], report["rejections"]) == (1, 1)


@pytest.mark.parametrize("unknown", ["titel", "body", "publishedAt", "", "\ud800", "x" * 10_000])
async def test_a_field_that_is_unknown_is_refused(client: httpx.AsyncClient, unknown: str) -> None:
    """A misspelt field is 422 and named, instead of being ignored."""
    response = await client.post("/articles", content=json.dumps(write_record() | {unknown: 1}), headers=JSON)
    error = response.json()["error"]
    assert response.status_code == 422
    assert error["message"].startswith("there is no field ")
    assert len(error["message"]) < 400
    assert "is it title?" in error["message"] or unknown != "titel"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/ask", {"question": "Who?", "sinc": "2015-01-01"}),
        ("/ask", {"question": "Who?", "filters": {}}),
        ("/ask/stream", {"question": "Who?", "top_k": 3}),
    ],
)
async def test_a_question_with_an_unknown_field_is_refused(
    client: httpx.AsyncClient, path: str, body: dict[str, object]
) -> None:
    """A misspelt filter is 422 and named, instead of being ignored."""
    response = await client.post(path, json=body)
    assert response.status_code == 422
    assert response.json()["error"]["field"] == list(body)[-1]


@pytest.mark.parametrize("field", ["since", "until", "as_of"])
@pytest.mark.parametrize("day", ["2015-02-30", "2015-13-01", "0000-01-01", "30 February 2015", "", "2015-01-01T25:00"])
async def test_a_filter_of_no_day_is_refused(archive: httpx.AsyncClient, field: str, day: str) -> None:
    """It is 422 with the field, of questions and of searches."""
    asked = await archive.post("/ask", json={"question": "Who?", field: day})
    searched = await archive.get("/search", params={"q": "Who?", field: day})
    for response in (asked, searched):
        assert (response.status_code, response.json()["error"]["field"]) == (422, field)
