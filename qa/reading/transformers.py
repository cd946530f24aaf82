"""Other people's readers: any `AutoModelForQuestionAnswering`. One of two files that import torch and transformers."""

import inspect
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from index.errors import ModelError
from index.text import normalise_line
from index.types import Span
from qa.reading.network import Logits, stack
from qa.reading.windows import QUESTION_PIECES, STRIDE, Window, check_window, plain

# What readers trained on SQuAD have seen at once; many could see more and were never shown it.
_WINDOW = 384
# Models have some rows more than their tokenizer has pieces, to round up; a folder without one is given an empty one.
_LEAST_KNOWN = 0.9


class TransformersNetwork:
    """A question answering model of transformers: opened once, shared by threads. It is not shown titles."""

    def __init__(self, model: str, *, threads: int) -> None:
        """Open a folder, or what goes by that name on the model hub, and run one row through it.

        Raises:
            ModelError: there is no such model, it does not answer questions, or its tokenizer does not fit.
        """
        folder = Path(model)
        self.name = folder.name if folder.is_dir() else model
        self._threads = threads
        self._model, tokenizer = _open(model, local=folder.is_dir())
        self._typed = "token_type_ids" in inspect.signature(self._model.forward).parameters
        self._begin, self._padding = tokenizer.cls_token_id, tokenizer.pad_token_id or 0
        limits = (_WINDOW, tokenizer.model_max_length, getattr(self._model.config, "max_position_embeddings", _WINDOW))
        window = int(min(limit for limit in limits if limit and limit > 0))
        check_window(window)
        pieces = tokenizer.backend_tokenizer
        # Two of them, set up once: one that threads share must not be set anew by each.
        self._words, self._pairs = (type(pieces).from_str(pieces.to_str()) for _ in range(2))
        self._words.no_truncation()
        self._words.no_padding()
        self._pairs.enable_truncation(window, stride=STRIDE, strategy="only_second")
        self._pairs.no_padding()
        self._probe(model)

    def cut(self, question: str, title: str, passage: str) -> Iterator[Window]:  # noqa: ARG002 - none was taught to read titles
        """Yield the windows over a passage, in order, neighbours sharing `STRIDE` pieces; at least one."""
        question = plain(question)
        asked = self._words.encode(question, add_special_tokens=False)
        if len(asked) > QUESTION_PIECES:
            question = question[: asked.offsets[QUESTION_PIECES - 1][1]]
        whole = self._pairs.encode(question, plain(passage))
        for part in (whole, *whole.overflowing):
            places = [place for place, sequence in enumerate(part.sequence_ids) if sequence == 1]
            first = places[0] if places else len(part.ids)
            spans = tuple(Span(*part.offsets[place]) for place in places)
            yield Window(tuple(part.ids), tuple(part.type_ids), first, spans)

    def run(self, windows: Sequence[Window]) -> Logits:
        """Return the logits of one batch of windows, at least one, a row each; there are none for `answers`."""
        import torch

        torch.set_num_threads(self._threads)  # kept by thread, and questions come on any
        ids, mask, types = (torch.from_numpy(array) for array in stack(windows, self._padding))
        typed = {"token_type_ids": types} if self._typed else {}
        try:
            with torch.inference_mode():
                said = self._model(input_ids=ids, attention_mask=mask, **typed)
            return Logits(said.start_logits.float().numpy(), said.end_logits.float().numpy(), None)
        except Exception as error:
            raise ModelError(f"the reader {self.name} failed: {normalise_line(str(error))}") from error

    def _probe(self, model: str) -> None:
        """Refuse a model that has not its own tokenizer, or that has no place for "no answer"."""
        known = max(self._words.get_vocab(with_added_tokens=True).values()) + 1
        rows = self._model.get_input_embeddings().num_embeddings
        if not _LEAST_KNOWN * rows <= known <= rows:
            raise ModelError(
                f"the tokenizer of {model!r} knows {known} word pieces, the model {rows}: it is another model's"
            )
        window = next(self.cut("Who?", "", "word " * _WINDOW))
        if self._begin is None or window.ids[0] != self._begin or not window.spans:
            raise ModelError(f"the reader {model!r} does not begin a row with the piece that stands for no answer")
        try:
            logits = self.run([window])
        except ModelError as error:
            raise ModelError(f"the reader {model!r} cannot read a row of its tokenizer: {error.message}") from error
        if logits.starts.shape != (1, len(window.ids)) or logits.ends.shape != logits.starts.shape:
            raise ModelError(f"the reader {model!r} gives logits of other shapes: it is of another architecture")


def _open(model: str, *, local: bool) -> tuple[Any, Any]:
    """Return the model and its tokenizer."""
    if local:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # before the import: nothing here may look outside
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # what fails is raised, and said once
    try:  # code that a model brings along is not run, nor is anyone asked at the terminal whether it may be
        tokenizer = AutoTokenizer.from_pretrained(model, local_files_only=local, trust_remote_code=False)
        network, loading = AutoModelForQuestionAnswering.from_pretrained(
            model, local_files_only=local, trust_remote_code=False, output_loading_info=True
        )
    except Exception as error:
        raise ModelError(f"the reader {model!r} cannot be opened: {normalise_line(str(error))}") from error
    if loading["missing_keys"]:
        raise ModelError(f"the model {model!r} was not trained to answer questions: it lacks the weights for that")
    if not tokenizer.is_fast:
        raise ModelError(f"the tokenizer of {model!r} does not say where its pieces stand in the text")
    return network.eval(), tokenizer
