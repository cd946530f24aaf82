"""The headline of a page: what it shows, where its metadata repeat it; else what they state, without the site."""

import json

import pytest

from index.formats.pages.html import parse_page

SHOWN = "Night ferry returns to Port Amble"
STORY = "<p>The night ferry to Port Amble sails again from Friday, the harbour board said on Tuesday.</p>" * 3


def title_of(stated: str = "", shared: str = "", heading: str = SHOWN, title: str = "", site: str = "") -> str:
    """Return the title of a page with these JSON-LD, `og:title`, heading, title and site."""
    told = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": stated})}</script>'
    metas = "".join(
        f'<meta property="og:{name}" content="{value}">'
        for name, value in (("title", shared), ("site_name", site))
        if value
    )
    head = f"<title>{title}</title>{metas}{told if stated else ''}"
    return parse_page(f"<html><head>{head}</head><body><h1>{heading}</h1>{STORY}</body></html>".encode()).title


@pytest.mark.parametrize(
    "stated", ["Port Amble ferry times: all you need to know", f"{SHOWN} - Harbour Post", SHOWN[:20], "cms-default"]
)
def test_a_heading_that_the_metadata_repeat_is_the_headline(stated: str) -> None:
    """JSON-LD that is worded for search engines, cut off, or of the system changes nothing."""
    assert title_of(stated, SHOWN) == SHOWN
    assert title_of(stated, f"{SHOWN} | Harbour Post", site="Harbour Post") == SHOWN


def test_what_is_stated_holds_where_the_metadata_disagree() -> None:
    """The JSON-LD says which headline it is where page and metadata show two others."""
    assert title_of("Ferry is back", "The ferry is back on the water", SHOWN) == "Ferry is back"
    assert title_of("Ferry is back at Port Amble", "Harbour Post", "Harbour Post") == "Ferry is back at Port Amble"


def test_a_headline_that_is_cut_is_completed() -> None:
    """A long stated title that a heading goes on from is its beginning, with an ellipsis or without."""
    whole = "The night ferry to Port Amble sails again from Friday after nine weeks of repairs to its cracked shaft"
    assert title_of(whole[:86], heading=whole) == whole
    assert title_of(f"{whole[:40]}...", heading=whole) == whole
    assert title_of("The night ferry", heading=whole) == "The night ferry"


def test_a_headline_without_blanks_between_words_is_one() -> None:
    """A language that parts no words has headlines of one word, which the name of a site is not."""
    shown = "夜間フェリーが九週間の修理を終えて金曜日から運航を再開する"
    assert title_of("港町のフェリー時刻表", shown, shown) == shown
