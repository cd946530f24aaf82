"""What a page states about its article: its JSON-LD, its `meta` elements and its marked elements."""

import html
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from index.formats.fields.bylines import split_names, without_roles
from index.text import normalise_line

_ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting)")
_OTHERS = re.compile(r"\w*(?:Image|Video|Audio|Media|Event|Comment|Review|ItemList|ListItem|Person|Organization)\w*")
_WITHIN = ("image", "video", "thumbnail", "logo", "comment", "itemListElement", "hasPart", "citation", "review")
_CONTAINERS = ("@graph", "mainEntity", "mainEntityOfPage")
_WRAPPING = re.compile(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")
_SEPARATOR = r"\s*(?:[|–—·»:]|\s-)\s*"
_LONGEST_NAME = 100
_LONGEST_HEADLINE = 300
_CUT = 80  # characters: where some systems cut a headline for search engines
_FEWEST_WORDS = 4
_FEWEST_SIGNS = 20


def find_object(tree: Any, title: str) -> dict[str, Any]:  # noqa: ANN401 - lxml has no types
    """Return the JSON-LD object of the article: of several the one whose headline stands in `title`; else empty."""
    objects = [one for script in _scripts(tree) for one in _articles(script)]
    named = [one for one in objects if (headline := line_of(one.get("headline"))) and _fold(headline) in _fold(title)]
    dated = [one for one in named or objects if one.get("datePublished")]
    return next(iter(dated or named or objects), {})


def line_of(value: object) -> str:
    """Return a text of JSON-LD on one line; of a list the first, of an object its name."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or ""
    return normalise_line(html.unescape(value)) if isinstance(value, str) else ""


def names_of(value: object) -> tuple[str, ...]:
    """Return the names of the authors in JSON-LD, each once."""
    given = [line_of(one) for one in (value if isinstance(value, list) else [value])]
    return _check_names([name for one in given for name in split_names(one, several=len(given) == 1)])


def metas_of(tree: Any) -> dict[str, str]:  # noqa: ANN401
    """Return the contents of the `meta` elements by their names in lower case, the first of each name."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if content := (meta.get("content") or "").strip():
            metas.setdefault(name.strip().lower(), content)
    return metas


def authors_of(tree: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Return the names of the links to the authors of a page, each once."""
    found = tree.xpath("//a[contains(concat(' ', @rel, ' '), ' author ')]")
    given = [normalise_line(one.text_content()) for one in found]
    return _check_names([name for one in given for name in split_names(one, several=len(given) == 1)])


def _check_names(names: list[str]) -> tuple[str, ...]:
    known = [name for name in names if name and len(name) <= _LONGEST_NAME and "://" not in name]
    return tuple(without_roles(list(dict.fromkeys(known))))


def headline_of(tree: Any, stated: list[str], site: str | None) -> str:  # noqa: ANN401
    """Return the headline: the first title that is stated, without the name of the site.

    `stated` are the titles of the article's JSON-LD, of `og:title` and of the page. A heading that `og:title` repeats
    is the headline whatever the JSON-LD says, which may be worded for search engines, cut off, or of the site. So is a
    heading that the stated title begins with, or that completes it.
    """
    headings = [heading for one in tree.iter("h1") if (heading := normalise_line(one.text_content()))]
    titles = [title for title in map(normalise_line, stated) if title]
    whole = list(filter(_is_whole, headings))
    shared = _fold(_without_site(normalise_line(stated[1]), site))
    if repeated := next((heading for heading in whole if _fold(heading) == shared), None):
        return repeated
    if not normalise_line(stated[0]) and len(whole) == 1:
        titles.insert(0, whole[0])  # what the page shows is closer to its headline than what it shows on other sites
    for title in titles[:1]:
        return _find_heading(title, headings) or _without_site(title, site)
    return next(iter(headings), "")


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


def _without_site(title: str, site: str | None) -> str:
    if not site:
        return title
    name = re.escape(normalise_line(site))
    return re.sub(rf"{_SEPARATOR}{name}$|^{name}{_SEPARATOR}", "", title, flags=re.IGNORECASE) or title


def forget_others(tree: Any) -> None:  # noqa: ANN401
    """Remove from the JSON-LD of a page the dates of what is within its article or beside it: pictures, say."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            with suppress(ValueError, RecursionError):
                script.text = json.dumps(_without_others(_load(script)))


def _without_others(value: object, *, other: bool = False) -> object:
    if isinstance(value, list):
        return [_without_others(one, other=other) for one in value]
    if not isinstance(value, dict):
        return value
    other = other or _OTHERS.fullmatch(str(value.get("@type", ""))) is not None
    kept = {name: one for name, one in value.items() if not (other and name.startswith("date"))}
    return {name: _without_others(one, other=other or name in _WITHIN) for name, one in kept.items()}


def _scripts(tree: Any) -> Iterator[object]:  # noqa: ANN401
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            with suppress(ValueError, RecursionError):
                yield _load(script)


def _load(script: Any) -> object:  # noqa: ANN401
    return json.loads(_WRAPPING.sub("", (script.text or "").strip()), strict=False)


def _articles(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from _articles(one)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if any(isinstance(k, str) and _ARTICLE.fullmatch(k) for k in (kinds if isinstance(kinds, list) else [kinds])):
            yield value
        for name in _CONTAINERS:
            yield from _articles(value.get(name))


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
