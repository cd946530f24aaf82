"""Any `AutoModelForQuestionAnswering` as a reader: one of two files that import torch and transformers."""

import inspect
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from index.errors import ModelError
from index.passages.hub import explain_missing, find_commit
from index.text import normalise_line, replace_surrogates
from index.types import Span
from qa.reading.network import Logits, stack
from qa.reading.windows import QUESTION_TOKENS, STRIDE, Window, check_window

# The window that models are trained with on SQuAD; many accept longer ones that they were never trained on.
_WINDOW = 384
# The embedding may have some more rows than the tokenizer has tokens, for rounding; transformers gives a folder without
# a tokenizer an empty one.
_LEAST_KNOWN = 0.9


class TransformersNetwork:
    """A question answering model of transformers: opened once, shared by threads. It gets no titles."""

    def __init__(self, model: str, *, threads: int) -> None:
        """Open a folder, or a model of that name on the hub, and run one row through it.

        Raises:
            ModelError: there is no such model, it is no question answering model, or its tokenizer does not fit.
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
        backend = tokenizer.backend_tokenizer
        # Two tokenizers, configured once: threads share them, so neither may be reconfigured for a call.
        self._words, self._pairs = (type(backend).from_str(backend.to_str()) for _ in range(2))
        self._words.no_truncation()
        self._words.no_padding()
        self._pairs.enable_truncation(window, stride=STRIDE, strategy="only_second")
        self._pairs.no_padding()
        self._probe(model)

    def cut(self, question: str, title: str, passage: str) -> Iterator[Window]:  # noqa: ARG002 - none was trained on titles
        """Yield the windows over a passage, in order, neighbours sharing `STRIDE` tokens; at least one."""
        question = replace_surrogates(question)
        asked = self._words.encode(question, add_special_tokens=False)
        if len(asked) > QUESTION_TOKENS:
            question = question[: asked.offsets[QUESTION_TOKENS - 1][1]]
        whole = self._pairs.encode(question, replace_surrogates(passage))
        for part in (whole, *whole.overflowing):
            places = [place for place, sequence in enumerate(part.sequence_ids) if sequence == 1]
            first = places[0] if places else len(part.ids)
            spans = tuple(Span(*part.offsets[place]) for place in places)
            yield Window(tuple(part.ids), tuple(part.type_ids), first, spans)

    def run(self, windows: Sequence[Window]) -> Logits:
        """Return the logits of a batch of at least one window, a row each; `answers` is None."""
        import torch

        torch.set_num_threads(self._threads)  # a setting of the thread, and questions come on any
        ids, mask, types = (torch.from_numpy(array) for array in stack(windows, self._padding))
        typed = {"token_type_ids": types} if self._typed else {}
        try:
            with torch.inference_mode():
                said = self._model(input_ids=ids, attention_mask=mask, **typed)
            return Logits(said.start_logits.float().numpy(), said.end_logits.float().numpy(), None)
        except Exception as error:
            raise ModelError(f"the reader {self.name} failed: {normalise_line(str(error))}") from error

    def _probe(self, model: str) -> None:
        """Raise ModelError for a model with another one's tokenizer, or without a token for "no answer"."""
        known = max(self._words.get_vocab(with_added_tokens=True).values()) + 1
        rows = self._model.get_input_embeddings().num_embeddings
        if not _LEAST_KNOWN * rows <= known <= rows:
            raise ModelError(
                f"the tokenizer of {model!r} has {known} tokens, the model {rows}; use the model's own tokenizer"
            )
        window = next(self.cut("Who?", "", "word " * _WINDOW))
        if self._begin is None or window.ids[0] != self._begin or not window.spans:
            raise ModelError(
                f"the reader {model!r} does not begin a row with a token for no answer; use a model trained on SQuAD 2"
            )
        try:
            logits = self.run([window])
        except ModelError as error:
            raise ModelError(f"the reader {model!r} cannot read a row of its tokenizer: {error.message}") from error
        if logits.starts.shape != (1, len(window.ids)) or logits.ends.shape != logits.starts.shape:
            raise ModelError(f"the reader {model!r} returns logits of another shape; use another model")


def _open(model: str, *, local: bool) -> tuple[Any, Any]:
    """Return the model and its tokenizer; a name on a hub is looked up first, which fails fast."""
    commit = None if local else find_commit(model)
    if local:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # before the import: a folder opens no connection
    try:
        import torch  # noqa: F401 - transformers can be imported without it, and then opens no model
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer
        from transformers.utils import logging as transformers_logging
    except ImportError as error:
        raise explain_missing(model) from error

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # failures are raised
    try:  # code that comes with a model is never run, and nobody is asked at the terminal whether it may be
        tokenizer = AutoTokenizer.from_pretrained(
            model, local_files_only=local, revision=commit, trust_remote_code=False
        )
        network, loading = AutoModelForQuestionAnswering.from_pretrained(
            model, local_files_only=local, revision=commit, trust_remote_code=False, output_loading_info=True
        )
    except Exception as error:
        raise ModelError(f"the reader {model!r} cannot be opened: {normalise_line(str(error))}") from error
    if loading["missing_keys"]:
        raise ModelError(f"the model {model!r} has no weights for question answering; use one trained for it")
    if not tokenizer.is_fast:
        raise ModelError(f"the tokenizer of {model!r} gives no offsets; use a model with a fast tokenizer")
    return network.eval(), tokenizer
