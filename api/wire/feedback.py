"""What users say of answers."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.wire import examples
from index.catalogue.history import Feedback, Rating
from index.errors import InvalidInput
from index.text import normalise

MAX_COMMENT = 1_000

Opinion = Literal["up", "down"]


class FeedbackRequest(BaseModel):
    """An opinion on an answer; it replaces an earlier one, and a `rating` of null takes that back."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"examples": [examples.FEEDBACK]})

    rating: Opinion | None
    comment: str | None = Field(None, max_length=MAX_COMMENT)


class FeedbackBody(BaseModel):
    """The opinion that is kept with an answer, and when it was given."""

    rating: Opinion
    comment: str | None
    rated: datetime


class RatedBody(BaseModel):
    """An answer and the opinion that is kept with it; null once it has been taken back."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.RATED]})

    id: str
    feedback: FeedbackBody | None


def read_feedback(request: FeedbackRequest, now: datetime) -> Feedback | None:
    """Return the opinion of a request, given at `now`; None where it takes one back.

    Raises:
        InvalidInput: there is a comment, but no rating.
    """
    comment = normalise(request.comment or "") or None
    if request.rating:
        return Feedback(Rating(request.rating), comment, now)
    if comment:
        raise InvalidInput("a comment needs a rating: up or down", field="rating")
    return None


def show_feedback(feedback: Feedback | None) -> FeedbackBody | None:
    """Return an opinion in its wire format."""
    if feedback is None:
        return None
    return FeedbackBody(rating=feedback.rating.value, comment=feedback.comment, rated=feedback.rated)
