"""The text of a streamed chat completion, from the bytes of its server-sent events."""

import codecs
import json
import re
from collections.abc import Iterator
from contextlib import suppress

from index.errors import ContextTooLong, ModelUnavailable

LONGEST_LINE = 200_000
"""Bytes of an event, at most; a piece of an answer has some hundred."""
_DONE = "[DONE]"
_FULL = re.compile(
    r"context[ _](?:length|size|window)|maximum context|exceed_context|too many tokens|reduce the length|<= \d+\. Given"
    r"|\b(?:prompt|inputs?)\b.{0,80}?\b(?:too (?:long|large)|exceeds?|longer than)\b",
    re.IGNORECASE | re.DOTALL,
)


class Decoder:
    """Takes bytes and gives the text that they complete; `ended` is whether the server said that the answer is whole.

    Comments, other fields, reasoning, tool calls and empty pieces give nothing. What is no character is U+FFFD.
    """

    def __init__(self) -> None:
        self.ended = False
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def feed(self, data: bytes, *, last: bool = False) -> Iterator[str]:
        """Yield the pieces of text that are complete with these bytes.

        Raises:
            ModelUnavailable: an event is too long, not JSON, or an error.
        """
        self._rest += self._decoder.decode(data, final=last)
        *lines, self._rest = self._rest.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if last:
            lines, self._rest = [*lines, self._rest], ""
        if len(self._rest) > LONGEST_LINE or any(len(line) > LONGEST_LINE for line in lines):
            raise ModelUnavailable("the model server sends an event that is too long; is the URL that of its API?")
        for line in lines:
            name, _, value = line.partition(":")
            if name == "data" and not self.ended and (text := self._read(value.strip())):
                yield text

    def _read(self, value: str) -> str | None:
        if value == _DONE:
            self.ended = True
            return None
        return self._take(parse(value)) if value else None

    def _take(self, event: dict[str, object]) -> str | None:
        choice = first_choice(event)
        if choice is None:
            return None
        self.ended = self.ended or choice.get("finish_reason") in ("stop", "eos")
        delta = choice.get("delta")
        text = delta.get("content") if isinstance(delta, dict) else choice.get("text")
        return _whole(text) if isinstance(text, str) else None


def parse(text: str) -> dict[str, object]:
    """Return the object that a server sent.

    Raises:
        ContextTooLong: it says that the request has too many tokens.
        ModelUnavailable: it is no JSON object, or an error.
    """
    try:
        event = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ModelUnavailable("the model server sends what is not JSON; is the URL that of its API?") from error
    if not isinstance(event, dict):
        raise ModelUnavailable("the model server sends what is not a chat completion")
    if event.get("error"):
        raise refusal_of(error_of(text))
    return event


def error_of(body: str) -> str:
    """Return the message of an error as servers send it, or else the whole body."""
    with suppress(ValueError, RecursionError):
        event = json.loads(body)
        fault = event.get("error") if isinstance(event, dict) else None
        return str(fault["message"] if isinstance(fault, dict) and "message" in fault else fault or body)
    return body


def refusal_of(said: str) -> ModelUnavailable:
    """Return the failure that an error message of a server means."""
    if is_full(said):
        return ContextTooLong("the passages are longer than what the model can take")
    return ModelUnavailable(f"the model server refuses: {' '.join(said.split())[:200]}")


def is_full(said: str) -> bool:
    """Return whether an error message says that the request has too many tokens, in the words of any server."""
    return _FULL.search(said) is not None


def first_choice(event: dict[str, object]) -> dict[str, object] | None:
    """Return the first choice of a completion; usage events have none."""
    choices = event.get("choices")
    return choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else None


def whole_text(event: dict[str, object]) -> str:
    """Return the text of a completion that was not streamed."""
    message = (first_choice(event) or {}).get("message")
    text = message.get("content") if isinstance(message, dict) else None
    return _whole(text) if isinstance(text, str) else ""


def _whole(text: str) -> str:
    """Return a text with U+FFFD for each half of a character, which JSON may hold and no other text may."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
