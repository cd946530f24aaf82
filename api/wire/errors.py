"""The shape of every error: ours, and OpenAI's for the calls that are OpenAI's."""

from pydantic import BaseModel, ConfigDict

from api.wire import examples, openai_examples

OPENAI_PATHS = "/v1/"
_OPENAI_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
_OPENAI_CODES = {401: "invalid_api_key", 404: "not_found", 429: "rate_limit_exceeded", 503: "overloaded"}


class ErrorDetail(BaseModel):
    """What went wrong, in one sentence; `field` names the part of the request that is wrong."""

    type: str
    message: str
    field: str | None


class ErrorBody(BaseModel):
    """The shape of every error, except those of OpenAI's calls."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ERROR]})

    error: ErrorDetail


class OpenAIErrorDetail(BaseModel):
    """What went wrong, in one sentence; `param` names the part of the request that is wrong."""

    message: str
    type: str
    param: str | None
    code: str | None


class OpenAIErrorBody(BaseModel):
    """The shape of every error of a call under `/v1/`, as OpenAI has it."""

    model_config = ConfigDict(json_schema_extra={"examples": [openai_examples.ERROR]})

    error: OpenAIErrorDetail


def show_openai_error(status: int, message: str, field: str | None) -> OpenAIErrorBody:
    """Return an error in OpenAI's shape."""
    kind = _OPENAI_TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error")
    code = "model_not_found" if (status, field) == (404, "model") else _OPENAI_CODES.get(status)
    return OpenAIErrorBody(error=OpenAIErrorDetail(message=message, type=kind, param=field, code=code))
