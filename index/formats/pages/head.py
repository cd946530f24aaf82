"""What a page states about its article: its JSON-LD, its `meta` elements and its marked elements."""

import html
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urljoin

from index.addresses import canonical_url
from index.formats.fields.bylines import distinct, split_names, without_roles
from index.text import normalise_line

_ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting)")
_PAGE = re.compile(r"(?:Web|Item|Medical|About)Page")
_OTHERS = re.compile(r"\w*(?:Image|Video|Audio|Media|Event|Comment|Review|ItemList|ListItem|Person|Organization)\w*")
_WITHIN = ("image", "video", "thumbnail", "logo", "comment", "itemListElement", "hasPart", "citation", "review")
_CONTAINERS = ("@graph", "mainEntity", "mainEntityOfPage")
_WRAPPING = re.compile(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")
_NO_SITE = re.compile(r"\W*(?:copyright|\(c\)|©|all rights reserved)", re.IGNORECASE)
_LONGEST_NAME = 100
_SHORTEST_WORD = 4
_SHARE_OF_WORDS = 0.5  # that the headline of an article has in common with the titles of its page


def find_object(tree: Any, title: str, address: str | None = None) -> dict[str, Any]:  # noqa: ANN401 - lxml has no types
    """Return the JSON-LD object of the article: of several the one whose headline stands in `title`; else empty.

    An object is that of another article if it states an address that is not `address`, and its headline has few words
    in common with the title.
    """
    objects = [one for script in _scripts(tree) for one in _objects(script, _ARTICLE)]
    objects = [one for one in objects if not _is_of_another(one, title, address)]
    objects.sort(key=lambda one: not _states(one, address))
    named = [one for one in objects if (headline := line_of(one.get("headline"))) and _fold(headline) in _fold(title)]
    dated = [one for one in named or objects if one.get("datePublished")]
    found = next(iter(dated or named or objects), {})
    return found | {"publisher": resolve(found["publisher"], tree)} if "publisher" in found else found


def resolve(value: object, tree: Any) -> object:  # noqa: ANN401
    """Return a value of JSON-LD with the objects of the page that it names by `@id`, in place of mere references."""
    if isinstance(value, list):
        return [resolve(one, tree) for one in value]
    if not isinstance(value, dict) or value.get("name") or not isinstance(value.get("@id"), str):
        return value
    named = (one for script in _scripts(tree) for one in _all_objects(script) if one.get("@id") == value["@id"])
    return next((one for one in named if one.get("name")), value)


def _all_objects(value: object) -> Iterator[dict[str, Any]]:
    """Yield the objects of JSON-LD, at the top and in its graphs."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one
            yield from _all_objects(one.get("@graph") or [])


def drop_objects_of_others(tree: Any, title: str, address: str | None) -> None:  # noqa: ANN401
    """Remove the scripts of a page whose JSON-LD is that of other articles alone."""
    for script in [one for one in tree.iter("script") if "ld+json" in (one.get("type") or "").lower()]:
        with suppress(ValueError, RecursionError):
            objects = list(_objects(_load(script), _ARTICLE))
            if objects and all(_is_of_another(one, title, address) for one in objects):
                script.text = ""


def addresses_in(stated: dict[str, Any]) -> Iterator[str]:
    """Yield the addresses that the JSON-LD of an article states as its own, without fragments."""
    for name in ("mainEntityOfPage", "url", "@id"):
        value = stated.get(name)
        for one in value if isinstance(value, list) else [value]:
            given = (one.get("@id") or one.get("url")) if isinstance(one, dict) else one
            if isinstance(given, str) and (link := given.strip().partition("#")[0]):
                yield link


def page_date_of(tree: Any) -> str | None:  # noqa: ANN401
    """Return when the page was published by its own JSON-LD, beside that of its article."""
    objects = (one for script in _scripts(tree) for one in _objects(script, _PAGE))
    return next((date for one in objects if isinstance(date := one.get("datePublished"), str)), None)


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


def check_site(name: str | None, title: str) -> str | None:
    """Return the name of a site; None if what stands in its place is a note of copyright, a number or the headline."""
    if not name or _NO_SITE.match(name) or not any(map(str.isalpha, name)) or _fold(name) == _fold(title):
        return None
    return name


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
    return tuple(without_roles(distinct(known)))


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


def _objects(value: object, kinds: re.Pattern[str]) -> Iterator[dict[str, Any]]:
    """Yield the objects of these types that stand in JSON-LD, outside of others."""
    if isinstance(value, list):
        for one in value:
            yield from _objects(one, kinds)
    elif isinstance(value, dict):
        types = value.get("@type")
        if any(isinstance(k, str) and kinds.fullmatch(k) for k in (types if isinstance(types, list) else [types])):
            yield value
        for name in _CONTAINERS:
            yield from _objects(value.get(name), kinds)


def _states(stated: dict[str, Any], address: str | None) -> bool:
    return address is not None and any(_is_same(link, address) for link in addresses_in(stated))


def _is_of_another(stated: dict[str, Any], title: str, address: str | None) -> bool:
    """Return whether an object states the address of another page, and a headline of other words than its titles."""
    links = [link for link in addresses_in(stated) if link.startswith(("http://", "https://"))]
    words = {word for word in _fold(line_of(stated.get("headline"))).split() if len(word) >= _SHORTEST_WORD}
    if not address or not links or not words or any(_is_same(link, address) for link in links):
        return False
    return len(words.intersection(_fold(title).split())) < _SHARE_OF_WORDS * len(words)


def _is_same(link: str, address: str) -> bool:
    try:
        return canonical_url(urljoin(address, link)) == canonical_url(address)
    except ValueError:
        return False


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
