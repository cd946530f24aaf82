"""Addresses of articles within this archive, for articles without a URL where no server shows them as a page."""

from urllib.parse import parse_qs, quote, unquote, urlsplit

from api.dialects.rendering import MessageWriter
from index.errors import NotFound
from index.text import shorten

SCHEME = "dateline:"
TEMPLATE = "dateline://article/{id}{?version}"


def address_article(article: str, version: int | None = None) -> str:
    """Return the address of an article, in its current version or another one."""
    return f"dateline://article/{quote(article, safe=':')}" + (f"?version={version}" if version else "")


def read_address(uri: str) -> tuple[str, int | None]:
    """Return the id of the article that an address names, and the number of its version, None for the current one.

    Raises:
        NotFound: it is not the address of an article.
    """
    parts = urlsplit(uri)
    article, version = unquote(parts.path.removeprefix("/")), parse_qs(parts.query).get("version", [""])[0]
    if (parts.scheme, parts.netloc) != ("dateline", "article") or not article or (version and not version.isdecimal()):
        raise NotFound(f"there is nothing at {shorten(uri)!r}; the address of an article is {TEMPLATE}")
    return article, int(version[:10]) if version else None


class LocalWriter(MessageWriter):
    """Writes an answer where no server shows an article as a page: addresses within the archive stand for it."""

    def _view(self, article: str, version: int, start: int, end: int) -> str:  # noqa: ARG002 - there is no page to scroll
        return address_article(article, version)
