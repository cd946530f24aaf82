"""Links that open a web page at a quote, by text fragments (WICG, "Scroll to Text Fragment", draft of 2023)."""

from urllib.parse import quote, urldefrag

_WHOLE_WORDS = 12
_EDGE_WORDS = 5
# The characters of a URL that need no encoding (RFC 3986), and the percent sign of those that are encoded already.
_ADDRESS = ":/?[]@!$&'()*+,;=%-._~"


def link_to(url: str | None, cited: str) -> str | None:
    """Return a URL with a text fragment for a quote; a long quote is given by its first and last words."""
    if not url:
        return None
    words = cited.split()
    if "\n" not in cited and len(words) <= _WHOLE_WORDS:
        fragment = _encode(words)
    else:
        fragment = f"{_encode(words[:_EDGE_WORDS])},{_encode(words[-_EDGE_WORDS:])}"
    return f"{quote(urldefrag(url).url, safe=_ADDRESS)}#:~:text={fragment}"


def _encode(words: list[str]) -> str:
    # The hyphen is part of the fragment syntax, and `quote` does not encode it.
    return quote(" ".join(words), safe="").replace("-", "%2D")
