"""Fetching from strangers: which addresses are asked at all, and where it stops."""

import gzip
import itertools
import socket
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import anyio
import pytest

import api.feeds.fetch
from api.feeds.fetch import FEED, PAGE, AddressRefused, Fetched, Fetcher, FetchFailed, Wanted, is_public
from tests.api.site import HTML, Reply, Site, rss

pytestmark = pytest.mark.anyio

NOT_PUBLIC = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.8.9.1", "169.254.169.254", "172.16.0.1", "192.0.2.1",
    "192.168.1.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "2002:a00:1::1",
]  # fmt: skip


@pytest.fixture
def loopback_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the site of the tests pass for one of the internet, and nothing else."""
    monkeypatch.setattr(api.feeds.fetch, "is_public", lambda address: address == "127.0.0.1" or is_public(address))


async def fetch(url: str, wanted: Wanted = FEED, *, allow_private: bool = True, etag: str | None = None) -> Fetched:
    async with Fetcher(allow_private=allow_private, pace=0) as fetcher:
        return await fetcher.fetch(url, wanted, etag=etag)


async def refusal(url: str, wanted: Wanted = FEED, *, allow_private: bool = True) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        await fetch(url, wanted, allow_private=allow_private)
    return caught.value


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_addresses_that_are_not_public_are_known(address: str) -> None:
    """Private, loopback, link-local, multicast and reserved ones are, also where IPv6 carries them."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_addresses_of_the_internet_are_known(address: str) -> None:
    """What belongs to the internet at large may be asked."""
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
async def test_this_machine_is_not_asked(site: Site, host: str) -> None:
    """However its address is written, the site on it hears nothing."""
    error = await refusal(site.url.replace("127.0.0.1", host), allow_private=False)
    assert isinstance(error, AddressRefused)
    assert "not a public address" in error.message
    assert site.asked == []


@pytest.mark.parametrize("host", ["10.0.0.1", "192.168.0.1", "169.254.169.254", "[fe80::1]", "[fc00::1]"])
async def test_the_network_around_is_not_asked(host: str) -> None:
    """It is refused without a connection."""
    assert isinstance(await refusal(f"http://{host}/feed", allow_private=False), AddressRefused)


@pytest.mark.parametrize("address", ["http://169.254.169.254/x", "http://10.0.0.1/", "//[::1]/x"])
async def test_a_redirect_to_a_private_address_is_refused(site: Site, loopback_is_public: None, address: str) -> None:
    """Each hop is checked as the first one is."""
    site.replies["/"] = Reply(status=302, headers={"Location": address})
    assert isinstance(await refusal(site.url, allow_private=False), AddressRefused)
    assert site.paths() == ["/"]


