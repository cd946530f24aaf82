"""Events of Open WebUI within a chat stream: what is being done, and each cited passage as a source of its own.

Open WebUI shows the n-th distinct source where the text says `[n]`. It tells sources apart by `metadata.source` in its
list and by `metadata.name` in the text, so both are distinct for each citation. It stores a source only if its data has
no field `type`.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import BaseModel

from api.dialects.rendering import Annotation
from qa.types import Answer, Found, Proved, Reason, Step


class SourceBody(BaseModel):
    """The source of a passage."""

    id: str
    name: str
    url: str


class PassageBody(BaseModel):
    """What is known of a passage."""

    source: str
    name: str
    url: str
    publisher: str
    published: str


class CitedBody(BaseModel):
    """A cited passage; `document` and `metadata` are parallel."""

    source: SourceBody
    document: list[str]
    metadata: list[PassageBody]


class ProgressBody(BaseModel):
    """What is being done, or was; the last one is `done`."""

    description: str
    done: bool
    hidden: bool


class SourceEvent(BaseModel):
    """An event that adds a source to a message."""

    type: Literal["source"]
    data: CitedBody


class StatusEvent(BaseModel):
    """An event that shows a line above a message."""

    type: Literal["status"]
    data: ProgressBody


EventBody = SourceEvent | StatusEvent


def report_step(step: Step, annotations: Sequence[Annotation]) -> Iterator[EventBody]:
    """Yield the events of a step, whose citations are annotated."""
    match step:
        case Found(hits):
            yield _report(f"Reading {len(hits)} passages", hidden=not hits)
        case Proved():
            yield from (_show_source(annotation) for annotation in annotations)
        case Answer():
            searched = step.reason not in (Reason.NOT_A_QUESTION, Reason.AMBIGUOUS)
            yield report_end(f"Searched {step.index.articles:,} articles", hidden=not searched)


def report_end(description: str = "The search failed", *, hidden: bool = False) -> StatusEvent:
    """Return the event that ends the display of progress."""
    return _report(description, done=True, hidden=hidden)


def _report(description: str, *, done: bool = False, hidden: bool = False) -> StatusEvent:
    return StatusEvent(type="status", data=ProgressBody(description=description, done=done, hidden=hidden))


def _show_source(annotation: Annotation) -> SourceEvent:
    cited = annotation.citation
    key = f"{cited.n}:{cited.article}:{cited.version}:{cited.start}-{cited.end}"
    name = f"{cited.title} [{cited.n}]"
    passage = PassageBody(
        source=key,
        name=name,
        url=annotation.url,
        publisher=cited.source,
        published=cited.published.date().isoformat(),
    )
    source = SourceBody(id=key, name=name, url=annotation.url)
    words = " ".join(filter(None, (cited.quote, cited.rights)))
    return SourceEvent(type="source", data=CitedBody(source=source, document=[words], metadata=[passage]))
