"""The bodies of OpenAI's Responses format: items of output, and the events of a stream."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue

from api.dialects.openai.reply import DatelineBody
from api.wire import openai_examples as examples

Status = Literal["in_progress", "completed", "incomplete", "failed"]


class UrlCitationBody(BaseModel):
    """A citation of `text[start_index:end_index]`, in code points; the same place in UTF-16 for JavaScript."""

    type: Literal["url_citation"]
    start_index: int
    end_index: int
    url: str
    title: str
    start_utf16: int
    end_utf16: int


class FileCitationBody(BaseModel):
    """The article of a citation as a file, for clients that declare the tool `file_search`; `index` is in the text."""

    type: Literal["file_citation"]
    file_id: str
    filename: str
    index: int


CitedBody = UrlCitationBody | FileCitationBody


class OutputText(BaseModel):
    """The text of a message."""

    type: Literal["output_text"]
    text: str
    annotations: list[CitedBody]
    logprobs: list[JsonValue]


class MessageItem(BaseModel):
    """The message of a response."""

    type: Literal["message"]
    id: str
    status: Status
    role: Literal["assistant"]
    content: list[OutputText]


class FileSearchResult(BaseModel):
    """A passage that was found."""

    file_id: str
    filename: str
    score: float
    text: str
    attributes: dict[str, str | float | bool]


class FileSearchItem(BaseModel):
    """What was searched for, and the passages that were found."""

    type: Literal["file_search_call"]
    id: str
    status: Status
    queries: list[str]
    results: list[FileSearchResult] | None


class InputTokens(BaseModel):
    """Details of the tokens of the input: there is no cache."""

    cached_tokens: Literal[0]
    cache_write_tokens: Literal[0]


class OutputTokens(BaseModel):
    """Details of the tokens of the output: there is no reasoning."""

    reasoning_tokens: Literal[0]


class ResponseUsage(BaseModel):
    """Tokens, counted by the embedding model: of the question with its earlier turns, and of the text."""

    input_tokens: int
    input_tokens_details: InputTokens
    output_tokens: int
    output_tokens_details: OutputTokens
    total_tokens: int


class IncompleteBody(BaseModel):
    """Why a response is incomplete."""

    reason: Literal["max_output_tokens"]


class FailureBody(BaseModel):
    """Why a response failed."""

    code: Literal["server_error"]
    message: str


class TextFormat(BaseModel):
    """The format of a text."""

    type: Literal["text"]


class TextBody(BaseModel):
    """The format of the text of a response."""

    format: TextFormat


class ResponseBody(BaseModel):
    """A response; `dateline` is the answer as `POST /ask` gives it, once there is one."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.RESPONSE]})

    id: str
    object: Literal["response"]
    created_at: int
    status: Status
    error: FailureBody | None
    incomplete_details: IncompleteBody | None
    instructions: None
    max_output_tokens: int | None
    model: str
    output: list[FileSearchItem | MessageItem]
    parallel_tool_calls: Literal[False]
    previous_response_id: None
    store: Literal[False]
    temperature: None
    text: TextBody
    tool_choice: Literal["auto"]
    tools: list[JsonValue]
    top_p: None
    truncation: Literal["disabled"]
    usage: ResponseUsage | None
    metadata: dict[str, str]
    dateline: DatelineBody | None


class EventBody(BaseModel):
    """An event of a stream; each type has some of these fields."""

    type: str
    sequence_number: int
    response: ResponseBody | None = None
    output_index: int | None = None
    item: FileSearchItem | MessageItem | None = None
    item_id: str | None = None
    content_index: int | None = None
    part: OutputText | None = None
    delta: str | None = None
    text: str | None = None
    annotation_index: int | None = None
    annotation: CitedBody | None = None
    logprobs: list[JsonValue] | None = None
