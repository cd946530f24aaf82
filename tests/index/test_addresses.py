"""The canonical address of an article: its twins for AMP, telephones and printing have the same."""

import pytest

from index.addresses import canonical_url, host_of, is_twin

MAIN = "https://post.example/2014/ferry"


@pytest.mark.parametrize(
    "twin",
    [
        "https://amp.post.example/2014/ferry", "https://m.post.example/2014/ferry",
        "http://www.m.post.example/2014/ferry",
        "https://mobile.post.example/2014/ferry/", "https://touch.post.example/2014/ferry",
        f"{MAIN}/amp", f"{MAIN}/amp/",
        f"{MAIN}/amp/?utm_source=a", "https://post.example/amp/2014/ferry", "https://post.example/2014/amp/ferry",
        f"{MAIN}.amp", f"{MAIN}?amp", f"{MAIN}?amp=1", f"{MAIN}?outputType=amp", f"{MAIN}?output=amp", f"{MAIN}?m=1",
        f"{MAIN}?print=1", f"{MAIN}?print", f"{MAIN}?view=print", f"{MAIN}?pagewanted=print", f"{MAIN}/print/",
        "https://post.example/print/2014/ferry", "https://post-example.cdn.ampproject.org/c/s/post.example/2014/ferry",
        "https://www-post-example.cdn.ampproject.org/v/s/www.post.example/2014/ferry/amp",
        "https://www.google.com/amp/s/www.post.example/2014/ferry",
    ],
)  # fmt: skip
def test_a_twin_has_the_address_of_its_page(twin: str) -> None:
    """The shapes of host, path and parameters by which papers part their twins."""
    assert is_twin(twin)
    assert canonical_url(twin) == MAIN


@pytest.mark.parametrize(
    "url",
    [
        MAIN, "https://m.example/ferry", "https://m.post.example/", "https://post.example/amp", "https://post.example/m/7",
        "https://post.example/street-lamp", "https://post.example/best-guitar-amp", "https://post.example/printers/7",
        "https://post.example/news?id=7&m=2", "https://post.example/news?print=7", "https://ampere.post.example/7",
        "https://www.google.com/amplify/s/7",
    ],
)  # fmt: skip
def test_other_addresses_are_no_twins(url: str) -> None:
    """A word that merely resembles a shape, a front page, and a host that is nothing but the label are left alone."""
    assert not is_twin(url)


def test_what_else_an_address_says_is_kept() -> None:
    """The suffix of the file, its parameters and its port identify the page, with the shape or without."""
    assert canonical_url("https://m.post.example/a.amp.html?id=7&amp=1") == "https://post.example/a.html?id=7"
    assert canonical_url("https://amp.post.example:8080/a/amp/7") == "https://post.example:8080/a/7"


@pytest.mark.parametrize(
    "url",
    [
        "https://münchen.example/löwe?stück=ö",
        "https://xn--mnchen-3ya.example/l%c3%B6we?st%C3%BCck=%c3%b6",
        "http://www.xn--mnchen-3ya.example/l%C3%B6we/?stück=%C3%B6",
        "https://münchen.example/lo\u0308we?stück=ö",
        "https://münchen.example/l%C3%B6%77e?stück=ö",
    ],
)
def test_an_address_is_one_however_its_letters_are_written(url: str) -> None:
    """Letters beyond ASCII, escaped or not, in host, path and parameters; the host is told in its letters."""
    assert canonical_url(url) == "https://xn--mnchen-3ya.example/l%C3%B6we?st%C3%BCck=%C3%B6"
    assert host_of(url) == "münchen.example"


@pytest.mark.parametrize("query", ["CMP=share_btn", "ref=rss", "share=twitter", "cmpid=a"])
def test_the_name_of_a_channel_tracks(query: str) -> None:
    """Such a parameter says where a reader came from; one of the same name with a number may name the article."""
    assert canonical_url(f"{MAIN}?{query}") == MAIN
    assert canonical_url(f"{MAIN}?ref=1234") != MAIN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://v.example/\u00e9t\u00e9?q=\u00fc", "https://v.example/%C3%A9t%C3%A9?q=%C3%BC"),
        ("https://m\u00fcnchen.example/a", "https://xn--mnchen-3ya.example/a"),
    ],
)
def test_an_address_is_the_same_in_letters_and_encoded(one: str, other: str) -> None:
    """Letters beyond ASCII, in path, query or host, give the canonical address of their encoded form; no twin."""
    assert canonical_url(one) == canonical_url(other) == other
    assert not is_twin(one)
