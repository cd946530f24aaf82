"""A reader that finds given phrases, wherever a passage contains them."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from qa.reading.network import Floats
from qa.reading.reader import Reader
from qa.reading.windows import Window
from tests.qa.reading.tiny_reader import Scripted

_SURE = 9.0

Phrases = Mapping[str, Sequence[str]]


class Pointer(Scripted):
    """A network whose only candidates are the phrases for the question."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__(self._point, verdict=None)
        self._phrases = phrases
        self._shown: dict[Window, tuple[str, str]] = {}

    def cut(self, question: str, title: str, passage: str) -> Iterator[Window]:
        """Tokenize as the packaged reader does, and keep the texts."""
        for window in super().cut(question, title, passage):
            self._shown[window] = question, passage
            yield window

    def _point(self, window: Window) -> tuple[Floats, Floats]:
        begins, ends = (np.full(len(window.ids), -_SURE, np.float32) for _ in range(2))
        begins[0] = ends[0] = 0.0
        question, passage = self._shown[window]
        for phrase in (phrase for word, wanted in self._phrases.items() if word in question for phrase in wanted):
            start = passage.find(phrase)
            pieces = [
                window.first + place
                for place, span in enumerate(window.spans)
                if start <= span.start and span.end <= start + len(phrase)
            ]
            if start >= 0 and pieces:
                begins[pieces[0]] = ends[pieces[-1]] = _SURE
        return begins, ends


def point_at(phrases: Phrases) -> Reader:
    """Return a reader that finds the phrases of each word that the question contains."""
    return Reader(Pointer(phrases))
