"""The shapes of errors: ours, OpenAI's for the calls that are OpenAI's, and that of JSON-RPC for MCP."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue

from api.wire import examples, openai_examples

OPENAI_PATHS = "/v1/"
MCP_PATH = "/mcp"
_INVALID_REQUEST, _INTERNAL_ERROR = -32600, -32603
_OPENAI_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
_OPENAI_CODES = {401: "invalid_api_key", 404: "not_found", 429: "rate_limit_exceeded", 503: "overloaded"}


class ErrorDetail(BaseModel):
    """What went wrong, in one sentence; `field` names the part of the request that is wrong."""

    type: str
    message: str
    field: str | None


class ErrorBody(BaseModel):
    """The shape of every error, except those of OpenAI's calls and of MCP."""

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


class RpcErrorDetail(BaseModel):
    """What went wrong, in one sentence; `data` has the type and the field of an error that is not the protocol's."""

    code: int
    message: str
    data: dict[str, JsonValue] | None = None


class RpcErrorBody(BaseModel):
    """The shape of every error of `/mcp`, as JSON-RPC has it; `id` is null if the request was not read."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.MCP_ERROR]})

    jsonrpc: Literal["2.0"]
    id: int | str | None
    error: RpcErrorDetail


def show_openai_error(status: int, message: str, field: str | None) -> OpenAIErrorBody:
    """Return an error in OpenAI's shape."""
    kind = _OPENAI_TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error")
    code = "model_not_found" if (status, field) == (404, "model") else _OPENAI_CODES.get(status)
    return OpenAIErrorBody(error=OpenAIErrorDetail(message=message, type=kind, param=field, code=code))


def show_rpc_error(status: int, kind: str, message: str, field: str | None) -> RpcErrorBody:
    """Return an error of a request that was not read, in the shape of JSON-RPC; `kind` is the type of our own shape."""
    code = _INTERNAL_ERROR if status >= 500 else _INVALID_REQUEST
    detail = RpcErrorDetail(code=code, message=message, data={"type": kind, "field": field})
    return RpcErrorBody(jsonrpc="2.0", id=None, error=detail)
