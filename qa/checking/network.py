"""The checker's network, written by `training.export_checker` and run by ONNX."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.errors import ModelError
from index.passages import runtime
from index.passages.tokens import read_tokenizer
from index.text import normalise_line, replace_surrogates
from qa.checking.hypothesis import Hypothesis

_WHAT = "checker"
_MODEL, _TOKENIZER = "model.onnx", "tokenizer.json"
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_LONGEST = 144
_CLAIM = 64


class CheckNetwork:
    """A cross-encoder over claim and text: opened once, shared by threads."""

    def __init__(self, folder: Path, *, packaged: bool = False) -> None:
        """Open the files of a folder, and run a row that shows whether model and tokenizer belong together.

        Raises:
            ModelError: a file is missing or does not match the manifest, or the network cannot judge a hypothesis.
        """
        manifest = runtime.read_manifest(folder, _WHAT)
        digests = {str(name): str(digest) for name, digest in manifest["sha256"].items()}
        runtime.check_files(folder, (_MODEL, _TOKENIZER), digests, _WHAT)
        name = str(manifest.get("name", folder.name))
        self.name = name if packaged else f"{name}@{digests[_MODEL][:12]}"
        self._tokenizer = read_tokenizer(folder / _TOKENIZER, manifest)
        begin, end = (self._tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]"))
        if begin is None or end is None:
            raise ModelError(f"the {_WHAT}'s tokenizer in {folder} has no [CLS] and [SEP] tokens; copy it again")
        self._begin, self._end = begin, end
        self._session = runtime.open_session(folder / _MODEL, 1, _WHAT)
        # The last token of the tokenizer: a model with fewer rows is another one's. This also warms the model up.
        self._run([self._begin, self._tokenizer.get_vocab_size() - 1, self._end], [0, 0, 0])

    def judge(self, hypothesis: Hypothesis) -> float:
        """Return the log odds that the text of a hypothesis says what is claimed.

        One hypothesis at a time: a quantised network scales a batch as a whole, so that a judgement would depend on
        what is judged with it.

        Raises:
            ModelError: the network failed, as where memory has run out.
        """
        claim, text = (self._encode(part) for part in (hypothesis.claim, hypothesis.text))
        head = [self._begin, *claim[:_CLAIM], self._end]
        ids = [*head, *text[: _LONGEST - len(head) - 1], self._end]
        return self._run(ids, [0] * len(head) + [1] * (len(ids) - len(head)))

    def _run(self, ids: Sequence[int], types: Sequence[int]) -> float:
        inputs = (np.array([row], np.int64) for row in (ids, [1] * len(ids), types))
        try:
            (logits,) = self._session.run(None, dict(zip(_INPUTS, inputs, strict=True)))
            return float(np.asarray(logits).reshape(1)[0])
        except Exception as error:
            raise ModelError(f"the {_WHAT} {self.name} failed: {normalise_line(str(error))}") from error

    def _encode(self, text: str) -> Sequence[int]:
        return self._tokenizer.encode(replace_surrogates(text), add_special_tokens=False).ids
