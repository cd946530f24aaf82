"""Which of two records of one article holds: a poorer text or a foreign source never replaces what is stored."""

import re
from dataclasses import replace

from index.addresses import canonical_url, host_of, is_twin, plain_url
from index.article import UNKNOWN_SOURCE
from index.types import Article

_STUB_WORDS = 40
_FEW_WORDS = 20  # so few are compared by their words, never by their number
_LESS = 0.5  # of the length: what is shorter than this says less, unless it is told to be a correction
_MOST, _NEARLY_ALL = 0.6, 0.9  # of the runs of words
_CORRECTION = re.compile(
    r"\b(?:correct(?:ed|ion|s)|clarif(?:ied|ication)|retract(?:ed|ion)|withdrawn|editor[’']s note)\b", re.IGNORECASE
)
_TRAIL = re.compile(r"\W*(?:\[\W*\+?\d* ?(?:chars)?\W*\]|read more|continue reading)?\W*\Z", re.IGNORECASE)


def is_foreign(article: Article, stored: Article) -> bool:
    """Return whether a record is of another source than the stored article.

    A source that was only read from the address is the same as the one that the address belongs to.
    """
    given, known = article.source.casefold(), stored.source.casefold()
    if given == known or UNKNOWN_SOURCE in (given, known):
        return False
    host = host_of(article.url) or host_of(stored.url)
    if host and host in (given, known):
        return not _owns(known if given == host else given, host)
    return True


def shares_id(article: Article, stored: Article) -> bool:
    """Return whether a record with the id of a stored article is that article, and not another source's."""
    if article.source.casefold() == stored.source.casefold() or article.text == stored.text:
        return True
    if article.url and stored.url and canonical_url(article.url) == canonical_url(stored.url):
        return True
    return article.title == stored.title and not is_foreign(article, stored)


def says_less(article: Article, stored: Article) -> bool:
    """Return whether a text is a poorer one of the stored text: its beginning, or less than half of it.

    A text that its source calls a correction is none, nor one that is much shorter and says that it is a correction, or
    has a later `modified` and other words.
    """
    if article.correction:
        return False
    given, known = _fold(article.text), _fold(stored.text)
    if len(given) >= len(known) or given == known:
        return False
    if known.startswith(_TRAIL.sub("", given)) and not _is_dated_later(article, stored):
        return True
    if (
        len(given) >= len(known) * _LESS
        or len(known.split()) < _FEW_WORDS
        or _CORRECTION.search(f"{article.title} {article.text}")
    ):
        return False
    return not _is_dated_later(article, stored) or _is_within(given, known)


def keep_address(article: Article, stored: Article) -> Article:
    """Return a record with the stored address, where that is plainer: without parameters that track a reader.

    So the records of one article from a page, a feed and an export do not replace each other's addresses in turn.
    """
    if article.url == stored.url or not article.url or not stored.url:
        return article
    if plain_url(article.url) != plain_url(stored.url):
        return article
    return replace(article, url=min(article.url, stored.url, key=lambda url: (len(url), url)))


def keep_credits(article: Article, stored: Article) -> Article:
    """Return a record with the source, authors and date of the stored article, if it is of a twin of its page."""
    if not is_twin_of(article, stored):
        return article
    source = article.source if stored.source == UNKNOWN_SOURCE else stored.source
    return replace(article, source=source, authors=stored.authors or article.authors, published=stored.published)


def is_twin_of(article: Article, stored: Article) -> bool:
    """Return whether a record is of a page made for AMP, telephones or printing, and the stored article of another."""
    if article.twin or not article.url:
        return article.twin
    return is_twin(article.url) and (stored.url is None or plain_url(article.url) != plain_url(stored.url))


def may_replace(article: Article, stored: Article) -> bool:
    """Return whether a record may change what is stored: its own source's, unless it says less.

    Of another source only a text that replaces a stub, such as a link board's, which is not of the owner of the link.
    """
    if not is_foreign(article, stored):
        return not (says_less(article, stored) or _is_poorer_twin(article, stored))
    host = host_of(stored.url) or ""
    is_stub = len(stored.text.split()) < _STUB_WORDS and len(article.text) > len(stored.text)
    return (
        is_stub and not _owns(stored.source, host) and (_owns(article.source, host) or not says_less(article, stored))
    )


def _is_poorer_twin(article: Article, stored: Article) -> bool:
    """Return whether a twin says no more than the stored text, or next to nothing."""
    if not is_twin_of(article, stored) or _is_dated_later(article, stored):
        return False
    return _is_within(_fold(article.text), _fold(stored.text), _NEARLY_ALL)


def _owns(source: str, host: str) -> bool:
    """Return whether a word of the name of a source, or its initials, stands in the host of an address."""
    words = re.findall(r"\w+", source.casefold())
    names = [word for word in words if len(word) > 2 and word != "the"] + ["".join(word[0] for word in words)]
    return any(len(name) > 1 and name in host for name in names)


def _is_dated_later(article: Article, stored: Article) -> bool:
    return article.modified is not None and article.modified > (stored.modified or stored.published)


def _is_within(given: str, known: str, share: float = _MOST) -> bool:
    """Return whether most runs of three words of a text are in another."""
    words, runs = given.split(), known.split()
    held = {*zip(runs, runs[1:], runs[2:], strict=False)}
    wanted = [*zip(words, words[1:], words[2:], strict=False)]
    return sum(run in held for run in wanted) >= share * len(wanted)


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
