"""The events of an answer that is streamed."""

from pydantic import BaseModel

from api.wire.answers import CitationBody, show_citation
from api.wire.hits import HitBody
from qa.types import Citation, Sentence


class SourcesEvent(BaseModel):
    """First event of a stream: what was found."""

    hits: list[HitBody]


class SentenceEvent(BaseModel):
    """One event for each sentence, once it is verified."""

    text: str
    citations: list[CitationBody]


class ErrorEvent(BaseModel):
    """The last event of a stream that failed after its start."""

    type: str
    message: str


def show_sentence(sentence: Sentence, citations: tuple[Citation, ...]) -> SentenceEvent:
    """Return the event of a verified sentence."""
    return SentenceEvent(text=sentence.text, citations=[show_citation(citation) for citation in citations])
