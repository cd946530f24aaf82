"""Addresses of articles: the canonical one, by which an article is known; those of its twins have the same.

A twin is the same article made for AMP, for telephones or for printing, and is told by the shape of its address.
"""

import re
import unicodedata
from contextlib import suppress
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

# `ref` and `share` only with the name of a channel: on many sites they are the article's number, and a duplicate
# article costs less than a lost one.
_TRACKING = re.compile(
    r"(?:ref|share)=(?:rss|feed|atom|newsletter|twitter|x|facebook|fb|linkedin|whatsapp|telegram|reddit|pinterest|email)"
    r"|(utm_\w+|at_(?:medium|campaign|custom\d|link_\w+|format|ptr_name|bbc_team)|wt[._]mc(?:_id)?|[a-z]{0,2}clid|msclkid|gbraid|wbraid"
    r"|[dg]clsrc|twclid|li_fat_id|_hs(?:enc|mi)|mc_[ce]id|cmp(?:id)?|icid|ocid|ns_(?:mchannel|source|campaign|linkname|fee)"
    r"|ito|smid|smtyp|xtor|igshid|_ga|mkt_tok|s_cid|soc_src|soc_trk|ftag|__twitter_impression|guccounter"
    r"|guce_referr\w+|sr_share|ncid|yclid|taid|traffic_source|mbid)(=.*)?",
    re.IGNORECASE,
)
_WWW = re.compile(r"^(www\.)+(?=.+\.)")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_NEVER_ESCAPED = re.compile(r"%(?:2[DE]|3\d|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])", re.IGNORECASE)

_HOST = re.compile(r"^(?:www\.)*(?:amp|m|mobile|mobil|touch|wap|print)\.(?:m\.)?(?=[^.]+\.[^.])", re.IGNORECASE)
_HOST_WITHIN = re.compile(r"^((?:www|edition)\.)m\.(?=[^.]+\.[^.])", re.IGNORECASE)
_CACHE = re.compile(r"/(?:amp|[acv](?:/s)?|c)/(?:s/)?([\w.-]+\.[a-z]{2,}/.+)", re.IGNORECASE)
_CACHES = re.compile(r"(?:.+\.)?cdn\.ampproject\.org|(?:www\.)?google(?:\.com?)?(?:\.[a-z]{2,3})?", re.IGNORECASE)
_AMP_WITHIN = re.compile(r"/amp(?=/)", re.IGNORECASE)
_ENDS = re.compile(
    r"(?:/(?:amp|print|printable)|\.amp|-amp(?=\.))(?:(\.s?html?)|\.php)?/?$|^/(?:print|printable)(?=/)", re.IGNORECASE
)
_QUERY = re.compile(
    r"amp(?:=(?:1|true|yes|amp)?)?|_amp=(?:1|true)|(?:outputtype|output|view|layout|format|type|platform)=(?:amp(?:html)?|print)"
    r"|(?:print|printable|printview|printable_version|print_version|printerfriendly|mobile|is_mobile)(?:=(?:1|true|yes|y)?)?"
    r"|(?:mode|view|style|tmpl|action|pagewanted|theme)=(?:print|printable|printview|printer|print_view)|m=1",
    re.IGNORECASE,
)  # fmt: skip


def canonical_url(url: str) -> str:
    """Return the plain URL of an article; of a twin, that of the page it was made from."""
    return _without_shape(plain_url(url))


def written_url(url: str) -> str:
    """Return the canonical URL of an article with its characters as they are written, as an earlier Dateline had it."""
    return _without_shape(_strip(url))


def plain_url(url: str) -> str:
    """Return the URL as `https`, with lower-case host, without `www.`, usual port, tracking parameters or last slash.

    A fragment is removed unless it begins with `!` or `/`, by which some sites identify their articles. It is
    in ASCII: `/é` and `/%C3%A9` are one address, and so are `münchen.example` and `xn--mnchen-3ya.example`.
    """
    parts = urlsplit(_strip(url))
    query = "&".join(sorted(map(_escape, parts.query.split("&"))))
    host = _encode_host(parts.netloc)
    return urlunsplit((parts.scheme, host, _escape(parts.path), query, _escape(parts.fragment)))


def host_of(url: str | None) -> str | None:
    """Return the host of a URL without `www.`, in the letters of its language, or None."""
    return _WWW.sub("", _spell_host(urlsplit(url).hostname or "")) or None if url else None


def is_twin(url: str) -> bool:
    """Return whether an address has the shape of a twin."""
    return canonical_url(url) != plain_url(url)


def _strip(url: str) -> str:
    parts = urlsplit(url)
    host = host_of(url) or ""
    host = f"[{host}]" if ":" in host else host
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    # The parameters stay as they are written: to decode and encode them would drop `?12345` and confuse encodings.
    query = "&".join(sorted(part for part in parts.query.split("&") if part and not _TRACKING.fullmatch(part)))
    scheme = "https" if parts.scheme in ("http", "https", "") else parts.scheme
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit((scheme, host + port, parts.path.rstrip("/"), query, fragment))


def _without_shape(url: str) -> str:
    parts = _find_main(urlsplit(url))
    return urlunsplit(parts._replace(path=parts.path.rstrip("/")))


def _spell_host(host: str) -> str:
    """Return a host with the parts that begin with `xn--` in the letters that they stand for."""
    labels = host.split(".")
    for place, label in enumerate(labels):
        if label.startswith("xn--"):
            with suppress(UnicodeError):
                labels[place] = label[4:].encode("ascii").decode("punycode")
    return unicodedata.normalize("NFC", ".".join(labels))


def _encode_host(host: str) -> str:
    labels = (
        label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}" for label in host.split(".")
    )
    return ".".join(labels)


def _escape(part: str) -> str:
    """Return a part of an address in ASCII, with what need not be escaped unescaped."""
    part = _NEVER_ESCAPED.sub(lambda found: chr(int(found[0][1:], 16)), part)
    part = _ESCAPE.sub(lambda found: found[0].upper(), part)
    return quote(unicodedata.normalize("NFC", part), safe="!\"#$%&'()*+,/:;<=>?@[\\]^`{|}~ ")


def _find_main(parts: SplitResult) -> SplitResult:
    """Return the address of the page that a twin is made from; any other address unchanged."""
    if _CACHES.fullmatch(parts.hostname or "") and (kept := _CACHE.fullmatch(parts.path)):
        parts = urlsplit(plain_url(f"https://{kept[1]}?{parts.query}"))
    host = _HOST_WITHIN.sub(r"\1", _HOST.sub("", parts.netloc))
    path = _ENDS.sub(lambda end: end[1] or "", _AMP_WITHIN.sub("", parts.path))
    query = "&".join(part for part in parts.query.split("&") if part and not _QUERY.fullmatch(part))
    if path.strip("/") or query:
        return parts._replace(netloc=host, path=path, query=query)
    return parts  # a front page has no twin that is an article
