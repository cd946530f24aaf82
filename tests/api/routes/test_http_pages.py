"""The pages load nothing from other hosts, and show articles as text."""

import re

import httpx
import pytest

from api.routes.pages import STATIC

pytestmark = pytest.mark.anyio


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


@pytest.mark.parametrize("script", sorted(path.name for path in STATIC.glob("*.js")))
def test_no_script_takes_text_for_markup(script: str) -> None:
    """No script parses an article's text as HTML or runs it."""
    text = (STATIC / script).read_text(encoding="utf-8")
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(|DOMParser|https?://"
    assert not re.findall(forbidden, text)


async def test_every_answer_forbids_guessing_its_type(archive: httpx.AsyncClient) -> None:
    """Browsers must not sniff a JSON response as HTML."""
    for path in ("/index", "/nothing", "/search?q=<script>"):
        assert (await archive.get(path)).headers["x-content-type-options"] == "nosniff"
