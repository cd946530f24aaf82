"""What printed pages have around their text: lines at the edge of each page, and lines above the headline."""

import re

from index.formats.fields.bylines import is_byline, is_stamp
from index.formats.options import Options
from index.formats.texts.mastheads import is_paper

_EDGE = 2  # lines at the top and at the bottom of a page
_FEWEST_PAGES = 2
# What browsers print at the edges: the time of printing with the title, and the address with the number of the page.
_BY_BROWSER = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d\d(?:\s?[AP]M)?\b.*", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|file:/)\S+\s*(?:\d{1,3}\s?/\s?\d{1,3})?", re.IGNORECASE)
_REACH = 10  # lines among which the headline stands
_MOST_LINES = 3  # of a headline
_SHORTEST = 10


def drop_running_heads(pages: list[list[str]], options: Options) -> list[list[str]]:
    """Return the lines of pages without those that stand at the edge of each page, whatever their numbers.

    The address that a browser prints is kept above the text, as that of the article.
    """
    edges = [{_fold(line) for line in _edge_of(page)} for page in pages]
    shared = {fold for edge in edges for fold in edge if sum(fold in one for one in edges) >= _FEWEST_PAGES}
    urls = [
        line.split()[0]
        for page in pages
        for line in _edge_of(page)
        if line.startswith("http") and _ADDRESS.fullmatch(line)
    ]
    kept: list[list[str]] = []
    for page in pages:
        edge = _edge_of(page)
        dropped = [line for line in edge if _is_of_edge(line, shared, is_first=not kept)]
        for line in dropped if not kept else ():
            options.omit("head or foot of the page", line)
        kept.append([line for line in page if line not in dropped])
    return [[urls[0], *kept[0]], *kept[1:]] if urls else kept


def _is_of_edge(line: str, shared: set[str], *, is_first: bool) -> bool:
    """Return whether a line is one that stands on each page; on the first page it may be the headline itself."""
    if _BY_BROWSER.fullmatch(line) or _ADDRESS.fullmatch(line):
        return True
    return _fold(line) in shared and (not is_first or is_paper(line) or any(map(str.isdigit, line)))


def _edge_of(page: list[str]) -> list[str]:
    lines = [line for line in page if line]
    return [*lines[:_EDGE], *lines[max(_EDGE, len(lines) - _EDGE) :]]


def cut_titles(pages: list[list[str]], title: str, options: Options) -> list[list[str]]:
    """Return the lines of pages with the headline that the file states in one line, without what stands above it.

    Such a title is often of another kind, the name of the file say, so it counts only where the first page shows it.
    """
    if not pages or len(_fold(title)) < _SHORTEST:
        return pages
    first = pages[0]
    for start in range(min(_REACH, len(first))):
        for end in range(start + 1, min(start + _MOST_LINES, len(first)) + 1):
            shown = " ".join(first[start:end])
            if len(_fold(shown)) >= _SHORTEST and _is_title(_fold(shown), _fold(title)):
                above = [line for line in first[:start] if is_stamp(line) or is_byline(line) or line.startswith("http")]
                for line in first[:start]:
                    if line and line not in above:
                        options.omit("masthead", line)
                return [[*above, shown, "", *first[end:]], *pages[1:]]
    return pages


def _is_title(shown: str, title: str) -> bool:
    """Return whether a heading is a title, which may have the name of the site behind it."""
    return shown == title or (title.startswith(f"{shown} ") and len(shown) * 2 > len(title))


def _fold(line: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", line.casefold()))
