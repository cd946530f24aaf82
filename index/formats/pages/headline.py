"""The headline of a page: what it shows, where its metadata repeat it; else what they state, without the site."""

import re
from collections.abc import Iterator, Set
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from index.addresses import canonical_url
from index.formats.pages.prose import fold
from index.text import normalise_line

_SEPARATOR = r"\s*(?:[|–—·»:｜：]|\s-)\s*"
_LAST = re.compile(r"\s*(?:[|·»｜：]|\s[–—-]\s)\s*(?!.*[|·»｜：])(?P<name>[^|·»｜：]+)\Z")
_PARTS = re.compile(r"\s+[|–—·»-]\s+|\s*:\s+")
_LONGEST_HEADLINE = 300
_CUT = 80  # characters: where some systems cut a headline for search engines
_FEWEST_WORDS = 4
_FEWEST_SIGNS = 20
_SHORTEST_WORD = 4
_FEWEST_SIGNS_OF_NAME = 4
_SHORTEST_PROSE = 80
# What themes call the heading of an article, and what they call the place of a site's name.
_MARK = re.compile(
    r"(?:^|[\s_-])(?:post|entry|article|story|news)[-_]{1,2}(?:title|headline|heading)(?:\s|$)|(?:^|\s)(?:headline|p-name)(?:\s|$)",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"(?:^|[\s_-])(?:masthead|branding|logo|nameplate|header-inner|(?:site|blog|brand)[-_]?(?:title|name|header))(?:$|[\s_-])",
    re.IGNORECASE,
)
_ASIDE = ("aside", "nav", "footer")


def headline_of(
    tree: Any,  # noqa: ANN401 - lxml has no types
    stated: list[str],
    site: str | None,
    address: str | None = None,
    name: str = "",
) -> str:
    """Return the headline: the first title that is stated, without the name of the site.

    `stated` are the titles of the article's JSON-LD, of `og:title` and of the page. A heading that `og:title` repeats
    is the headline whatever the JSON-LD says, which may be worded for search engines, cut off, or of the site. So is a
    heading that the stated title begins with, or that completes it. A heading that is the name of the site, as blogs
    have it above each post, is none; `address` is that of the page. `name` is that of the article in its JSON-LD, which
    is the headline where a heading repeats it: the `headline` of encyclopedias is a description.
    """
    told = {fold(title) for title in stated[:2]}
    shown = [text for text in _site_headings(tree, address) if fold(text) not in told]
    names = [*filter(None, [site]), *shown]
    headings = [text for text in _texts(tree, "h1") if not _is_any(text, names)]
    marked = [text for text in marked_headings(tree, address) if not _is_any(text, names)]
    headings += [text for text in marked if text not in headings]
    given = [*map(normalise_line, stated), *_texts(tree, "title")[:1]]
    titles = [title for title in given if title and not _is_any(title, shown)]
    whole = [text for text in headings if _is_whole(text)]
    shared = fold(_without_sites(next(filter(None, [normalise_line(stated[1]), *_texts(tree, "title")]), ""), names))
    if repeated := next((heading for heading in whole if fold(heading) == shared), None):
        return repeated
    if named := next((heading for heading in headings if name and fold(heading) == fold(name)), None):
        return named
    if not normalise_line(stated[0]):
        # What the page shows is closer to its headline than what it shows on other sites, unless it is a short name of
        # a section, of which no title has a word.
        best = _find_shown(tree, headings, marked, names)
        titles = [best, *titles] if best else titles
        others = [title for title in titles if fold(title) != fold(titles[0])]
        if titles and titles[0] in headings and _is_of_section(titles[0], others):
            titles = [*others, titles[0]]
    for title in titles[:1]:
        return _find_heading(title, headings) or _without_sites(title, names)
    return next(iter([*headings, *shown]), "")


def _is_of_section(heading: str, titles: list[str]) -> bool:
    """Return whether a heading is short, and has no word in common with the whole titles that the page states."""
    whole = [set(fold(title).split()) for title in titles if len(title.split()) >= _FEWEST_WORDS]
    words = {word for word in fold(heading).split() if len(word) >= _SHORTEST_WORD}
    return len(heading.split()) < _FEWEST_WORDS and bool(whole) and not any(words & title for title in whole)


def marked_headings(tree: Any, address: str | None) -> list[str]:  # noqa: ANN401
    """Return the headings that a page marks as that of its article, each once; those of other articles are links."""
    found = [one for one in tree.iter("h1", "h2", "h3", "h4") if _is_marked(one) and not leads_away(one, address)]
    texts = [normalise_line(one.text_content()) for one in found if not any(True for _ in one.iterancestors(*_ASIDE))]
    return list(dict.fromkeys(filter(None, texts)))


def _is_marked(heading: Any) -> bool:  # noqa: ANN401
    return "headline" in (heading.get("itemprop") or "").split() or _MARK.search(heading.get("class") or "") is not None


def leads_away(heading: Any, address: str | None) -> bool:  # noqa: ANN401
    """Return whether a heading is a link to a page other than its own."""
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    return any(link.get("href") and not _is_same(link.get("href"), address) for link in links)


