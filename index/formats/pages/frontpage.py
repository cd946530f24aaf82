"""Pages that list articles, as the home page of a paper does, and are none themselves."""

from typing import Any

from index.formats.pages.address import is_of_article, links_of
from index.formats.pages.prose import line_in

_FEWEST = 4
_MANY = 12  # headings that are links: an article has fewer of them around it
_LINKED = "//*[self::h2 or self::h3 or self::h4][.//a[@href] or ancestor::a]"
_MOST_PARAGRAPHS = 2
_SHORTEST = 40


def lists_articles(tree: Any, stated: dict[str, Any], metas: dict[str, str]) -> bool:  # noqa: ANN401 - lxml has no types
    """Return whether a page that states no article of its own consists of cards: headings that link to other pages.

    `stated` is the JSON-LD of its article, `metas` its `meta` elements by name.
    """
    if stated or metas.get("og:type", "website").lower() != "website":
        return False
    if _is_at_front(tree, metas) and len(tree.xpath(_LINKED)) >= _MANY:
        return True
    cards = tree.xpath("//article[.//h2//a[@href] or .//h3//a[@href] or .//a[@href]//h2 or .//a[@href]//h3]")
    whole = [one for one in tree.iter("article") if one.find(".//h1") is not None or _is_whole(one)]
    return len(cards) >= _FEWEST and not whole


def _is_at_front(tree: Any, metas: dict[str, str]) -> bool:  # noqa: ANN401
    """Return whether the address that a page states is that of its site."""
    stated = [*links_of(tree, "canonical"), *filter(None, [metas.get("og:url")])]
    return bool(stated) and not any(map(is_of_article, stated))


def _is_whole(article: Any) -> bool:  # noqa: ANN401
    return sum(len(line_in(p)) >= _SHORTEST for p in article.iter("p")) > _MOST_PARAGRAPHS
