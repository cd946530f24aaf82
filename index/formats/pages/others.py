"""Other articles in a page: those that follow the one that it is about, and cards that lead to others."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import SplitResult, urlsplit

from index.addresses import host_of
from index.formats.pages.headline import leads_away
from index.formats.pages.prose import fold, line_in
from index.text import normalise_line

_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_FEWEST_WORDS = 3  # of a heading that the titles of the page repeat
_SHORTEST = 40
_MOST_PARAGRAPHS = 2  # of a card
_LONGEST_CARD = 700
_BLOCKS = ("article", "aside", "div", "section", "li")
_STAMPED = (
    ".//time | .//*[@rel='author' or contains(@class, 'byline') or contains(@itemprop, 'author')"
    " or contains(@itemprop, 'datePublished')] | .//p[starts-with(normalize-space(.), 'By ')]"
)


def without_others(tree: Any, titles: str, address: str | None) -> Any:  # noqa: ANN401 - lxml has no types
    """Return a page without other articles and cards of them; the tree itself where it has none.

    `titles` are what the page states as its title: the heading that they repeat is that of its article.
    """
    if not _find_others(tree, titles, address):
        return tree
    pruned = deepcopy(tree)
    for block in _find_others(pruned, titles, address):
        if block.getparent() is not None:
            block.drop_tree()
    return pruned


def shows_several(tree: Any, titles: str) -> bool:  # noqa: ANN401
    """Return whether a page has several blocks with a main heading and paragraphs, none of which its titles name."""
    if _find_headline(tree, titles) is not None:
        return False
    blocks = {_block_of(one, set()) for one in tree.iter("h1") if line_in(one)} - {None}
    return sum(_has_story(one) for one in blocks) > 1


def _has_story(block: Any) -> bool:  # noqa: ANN401
    return sum(len(line_in(one)) >= _SHORTEST for one in block.iter("p")) >= _MOST_PARAGRAPHS


def _find_others(tree: Any, titles: str, address: str | None) -> list[Any]:  # noqa: ANN401
    headline = _find_headline(tree, titles)
    if headline is None:
        return []
    around = set(headline.iterancestors())
    headings = [one for one in tree.iter(*_HEADINGS) if line_in(one) and not _is_repeated(one, titles)]
    following = list(_following(headings, headline, around))
    cards = [card for one in headings if (card := _card_of(one, around, address)) is not None]
    story = _prose_outside(tree, following)
    if not story:
        return []  # what seems to be another article is this one
    left = _prose_outside(tree, [*following, *cards])
    return following + (cards if 2 * left >= story else [])  # a list of other articles may be all that a page is


def _find_headline(tree: Any, titles: str) -> Any:  # noqa: ANN401
    """Return the longest heading that the titles of the page repeat: that of the site is shorter; None if none is."""
    repeated = [one for one in tree.iter("h1", "h2") if _is_repeated(one, titles)]
    return max(repeated, key=lambda one: len(line_in(one)), default=None)


def _is_repeated(heading: Any, titles: str) -> bool:  # noqa: ANN401
    words = fold(line_in(heading))
    return len(words.split()) >= _FEWEST_WORDS and words in fold(titles)


def _following(headings: list[Any], headline: Any, around: set[Any]) -> Iterator[Any]:  # noqa: ANN401
    """Yield the blocks beside the article of the page that begin with a headline of their own."""
    own = next((one for one in headline.iterancestors("article")), None)
    for heading in headings:
        article = next((one for one in heading.iterancestors("article") if one not in around), None)
        if article is not None and _begins_with(article, heading):
            is_beside = own is not None and own not in article.iterancestors()
            if heading.tag == "h1" or (is_beside and article.xpath(_STAMPED)):
                yield article
        elif heading.tag == "h1" and headline.tag == "h1" and (block := _block_of(heading, around)) is not None:
            yield block


def _block_of(heading: Any, around: set[Any]) -> Any:  # noqa: ANN401
    """Return the largest division that begins with a heading and does not hold the headline of the page."""
    blocks = [one for one in heading.iterancestors(*_BLOCKS) if one not in around]
    return next((one for one in reversed(blocks) if _begins_with(one, heading)), None)


def _begins_with(block: Any, heading: Any) -> bool:  # noqa: ANN401
    """Return whether no paragraph of a block stands before a heading in it."""
    for one in block.iter("p", heading.tag):
        if one is heading:
            return True
        if one.tag == "p" and len(line_in(one)) >= _SHORTEST:
            return False
    return False


def _card_of(heading: Any, around: set[Any], address: str | None) -> Any:  # noqa: ANN401
    """Return the largest block of few paragraphs around a heading that leads to a page of the site; None if none is."""
    if not leads_away(heading, address) or not _is_within(heading, address):
        return None
    card = None
    for one in heading.iterancestors():
        paragraphs = [p for p in one.iter("p") if len(line_in(p)) >= _SHORTEST]
        if one in around or len(paragraphs) > _MOST_PARAGRAPHS or len(one.text_content()) > _LONGEST_CARD:
            break
        card = one if one.tag in _BLOCKS and paragraphs else card
    return card


def _is_within(heading: Any, address: str | None) -> bool:  # noqa: ANN401
    """Return whether a heading is a link to another page of the site; one to elsewhere is that of a list of books, say.

    One to the same page that shows another part of it is that of an entry of a live blog.
    """
    links = [link.get("href") for link in (*heading.iter("a"), *heading.iterancestors("a")) if link.get("href")]
    try:
        return any(_is_of_site(urlsplit(link), address or "") for link in links)
    except ValueError:
        return False


def _is_of_site(link: SplitResult, address: str) -> bool:
    is_same_page = link.path.rstrip("/") == urlsplit(address).path.rstrip("/")
    return not is_same_page and (not link.netloc or host_of(link.geturl()) == host_of(address))


def _prose_outside(tree: Any, blocks: list[Any]) -> int:  # noqa: ANN401
    """Return how many characters the paragraphs have that stand outside of blocks."""
    apart = set(blocks)
    lines = ((p, normalise_line(p.text_content())) for p in tree.iter("p"))
    return sum(len(line) for p, line in lines if len(line) >= _SHORTEST and apart.isdisjoint((p, *p.iterancestors())))
