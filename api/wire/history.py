"""Earlier answers, what users said of them, and their quotes rechecked."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.wire import examples
from api.wire.answers import AnswerBody, show_answer
from api.wire.feedback import FeedbackBody, Opinion, show_feedback
from index.catalogue.history import KeptAnswer
from qa.proof.recheck import Recheck
from qa.types import Answer


class KeptCitationBody(BaseModel):
    """A citation of an earlier answer; `quote` is null once its article has been deleted."""

    n: int
    article: str
    version: int
    start: int
    end: int
    quote: str | None


class KeptAnswerBody(BaseModel):
    """An earlier answer: its question, when it was `asked`, the generation that was searched, and its citations.

    `answer` is the answer as it was sent, without what it said from articles that have been deleted since: `note` then
    says so. It is null if an earlier Dateline kept the answer, with its citations alone.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [examples.KEPT_ANSWER]})

    id: str
    question: str
    asked: datetime
    generation: int
    citations: list[KeptCitationBody]
    answer: AnswerBody | None
    note: str | None = Field(description="a sentence to show where something was deleted or retracted since")
    feedback: FeedbackBody | None = Field(description="what the user said of it; null if nothing")


class AnswersQuery(BaseModel):
    """Which kept answers to list, the newest first."""

    model_config = ConfigDict(extra="forbid")

    rating: Opinion | None = Field(None, description="only answers that were rated so", examples=["down"])
    cursor: str | None = Field(
        None, description="`next_cursor` of the previous page", examples=[examples.ANSWER_CURSOR]
    )
    limit: int = Field(50, ge=1, le=200, examples=[50])


class ListedAnswerBody(BaseModel):
    """An earlier answer in a list; `short` is null if there is none, several, or its article has been deleted."""

    id: str
    question: str
    asked: datetime
    status: Literal["answered", "declined"]
    reason: str | None
    short: str | None
    feedback: FeedbackBody | None


class AnswersBody(BaseModel):
    """A page of earlier answers; `next_cursor` is null on the last one."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ANSWERS]})

    answers: list[ListedAnswerBody]
    next_cursor: str | None


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


def show_kept(kept: KeptAnswer, answer: Answer | None) -> KeptAnswerBody:
    """Return an earlier answer in its wire format."""
    return KeptAnswerBody(
        id=kept.id,
        question=kept.question,
        asked=kept.asked,
        generation=kept.generation,
        citations=[KeptCitationBody.model_validate(one, from_attributes=True) for one in kept.citations],
        answer=show_answer(answer) if answer else None,
        note=_explain_gaps(kept, answer),
        feedback=show_feedback(kept.feedback),
    )


def show_listed(kept: KeptAnswer, answer: Answer | None) -> ListedAnswerBody:
    """Return an earlier answer as a list shows it; only answers with citations were kept without their details."""
    reason = answer.reason if answer else None
    return ListedAnswerBody(
        id=kept.id,
        question=kept.question,
        asked=kept.asked,
        status="declined" if reason else "answered",
        reason=reason,
        short=answer.short if answer else None,
        feedback=show_feedback(kept.feedback),
    )


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


def _explain_gaps(kept: KeptAnswer, answer: Answer | None) -> str | None:
    """Return the sentences for an answer some of whose articles have been deleted or retracted since."""
    shown = kept.citations or kept.near
    gone = sum(one.quote is None for one in shown)
    retracted = sum(one.note == "retracted" for one in answer.citations) if answer else 0
    what = "quotes" if kept.citations else "passages"
    said = [f"{gone} of {len(shown)} {what} are no longer shown: their articles have been deleted."] if gone else []
    if retracted:
        said.append(f"The articles of {retracted} of {len(shown)} quotes have been retracted.")
    return " ".join(said) or None
