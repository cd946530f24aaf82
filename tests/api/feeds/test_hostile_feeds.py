"""Hostile feeds and pages, and a wrong clock: each poll ends with a reason and does not affect others."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

import api.feeds.fetch
from api.feeds.fetch import is_public
from api.feeds.polling import Outcome, Polling, poll_feeds
from index.catalogue.catalogue import Catalogue
from tests.api.feeds.test_feeds import NOW, PAGES, POLLING, STORY, poll, waiting
from tests.api.site import HTML, Reply, Site, entry, rss

pytestmark = pytest.mark.anyio


async def test_an_endless_feed_does_not_affect_others(site: Site, catalogue: Catalogue) -> None:
    """It fails as too long, none of it is stored, and it is backed off like any failing feed."""
    site.replies["/good"] = Reply(rss(entry(1)))
    items = itertools.repeat(f"<item>{entry(2)}</item>".encode() * 200)
    site.replies["/endless"] = Reply(itertools.chain([b'<rss version="2.0"><channel><title>x</title>'], items))
    urls = [f"{site.url}/endless", f"{site.url}/good"]
    endless, good = await poll_feeds(urls, catalogue, POLLING, NOW)
    assert (endless.outcome, endless.reason) == (Outcome.FAILED, "it is longer than 20,000,000 bytes")
    assert endless.not_before is not None
    assert (good.outcome, [article.title for article in waiting(catalogue)]) == (Outcome.READ, ["Zeppelin 1"])


async def test_a_page_that_redirects_to_a_private_address_is_refused(
    site: Site, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A public page that redirects to a private address is refused; the teaser is stored as it is."""
    monkeypatch.setattr(api.feeds.fetch, "is_public", lambda address: address == "127.0.0.1" or is_public(address))
    site.replies["/"] = Reply(rss(entry(1, "The ferry…", link=f"{site.url}/page")))
    site.replies["/page"] = Reply(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data"})
    polled = await poll(site.url, catalogue, replace(PAGES, allow_private=False))
    assert site.paths() == ["/", "/page"]
    assert polled.accepted == 1
    assert "169.254.169.254 is not a public address" in polled.rejected[0].reason
    assert waiting(catalogue)[0].text == "The ferry…"


async def test_entities_of_a_page_are_not_expanded(site: Site, catalogue: Catalogue) -> None:
    """Entities declared in a page, an expansion bomb or a local file, are not expanded."""
    nested = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    declared = f'<!DOCTYPE html [<!ENTITY a "boom">{nested}<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    page = f"{declared}<html><body><article>{STORY}<p>&i; &file; It ends at the pier.</p></article></body></html>"
    for kind in (HTML, "application/xhtml+xml"):
        link = f"{site.url}/{kind[:5]}"
        site.replies["/"] = Reply(rss(entry(1, f"The ferry to {kind[:5]}…", link=link)))
        site.replies[f"/{kind[:5]}"] = Reply(page.encode(), kind=kind)
        assert (await poll(site.url, catalogue, PAGES)).accepted == 1
        text = waiting(catalogue)[-1].text
        assert "In paragraph 5 the story" in text
        assert len(text) < 2 * len(STORY)
        assert "boomboom" not in text
        assert "root:" not in text


@pytest.mark.parametrize("every", [timedelta(minutes=15), timedelta(days=7)])
async def test_a_clock_set_back_does_not_block_a_feed(site: Site, catalogue: Catalogue, every: timedelta) -> None:
    """A back-off set by a clock years ahead is ignored by a correct one; an ordinary back-off is kept."""
    polling = Polling(every=every, allow_private=True, pace=0)
    site.replies["/"] = Reply(status=500)
    failed = await poll(site.url, catalogue, polling, now=NOW + timedelta(days=3_650))
    site.replies["/"] = Reply(rss(entry(1)))
    assert (await poll(site.url, catalogue, polling)).outcome is Outcome.READ
    site.replies["/"] = Reply(status=500)
    failed = await poll(site.url, catalogue, polling)
    assert failed.not_before is not None
    early = failed.not_before - timedelta(seconds=1)
    assert (await poll(site.url, catalogue, polling, now=early)).outcome is Outcome.WAITING
