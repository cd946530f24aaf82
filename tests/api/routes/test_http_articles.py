"""Articles over HTTP: sent, listed, read in every version, deleted."""

import gzip
import json
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from anyio import to_thread
from fastapi import FastAPI, Request

from api.guard.body import read_lines
from api.service import Service
from index.article import FIELDS
from tests.api.conftest import listening, running, send, write_record

pytestmark = pytest.mark.anyio

LINES = {"Content-Type": "application/x-ndjson"}
JSON = {"Content-Type": "application/json"}
HEAD = {
    "id", "external_id", "url", "source", "title", "published", "modified", "language", "authors", "version",
    "valid_from", "valid_to",
}  # fmt: skip


async def search(client: httpx.AsyncClient, question: str) -> list[str]:
    """Return the ids of the articles that a search finds."""
    found = await client.get("/search", params={"q": question})
    return [hit["article"] for hit in found.json()["hits"]]


async def test_articles_are_accepted_at_once_and_stored_soon(client: httpx.AsyncClient) -> None:
    """The answer is 202 with the job, the ids, and what was rejected; the job ends with a report of it all."""
    records = [write_record(id="a"), write_record(text=""), write_record(url="https://example.org/x")]
    response = await client.post("/articles", json=records)
    accepted = response.json()
    assert response.status_code == 202
    assert (accepted["accepted"], accepted["ids"][0], len(accepted["ids"])) == (2, "a", 2)
    assert accepted["rejected"] == [{"index": 1, "id": None, "reason": "text is missing or empty"}]
    assert response.headers["Location"] == f"/jobs/{accepted['job']}"
    job = await wait_for(client, accepted["job"])
    assert set(job) >= {"id", "kind", "state", "done", "total", "report", "error"}
    assert (job["kind"], job["state"], job["done"], job["total"], job["error"]) == ("ingest", "done", 2, 2, None)
    assert (job["report"]["added"], job["report"]["rejected"]) == (2, accepted["rejected"])


async def wait_for(client: httpx.AsyncClient, job: str) -> dict[str, Any]:
    """Return a job once it is finished."""
    while True:
        found: dict[str, Any] = (await client.get(f"/jobs/{job}")).json()
        if found["state"] in ("done", "failed"):
            return found


async def test_waiting_gives_the_ids_as_not_waiting_does(client: httpx.AsyncClient) -> None:
    """A waiting request gets the ids of its articles in order, also of those sent without one."""
    records = [write_record(id="z"), write_record(title="Without an id"), {"title": "No article"}, write_record(id="a")]
    waited = await client.post("/articles", params={"wait": 120}, json=records)
    at_once = await client.post("/articles", json=records)
    assert (waited.status_code, at_once.status_code) == (200, 202)
    assert waited.json()["ids"] == at_once.json()["ids"]
    assert (len(waited.json()["ids"]), waited.json()["ids"][0], waited.json()["ids"][2]) == (3, "z", "a")
    assert waited.json()["report"]["rejected"] == at_once.json()["rejected"]


async def test_waiting_returns_the_finished_job(client: httpx.AsyncClient) -> None:
    """When a waiting request comes back with 200, the article is searchable."""
    job = await send(client, write_record(id="a", text="A zeppelin landed on the lake."))
    assert (job["state"], job["done"]) == ("done", 1)
    assert await search(client, "zeppelin") == ["a"]


async def test_one_article_needs_no_array(client: httpx.AsyncClient) -> None:
    """A JSON object is one article."""
    response = await client.post("/articles", json=write_record(id="a"))
    assert (response.status_code, response.json()["ids"]) == (202, ["a"])


async def test_an_article_that_is_not_published_yet_is_refused(client: httpx.AsyncClient) -> None:
    """More than a day ahead of the clock, a date is wrong, or that of an article to be held until then, which it is."""
    soon, far = (datetime.now(UTC) + timedelta(hours=hours) for hours in (20, 50))
    refused = await client.post("/articles", json=write_record(published=far.isoformat()))
    assert (refused.status_code, refused.json()["error"]["field"]) == (422, "published")
    assert "ahead of the clock" in refused.json()["error"]["message"]
    held = write_record(id="held", published=far.isoformat(), not_before=far.isoformat())
    job = await send(
        client, write_record(id="soon", published=soon.isoformat()), write_record(published=far.isoformat()), held
    )
    report = job["report"]
    assert isinstance(report, dict)
    assert (report["added"], report["held"], report["rejections"]) == (1, 1, 1)
    assert [one["index"] for one in report["rejected"]] == [1]


