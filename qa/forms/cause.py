"""How something began: the clause that tells its cause, and no participle such as "arrested"."""

from collections.abc import Callable, Iterator, Sequence

from index.types import Hit
from qa.findings.compose import Composed
from qa.forms.statement import Statement, cite_statement, claim_of, draft_of, quote_of, read_statements
from qa.language.english.findings import causes as english
from qa.types import Agreement

Terms = Callable[[str], tuple[str, ...]]

_ABOUT = 0.99  # share of the terms of the question in a passage and its title
_FEWEST, _MOST = 2, 24  # words of a cause
_SURE = 0.6
_LEAST = 3.1


def explain(what: str, hits: Sequence[Hit], limit: int, terms: Terms) -> Composed | None:
    """Return the sentences that tell how something began; None where no passage about it tells its cause."""
    topic = set(terms(what))
    scored = sorted(_causes(topic, hits, terms), key=lambda row: -row[0])
    if not scored or scored[0][0] < _LEAST:
        return None
    first, lead, cause = scored[0]
    others = [one for value, one, _ in scored[1:] if value >= first - 1.0 and one.article != lead.article]
    citations = [cite_statement(one, quote_of(one), hits) for one in [lead, *others][:limit]]
    return Composed(tuple(map(draft_of, citations)), (claim_of(cause, citations[0], _SURE),), Agreement.SINGLE)


def _causes(topic: set[str], hits: Sequence[Hit], terms: Terms) -> Iterator[tuple[float, Statement, str]]:
    for hit in hits:
        around = set(terms(f"{hit.head.title} {hit.text}"))
        if len(topic & around) < _ABOUT * len(topic):
            continue
        for one in read_statements([hit]):
            begins = english.BEGINS.search(one.text)
            if begins is None:
                continue
            share = len(topic & set(terms(one.text))) / len(topic)
            for weight, marker in english.MARKERS:
                for found in marker.finditer(one.text):
                    cause = one.text[found.end() : english.END.search(one.text, found.end()).start()]  # type: ignore[union-attr]
                    if _FEWEST <= len(cause.split()) <= _MOST and not _repeats(topic, cause, terms):
                        yield weight + 1.5 * share, one, cause


def _repeats(topic: set[str], cause: str, terms: Terms) -> bool:
    """Return whether a cause is what is asked about: protests "sparked by the death of Lorn" tell not how Lorn died."""
    return bool(topic & set(terms(cause))) and english.BEGINS.search(cause) is not None
