"""Links that open a page at the quoted words, by text fragments (WICG, "Scroll to Text Fragment", draft of 2023)."""

from urllib.parse import quote, urldefrag

_WHOLE_WORDS = 12
_EDGE_WORDS = 5
# What an address may hold as it is (RFC 3986), the percent sign of what is encoded already among it.
_ADDRESS = ":/?[]@!$&'()*+,;=%-._~"


def link_to(url: str | None, cited: str) -> str | None:
    """Return the address of a page with a fragment that names the quoted words; a long quote by its two ends."""
    if not url:
        return None
    words = cited.split()
    if "\n" not in cited and len(words) <= _WHOLE_WORDS:
        fragment = _encode(words)
    else:
        fragment = f"{_encode(words[:_EDGE_WORDS])},{_encode(words[-_EDGE_WORDS:])}"
    return f"{quote(urldefrag(url).url, safe=_ADDRESS)}#:~:text={fragment}"


def _encode(words: list[str]) -> str:
    # The dash is the fragment syntax's own sign and `quote` leaves it alone.
    return quote(" ".join(words), safe="").replace("-", "%2D")