@pytest.mark.parametrize(
    ("record", "field", "message"),
    [
        (write_record(title=" "), "title", "title is missing or empty"),
        (write_record(published="2015-02-30"), "published", "published: no date can be read from '2015-02-30'"),
        (write_record(titel="x"), "titel", "there is no field 'titel' (is it title?)"),
        (write_record() | {"\ud800": 1}, "?", f"there is no field '?' (the fields are {', '.join(FIELDS)})"),
        (
            write_record(published=None),
            "published",
            "published is missing or empty; ?undated=first-seen or ?undated= with a date gives it one",
        ),
        (write_record(url="javascript:alert(1)"), "url", "url is not an http or https address: 'javascript:alert(1)'"),
        (write_record(authors=7), "authors", "authors must be a list of names"),
        (7, None, "an article must be a JSON object"),
    ],
)
async def test_one_article_that_is_none_is_refused(
    archive: httpx.AsyncClient, record: object, field: str | None, message: str
) -> None:
    """A single invalid record is 422, with field and reason."""
    response = await archive.post("/articles", content=json.dumps(record), headers=JSON)
    assert response.status_code == 422, response.text
    assert response.json()["error"] == {"type": "invalid", "message": message, "field": field}


async def test_lines_are_taken_one_by_one(client: httpx.AsyncClient) -> None:
    """Each invalid line is rejected with its reason and place; valid ones are accepted, blank ones ignored."""
    lines = [
        json.dumps(write_record(id="a")),
        "",
        "{broken",
        '{"title": NaN}',
        "[" * 100_000,
        '"text"',
        '{"title": "x", "title": "y"}',
        '{"id": ' + "9" * 5_000 + "}",
        "\r",
        json.dumps(write_record(id="b")),
    ]
    response = await client.post("/articles", content="\n".join(lines), headers=LINES)
    accepted = response.json()
    assert (response.status_code, accepted["ids"], accepted["rejections"]) == (202, ["a", "b"], 6)
    assert [one["index"] for one in accepted["rejected"]] == [1, 2, 3, 4, 5, 6]
    assert all(one["reason"] for one in accepted["rejected"])
    broken = "this is not JSON: expecting property name enclosed in double quotes at character 2"
    assert accepted["rejected"][0]["reason"] == broken


@pytest.mark.parametrize("mark", [{"status": "draft"}, {"status": "future"}, {"draft": True}, {"published": False}])
async def test_what_is_not_published_is_refused_as_in_files(client: httpx.AsyncClient, mark: dict[str, object]) -> None:
    """A record that says so of itself is 422 with the reason that files give."""
    response = await client.post("/articles", json=write_record() | mark)
    assert response.status_code == 422
    assert response.json()["error"]["message"].startswith("it is not published: ")


async def test_a_long_stream_is_accepted_as_it_arrives(client: httpx.AsyncClient, app: FastAPI) -> None:
    """Articles are on disk before the stream that brings them has ended."""
    service: Service = app.state.service
    seen = []

    async def stream() -> AsyncIterator[bytes]:
        for number in range(600):
            yield json.dumps(write_record(id=f"n{number}")).encode() + b"\n"
        with service.library.catalogue.snapshot() as snapshot:
            seen.append(snapshot.inbox.count_waiting() + snapshot.counts().articles)

    response = await client.post("/articles", content=stream(), headers=LINES)
    assert (response.status_code, response.json()["accepted"]) == (202, 600)
    assert seen[0] >= 512


async def test_a_line_that_is_too_long_is_rejected_alone(app: FastAPI) -> None:
    """A stream has no size limit, but a line has: a longer one is skipped without being kept in memory."""
    app.state.service.settings = app.state.service.settings.model_copy(update={"max_body": 1_000})
    async with running(app) as client:
        lines = [json.dumps(write_record(id="a", text="x" * 900_000)), json.dumps(write_record(id="b"))]
        response = await client.post("/articles", content="\n".join(lines), headers=LINES)
    accepted = response.json()
    assert accepted["ids"] == ["b"]
    assert accepted["rejected"] == [{"index": 0, "id": None, "reason": "the line is longer than 1,000 bytes"}]