async def test_the_address_that_was_checked_is_the_one_connected_to(
    site: Site, loopback_is_public: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that resolves to something else a moment later leads nowhere else: it is resolved once."""
    answers = iter(["127.0.0.1", "10.0.0.1"])

    async def resolve(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        assert host == "rebinding.example"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(anyio, "getaddrinfo", resolve)
    site.replies["/feed"] = Reply(rss())
    port = site.url.rpartition(":")[2]
    assert (await fetch(f"http://rebinding.example:{port}/feed", allow_private=False)).data == rss()
    assert site.asked[0].headers["Host"] == f"rebinding.example:{port}"
    assert isinstance(await refusal(f"http://rebinding.example:{port}/feed", allow_private=False), AddressRefused)
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://x/y", "gopher://x", "javascript:1", "feed", "http://", ""]
)
async def test_only_http_is_spoken(url: str) -> None:
    """Any other scheme, and what is no address, is refused."""
    assert isinstance(await refusal(url), AddressRefused)


async def test_a_redirect_to_another_scheme_is_refused(site: Site) -> None:
    """A file is not read because a server says so."""
    site.replies["/"] = Reply(status=301, headers={"Location": "file:///etc/passwd"})
    assert isinstance(await refusal(site.url), AddressRefused)


async def test_redirects_are_followed_but_not_for_ever(site: Site) -> None:
    """Five lead on, a sixth does not; the address that answered is known."""
    for number in range(6):
        site.replies[f"/{number}"] = Reply(itertools.repeat(b"x"), status=302, headers={"Location": f"{number + 1}"})
    site.replies["/6"] = Reply(rss())
    assert (await fetch(f"{site.url}/1")).url == f"{site.url}/6"
    assert "more than 5 times" in (await refusal(f"{site.url}/0")).message


async def test_an_etag_makes_the_round(site: Site) -> None:
    """What is handed in comes back as unchanged, without a body; without it the same address gives all."""
    site.replies["/"] = Reply(rss(), etag='"a1"')
    first = await fetch(site.url)
    assert (first.changed, first.etag, first.data) == (True, '"a1"', rss())
    again = await fetch(site.url, etag=first.etag)
    assert (again.changed, again.data) == (False, b"")
    assert site.asked[0].headers["User-Agent"].startswith("dateline/")


@pytest.mark.parametrize(
    ("status", "passing"),
    [(404, False), (403, False), (410, False), (304, False), (429, True), (500, True), (503, True)],
)
async def test_other_answers_are_told(site: Site, status: int, passing: bool) -> None:
    """A status that is none of the good ones is the reason, and whether it may pass is known."""
    site.replies["/"] = Reply(status=status, headers={"Retry-After": "120"})
    error = await refusal(site.url)
    assert f"it answered {status}" in error.message
    assert (error.passing, error.retry_after) == (passing, "120")


def endless() -> Iterator[bytes]:
    return itertools.chain([b"<rss><channel>"], itertools.repeat(b"<item><title>x</title></item>" * 1_000))


@cache
def packed_zeros() -> bytes:
    """A bomb: some 300 kB that unpack to 300 MB."""
    packer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(300)) + packer.flush()


@pytest.mark.parametrize(
    "reply",
    [
        lambda: Reply(b"<rss>" + b"x" * 100_000_000),
        lambda: Reply(itertools.repeat(b"x" * 65_536, 1_600)),
        lambda: Reply(endless()),
        lambda: Reply(packed_zeros(), headers={"Content-Encoding": "gzip"}),
        lambda: Reply(packed_zeros(), headers={"Content-Encoding": "deflate"}),
    ],
    ids=["100 MB", "100 MB without a length", "without an end", "gzip bomb", "deflate bomb"],
)
async def test_what_is_too_long_stops_at_the_bound(site: Site, reply: Callable[[], Reply]) -> None:
    """No more than the bound is held, whatever is announced, sent, or unpacked from it."""
    site.replies["/"] = reply()
    tracemalloc.start()
    try:
        error = await refusal(site.url)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert error.message == "it is longer than 20,000,000 bytes"
    assert peak < 60_000_000


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress"])
async def test_an_encoding_that_was_not_asked_for_is_refused(site: Site, encoding: str) -> None:
    """A bomb within a bomb is not opened."""
    site.replies["/"] = Reply(gzip.compress(gzip.compress(rss())), headers={"Content-Encoding": encoding})
    assert "not asked for" in (await refusal(site.url)).message


async def test_what_is_packed_is_unpacked(site: Site) -> None:
    """Gzip is asked for and undone; cut short, it is refused."""
    site.replies["/"] = Reply(gzip.compress(rss()), headers={"Content-Encoding": "gzip"})
    assert (await fetch(site.url)).data == rss()
    site.replies["/"] = Reply(gzip.compress(rss())[:-4], headers={"Content-Encoding": "gzip"})
    assert "breaks off" in (await refusal(site.url)).message
    site.replies["/"] = Reply(rss(), headers={"Content-Encoding": "gzip"})
    assert "cannot be expanded" in (await refusal(site.url)).message


async def test_a_body_that_breaks_off_is_refused(site: Site) -> None:
    """Half a feed is none."""
    site.replies["/"] = Reply(iter([rss()]), headers={"Content-Length": "100000"})
    error = await refusal(site.url)
    assert error.passing


def drip() -> Iterator[bytes]:
    while True:
        time.sleep(0.02)
        yield b"x"


async def test_time_is_bounded(site: Site) -> None:
    """A server that goes on saying nearly nothing is left, and may be asked another time."""
    site.replies["/"] = Reply(drip())
    error = await refusal(site.url, replace(FEED, seconds=0.5))
    assert (error.message, error.passing) == ("it takes longer than 0.5 seconds", True)


@pytest.mark.parametrize(
    ("kind", "wanted", "good"),
    [
        ("application/atom+xml; charset=utf-8", FEED, True),
        ("text/xml", FEED, True),
        ("text/html", FEED, True),
        ("image/png", FEED, False),
        ("application/octet-stream", FEED, False),
        (HTML, PAGE, True),
        ("application/xhtml+xml", PAGE, True),
        ("application/pdf", PAGE, False),
        ("application/rss+xml", PAGE, False),
    ],
)
async def test_the_type_is_checked(site: Site, kind: str, wanted: Wanted, good: bool) -> None:
    """What says that it is something else is not read."""
    site.replies["/"] = Reply(b"x", kind=kind)
    if good:
        assert (await fetch(site.url, wanted)).content_type == kind
    else:
        assert "of the type" in (await refusal(site.url, wanted)).message


@pytest.mark.parametrize("url", ["http://nowhere.invalid/", "http://127.0.0.1:9/"])
async def test_what_cannot_be_reached_is_told(url: str) -> None:
    """A host that is not there, and a port where nobody listens, may be tried another time."""
    assert (await refusal(url)).passing


async def test_a_host_is_asked_at_a_pace(site: Site) -> None:
    """Two at one time are asked one after the other, with a pause between."""
    site.replies["/a"] = site.replies["/b"] = Reply(rss())
    async with Fetcher(allow_private=True, pace=0.2) as fetcher, anyio.create_task_group() as group:
        group.start_soon(fetcher.fetch, f"{site.url}/a", FEED)
        group.start_soon(fetcher.fetch, f"{site.url}/b", FEED)
    first, second = site.asked
    assert second.at - first.at >= 0.19


async def test_a_name_and_a_password_are_not_sent(site: Site) -> None:
    """An address that holds them is refused: they would end in reports."""
    url = site.url.replace("//", "//ana:secret@")
    error = await refusal(url)
    assert isinstance(error, AddressRefused)
    assert "secret" not in error.message
