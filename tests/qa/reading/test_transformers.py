"""Other people's readers are opened from a folder, read with places in the passage, and refused if they do not fit."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import BertProcessing
from transformers import BertConfig, BertForQuestionAnswering, BertModel, PreTrainedTokenizerFast
from transformers.utils import logging as transformers_logging

from index.errors import ModelError
from qa.reading.reader import PassageInput, open_reader
from qa.reading.transformers import TransformersNetwork
from qa.reading.windows import QUESTION_TOKENS

MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,?!"
TOKENS = (*MARKS, "paris", *LETTERS, *(f"##{letter}" for letter in LETTERS))
LONG = "a 😀 👩‍👩‍👧 or e\u0301 . " * 60
WINDOW = 200


@pytest.fixture(autouse=True)
def _undisturbed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep what opening a folder sets for the process from the tests that follow."""
    monkeypatch.setenv("HF_HUB_OFFLINE", os.environ.get("HF_HUB_OFFLINE", "1"))
    verbosity = transformers_logging.get_verbosity()
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    yield
    transformers_logging.set_verbosity(verbosity)


def write_tokenizer(folder: Path, tokens: tuple[str, ...] = TOKENS) -> None:
    """Write a tokenizer of some tokens."""
    tokenizer = Tokenizer(WordPiece({token: n for n, token in enumerate(tokens)}, unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = BertNormalizer(), BertPreTokenizer()
    tokenizer.post_processor = BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token", "mask_token"), MARKS, strict=True))
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, **names)  # type: ignore[no-untyped-call]
    fast.save_pretrained(folder)


def write_foreign(folder: Path, *, rows: int = len(TOKENS), places: int = WINDOW, types: int = 2) -> Path:
    """Write a reader of transformers for which every "paris" is the answer."""
    shape = BertConfig(
        vocab_size=rows, hidden_size=4, num_hidden_layers=0, num_attention_heads=1, intermediate_size=4,
        max_position_embeddings=places, type_vocab_size=types,
    )  # fmt: skip
    model = BertForQuestionAnswering(shape)
    with torch.no_grad():
        for weights in model.parameters():
            weights.zero_()
        model.bert.embeddings.LayerNorm.weight.fill_(1.0)
        model.bert.embeddings.word_embeddings.weight[TOKENS.index("paris"), 0] = 9.0
        model.qa_outputs.weight[:, 0] = 1.0
    model.save_pretrained(folder)
    write_tokenizer(folder)
    return folder


def refused(folder: Path) -> str:
    """Return why a folder is not opened, in one line."""
    with pytest.raises(ModelError) as caught:
        open_reader(str(folder), threads=1)
    assert "\n" not in caught.value.message
    return caught.value.message


def test_a_foreign_reader_reads_with_places_in_the_passage(tmp_path: Path) -> None:
    """An answer in the second window, after characters of several code points, has its offsets; there is no verdict."""
    reader = open_reader(str(write_foreign(tmp_path / "foreign")), threads=1)
    assert reader
    assert reader.name == "foreign"
    text = f"{LONG} He is in Paris, they say."
    (reading,) = reader.read("Where?", [PassageInput("Paris", text)]).each
    assert reading
    best = reading.extracts[0]
    assert (best.start, best.text) == (text.index("Paris"), "Paris")
    assert best.log_odds > 2 * 3**0.5  # of the span alone; those that border on it count too
    assert reading.answer_odds is None
    assert all(found.text == text[found.start : found.end] for found in reading.extracts)


@pytest.mark.parametrize("text", ["", " ", "a", "😀", "5" * 5_000, "5 " * 5_000, "\ud800", LONG])
@pytest.mark.parametrize("question", ["", "who? " * 500, "x" * 5_000, "\udfff"])
def test_windows_hold_a_passage_whatever_it_is(foreign: TransformersNetwork, question: str, text: str) -> None:
    """No row is longer than the model can take, the question leaves room, and together they hold the passage."""
    windows = list(foreign.cut(question, "Title", text))
    assert windows
    reached = 0
    for window in windows:
        assert len(window.ids) == len(window.types) <= WINDOW
        assert all(0 <= span.start < span.end <= len(text) for span in window.spans)
        if window.spans:
            assert window.first <= 1 + QUESTION_TOKENS + 1
            assert window.spans[0].start <= reached + 1
            reached = window.spans[-1].end
    assert reached >= len(text.rstrip())
    assert foreign.run(windows).starts.shape == (len(windows), max(len(window.ids) for window in windows))


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TransformersNetwork]:
    """A foreign reader, opened once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        yield TransformersNetwork(str(write_foreign(tmp_path_factory.mktemp("foreign"))), threads=1)


def test_a_model_that_answers_no_questions_is_refused(tmp_path: Path) -> None:
    """A model without weights for question answering is refused, though transformers would initialise them."""
    write_foreign(tmp_path)
    shape = BertConfig.from_pretrained(tmp_path)
    BertModel(shape).save_pretrained(tmp_path)
    assert "has no weights for question answering" in refused(tmp_path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda f: (f / "config.json").write_text("{"), "cannot be opened"),
        (lambda f: (f / "config.json").write_text("{}"), "cannot be opened"),
        (lambda f: (f / "model.safetensors").write_bytes(b"\xff" * 999), "cannot be opened"),
        (lambda f: (f / "model.safetensors").unlink(), "cannot be opened"),
        (lambda f: (f / "tokenizer.json").write_text("{}"), "cannot be opened"),
        (lambda f: [(f / name).unlink() for name in ("tokenizer.json", "tokenizer_config.json")], "own tokenizer"),
        (lambda f: write_tokenizer(f, TOKENS[:40]), "own tokenizer"),
        (lambda f: write_tokenizer(f, (*TOKENS, "more")), "own tokenizer"),
    ],
)  # fmt: skip
def test_broken_folders_are_refused(tmp_path: Path, change: Callable[[Path], object], said: str) -> None:
    """A file that is broken or missing, or the tokenizer of another model, is reported when the folder is opened."""
    change(write_foreign(tmp_path))
    assert said in refused(tmp_path)


@pytest.mark.parametrize(
    ("folder", "said"), [({"places": 128}, "128 tokens is too small"), ({"types": 1}, "cannot read")]
)
def test_models_that_cannot_read_a_passage_are_refused(tmp_path: Path, folder: dict[str, int], said: str) -> None:
    """One with a small window, or without a second token type, is refused before the first question."""
    assert said in refused(write_foreign(tmp_path, **folder))


def test_code_in_a_folder_is_never_run(tmp_path: Path) -> None:
    """A model that brings code of its own is refused, and nobody at the terminal is asked about it."""
    (write_foreign(tmp_path) / "evil.py").write_text("raise SystemExit('run')")
    (tmp_path / "config.json").write_text(
        '{"model_type": "evil", "auto_map": {"AutoConfig": "evil.C", "AutoModelForQuestionAnswering": "evil.M"}}'
    )
    assert "cannot be opened" in refused(tmp_path)


def test_a_network_that_breaks_while_it_reads_says_so(foreign: TransformersNetwork) -> None:
    """What fails at a question, as where memory runs out, is one of our errors."""
    (window,) = foreign.cut("Who?", "", "a")
    with pytest.raises(ModelError, match="failed"):
        foreign.run([type(window)((10**6, *window.ids), (0, *window.types), window.first, window.spans)])
