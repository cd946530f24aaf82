"""Earlier answers, and their quotes rechecked."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from api.wire import examples
from index.catalogue.history import KeptAnswer
from qa.proof.recheck import Recheck


class KeptCitationBody(BaseModel):
    """A citation of an earlier answer; `quote` is null once its article has been deleted."""

    n: int
    article: str
    version: int
    start: int
    end: int
    quote: str | None


class KeptAnswerBody(BaseModel):
    """An earlier answer: its question, when it was `asked`, the generation that was searched, and its citations."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.KEPT_ANSWER]})

    id: str
    question: str
    asked: datetime
    generation: int
    citations: list[KeptCitationBody]


class PlaceBody(BaseModel):
    """A span: `version.text[start:end]`, in Unicode code points."""

    version: int
    start: int
    end: int


class RecheckedBody(KeptCitationBody):
    """A quote compared with the current version of its article.

    `now` is the sentence that replaced a changed quote, `now_at` its span; both are null if no sentence is similar, and
    if the quote is not `changed`.
    """

    status: Literal["holds", "changed", "retracted", "deleted"]
    now: str | None
    now_at: PlaceBody | None


class RecheckBody(BaseModel):
    """An answer compared with its articles as they are now; the verdict is that of its worst citation."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.RECHECK]})

    id: str
    question: str
    verdict: Literal["holds", "changed", "retracted", "deleted"]
    generation: int
    citations: list[RecheckedBody]


def show_kept(answer: KeptAnswer) -> KeptAnswerBody:
    """Return an earlier answer in its wire format."""
    return KeptAnswerBody.model_validate(answer, from_attributes=True)


def show_recheck(checked: Recheck) -> RecheckBody:
    """Return a recheck in its wire format."""
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
                status=one.status.value,
                now=one.now,
                now_at=PlaceBody.model_validate(one.now_at, from_attributes=True) if one.now_at else None,
            )
            for one in checked.citations
        ],
    )
