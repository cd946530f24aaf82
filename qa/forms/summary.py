"""What happened: the lead sentences of the articles that are about it, with its central facts first."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from index.catalogue.snapshot import Snapshot
from index.types import Hit
from qa.findings.compose import Composed
from qa.forms.statement import Statement, cite_statement, draft_of, quote_of, read_statements
from qa.language.form import Shape
from qa.types import Agreement

Terms = Callable[[str], tuple[str, ...]]

_LEAD = 1_600  # code points of an article in which its facts are sought
_SENTENCES = 7
_ARTICLES = 12
_SAME = 0.5  # share of the words of a sentence that another one has, from which they say the same
_FACT = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|million)\b", re.IGNORECASE)


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
    if not topic:
        return None
    leads = _central([_read_lead(hit, topic, terms, snapshot) for hit in _by_article(hits)])
    statements = [one for lead in leads for one in lead.statements]
    if not statements:
        return None
    scored = _score(statements, leads, topic, terms, latest=shape.latest)
    chosen = _choose(scored, limit, terms)
    first, rest = chosen[0], sorted(chosen[1:], key=lambda one: one.published, reverse=True)
    shown = [first, *rest]
    if shape.latest or shape.course:
        shown.sort(key=lambda one: one.published, reverse=True)
    drafts = tuple(draft_of(cite_statement(one, quote_of(one), hits)) for one in shown)
    return Composed(drafts, (), Agreement.SINGLE)


def _by_article(hits: Sequence[Hit]) -> list[Hit]:
    return list({hit.passage.article: hit for hit in reversed(hits)}.values())[::-1]


def _read_lead(hit: Hit, topic: dict[str, float], terms: Terms, snapshot: Snapshot) -> Lead:
    """Return the lead of the article of a passage."""
    passage = hit.passage
    text = (snapshot.text_of(passage.article, passage.version) or "")[:_LEAD]
    whole = replace(hit, passage=replace(passage, start=0, end=len(text)), text=text)
    statements = tuple(read_statements([whole]))
    cut = len(text) == _LEAD
    statements = (statements[:-1] if cut else statements)[:_SENTENCES]
    title, opening = set(terms(hit.head.title)), {term for one in statements[:3] for term in terms(one.text)}
    total = sum(topic.values())
    share = sum(weight for term, weight in topic.items() if term in title | opening) / total
    named = sum(weight for term, weight in topic.items() if term in title) / total
    return Lead(statements, share + 0.5 * named, hit.head.published)


def _central(leads: Iterable[Lead]) -> list[Lead]:
    """Return the leads that are about the topic, the most central first."""
    ordered = sorted(leads, key=lambda lead: -lead.about)
    best = ordered[0].about if ordered else 0.0
    return [lead for lead in ordered if lead.about >= max(0.85, 0.75 * best)][:_ARTICLES]


def _score(
    statements: Sequence[Statement], leads: Sequence[Lead], topic: dict[str, float], terms: Terms, *, latest: bool
) -> list[tuple[float, Statement]]:
    """Return the statements by how many of the facts they hold that the leads have in common, the best first."""
    of_articles = {lead.statements[0].article: {t for one in lead.statements for t in terms(one.text)}
                   for lead in leads if lead.statements}  # fmt: skip
    common = Counter(term for words in of_articles.values() for term in words)
    about = {lead.statements[0].article: lead.about for lead in leads if lead.statements}
    times = sorted({one.published for one in statements})
    scored = []
    for one in statements:
        words = set(terms(one.text))
        shared = sum(common[word] for word in words if common[word] > 1) / (len(of_articles) or 1)
        named = sum(weight for term, weight in topic.items() if term in words) / sum(topic.values())
        new = times.index(one.published) / max(1, len(times) - 1)
        facts = 0.6 * bool(_FACT.search(one.text)) + 0.4 * any(map(str.isupper, one.text[1:]))
        value = (
            shared / max(6.0, len(words) ** 0.8) * 4 + 1.5 * named + facts - 0.12 * one.place + about[one.article]
            + (2.0 if latest else 0.4) * new - (0.8 if one.text.startswith(("“", '"')) or "“" in one.text else 0.0)
        )  # fmt: skip
        scored.append((value, one))
    return sorted(scored, key=lambda pair: -pair[0])


def _choose(scored: Sequence[tuple[float, Statement]], limit: int, terms: Terms) -> list[Statement]:
    """Return the best statements, none of which repeats another, and at most one of each article."""
    chosen: list[Statement] = []
    for _, one in scored:
        words = set(terms(one.text))
        repeats = any(
            one.article == other.article or len(words & set(terms(other.text))) > _SAME * min(len(words), len(terms(other.text)))
            for other in chosen
        )
        if not repeats:
            chosen.append(one)
        if len(chosen) == limit:
            break
    return chosen
