"""The bodies of requests in OpenAI's formats.

Any field is accepted, as OpenAI's clients send many; those that cannot change an answer are ignored. A field is refused
where ignoring it would give the client something that it cannot use.
"""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, model_validator
from pydantic_core import PydanticCustomError

from api.dialects.openai.models import MODEL
from api.wire import openai_examples as examples
from api.wire.asking import Moment

TEXTS = ("text", "input_text", "output_text")
"""The types of parts that are text."""


def _refuse(sentence: str) -> PydanticCustomError:
    return PydanticCustomError("refused", "{sentence}", {"sentence": sentence})


def _as_parts(value: object) -> object:
    """Return content as a list of parts."""
    if value is None:
        return []
    if isinstance(value, str):
        return [{"type": "text", "text": value}]
    if not isinstance(value, list):
        raise _refuse("must be a string or a list of parts")
    return value


def _as_items(value: object) -> object:
    """Return the input of a response as a list of items."""
    return [{"role": "user", "content": value}] if isinstance(value, str) else value


def _split(value: object) -> object:
    """Return names that are separated by commas as a list."""
    return [name.strip() for name in value.split(",")] if isinstance(value, str) else value


def _require_one(n: int | None) -> int | None:
    if n not in (None, 1):
        raise _refuse("must be 1: the same question has one answer")
    return n


def _require_text(wanted: dict[str, JsonValue] | None) -> dict[str, JsonValue] | None:
    if wanted and wanted.get("type", "text") != "text":
        raise _refuse("must be text: an answer quotes articles; as JSON it is the field dateline of the reply")
    return wanted


def _require_no_call(choice: JsonValue) -> JsonValue:
    hosted = isinstance(choice, dict) and choice.get("type") == "file_search"
    if choice not in (None, "auto", "none") and not hosted:
        raise _refuse("cannot be required: the model calls no tools; send auto, or leave it out")
    return choice


def _require_none(value: JsonValue) -> JsonValue:
    if value:
        raise _refuse("is not supported: the server keeps no turns; send the earlier turns in input")
    return value


def _require_false(value: bool | None) -> bool | None:
    if value:
        raise _refuse("must be false: a response is sent at once or streamed")
    return value


Names = Annotated[
    Annotated[list[str], Field(max_length=100)] | None,
    BeforeValidator(_split, json_schema_input_type=list[str] | str | None),
    Field(description="a list, or one string with commas"),
]
Tokens = Annotated[int | None, Field(ge=1, description="a limit on the text: whole sentences, the first in any case")]


class Part(BaseModel):
    """A part of a message; only text is read."""

    model_config = ConfigDict(extra="allow", strict=True)

    type: str
    text: str | None = None

    @model_validator(mode="after")
    def _require_its_text(self) -> Self:
        if self.type in TEXTS and self.text is None:
            raise _refuse("a part of text must have a text")
        return self


Content = Annotated[list[Part], BeforeValidator(_as_parts, json_schema_input_type=str | list[Part] | None)]


class MessageBody(BaseModel):
    """A message of a conversation; those of the user and the assistant are read."""

    model_config = ConfigDict(extra="allow", strict=True)

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Content = []


class ItemBody(BaseModel):
    """An item of the input of a response: a message, or another kind, which is ignored."""

    model_config = ConfigDict(extra="allow", strict=True)

    type: str | None = None
    role: Literal["system", "developer", "user", "assistant"] | None = None
    content: Content = []


class Options(BaseModel):
    """What requests of both formats have in common, and the fields of our own, which may also be in `metadata`."""

    model_config = ConfigDict(extra="allow", strict=True)

    model: str = Field(examples=[MODEL])
    stream: bool | None = False
    metadata: dict[str, JsonValue] | None = Field(
        None,
        description="may hold, as strings, since, until, as_of, sources, languages, max_sentences, citation_style,"
        " generator, style",
    )
    temperature: float | None = Field(None, ge=0, le=2, description="no effect")
    top_p: float | None = Field(None, ge=0, le=1, description="no effect")
    tools: list[dict[str, JsonValue]] | None = Field(None, description="no effect, except file_search in a response")
    tool_choice: Annotated[JsonValue, AfterValidator(_require_no_call)] = None

    since: Moment = None
    until: Moment = None
    as_of: Moment = None
    sources: Names = None
    languages: Names = None
    max_sentences: int | None = Field(None, ge=1, le=10)
    generator: Literal["auto", "none", "required"] | None = Field(
        None, description="whether a language model writes the answer: if one is configured, never, or nothing else"
    )
    style: Literal["brief", "full", "timeline"] | None = Field(None, description="length and order of a written answer")
    citation_style: Literal["links", "markers", "none"] | None = Field(
        None, description="how the text shows citations: `[[1]](url)`, `[1]` or not at all"
    )


class StreamOptions(BaseModel):
    """Options of a stream."""

    model_config = ConfigDict(extra="allow", strict=True)

    include_usage: bool | None = False


class ChatRequest(Options):
    """A conversation whose last message of the user is asked."""

    model_config = ConfigDict(extra="allow", strict=True, json_schema_extra={"examples": [examples.CHAT]})

    messages: list[MessageBody] = Field(min_length=1)
    stream_options: StreamOptions | None = None
    n: Annotated[int | None, AfterValidator(_require_one)] = None
    max_tokens: Tokens = None
    max_completion_tokens: Tokens = None
    response_format: Annotated[dict[str, JsonValue] | None, AfterValidator(_require_text)] = None

    @property
    def limit(self) -> int | None:
        """The limit on the text in tokens; None if there is none."""
        return self.max_completion_tokens or self.max_tokens


class TextOptions(BaseModel):
    """Options of the text of a response."""

    model_config = ConfigDict(extra="allow", strict=True)

    format: Annotated[dict[str, JsonValue] | None, AfterValidator(_require_text)] = None


class ResponseRequest(Options):
    """A question, or a conversation whose last message of the user is asked."""

    model_config = ConfigDict(extra="allow", strict=True, json_schema_extra={"examples": [examples.RESPONSE_REQUEST]})

    input: Annotated[
        list[ItemBody], BeforeValidator(_as_items, json_schema_input_type=str | list[ItemBody]), Field(min_length=1)
    ]
    instructions: JsonValue = Field(None, description="no effect")
    max_output_tokens: Tokens = None
    include: list[str] | None = None
    text: TextOptions | None = None
    previous_response_id: Annotated[JsonValue, AfterValidator(_require_none)] = None
    conversation: Annotated[JsonValue, AfterValidator(_require_none)] = None
    background: Annotated[bool | None, AfterValidator(_require_false)] = None

    @property
    def searches_files(self) -> bool:
        """Whether the client declares the tool `file_search`, or asks for its results."""
        declared = any(tool.get("type") == "file_search" for tool in self.tools or ())
        return declared or "file_search_call.results" in (self.include or ())
