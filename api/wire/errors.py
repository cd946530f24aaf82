"""The one shape of every error."""

from pydantic import BaseModel, ConfigDict

from api.wire import examples


class ErrorDetail(BaseModel):
    """What went wrong, in one sentence; `field` names the part of the request that is wrong."""

    type: str
    message: str
    field: str | None


class ErrorBody(BaseModel):
    """The one shape of every error."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ERROR]})

    error: ErrorDetail