async def test_what_arrived_of_a_broken_stream_is_kept(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that were read before the client died are accepted."""
    line = json.dumps(write_record(id="a")).encode() + b"\n"
    arrived = threading.Event()

    async def read_and_tell(request: Request, limit: int) -> AsyncIterator[bytes | None]:
        async for line in read_lines(request, limit):
            arrived.set()
            yield line

    async def stream() -> AsyncIterator[bytes]:
        yield line
        assert await to_thread.run_sync(arrived.wait, 60)
        raise ConnectionError

    monkeypatch.setattr("api.routes.intake.read_lines", read_and_tell)
    with listening(app) as url:
        async with httpx.AsyncClient(base_url=url) as client:
            with pytest.raises(ConnectionError):
                await client.post("/articles", content=stream(), headers=LINES)
            while (await client.get("/articles/a")).status_code == 404:
                pass
            assert (await client.get("/index")).json()["lag"] == 0


async def test_nothing_to_accept_is_no_error(client: httpx.AsyncClient) -> None:
    """An empty array, or an empty stream, is a job that is done."""
    for response in (
        await client.post("/articles", json=[]),
        await client.post("/articles", content="", headers=LINES),
    ):
        assert (response.status_code, response.json()["accepted"]) == (202, 0)
        assert (await client.get(f"/jobs/{response.json()['job']}")).json()["state"] == "done"


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"", JSON, 400),
        (b"{", JSON, 400),
        (b"[" * 100_000, JSON, 400),
        (b'{"title": NaN}', JSON, 400),
        (b"\xff\xfe\xfa", JSON, 400),
        (gzip.compress(b"{}", mtime=0)[:10], JSON, 400),
        (gzip.compress(b"{}", mtime=0), JSON | {"Content-Encoding": "gzip"}, 415),
        (b"{}", {"Content-Type": "text/plain"}, 415),
        (b"{}", {}, 415),
        (b"x=1", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused(
    archive: httpx.AsyncClient, body: bytes, headers: dict[str, str], status: int
) -> None:
    """Invalid JSON is 400, an unknown media type is 415."""
    response = await archive.post("/articles", content=body, headers=headers)
    assert (response.status_code, set(response.json()["error"])) == (status, {"type", "message", "field"})


@pytest.mark.parametrize("wait", ["-1", "601", "nan", "inf", "soon"])
async def test_a_wait_that_is_none_is_refused(archive: httpx.AsyncClient, wait: str) -> None:
    """`wait` is between 0 and 600 seconds."""
    response = await archive.post(f"/articles?wait={wait}", json=[])
    assert (response.status_code, response.json()["error"]["field"]) == (422, "wait")


async def test_an_article_is_read_in_every_version(client: httpx.AsyncClient) -> None:
    """Sending the same again changes nothing; a changed text is a new version, and the old one can still be read."""
    old = write_record(id="a", text="About 200 came.", language="en", authors=["A. Writer"])
    new = old | {"text": "About 150 came.", "modified": "2015-02-01T10:00:00Z"}
    await send(client, old)
    assert (await send(client, old))["report"]["unchanged"] == 1  # type: ignore[index]
    await send(client, new)
    last, first = (await client.get("/articles/a")).json(), (await client.get("/articles/a?version=1")).json()
    assert set(last) >= HEAD | {"text", "passages"}
    assert (last["version"], last["text"], last["modified"]) == (2, "About 150 came.", "2015-02-01T10:00:00Z")
    assert (first["version"], first["text"], first["valid_to"]) == (1, "About 200 came.", last["valid_from"])
    assert (first["language"], first["authors"], first["valid_from"]) == ("en", ["A. Writer"], "2015-01-28T10:00:00Z")
    assert first["passages"] == [{"start": 0, "end": 15}]
    versions = (await client.get("/articles/a/versions")).json()
    assert versions["id"] == "a"
    assert [one["version"] for one in versions["versions"]] == [1, 2]


async def test_a_foreign_id_finds_its_article(client: httpx.AsyncClient) -> None:
    """A GUID that is not a valid id is kept as the external id."""
    await send(client, write_record(id="urn:feed/7 ä"))
    (found,) = (await client.get("/articles", params={"external_id": "urn:feed/7 ä"})).json()["articles"]
    assert found["external_id"] == "urn:feed/7 ä"
    assert (await client.get(f"/articles/{found['id']}")).status_code == 200


async def test_pages_list_every_article_once(archive: httpx.AsyncClient) -> None:
    """Following the cursor lists all articles, newest first, and ends."""
    seen: list[str] = []
    published: list[str] = []
    cursor: str | None = None
    while True:
        params = {"limit": "3"} | ({"cursor": cursor} if cursor else {})
        page = (await archive.get("/articles", params=params)).json()
        seen += [article["id"] for article in page["articles"]]
        published += [article["published"] for article in page["articles"]]
        assert all(set(article) >= HEAD for article in page["articles"])
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == (await archive.get("/index")).json()["counts"]["articles"]
    assert published == sorted(published, reverse=True)


async def test_a_list_keeps_to_its_filters(archive: httpx.AsyncClient) -> None:
    """Source and dates filter the list; a bare `until` is the whole day."""
    query = "source=example-times&since=2015-01-27&until=2015-01-27"
    found = (await archive.get(f"/articles?{query}")).json()["articles"]
    assert found
    assert {article["source"] for article in found} == {"example-times"}
    assert {article["published"][:10] for article in found} == {"2015-01-27"}


async def test_a_list_is_as_of_a_day_and_in_a_language(client: httpx.AsyncClient) -> None:
    """`as_of` lists the versions of that time, `language` only articles in that language."""
    await send(client, write_record(id="a", title="Old", language="de"), write_record(id="b", language="en"))
    await send(client, write_record(id="a", title="New", language="de", modified="2015-03-01"))
    query = {"language": "de", "as_of": "2015-02-01"}
    found = (await client.get("/articles", params=query)).json()["articles"]
    assert [article["title"] for article in found] == ["Old"]
    assert (await client.get("/articles", params=query | {"as_of": "2014-12-31"})).json()["articles"] == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("cursor=x", "cursor"),
        ("as_of=2015-02-30", "as_of"),
        ("language=!", "languages"),
        ("cursor=%00", "cursor"),
        ("cursor=MTIz", "cursor"),
        ("limit=0", "limit"),
        ("limit=1000", "limit"),
        ("since=2015-02-30", "since"),
        ("since=2015-02-02&until=2015-02-01", "since"),
        ("surce=example-times", "surce"),
    ],
)
async def test_a_list_that_is_wrong_is_refused(archive: httpx.AsyncClient, query: str, field: str) -> None:
    """An invalid filter is 422, never ignored."""
    response = await archive.get(f"/articles?{query}")
    assert (response.status_code, response.json()["error"]["field"]) == (422, field)


async def test_a_deleted_article_is_gone_from_every_endpoint(client: httpx.AsyncClient) -> None:
    """No endpoint finds a deleted article, from the next query on."""
    await send(
        client,
        write_record(id="a", text="A zeppelin landed on the lake."),
        write_record(id="b", text="A tram ran late."),
    )
    response = await client.delete("/articles/a")
    assert response.status_code == 200
    deleted = response.json()
    assert set(deleted) == {"id", "deleted_at", "generation"}
    assert (deleted["id"], deleted["generation"]) == ("a", (await client.get("/index")).json()["generation"])
    assert "a" not in await search(client, "zeppelin on the lake")
    answer = (await client.post("/ask", json={"question": "Where did the zeppelin land?"})).json()
    assert "a" not in {one["article"] for one in answer["citations"] + answer["near"]}
    for path in ("/articles/a", "/articles/a?version=1", "/articles/a/versions"):
        assert (await client.get(path)).status_code == 404
    assert [one["id"] for one in (await client.get("/articles")).json()["articles"]] == ["b"]
    assert (await client.delete("/articles/a")).status_code == 404


async def test_a_deleted_article_does_not_come_back_out_of_the_inbox(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An accepted article that is not stored yet is deleted too."""
    monkeypatch.setattr("api.processes.worker.drain", lambda *_, **__: None)
    async with running(app) as client:
        await client.post("/articles", json=write_record(id="a"))
        assert (await client.delete("/articles/a")).status_code == 200
        assert (await client.get("/index")).json()["lag"] == 0


@pytest.mark.parametrize(
    "path", ["/articles/nobody", "/articles/nobody/versions", "/articles/nobody?version=2", "/jobs/nobody"]
)
async def test_what_does_not_exist_is_not_found(archive: httpx.AsyncClient, path: str) -> None:
    """An unknown id is 404, in the one shape of errors."""
    response = await archive.get(path)
    assert (response.status_code, response.json()["error"]["type"]) == (404, "not_found")


@pytest.mark.parametrize("version", ["0", "-1", "two", str(10**30)])
async def test_a_version_that_is_none_is_refused(archive: httpx.AsyncClient, version: str) -> None:
    """A version is a number from 1."""
    response = await archive.get(f"/articles/a?version={version}")
    assert (response.status_code, response.json()["error"]["field"]) == (422, "version")


async def test_a_list_by_source_is_that_of_the_name_given(client: httpx.AsyncClient) -> None:
    """`source` is the source of exactly that name, else all that differ from it only by case, as in `/search`."""
    await send(client, *(write_record(id=name, source=name, title=name) for name in ("Reuters", "reuters")))
    for source, ids in (("Reuters", {"Reuters"}), ("reuters", {"reuters"}), ("REUTERS", {"Reuters", "reuters"})):
        listed = (await client.get("/articles", params={"source": source})).json()["articles"]
        assert {article["id"] for article in listed} == ids
        echoed = (await client.get("/search", params={"q": "Kobane", "source": source})).json()["filters"]["sources"]
        assert set(echoed) == ids
