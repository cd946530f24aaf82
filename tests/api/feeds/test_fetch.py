"""Fetching untrusted URLs: allowed addresses, redirects, and limits on size and time."""

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
    """Treat the test site as public, and nothing else."""
    monkeypatch.setattr(api.feeds.fetch, "is_public", lambda address: address == "127.0.0.1" or is_public(address))


async def fetch(url: str, wanted: Wanted = FEED, *, allow_private: bool = True, etag: str | None = None) -> Fetched:
    async with Fetcher(allow_private=allow_private, pace=0) as fetcher:
        return await fetcher.fetch(url, wanted, etag=etag)


async def refusal(url: str, wanted: Wanted = FEED, *, allow_private: bool = True) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        await fetch(url, wanted, allow_private=allow_private)
    return caught.value


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_addresses_that_are_not_public(address: str) -> None:
    """Private, loopback, link-local, multicast and reserved addresses, also embedded in IPv6, are not public."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_public_addresses(address: str) -> None:
    """Globally routable addresses are public."""
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
async def test_no_request_is_sent_to_this_machine(site: Site, host: str) -> None:
    """However the address is written, the site receives no request."""
    error = await refusal(site.url.replace("127.0.0.1", host), allow_private=False)
    assert isinstance(error, AddressRefused)
    assert "not a public address" in error.message
    assert site.asked == []


@pytest.mark.parametrize("host", ["10.0.0.1", "192.168.0.1", "169.254.169.254", "[fe80::1]", "[fc00::1]"])
async def test_no_request_is_sent_to_private_networks(host: str) -> None:
    """A private address is refused without a connection."""
    assert isinstance(await refusal(f"http://{host}/feed", allow_private=False), AddressRefused)


@pytest.mark.parametrize("address", ["http://169.254.169.254/x", "http://10.0.0.1/", "//[::1]/x"])
async def test_a_redirect_to_a_private_address_is_refused(site: Site, loopback_is_public: None, address: str) -> None:
    """Every redirect is checked like the first URL."""
    site.replies["/"] = Reply(status=302, headers={"Location": address})
    assert isinstance(await refusal(site.url, allow_private=False), AddressRefused)
    assert site.paths() == ["/"]


async def test_the_address_that_was_checked_is_the_one_connected_to(
    site: Site, loopback_is_public: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name is resolved once, so DNS rebinding does not lead to another address."""
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
async def test_only_http_urls_are_fetched(url: str) -> None:
    """Any other scheme, and text that is not a URL, is refused."""
    assert isinstance(await refusal(url), AddressRefused)


async def test_a_redirect_to_another_scheme_is_refused(site: Site) -> None:
    """A redirect cannot make the client read a file."""
    site.replies["/"] = Reply(status=301, headers={"Location": "file:///etc/passwd"})
    assert isinstance(await refusal(site.url), AddressRefused)


async def test_redirects_are_followed_up_to_a_limit(site: Site) -> None:
    """Five redirects are followed, a sixth is not; the result has the final URL."""
    for number in range(6):
        site.replies[f"/{number}"] = Reply(itertools.repeat(b"x"), status=302, headers={"Location": f"{number + 1}"})
    site.replies["/6"] = Reply(rss())
    assert (await fetch(f"{site.url}/1")).url == f"{site.url}/6"
    assert "more than 5 times" in (await refusal(f"{site.url}/0")).message


async def test_an_etag_makes_the_request_conditional(site: Site) -> None:
    """With the ETag the response is unchanged and empty; without it the whole body is returned."""
    site.replies["/"] = Reply(rss(), etag='"a1"')
    first = await fetch(site.url)
    assert (first.changed, first.etag, first.data) == (True, '"a1"', rss())
    again = await fetch(site.url, etag=first.etag)
    assert (again.changed, again.data) == (False, b"")
    assert site.asked[0].headers["User-Agent"].startswith("dateline/")


@pytest.mark.parametrize(
    ("status", "temporary"),
    [(404, False), (403, False), (410, False), (304, False), (429, True), (500, True), (503, True)],
)
async def test_error_statuses_are_reported(site: Site, status: int, temporary: bool) -> None:
    """The status is the reason, and `temporary` says whether a retry may succeed."""
    site.replies["/"] = Reply(status=status, headers={"Retry-After": "120"})
    error = await refusal(site.url)
    assert f"the server responded with {status}" in error.message
    assert (error.temporary, error.retry_after) == (temporary, "120")


