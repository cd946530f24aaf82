"""Retractions of articles."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from api.wire import examples
from index.types import Retraction


class RetractRequest(BaseModel):
    """Why an article is retracted."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"examples": [examples.RETRACT]})

    reason: str = Field(description="1 to 1,000 characters", json_schema_extra={"minLength": 1})


class RetractedBody(BaseModel):
    """Confirms that an article was retracted: it is found and cited only as of a time before `retracted_at`."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.RETRACTED]})

    id: str
    retracted_at: datetime
    reason: str
    generation: int


def show_retraction(retraction: Retraction) -> RetractedBody:
    """Return a retraction in its wire format."""
    return RetractedBody(
        id=retraction.article,
        retracted_at=retraction.at,
        reason=retraction.reason,
        generation=retraction.generation,
    )
