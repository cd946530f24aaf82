"""Which of two records of one article holds: a poorer text or a foreign source never replaces what is stored."""

import re
from dataclasses import replace

from index.addresses import canonical_url, host_of, is_twin, plain_url
from index.article import UNKNOWN_SOURCE
from index.types import Article

_STUB_WORDS = 40
_FEW_WORDS = 20  # so few are compared by their words, never by their number
_FEW_OF_STUB = 10  # such as "Comments", "Discuss": these say nothing by which they could be compared
_LESS = 0.5  # of the length: what is shorter than this says less, unless it is told to be a correction
_SHORTER = 0.9  # of the length: a text whose words nearly all stand in a longer one has lost some of it
_HARDLY_ANY, _MOST, _NEARLY_ALL = 0.1, 0.6, 0.9  # of the runs of words
_URL = re.compile(r"https?://\S+")
_CORRECTION = re.compile(
    r"\b(?:correct(?:ed|ion|s)|clarif(?:ied|ication)|retract(?:ed|ion)|withdrawn|editor[’']s note)\b", re.IGNORECASE
)
_TRAIL = re.compile(r"\W*(?:\[\W*\+?\d* ?(?:chars)?\W*\]|read more|continue reading)?\W*\Z", re.IGNORECASE)


def takes_back(article: Article, stored: Article) -> bool:
    """Return whether a record is of the owner of the address, and the stored article of another source."""
    host = host_of(article.url or stored.url) or ""
    return is_foreign(article, stored) and _owns(article.source, host) and not _owns(stored.source, host)


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


def is_other_story(article: Article, stored: Article) -> bool:
    """Return whether a record of no known source is another article than the stored one that has its id.

    Such an id is often only the number of a row. They are one if the title or some of the text is the same, or the
    record was modified later; short texts, which cannot be compared, also if they are of one date.
    """
    if article.source.casefold() != stored.source.casefold() or article.source.casefold() != UNKNOWN_SOURCE:
        return False
    given, known = _fold(article.text), _fold(stored.text)
    if article.title == stored.title or given == known or is_dated_later(article, stored):
        return False
    if min(len(given.split()), len(known.split())) < _FEW_WORDS:
        return article.published != stored.published and _fold(article.title) != _fold(stored.title)
    return not (_is_within(given, known, _HARDLY_ANY) or _is_within(known, given, _HARDLY_ANY))


def says_less(article: Article, stored: Article) -> bool:
    """Return whether a text is a poorer one of the stored text: its beginning, a part of it, or less than half of it.

    A text that its source calls a correction is none, nor one that is much shorter and says that it is a correction, or
    has a later `modified` and other words.
    """
    if article.correction:
        return False
    given, known = _fold(article.text), _fold(stored.text)
    if len(given) >= len(known) or given == known:
        return False
    if not is_dated_later(article, stored) and (
        known.startswith(_TRAIL.sub("", given)) or _is_part(given, known, article)
    ):
        return True
    if (
        len(given) >= len(known) * _LESS
        or len(known.split()) < _FEW_WORDS
        or _CORRECTION.search(f"{article.title} {article.text}")
    ):
        return False
    return not is_dated_later(article, stored) or _is_within(given, known)


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
    """Return a record with the source, authors and date of the stored article, where its text replaces one of them.

    That is the record of a twin of its page, or of another source that dates the article no earlier and does not own
    its address: who dates it first is its publisher.
    """
    is_later = is_foreign(article, stored) and article.published >= stored.published
    if not is_twin_of(article, stored) and not (is_later and not takes_back(article, stored)):
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

    Of another source only the owner of the address may, with a text that says no less, and anybody with a longer text
    than a stub of few words, such as a link board's, that is not of the owner.
    """
    if not is_foreign(article, stored):
        return not (says_less(article, stored) or _is_poorer_twin(article, stored))
    if takes_back(article, stored):
        return _is_stub(stored) or not says_less(article, stored)
    known = _fold(_URL.sub("", stored.text))
    says_nothing = len(known.split()) < _FEW_OF_STUB or _is_within(known, _fold(article.text))
    is_brief = _is_stub(stored) and len(article.text) > len(stored.text) and not _owns(stored.source, _host(stored))
    return is_brief and says_nothing and not says_less(article, stored)


def _is_stub(stored: Article) -> bool:
    return len(stored.text.split()) < _STUB_WORDS


def _host(article: Article) -> str:
    return host_of(article.url) or ""


def _is_part(given: str, known: str, article: Article) -> bool:
    """Return whether a text is one from which some was left out, and does not say that it corrects."""
    if len(given) >= len(known) * _SHORTER or len(known.split()) < _FEW_WORDS:
        return False
    return not _CORRECTION.search(f"{article.title} {article.text}") and _is_within(given, known, _NEARLY_ALL)


def _is_poorer_twin(article: Article, stored: Article) -> bool:
    """Return whether a twin says no more than the stored text, or next to nothing."""
    if not is_twin_of(article, stored) or is_dated_later(article, stored):
        return False
    return _is_within(_fold(article.text), _fold(stored.text), _NEARLY_ALL)


def _owns(source: str, host: str) -> bool:
    """Return whether a word of the name of a source, or its initials, stands in the host of an address."""
    words = re.findall(r"\w+", source.casefold())
    names = [word for word in words if len(word) > 2 and word != "the"] + ["".join(word[0] for word in words)]
    return any(len(name) > 1 and name in host for name in names)


def is_dated_later(article: Article, stored: Article) -> bool:
    """Return whether a record says that it was modified after what is stored."""
    return article.modified is not None and article.modified > (stored.modified or stored.published)


def _is_within(given: str, known: str, share: float = _MOST) -> bool:
    """Return whether most runs of three words of a text are in another."""
    words, runs = given.split(), known.split()
    held = {*zip(runs, runs[1:], runs[2:], strict=False)}
    wanted = [*zip(words, words[1:], words[2:], strict=False)]
    return sum(run in held for run in wanted) >= share * len(wanted)


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