def _is_same(link: str, address: str | None) -> bool:
    try:
        parts = urlsplit(link)
        if not parts.netloc:
            return not parts.path or parts.path.rstrip("/") == urlsplit(address or "").path.rstrip("/")
        return address is not None and canonical_url(link) == canonical_url(address)
    except ValueError:
        return False


def _site_headings(tree: Any, address: str | None) -> Iterator[str]:  # noqa: ANN401
    """Yield the first headings that are names of the site: links to its front page, or what stands in its masthead.

    What stands in a masthead is the name of the site only if the page has another heading of its article.
    """
    others = cache(lambda: {*marked_headings(tree, address), *_texts(tree, "h1"), *_lower_headings(tree)})
    for heading in tree.iter("h1"):
        text = normalise_line(heading.text_content())
        if not text or _is_marked(heading):
            continue
        if _leads_to_front(heading, text) or (_is_in_masthead(heading) and others() - {text}):
            yield text


def _leads_to_front(heading: Any, text: str) -> bool:  # noqa: ANN401
    links = [link for link in [*heading.iter("a"), *heading.iterancestors("a")] if link.get("href")]
    return any(_is_front(link.get("href")) and text == normalise_line(link.text_content()) for link in links)


def _is_front(link: str) -> bool:
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return False
    return parts.path in ("/", "") and not parts.query and bool(parts.path or parts.netloc)


def _is_in_masthead(heading: Any) -> bool:  # noqa: ANN401
    if any(True for _ in heading.iterancestors("article", "main")):
        return False
    around = [one for one in (heading, *heading.iterancestors()) if one.tag not in ("body", "html")]
    return any(_SITE.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in around)


def _find_shown(tree: Any, headings: list[str], marked: list[str], names: list[str]) -> str | None:  # noqa: ANN401
    """Return the heading of the article that a page shows which states none in JSON-LD; None if several may be it."""
    whole = [text for text in headings if _is_whole(text)]
    stated = _texts(tree, "title")
    named = {fold(part) for title in stated for part in [title, *_PARTS.split(title), _without_sites(title, names)]}
    titled = [heading for heading in dict.fromkeys([*whole, *marked]) if fold(heading) in named]
    if len(titled) == 1 or len(whole) == 1:
        return (titled if len(titled) == 1 else whole)[0]
    if headings or next(tree.iter("h1"), None) is None:
        return None  # only below the name of a site a lower heading is the headline
    lower = [text for text in _lower_headings(tree, named) if not _is_any(text, names)]
    return next((text for text in lower if fold(text) in named), lower[0] if len(lower) == 1 else None)


def _lower_headings(tree: Any, named: Set[str] = frozenset()) -> list[str]:  # noqa: ANN401
    """Return the headings of second and third order above the story, outside menus; of links, only those `named`."""
    found: list[str] = []
    for piece in tree.iter("h2", "h3", "p"):
        line = normalise_line(piece.text_content())
        if piece.tag == "p" and len(line) >= _SHORTEST_PROSE:
            break
        if piece.tag != "p" and line and not any(True for _ in piece.iterancestors(*_ASIDE)):
            found += [line] if fold(line) in named or not _links(piece) else []
    return found


def _links(piece: Any) -> bool:  # noqa: ANN401
    return next(piece.iter("a"), None) is not None


def _texts(tree: Any, tag: str) -> list[str]:  # noqa: ANN401
    return [text for one in tree.iter(tag) if (text := normalise_line(one.text_content()))]


def _is_any(text: str, names: list[str]) -> bool:
    return fold(text) in {fold(name) for name in names}


def _is_whole(heading: str) -> bool:
    """Return whether a heading is more than the name of a site or a section; some languages part no words."""
    words = heading.split()
    return len(heading) <= _LONGEST_HEADLINE and (len(words) >= _FEWEST_WORDS or max(map(len, words)) >= _FEWEST_SIGNS)


def _find_heading(title: str, headings: list[str]) -> str | None:
    """Return the heading that a title has with the name of a site, or the beginning of which it is."""
    for heading in headings:
        parted = re.fullmatch(rf"{re.escape(heading)}{_SEPARATOR}.*|.*{_SEPARATOR}{re.escape(heading)}", title)
        cut = title.rstrip("….").rstrip()
        is_cut = title.endswith(("…", "...")) or len(title) >= _CUT
        if parted or (is_cut and heading.startswith(cut)):
            return heading
    return None


def _without_sites(title: str, sites: list[str]) -> str:
    for site in sites:
        name = re.escape(normalise_line(site))
        title = re.sub(rf"{_SEPARATOR}{name}$|^{name}{_SEPARATOR}", "", title, flags=re.IGNORECASE) or title
        last = _LAST.search(title)
        if last and len(part := fold(last["name"])) >= _FEWEST_SIGNS_OF_NAME and fold(site).startswith(part):
            title = title[: last.start()] or title  # "Herald" of "Herald Online"
    return title
