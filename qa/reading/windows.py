"""Questions and passages as input of a network: windows of tokens, and the span of each token in the passage."""

from collections.abc import Iterator
from dataclasses import dataclass

from tokenizers import Encoding, Tokenizer

from index.errors import ModelError
from index.text import replace_surrogates
from index.types import Span

WINDOW = 288
STRIDE = 96
QUESTION_TOKENS = 64
TITLE_TOKENS = 24
_NARROWEST = 2 * (QUESTION_TOKENS + TITLE_TOKENS)
_WIDEST = 8_192


@dataclass(frozen=True, slots=True)
class Window:
    """One row of a model's input: `[CLS] question [SEP] title [SEP] passage [SEP]`, or without the title.

    `first` is the index in `ids` of the first token of the passage; `spans` are the characters of the passage that the
    tokens from there on cover. `types` is 0 for the question and 1 after it.
    """

    ids: tuple[int, ...]
    types: tuple[int, ...]
    first: int
    spans: tuple[Span, ...]


class Cutter:
    """Cuts questions and passages into windows with the tokenizer of one model."""

    def __init__(self, tokenizer: Tokenizer, *, window: int = WINDOW, titled: bool = True) -> None:
        """Use a tokenizer that has `[CLS]` and `[SEP]`; `titled` models get the article's title as well.

        It neither cuts texts nor pads them.

        Raises:
            ModelError: the tokenizer has no such tokens, or the window is too small or too large.
        """
        begin, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
        if begin is None or end is None:
            raise ModelError("the reader's tokenizer has no [CLS] and [SEP] tokens; use the model's own tokenizer")
        check_window(window)
        self._tokenizer, self._begin, self._end = tokenizer, begin, end
        self._window, self._titled = window, titled

    @property
    def vocabulary_size(self) -> int:
        """Return the size of the tokenizer's vocabulary: the greatest id plus one."""
        return max(self._tokenizer.get_vocab().values()) + 1

    def cut(self, question: str, title: str, passage: str) -> Iterator[Window]:
        """Yield the windows over a passage, in order, neighbours sharing `STRIDE` tokens; at least one.

        A question is truncated to 64 tokens, a title to 24.
        """
        head = [self._begin, *self._encode(question).ids[:QUESTION_TOKENS], self._end]
        types = [0] * len(head)
        if self._titled and title:
            head += [*self._encode(title).ids[:TITLE_TOKENS], self._end]
            types += [1] * (len(head) - len(types))
        tokens = self._encode(passage)
        room = self._window - len(head) - 1
        start = 0
        while True:
            ids = tokens.ids[start : start + room]
            spans = tuple(Span(*offsets) for offsets in tokens.offsets[start : start + room])
            yield Window((*head, *ids, self._end), (*types, *[1] * (len(ids) + 1)), len(head), spans)
            if start + room >= len(tokens.ids):
                return
            start += room - STRIDE

    def _encode(self, text: str) -> Encoding:
        return self._tokenizer.encode(replace_surrogates(text), add_special_tokens=False)


def check_window(window: int) -> None:
    """Check the size of a window, in tokens.

    Raises:
        ModelError: it is too small for a question and a passage, or larger than that of any model.
    """
    if window > _WIDEST:
        raise ModelError(f"the reader's window of {window} tokens is too large; it may have at most {_WIDEST}")
    if window < _NARROWEST:
        raise ModelError(f"the reader's window of {window} tokens is too small; it needs at least {_NARROWEST}")
