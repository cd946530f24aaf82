"""The body of a request to a model server, in the parameters that it takes."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

_OTHERS = {"max_tokens": "max_completion_tokens"}
"""Parameters that some servers have under another name."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a chat."""

    role: Literal["system", "user", "assistant"]
    content: str


class Parameters:
    """What a server is told besides the messages; shared by threads.

    Servers refuse requests for a parameter that they do not take: OpenAI's newer models `max_tokens` and
    `temperature`, others `seed`. A refused one is sent under its other name, or not at all.
    """

    def __init__(self) -> None:
        self._names = {"temperature": "temperature", "seed": "seed", "max_tokens": "max_tokens"}

    def write_body(self, model: str, messages: Sequence[Message], most: int) -> dict[str, object]:
        """Return the body of a request for a reply of at most `most` tokens."""
        values = {"temperature": 0, "seed": 0, "max_tokens": most}
        told = [{"role": one.role, "content": one.content} for one in messages]
        names = self._names
        return {"model": model, "messages": told, "stream": True} | {name: values[own] for own, name in names.items()}

    def adapt(self, refusal: str) -> bool:
        """Give up the parameter that a refusal names; return whether another request is worth a try."""
        for own, name in self._names.items():
            if re.search(rf"\b{name}\b", refusal):
                rest = {one: other for one, other in self._names.items() if one != own}
                other = _OTHERS.get(name)
                self._names = rest | ({own: other} if other else {})
                how = f"with {other}" if other else "without"
                log.warning("the model server does not take %s; it is asked %s", name, how)
                return True
        return False
