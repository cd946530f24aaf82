"""What goes over the wire about answers that were given, and how our values become it."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from api.wire import examples
from index.catalogue.history import KeptAnswer
from qa.proof.recheck import Recheck


class KeptCitationBody(BaseModel):
    """A proof as it was given; `quote` is null once its article has been deleted."""

    n: int
    article: str
    version: int
    start: int
    end: int
    quote: str | None


class KeptAnswerBody(BaseModel):
    """An answer that was given: what was asked, when, of which generation, and what was quoted."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.KEPT_ANSWER]})

    id: str
    question: str
    asked: datetime
    generation: int
    citations: list[KeptCitationBody]


class PlaceBody(BaseModel):
    """Where words stand: `version.text[start:end]`, in Unicode code points."""

    version: int
    start: int
    end: int


class RecheckedBody(KeptCitationBody):
    """How a quote stands now.

    `now` is the sentence that stands in the place of a changed quote, `now_at` where; both are null where none is like
    it, and wherever the quote is not `changed`.
    """

    status: Literal["holds", "changed", "retracted", "deleted"]
    now: str | None
    now_at: PlaceBody | None


class RecheckBody(BaseModel):
    """An answer held against what its articles say now; the verdict is `holds`, or how its gravest citation stands."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.RECHECK]})

    id: str
    question: str
    verdict: Literal["holds", "changed", "retracted", "deleted"]
    generation: int
    citations: list[RecheckedBody]


def show_kept(answer: KeptAnswer) -> KeptAnswerBody:
    """Return a kept answer as the wire has it."""
    return KeptAnswerBody.model_validate(answer, from_attributes=True)


def show_recheck(checked: Recheck) -> RecheckBody:
    """Return a recheck as the wire has it."""
    return RecheckBody(
        id=checked.answer.id,
        question=checked.answer.question,
        verdict=checked.verdict.value,
        generation=checked.generation,
        citations=[
            RecheckedBody(
                n=one.citation.n,
                article=one.citation.article,
                version=one.citation.version,
                start=one.citation.start,
                end=one.citation.end,
                quote=one.citation.quote,
                status=one.standing.value,
                now=one.now,
                now_at=PlaceBody.model_validate(one.now_at, from_attributes=True) if one.now_at else None,
            )
            for one in checked.citations
        ],
    )
