"""The pages load nothing from other hosts, and show articles as text."""

import re

import httpx
import pytest

from api.routes.pages import STATIC

pytestmark = pytest.mark.anyio

SCRIPTS = sorted(str(path.relative_to(STATIC)) for path in STATIC.rglob("*.js"))


@pytest.mark.parametrize("path", ["/", "/docs"])
async def test_a_page_loads_nothing_from_elsewhere(archive: httpx.AsyncClient, path: str) -> None:
    """Every link of a page is to a file of this server; the policy forbids other hosts and inline scripts."""
    page = await archive.get(path)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert any(address.endswith(".js") for address in loaded)
    for address in loaded:
        assert address.startswith("/")
        assert (await archive.get(address)).status_code == 200
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]*src=)|<style| style=| on\w+=", page.text)


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_script_takes_text_for_markup(script: str) -> None:
    """No script parses an article's text as HTML or runs it, or names another host."""
    text = (STATIC / script).read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(|DOMParser|https?://"
    assert not re.findall(forbidden, text)


@pytest.mark.parametrize("script", SCRIPTS)
async def test_every_import_is_a_file_of_this_server(archive: httpx.AsyncClient, script: str) -> None:
    """Each module that a script imports is served, under the name by which it is imported."""
    served = await archive.get(f"/static/{script}")
    assert served.status_code == 200
    for name in re.findall(r'^import .*"(.+)";$', served.text, re.MULTILINE):
        imported = await archive.get(str(served.url.join(name)))
        assert imported.headers["content-type"].startswith(("text/javascript", "application/javascript"))


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_export_says_what_it_does(script: str) -> None:
    """Each exported function and class has a documentation comment, and a module has less than 300 lines."""
    text = (STATIC / script).read_text(encoding="utf-8")
    assert not re.findall(r"(?<!\*/\n)^export .*", text, re.MULTILINE)
    assert text.count("\n") < 300


async def test_a_page_is_checked_for_changes(archive: httpx.AsyncClient) -> None:
    """A browser asks whether its copies are current, so that an upgrade never mixes old and new modules."""
    for path in ("/", "/docs", "/static/pages.css", *(f"/static/{script}" for script in SCRIPTS)):
        fetched = await archive.get(path)
        assert fetched.headers["cache-control"] == "no-cache"
        again = await archive.get(path, headers={"If-None-Match": fetched.headers["etag"]})
        assert again.status_code == (304 if path.startswith("/static") else 200)


async def test_every_answer_forbids_guessing_its_type(archive: httpx.AsyncClient) -> None:
    """Browsers must not sniff a JSON response as HTML."""
    for path in ("/index", "/nothing", "/search?q=<script>"):
        assert (await archive.get(path)).headers["x-content-type-options"] == "nosniff"
