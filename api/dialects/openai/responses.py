"""Answers as responses of OpenAI's Responses format, whole or as a stream of events.

The output is a message with citations. For a client that declares the tool `file_search` it begins with the search and
the passages that were found, and each citation is one of a file too; others take an undeclared tool for an error.
"""

import secrets
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.dialects.openai.models import MODEL
from api.dialects.openai.reply import Reply, show_dateline
from api.dialects.openai.response_bodies import (
    CitedBody,
    EventBody,
    FailureBody,
    FileCitationBody,
    FileSearchItem,
    FileSearchResult,
    IncompleteBody,
    InputTokens,
    MessageItem,
    OutputText,
    OutputTokens,
    ResponseBody,
    ResponseUsage,
    Status,
    TextBody,
    TextFormat,
    UrlCitationBody,
)
from api.dialects.rendering import Annotation
from api.errors import Refusal
from index.types import Hit
from qa.types import Answer, Found, Step

_ATTRIBUTE = 512  # characters that OpenAI allows in an attribute


@dataclass(frozen=True, slots=True)
class Asked:
    """How a response is to be given, besides its text; `created` is in seconds since 1970."""

    question: str
    created: int
    prompt_tokens: int
    ignored: list[str]
    limit: int | None = None
    searches_files: bool = False
    name: str = field(default_factory=lambda: secrets.token_hex(12))


