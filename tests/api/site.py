"""A web site on this machine: it sends given replies, and records requests."""

import contextlib
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RSS = "application/rss+xml"
HTML = "text/html; charset=utf-8"


@dataclass(slots=True)
class Reply:
    """The reply at a path; a body in chunks is sent without a length."""

    body: bytes | Iterable[bytes] = b""
    kind: str = RSS
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    last_modified: str | None = None


@dataclass(slots=True)
class Asked:
    """A request, and when it came, in seconds of the monotonic clock."""

    path: str
    headers: Message
    at: float


@dataclass(slots=True)
class Site:
    """The site: its address, its replies by path, and the requests it got."""

    url: str
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def paths(self) -> list[str]:
        """Return the requested paths, in order."""
        return [asked.path for asked in self.asked]


def rss(*items: str, title: str = "Harbour Post") -> bytes:
    """Return a feed of items."""
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>{title}</title>{entries}</channel></rss>'.encode()


def entry(number: int, text: str = "", *, link: str = "", when: str = "Tue, 06 May 2025 10:00:00 GMT") -> str:
    """Return an item of a feed."""
    link = link or f"https://post.example/{number}"
    text = text or f"Zeppelin number {number} landed on the lake."
    return (
        f"<title>Zeppelin {number}</title><link>{link}</link><guid>g-{number}</guid><pubDate>{when}</pubDate>"
        f"<description>{text}</description>"
    )


@contextlib.contextmanager
def serving() -> Iterator[Site]:
    """Serve until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(Asked(self.path, self.headers, time.monotonic()))
            reply = site.replies.get(self.path, Reply(status=404))
            known = (self.headers["If-None-Match"], self.headers["If-Modified-Since"])
            unchanged = known != (None, None) and known == (reply.etag, reply.last_modified)
            with contextlib.suppress(OSError):  # whoever asked has heard enough
                self._send(reply, 304 if unchanged else reply.status)

        def _send(self, reply: Reply, status: int) -> None:
            self.send_response(status)
            tags = {"ETag": reply.etag, "Last-Modified": reply.last_modified, "Content-Type": reply.kind}
            for name, value in (tags | reply.headers).items():
                if value:
                    self.send_header(name, value)
            whole = isinstance(reply.body, bytes)
            if isinstance(reply.body, bytes):
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if status != 304:
                for piece in [reply.body] if whole else reply.body:
                    assert isinstance(piece, bytes)
                    self.wfile.write(piece)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as its parent names it
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.daemon_threads = True
        site = Site(f"http://127.0.0.1:{listening.server_port}")
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        try:
            yield site
        finally:
            listening.shutdown()
            thread.join()