def endless() -> Iterator[bytes]:
    return itertools.chain([b"<rss><channel>"], itertools.repeat(b"<item><title>x</title></item>" * 1_000))


@cache
def packed_zeros() -> bytes:
    """Return a decompression bomb: 300 kB that expand to 300 MB."""
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
async def test_a_body_over_the_limit_is_not_read(site: Site, reply: Callable[[], Reply]) -> None:
    """No more than the limit is kept in memory, whatever is announced, sent, or decompressed."""
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
async def test_an_encoding_that_was_not_requested_is_refused(site: Site, encoding: str) -> None:
    """Encodings other than gzip and deflate, and several at once, are refused."""
    site.replies["/"] = Reply(gzip.compress(gzip.compress(rss())), headers={"Content-Encoding": encoding})
    assert "not requested" in (await refusal(site.url)).message


async def test_gzip_is_decompressed(site: Site) -> None:
    """Gzip is requested and decompressed; truncated or invalid gzip is refused."""
    site.replies["/"] = Reply(gzip.compress(rss()), headers={"Content-Encoding": "gzip"})
    assert (await fetch(site.url)).data == rss()
    site.replies["/"] = Reply(gzip.compress(rss())[:-4], headers={"Content-Encoding": "gzip"})
    assert "truncated" in (await refusal(site.url)).message
    site.replies["/"] = Reply(rss(), headers={"Content-Encoding": "gzip"})
    assert "cannot be decompressed" in (await refusal(site.url)).message


async def test_a_truncated_body_is_refused(site: Site) -> None:
    """A body shorter than its Content-Length is a temporary failure."""
    site.replies["/"] = Reply(iter([rss()]), headers={"Content-Length": "100000"})
    error = await refusal(site.url)
    assert error.temporary


def drip() -> Iterator[bytes]:
    while True:
        time.sleep(0.02)
        yield b"x"


async def test_time_is_bounded(site: Site) -> None:
    """A server that sends a byte now and then is abandoned; the failure is temporary."""
    site.replies["/"] = Reply(drip())
    error = await refusal(site.url, replace(FEED, seconds=0.5))
    assert (error.message, error.temporary) == ("it takes longer than 0.5 seconds", True)


@pytest.mark.parametrize(
    ("kind", "wanted", "good"),
    [
        ("application/atom+xml; charset=utf-8", FEED, True),
        ("text/xml", FEED, True),
        ("text/html", FEED, True),
        ("image/png", FEED, False),
        ("application/octet-stream", FEED, True),
        (HTML, PAGE, True),
        ("application/xhtml+xml", PAGE, True),
        ("application/pdf", PAGE, False),
        ("application/rss+xml", PAGE, False),
    ],
)
async def test_the_type_is_checked(site: Site, kind: str, wanted: Wanted, good: bool) -> None:
    """A response of another content type is refused."""
    site.replies["/"] = Reply(b"x", kind=kind)
    if good:
        assert (await fetch(site.url, wanted)).content_type == kind
    else:
        assert "content type" in (await refusal(site.url, wanted)).message


@pytest.mark.parametrize("url", ["http://nowhere.invalid/", "http://127.0.0.1:9/"])
async def test_an_unreachable_host_is_reported(url: str) -> None:
    """An unknown host and a closed port are temporary failures."""
    assert (await refusal(url)).temporary


async def test_requests_to_one_host_are_spaced(site: Site) -> None:
    """Two concurrent requests to one host are sent one after the other, with a pause between."""
    site.replies["/a"] = site.replies["/b"] = Reply(rss())
    async with Fetcher(allow_private=True, pace=0.2) as fetcher, anyio.create_task_group() as group:
        group.start_soon(fetcher.fetch, f"{site.url}/a", FEED)
        group.start_soon(fetcher.fetch, f"{site.url}/b", FEED)
    first, second = site.asked
    assert second.at - first.at >= 0.19


async def test_a_url_with_a_password_is_refused(site: Site) -> None:
    """A URL with credentials is refused, since they would appear in reports."""
    url = site.url.replace("//", "//ana:secret@")
    error = await refusal(url)
    assert isinstance(error, AddressRefused)
    assert "secret" not in error.message
