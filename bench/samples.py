"""One small file of each format, of invented articles: what `bench.fuzz_formats` mutates."""

import gzip
from collections.abc import Callable

TITLE = "Harbour bridge opens after repairs"
TEXT = "The harbour bridge opened to traffic on Tuesday, the council said.\n\nRepairs had taken eleven months."
PAGE = (
    f'<!doctype html><html lang="en"><head><title>{TITLE}</title>'
    '<meta property="article:published_time" content="2021-03-02T10:00:00Z"></head>'
    f"<body><article><h1>{TITLE}</h1>"
    + "".join(f"<p>{part} It had been closed since the storm of last spring.</p>" for part in TEXT.split("\n\n") * 3)
    + "</article></body></html>"
)


def write_warc() -> bytes:
    """Return a WARC file of two pages, a redirect and a picture."""
    return b"".join(
        write_response(f"https://news.example/{number}", PAGE.replace("bridge", f"bridge {number}").encode(), *kind)
        for number, kind in enumerate([("200 OK", "text/html"), ("301 Moved", "text/html"), ("200 OK", "image/png")])
    ) + write_response("https://news.example/9", PAGE.replace("bridge", "tunnel").encode(), chunked=True)


def write_response(
    url: str, body: bytes, status: str = "200 OK", mime: str = "text/html", *, chunked: bool = False, kind: str = ""
) -> bytes:
    """Return a WARC record of what a server answered; of type `kind` if it is given."""
    if chunked:
        body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    encoding = "Transfer-Encoding: chunked\r\n" if chunked else ""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {mime}\r\n{encoding}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind or 'response'}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def write_arc() -> bytes:
    """Return an ARC file of one page."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()
    version = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n"
    head = b"filedesc://a.arc 0.0.0.0 20240506070809 text/plain %d\n" % len(version)
    return head + version + b"\nhttps://news.example/1 0.0.0.0 20240506070809 text/html %d\n" % len(http) + http + b"\n"


SAMPLES: dict[str, Callable[[], bytes]] = {
    "warc": write_warc,
    "warc.gz": lambda: b"".join(gzip.compress(write_warc(), mtime=0) for _ in range(2)),
    "arc": write_arc,
    "html": PAGE.encode,
}
"""By the suffix of the file, which chooses the reader; one that has several samples has a word before it."""
