"""What happened: the lead sentences of the articles that are about it, with its central facts first."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from index.catalogue.snapshot import Snapshot
from index.types import Hit
from qa.findings.compose import Composed
from qa.forms.statement import (
    Statement,
    by_article,
    cite_statement,
    draft_of,
    first_of_each,
    quote_of,
    read_statements,
    read_whole,
)
from qa.language.english.forms import statements as english
from qa.language.form import Shape
from qa.types import Agreement

Terms = Callable[[str], tuple[str, ...]]

_LEAD = 1_600  # code points of an article in which its facts are sought
_SENTENCES = 7
_ARTICLES = 12
_NEWNESS = {(False, False): 0.5, (False, True): 1.6, (True, False): 2.0, (True, True): 2.0}
_MAIN = 14  # words at the beginning of a sentence in which its main verb stands
_SUBJECT = 6  # words at the beginning of a sentence in which its subject stands
_TOLD = 0.6  # share of the topic in a sentence, from which it tells of it
_FIRST = 0.8  # of score, for the first sentence of an article where it tells of an event, or a number
_FURTHER = 2.0  # of score below the first, within which a further sentence of its article is shown
_SAME = 0.5  # share of the words of a sentence that another one has, from which they say the same
_FACT = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|million)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Lead:
    """The first sentences of one article, and how much of the topic its title and first sentences hold."""

    statements: tuple[Statement, ...]
    about: float
    published: datetime


def summarise(
    shape: Shape, hits: Sequence[Hit], limit: int, terms: Terms, weights: dict[str, float], snapshot: Snapshot
) -> Composed | None:
    """Return the sentences that tell what happened; None where no article is about the topic."""
    topic = {term: weights.get(term, 1.0) for term in terms(shape.topic)}
    if not topic and not shape.period:
        return None
    leads = _central([_read_lead(hit, topic, terms, snapshot) for hit in by_article(hits)])
    statements = [one for lead in leads for one in _told(lead, hits, topic, terms)]
    if not statements:
        return None
    scored = _score(statements, leads, topic, terms, _NEWNESS[shape.latest, shape.fate])
    chosen = _choose(scored, limit, terms)
    if len(chosen) < limit and not shape.latest:
        chosen = _choose(scored, limit, terms, of_one=True)
    first, rest = chosen[0], sorted(chosen[1:], key=lambda one: one.published, reverse=True)
    shown = [first, *rest]
    if shape.latest or shape.course:
        shown.sort(key=lambda one: one.published, reverse=True)
    drafts = tuple(draft_of(cite_statement(one, quote_of(one), hits)) for one in shown)
    return Composed(drafts, (), Agreement.SINGLE)


def recall(period: str, hits: Sequence[Hit], limit: int, terms: Terms) -> Composed | None:
    """Return the sentences of later articles that name a day, a month or a year, one of each; None where none does."""
    named = set(terms(period))
    told = [one for one in read_statements(hits) if named <= set(terms(one.text))]
    chosen = first_of_each(told, lambda one: one.article)[:limit]
    drafts = tuple(draft_of(cite_statement(one, quote_of(one), hits)) for one in chosen)
    return Composed(drafts, (), Agreement.SINGLE) if drafts else None


def _read_lead(hit: Hit, topic: dict[str, float], terms: Terms, snapshot: Snapshot) -> Lead:
    """Return the lead of the article of a passage."""
    whole = read_whole(hit, snapshot, _LEAD)
    statements = tuple(read_statements([whole]))
    cut = len(whole.text) == _LEAD
    statements = (statements[:-1] if cut else statements)[:_SENTENCES]
    title, opening = set(terms(hit.head.title)), {term for one in statements[:3] for term in terms(one.text)}
    about = _share_of(topic, title | opening) + 0.5 * _share_of(topic, title)
    return Lead(statements, about, hit.head.published)


def _told(lead: Lead, hits: Sequence[Hit], topic: dict[str, float], terms: Terms) -> Sequence[Statement]:
    """Return what an article tells of the topic: its lead, or where that opens elsewhere, what is found behind it."""

    def tells(one: Statement) -> bool:
        return _share_of(topic, set(terms(one.text))) >= _TOLD

    if any(map(tells, lead.statements)):
        return lead.statements
    articles = {one.article for one in lead.statements}
    later = [one for one in read_statements(hits) if one.article in articles and tells(one)]
    return [replace(one, place=min(one.place, _SENTENCES)) for one in later] or lead.statements


def _share_of(topic: dict[str, float], words: set[str]) -> float:
    """Return how much of a topic some words hold; all of none."""
    return not topic or sum(weight for term, weight in topic.items() if term in words) / sum(topic.values())


def _central(leads: Iterable[Lead]) -> list[Lead]:
    """Return the leads that are about the topic, the most central first."""
    ordered = sorted(leads, key=lambda lead: -lead.about)
    best = ordered[0].about if ordered else 0.0
    return [lead for lead in ordered if lead.about >= max(0.85, 0.75 * best)][:_ARTICLES]


def _score(
    statements: Sequence[Statement], leads: Sequence[Lead], topic: dict[str, float], terms: Terms, newness: float
) -> list[tuple[float, Statement]]:
    """Return the statements by how many of the facts they hold that the leads have in common, the best first."""
    of_articles = {lead.statements[0].article: {t for one in lead.statements for t in terms(one.text)}
                   for lead in leads if lead.statements}  # fmt: skip
    common = Counter(term for words in of_articles.values() for term in words)
    repeated = Counter(term for one in statements for term in set(terms(one.text)))
    about = {lead.statements[0].article: lead.about for lead in leads if lead.statements}
    times = sorted({one.published for one in statements})
    scored = []
    for one in statements:
        words = set(terms(one.text))
        shared = sum(common[word] for word in words if common[word] > 1) / (len(of_articles) or 1)
        shared += sum(repeated[word] for word in words if repeated[word] > 1) / len(statements)
        named = _share_of(topic, words)
        new = times.index(one.published) / max(1, len(times) - 1)
        facts = 0.6 * bool(_FACT.search(one.text)) + 0.4 * bool(english.EVENT.search(one.text))
        facts -= 0.6 * one.text.startswith(english.CONTINUES)
        facts += _FIRST * (one.place == 0 and facts > 0)
        facts += 0.5 * bool(english.EVENT.search(" ".join(one.text.split()[:_MAIN])))
        facts += 0.5 * bool(set(terms(" ".join(one.text.split()[:_SUBJECT]))) & topic.keys())
        value = (
            shared / max(6.0, len(words) ** 0.8) * 4 + 0.9 * named + facts - 0.12 * one.place + about[one.article]
            + newness * new - (0.8 if one.text.startswith(("“", '"')) or "“" in one.text else 0.0)
        )  # fmt: skip
        scored.append((value, one))
    return sorted(scored, key=lambda pair: -pair[0])


def _choose(
    scored: Sequence[tuple[float, Statement]], limit: int, terms: Terms, *, of_one: bool = False
) -> list[Statement]:
    """Return the best statements, none of which repeats another, at most one of each article unless `of_one`."""
    chosen: list[Statement] = []
    for value, one in scored:
        words = set(terms(one.text))
        repeats = any(
            (one.article == other.article and not of_one)
            or len(words & set(terms(other.text))) > _SAME * min(len(words), len(terms(other.text)))
            for other in chosen
        )
        if not repeats and not (of_one and value < scored[0][0] - _FURTHER):
            chosen.append(one)
        if len(chosen) == limit:
            break
    return chosen
