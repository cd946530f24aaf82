"""Addresses of articles: the canonical one, by which an article is known; those of its twins have the same.

A twin is the same article made for AMP, for telephones or for printing, and is told by the shape of its address.
"""

import re
from contextlib import suppress
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

# Not `ref`: on many sites it is the article's number, and a duplicate article costs less than a lost one.
_TRACKING = re.compile(
    r"(utm_\w+|at_(?:medium|campaign|custom\d|link_\w+|format|ptr_name|bbc_team)|wt[._]mc(?:_id)?|[a-z]{0,2}clid|msclkid|gbraid|wbraid"
    r"|[dg]clsrc|twclid|li_fat_id|_hs(?:enc|mi)|mc_[ce]id|cmpid|icid|ocid|ns_(?:mchannel|source|campaign|linkname|fee)"
    r"|ito|smid|smtyp|xtor|igshid|_ga|mkt_tok|s_cid|soc_src|soc_trk|ftag|__twitter_impression|guccounter"
    r"|guce_referr\w+|sr_share|ncid|yclid|taid|traffic_source|mbid)(=.*)?",
    re.IGNORECASE,
)
_WWW = re.compile(r"^(www\.)+(?=.+\.)")

_WRITTEN = "".join(map(chr, range(33, 127)))  # all that is ASCII stays as it is written

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
    """Return the plain URL of an article in ASCII; of a twin, that of the page it was made from."""
    parts = _find_main(urlsplit(_encode(url)))
    return urlunsplit(parts._replace(path=parts.path.rstrip("/")))


def plain_url(url: str) -> str:
    """Return the URL as `https`, with lower-case host, without `www.`, usual port, tracking parameters or last slash.

    A fragment is removed unless it begins with `!` or `/`, by which some sites identify their articles.
    """
    parts = urlsplit(url)
    host = host_of(url) or ""
    host = f"[{host}]" if ":" in host else host
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    # The parameters stay as they are written: to decode and encode them would drop `?12345` and confuse encodings.
    query = "&".join(sorted(part for part in parts.query.split("&") if part and not _TRACKING.fullmatch(part)))
    scheme = "https" if parts.scheme in ("http", "https", "") else parts.scheme
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit((scheme, host + port, parts.path.rstrip("/"), query, fragment))


def host_of(url: str | None) -> str | None:
    """Return the host of a URL without `www.`, in its own letters, or None."""
    host = _WWW.sub("", urlsplit(url).hostname or "") if url else ""
    if "xn--" in host:
        with suppress(UnicodeError):
            host = host.encode("ascii").decode("idna")
    return host or None


def is_twin(url: str) -> bool:
    """Return whether an address has the shape of a twin."""
    return canonical_url(url) != _encode(url)


def _encode(url: str) -> str:
    """Return a plain URL as a browser sends it: other letters percent-encoded, those of a host in its ASCII form."""
    if url.isascii():
        return _encode_host(plain_url(url))
    return _encode_host(plain_url(quote(_encode_host(plain_url(url)), safe=_WRITTEN)))  # the parameters are sorted anew


def _encode_host(url: str) -> str:
    parts = urlsplit(url)
    with suppress(UnicodeError):
        return urlunsplit(parts._replace(netloc=parts.netloc.encode("idna").decode("ascii")))
    return url


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
