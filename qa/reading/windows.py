"""Question and passage as a model reads them: word pieces in windows, and where each stands in the passage."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Encoding, Tokenizer

from index.errors import ModelError
from index.types import Span

WINDOW = 288
STRIDE = 96
QUESTION_PIECES = 64
TITLE_PIECES = 24
_WIDEST = 8_192


@dataclass(frozen=True, slots=True)
class Window:
    """One row of a model's input: `[CLS] question [SEP] title [SEP] passage [SEP]`, or without the title.

    `first` is the place of the first piece of the passage in `ids`; `spans` says which characters of the passage the
    pieces from there on cover. `types` is 0 for the question and 1 after it.
    """

    ids: tuple[int, ...]
    types: tuple[int, ...]
    first: int
    spans: tuple[Span, ...]


class Cutter:
    """Cuts questions and passages into windows with the tokenizer of one model."""

    def __init__(self, tokenizer: Tokenizer, *, window: int = WINDOW, titled: bool = True) -> None:
        """Take a tokenizer that has `[CLS]` and `[SEP]`; `titled` models are shown the article's title.

        Raises:
            ModelError: the tokenizer has no such marks, or the window is too small to read in.
        """
        begin, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
        if begin is None or end is None:
            raise ModelError("the reader's tokenizer has no [CLS] and [SEP]: it is of another architecture")
        check_window(window)
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer, self._begin, self._end = tokenizer, begin, end
        self._window, self._titled = window, titled

    @property
    def vocabulary(self) -> int:
        """How many word pieces the tokenizer knows: the greatest id and one."""
        return max(self._tokenizer.get_vocab().values()) + 1

    def cut(self, question: str, title: str, passage: str) -> Iterator[Window]:
        """Yield the windows over a passage, in order, neighbours sharing `STRIDE` pieces; at least one.

        A question is read up to its 64th piece, a title up to its 24th.
        """
        head = [self._begin, *self._encode(question).ids[:QUESTION_PIECES], self._end]
        types = [0] * len(head)
        if self._titled and title:
            head += [*self._encode(title).ids[:TITLE_PIECES], self._end]
            types += [1] * (len(head) - len(types))
        pieces = self._encode(passage)
        room = self._window - len(head) - 1
        start = 0
        while True:
            ids = pieces.ids[start : start + room]
            spans = tuple(Span(*offsets) for offsets in pieces.offsets[start : start + room])
            yield Window((*head, *ids, self._end), (*types, *[1] * (len(ids) + 1)), len(head), spans)
            if start + room >= len(pieces.ids):
                return
            start += room - STRIDE

    def _encode(self, text: str) -> Encoding:
        return self._tokenizer.encode(plain(text), add_special_tokens=False)


def check_window(window: int) -> None:
    """Refuse a window, in word pieces, that is too small to read in, or greater than any model's.

    Raises:
        ModelError: it is.
    """
    if window > _WIDEST:
        raise ModelError(f"the reader is said to see {window} word pieces at once, more than {_WIDEST}")
    if window < 2 * (QUESTION_PIECES + TITLE_PIECES):
        raise ModelError(f"the reader sees only {window} word pieces at once, too few for a question and a passage")


def plain(text: str) -> str:
    """Return `text` with a question mark for each half of a surrogate pair, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def open_tokenizer(path: Path) -> Tokenizer:
    """Open a `tokenizer.json`.

    Raises:
        ModelError: there is none, or it is not one.
    """
    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:
        raise ModelError(f"the reader's tokenizer {path} cannot be opened: {error}") from error
