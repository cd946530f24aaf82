"""What tools report: a text to read, the same as data, and links to the articles."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel

from api.dialects.addresses import SCHEME, LocalWriter, address_article
from api.dialects.rendering import CitationStyle, web_address
from api.dialects.steps import steps_of
from api.wire.answers import show_answer
from api.wire.articles import show_reading
from api.wire.history import show_recheck
from api.wire.hits import show_search
from api.wire.words import name_source, tell_assumed
from index.catalogue.reading import Reading
from index.types import Hit
from qa.proof.recheck import QuoteStatus, Recheck, Rechecked
from qa.types import Answer, Citation, SearchResult

PLAIN, PAGE = "text/plain", "text/html"
_VERDICTS = {
    QuoteStatus.HOLDS: "All quotes still hold.",
    QuoteStatus.CHANGED: "Some of the quotes have changed in their articles.",
    QuoteStatus.DELETED: "An article that it cites has been deleted.",
    QuoteStatus.RETRACTED: "An article that it cites has been retracted.",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an article: its page at the quote, or the article in this archive."""

    uri: str
    name: str
    title: str
    description: str
    modified: datetime

    @property
    def media_type(self) -> str:
        """The type of what the link opens."""
        return PLAIN if self.uri.startswith(SCHEME) else PAGE


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a tool."""

    text: str
    body: BaseModel
    links: tuple[Link, ...] = ()


def report_answer(answer: Answer) -> Report:
    """Report an answer with its quotes, or why the question is declined, with the nearest articles."""
    if answer.reason:
        return Report(_write(answer), show_answer(answer), _link_hits(answer.near))
    parts = [_write(answer), f"Confidence: {answer.confidence:.2f}", "\n".join(_list_citations(answer))]
    parts.append(f"Answer id: {answer.id}")
    return Report("\n\n".join(parts), show_answer(answer), tuple(_link_citation(one) for one in answer.citations))


def report_search(result: SearchResult) -> Report:
    """Report the passages of a search, the best first."""
    passages = [
        f"{rank}. {_describe(hit)}, article {hit.passage.article}\n{hit.text}"
        for rank, hit in enumerate(result.hits, start=1)
    ]
    text = "\n\n".join(passages) or "Nothing was found."
    return Report(text, show_search(result), _link_hits(result.hits))


def report_article(reading: Reading) -> Report:
    """Report a version of an article with its text."""
    version, article = reading.version, reading.version.article
    head = f"{name_source(article.source)}, {article.published:%Y-%m-%d}"
    uri = web_address(article.url) or address_article(article.id, version.number)
    modified = article.modified or article.published
    return Report(
        write_article(reading), show_reading(reading), (Link(uri, article.id, article.title, head, modified),)
    )


def report_recheck(recheck: Recheck) -> Report:
    """Report whether the quotes of an answer still hold."""
    lines = [f"{recheck.answer.question}\n{_VERDICTS[recheck.verdict]}"]
    return Report("\n\n".join([*lines, *map(_describe_quote, recheck.citations)]), show_recheck(recheck))


def write_article(reading: Reading) -> str:
    """Return a version of an article as plain text: headline, source and dates, text."""
    article, retraction = reading.version.article, reading.version.retraction
    day = f"{article.published:%Y-%m-%d}{tell_assumed(article.assumed)}"
    lines = [article.title, f"{name_source(article.source)}, {day}, version {reading.version.number}"]
    if retraction:
        lines.append(f"Retracted on {retraction.at:%Y-%m-%d}: {retraction.reason}")
    return "\n".join([*lines, "", article.text])


def _write(answer: Answer) -> str:
    writer = _make_writer()
    return "".join(writer.write(step).text for step in steps_of(answer))


def _make_writer() -> LocalWriter:
    return LocalWriter(CitationStyle.MARKERS, "")


def _list_citations(answer: Answer) -> list[str]:
    return [
        f"[{one.n}] {one.title} ({_name_source(one)}){f', {one.note}' if one.note else ''}:"
        f"{f' “{one.quote}”' if one.quote else ''}{f' {one.rights}' if one.rights else ''}"
        f"\n    {_address_citation(one)}"
        for one in answer.citations
    ]


def _link_citation(citation: Citation) -> Link:
    description = f"[{citation.n}] {_name_source(citation)}{f': “{citation.quote}”' if citation.quote else ''}"
    modified = citation.modified or citation.published
    return Link(_address_citation(citation), citation.article, citation.title, description, modified)


def _link_hits(hits: tuple[Hit, ...]) -> tuple[Link, ...]:
    """Return a link to the article of each hit, once each."""
    links: dict[str, Link] = {}
    for hit in hits:
        passage, head = hit.passage, hit.head
        uri = web_address(head.url) or address_article(passage.article, passage.version)
        modified = head.modified or head.published
        links.setdefault(uri, Link(uri, passage.article, head.title, _name_head(hit), modified))
    return tuple(links.values())


def _address_citation(citation: Citation) -> str:
    return _make_writer().address_of(citation)


def _name_source(citation: Citation) -> str:
    return f"{name_source(citation.source)}, {citation.published:%Y-%m-%d}"


def _name_head(hit: Hit) -> str:
    return f"{name_source(hit.head.source)}, {hit.head.published:%Y-%m-%d}"


def _describe(hit: Hit) -> str:
    return f"{hit.head.title} ({_name_head(hit)})"


def _describe_quote(one: Rechecked) -> str:
    quoted = "the quote of a deleted article" if one.citation.quote is None else f"“{one.citation.quote}”"
    now = f"; it now says: “{one.now}”" if one.now else ""
    return f"[{one.citation.n}] {one.status.value}: {quoted} ({address_article(one.citation.article)}){now}"