class ResponseWriter:
    """Write the steps of one answer as one response, whole or in events."""

    def __init__(self, asked: Asked, reply: Reply) -> None:
        self._asked, self._reply = asked, reply
        self._sent = 0
        self._place = 1 if asked.searches_files else 0  # of the message in the output
        self._cited: list[CitedBody] = []
        self._search = self._make_search("in_progress", asked.question, ())

    def show(self, steps: Iterable[Step]) -> ResponseBody:
        """Return the whole response of some steps, the last of which is the answer."""
        answer: Answer | None = None
        for step in steps:
            self._take(step)
            answer = step if isinstance(step, Answer) else answer
        if answer is None:
            raise ValueError("the steps do not end with an answer")
        return self._conclude(answer)

    async def stream(self, steps: AsyncIterator[Step]) -> AsyncIterator[EventBody]:
        """Yield the events of a response in OpenAI's order; a response that fails ends with `response.failed`."""
        for kind in ("created", "in_progress"):
            yield self._event(f"response.{kind}", response=self._make_response("in_progress"))
        try:
            async for step in steps:
                for event in self._events_of(step):
                    yield event
        except Refusal as refusal:
            failed = self._make_response("failed")
            failed.error = FailureBody(code="server_error", message=refusal.message)
            yield self._event("response.failed", response=failed)

    def _take(self, step: Step) -> tuple[str, list[CitedBody]]:
        """Return the text and the annotations that a step adds."""
        if isinstance(step, Found):
            self._search = self._make_search("completed", step.asked or self._asked.question, step.hits)
        piece = self._reply.add(step)
        cited = [one for annotation in piece.annotations for one in self._show_annotation(annotation)]
        self._cited += cited
        return piece.text, cited

    def _events_of(self, step: Step) -> Iterator[EventBody]:
        before, first = self._search, len(self._cited)
        text, cited = self._take(step)
        if isinstance(step, Found):
            yield from self._search_events(before) if self._asked.searches_files else ()
            yield from self._opening_events()
        if text:
            yield self._text_event("output_text.delta", delta=text, logprobs=[])
        for number, annotation in enumerate(cited, first):
            yield self._text_event("output_text.annotation.added", annotation_index=number, annotation=annotation)
        if isinstance(step, Answer):
            yield from self._closing_events(step)

    def _search_events(self, before: FileSearchItem) -> Iterator[EventBody]:
        yield self._item_event("added", 0, before)
        for state in ("in_progress", "searching", "completed"):
            yield self._event(f"response.file_search_call.{state}", output_index=0, item_id=before.id)
        yield self._item_event("done", 0, self._search)

    def _opening_events(self) -> Iterator[EventBody]:
        message = self._make_message("in_progress")
        message.content = []
        yield self._item_event("added", self._place, message)
        empty = OutputText(type="output_text", text="", annotations=[], logprobs=[])
        yield self._text_event("content_part.added", part=empty)

    def _closing_events(self, answer: Answer) -> Iterator[EventBody]:
        whole = self._conclude(answer)
        yield self._text_event("output_text.done", text=self._reply.text, logprobs=[])
        yield self._text_event("content_part.done", part=self._make_text())
        yield self._item_event("done", self._place, self._make_message(whole.status))
        yield self._event(f"response.{whole.status}", response=whole)

    def _item_event(self, state: str, index: int, item: FileSearchItem | MessageItem) -> EventBody:
        return self._event(f"response.output_item.{state}", output_index=index, item=item)

    def _text_event(self, kind: str, **fields: Any) -> EventBody:  # noqa: ANN401 - fields of `EventBody`
        place = {"item_id": f"msg_{self._asked.name}", "output_index": self._place, "content_index": 0}
        return self._event(f"response.{kind}", **place, **fields)

    def _event(self, kind: str, **fields: Any) -> EventBody:  # noqa: ANN401 - likewise
        event = EventBody(type=kind, sequence_number=self._sent, **fields)
        self._sent += 1
        return event

    def _conclude(self, answer: Answer) -> ResponseBody:
        whole = self._make_response("incomplete" if self._reply.cut else "completed")
        message = self._make_message(whole.status)
        whole.output = [self._search, message] if self._asked.searches_files else [message]
        whole.incomplete_details = IncompleteBody(reason="max_output_tokens") if self._reply.cut else None
        whole.usage = _show_usage(self._asked.prompt_tokens, self._reply.tokens)
        whole.dateline = show_dateline(answer, self._asked.ignored)
        return whole

    def _make_response(self, status: Status) -> ResponseBody:
        return ResponseBody(
            id=f"resp_{self._asked.name}",
            object="response",
            created_at=self._asked.created,
            status=status,
            error=None,
            incomplete_details=None,
            instructions=None,
            max_output_tokens=self._asked.limit,
            model=MODEL,
            output=[],
            parallel_tool_calls=False,
            previous_response_id=None,
            store=False,
            temperature=None,
            text=TextBody(format=TextFormat(type="text")),
            tool_choice="auto",
            tools=[],
            top_p=None,
            truncation="disabled",
            usage=None,
            metadata={},
            dateline=None,
        )

    def _make_search(self, status: Status, asked: str, hits: Sequence[Hit]) -> FileSearchItem:
        return FileSearchItem(
            type="file_search_call",
            id=f"fs_{self._asked.name}",
            status=status,
            queries=[asked],
            results=[_show_hit(hit) for hit in hits] if status == "completed" else None,
        )

    def _make_message(self, status: Status) -> MessageItem:
        return MessageItem(
            type="message", id=f"msg_{self._asked.name}", status=status, role="assistant", content=[self._make_text()]
        )

    def _make_text(self) -> OutputText:
        return OutputText(type="output_text", text=self._reply.text, annotations=list(self._cited), logprobs=[])

    def _show_annotation(self, annotation: Annotation) -> Iterator[CitedBody]:
        span, cited = annotation.span, annotation.citation
        yield UrlCitationBody(
            type="url_citation",
            start_index=span.start,
            end_index=span.end,
            url=annotation.url,
            title=cited.title,
            start_utf16=span.start_utf16,
            end_utf16=span.end_utf16,
        )
        if self._asked.searches_files:
            yield FileCitationBody(type="file_citation", file_id=cited.article, filename=cited.title, index=span.start)


def _show_hit(hit: Hit) -> FileSearchResult:
    head = hit.head
    attributes: dict[str, str | float | bool] = {
        "source": head.source,
        "published_at": head.published.isoformat(),
        "version": hit.passage.version,
        "start": hit.passage.start,
        "end": hit.passage.end,
    }
    if head.url and len(head.url) <= _ATTRIBUTE:
        attributes["url"] = head.url
    return FileSearchResult(
        file_id=hit.passage.article,
        filename=head.title,
        score=round(hit.score, 6),
        text=hit.text,
        attributes=attributes,
    )


def _show_usage(prompt: int, text: int) -> ResponseUsage:
    return ResponseUsage(
        input_tokens=prompt,
        input_tokens_details=InputTokens(cached_tokens=0, cache_write_tokens=0),
        output_tokens=text,
        output_tokens_details=OutputTokens(reasoning_tokens=0),
        total_tokens=prompt + text,
    )
