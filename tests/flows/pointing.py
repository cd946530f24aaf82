"""A reader that answers with the phrases it is told to, wherever a passage holds them."""

from collections.abc import Iterator, Sequence

import numpy as np

from qa.network import Floats
from qa.reader import Reader
from qa.windows import Window
from tests.contracts.tiny_reader import Scripted

_SURE = 9.0


class Pointer(Scripted):
    """A network that begins and ends an answer at each of the phrases, and elsewhere sees none."""

    def __init__(self, phrases: Sequence[str]) -> None:
        super().__init__(self._point)
        self._phrases = phrases
        self._passages: dict[Window, str] = {}

    def cut(self, question: str, title: str, passage: str) -> Iterator[Window]:
        """Cut as the packaged reader does, and remember of which passage."""
        for window in super().cut(question, title, passage):
            self._passages[window] = passage
            yield window

    def _point(self, window: Window) -> tuple[Floats, Floats]:
        begins, ends = (np.full(len(window.ids), -_SURE, np.float32) for _ in range(2))
        begins[0] = ends[0] = 0.0
        for phrase in self._phrases:
            start = self._passages[window].find(phrase)
            pieces = [
                window.first + place
                for place, span in enumerate(window.spans)
                if start <= span.start and span.end <= start + len(phrase)
            ]
            if start >= 0 and pieces:
                begins[pieces[0]] = ends[pieces[-1]] = _SURE
        return begins, ends


def point_at(*phrases: str) -> Reader:
    """Return a reader that answers with these phrases."""
    return Reader(Pointer(phrases))
