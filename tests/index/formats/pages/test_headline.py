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


def blog(masthead: str, heading: str, title: str, *, story: str = STORY) -> str:
    """Return the title of a page without metadata that shows a masthead, a heading and a story."""
    address = '<link rel="canonical" href="https://amble.example/2014/03/ferry">'
    page = (
        f"<html><head><title>{title}</title>{address}</head><body>{masthead}<div>{heading}{story}</div></body></html>"
    )
    return parse_page(page.encode()).title


@pytest.mark.parametrize(
    "masthead",
    [
        '<div><h1 class="title"><a href="https://amble.example/">The Long Harbour Diary</a></h1></div>',
        '<header><a href="/"><h1>The Long Harbour Diary</h1></a></header>',
        '<div id="header-inner"><h1>The Long Harbour Diary</h1></div>',
        '<h1 class="site-title">The Long Harbour Diary</h1>',
    ],
)
@pytest.mark.parametrize("title", [f"The Long Harbour Diary: {SHOWN}", f"{SHOWN} | The Long Harbour Diary", SHOWN])
@pytest.mark.parametrize("heading", [f'<h3 class="post-title entry-title">{SHOWN}</h3>', f"<h2>{SHOWN}</h2>"])
def test_the_name_of_a_site_in_the_first_heading_is_no_headline(masthead: str, title: str, heading: str) -> None:
    """Blogs have their name as the heading of first order above each post, whose own heading stands below."""
    assert blog(masthead, heading, title) == SHOWN


def test_the_post_is_told_where_the_title_is_of_the_site_alone() -> None:
    """The one heading between the masthead and the story is the headline, whatever its order."""
    masthead = '<div class="masthead"><h1>The Long Harbour Diary</h1></div>'
    assert blog(masthead, f"<h2>{SHOWN}</h2>", "The Long Harbour Diary") == SHOWN


def test_a_headline_in_the_header_of_a_page_is_one() -> None:
    """A heading of first order that is no link is the headline, also where the story has headings of its own."""
    header = f'<header><a href="/">Harbour Post</a><h1>{SHOWN}</h1></header>'
    assert blog(header, "<h2>What has changed since March</h2>", f"{SHOWN} - Harbour Post") == SHOWN
    assert blog(header, "<h2>What has changed since March</h2>", "Harbour Post") == SHOWN


def test_headings_of_other_posts_are_none() -> None:
    """A heading that links to another page, as lists of posts have it, is not the headline."""
    other = '<h3 class="entry-title"><a href="https://amble.example/2014/02/fish">The fish market moves</a></h3>'
    masthead = '<h1 class="site-title"><a href="/">The Long Harbour Diary</a></h1>'
    assert blog(masthead, f'{other}<h3 class="entry-title">{SHOWN}</h3>', "The Long Harbour Diary") == SHOWN


@pytest.mark.parametrize(
    ("title", "site"),
    [
        (f"{SHOWN}：灯塔日報", "灯塔日報 電子版"),
        (f"{SHOWN} | Harbour Post", "Harbour Post Online"),
        (f"{SHOWN}｜Post", "Post"),
    ],
)
def test_the_beginning_of_the_name_of_a_site_is_cut(title: str, site: str) -> None:
    """A title may end in a shorter name of its site, and after a separator of another script."""
    assert title_of(shared=title, heading="", title=title, site=site) == SHOWN


def test_the_name_of_a_section_is_no_headline() -> None:
    """A short heading that shares no word with the title of the page is of its section, one that shares one is not."""
    assert title_of(heading="Local Information Centre", title=f"{SHOWN} this summer") == f"{SHOWN} this summer"
    assert title_of(heading="Night ferry timetables", title=f"{SHOWN} this summer") == "Night ferry timetables"


def test_the_name_of_an_article_goes_before_its_description() -> None:
    """Encyclopedias state a description as the headline, and what the heading says as the name."""
    told = json.dumps({"@type": "Article", "name": "Night ferry", "headline": "ship that sails at night"})
    head = f'<title>Night ferry</title><script type="application/ld+json">{told}</script>'
    page = f"<html><head>{head}</head><body><h1>Night ferry</h1>{STORY}</body></html>"
    assert parse_page(page.encode()).title == "Night ferry"
