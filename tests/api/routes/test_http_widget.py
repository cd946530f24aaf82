"""`GET /widget.js`: one small script that every page may load, and keep for an hour."""

import gzip
import re
from pathlib import Path

import httpx
import pytest

from api.routes.pages import STATIC

pytestmark = pytest.mark.anyio

PARTS = sorted((STATIC / "widget").glob("*.js"))


async def test_every_page_may_load_the_script(archive: httpx.AsyncClient) -> None:
    """It is JavaScript of a stated encoding, for pages of other origins, as a classic script and as a module."""
    response = await archive.get("/widget.js", headers={"Origin": "https://elsewhere.example"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert response.headers["access-control-allow-origin"] == "*"


async def test_a_browser_keeps_the_script_for_an_hour(archive: httpx.AsyncClient) -> None:
    """After that it asks whether the script has changed, and gets no second copy if not."""
    response = await archive.get("/widget.js")
    assert response.headers["cache-control"] == "public, max-age=3600"
    tag = response.headers["etag"]
    for sent in (tag, f'"other", W/{tag}'):
        again = await archive.get("/widget.js", headers={"If-None-Match": sent})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert (await archive.get("/widget.js", headers={"If-None-Match": '"other"'})).status_code == 200


async def test_a_head_request_gets_the_headers_alone(archive: httpx.AsyncClient) -> None:
    """The widget asks so whether the server is up, where a page cannot read its answers."""
    response = await archive.head("/widget.js")
    assert (response.status_code, response.content) == (200, b"")


async def test_the_script_is_small_and_loads_nothing(archive: httpx.AsyncClient) -> None:
    """It is one file of at most 25 kB, compressed; it is ASCII, and holds every part."""
    script = (await archive.get("/widget.js")).content
    assert len(gzip.compress(script)) < 25_000
    assert script.isascii()
    assert not re.search(rb"^\s*(import|export)\b|\bimport\(", script, re.MULTILINE)
    for part in PARTS:
        assert part.read_bytes() in script


@pytest.mark.parametrize("path", ["/widget.js", "/", "/static/chat.css", "/static/chat/chat.js", "/openapi.json"])
async def test_files_are_compressed(archive: httpx.AsyncClient, path: str) -> None:
    """A client that accepts gzip gets the same text in fewer bytes, others as it is; caches keep both apart."""
    plain = await archive.get(path, headers={"Accept-Encoding": "identity"})
    packed = await archive.get(path, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content)
    assert packed.text == plain.text
    assert "Accept-Encoding" in packed.headers["vary"]
    assert "Accept-Encoding" in plain.headers["vary"]


@pytest.mark.parametrize("path", ["/ask/stream", "/ask"])
async def test_answers_are_not_compressed(archive: httpx.AsyncClient, path: str) -> None:
    """A stream is sent as it comes, and no answer tells its content by its size."""
    response = await archive.post(path, json={"question": "Who?"}, headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200
    assert "content-encoding" not in response.headers


@pytest.mark.parametrize("part", PARTS, ids=lambda path: path.name)
def test_no_part_takes_text_for_markup(part: Path) -> None:
    """No part parses an article's text as HTML or runs it; all lines are short enough to be read."""
    text = part.read_text(encoding="ascii")
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(|DOMParser"
    assert not re.findall(forbidden, text)
    assert max(map(len, text.splitlines())) < 160
    assert len(text.splitlines()) < 300
