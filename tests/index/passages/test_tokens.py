"""A tokenizer is parsed once for all models that have it, used by threads at once, and told from another one's."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import ModelError
from index.passages import tokens
from index.passages.quantized import PACKAGED, QuantizedEmbedder
from index.passages.tokens import make_probe, open_tokenizer, read_tokenizer, share_tokenizer
from qa.checking.checker import open_checker
from qa.reading.reader import open_reader

FILE = PACKAGED / "tokenizer.json"
ROOT = PACKAGED.parents[3]
MODELS = (PACKAGED, ROOT / "qa" / "reading" / "models" / "reader-4", ROOT / "qa" / "checking" / "models" / "checker-2")


def test_the_packaged_models_parse_one_tokenizer() -> None:
    """Embedder, reader and checker have the same tokenizer, which is parsed once, though they are opened at once."""
    tokens._parse.cache_clear()
    with ThreadPoolExecutor(3) as pool:
        opened = [pool.submit(open_) for open_ in (QuantizedEmbedder, open_reader, open_checker)]
        assert all(one.result() for one in opened)
    assert tokens._parse.cache_info().misses == 1


def test_threads_encode_while_a_model_is_opened() -> None:
    """Opening a model does not configure the tokenizer that others are using, which would fail."""
    embedder = QuantizedEmbedder(threads=1)
    text = "The ferry sailed on Friday. " * 200
    with ThreadPoolExecutor(2) as pool:
        counts = [pool.submit(embedder.count_tokens, [text] * 20) for _ in range(20)]
        while not all(one.done() for one in counts):
            read_tokenizer(FILE, {})
        QuantizedEmbedder(threads=1)
        assert {number for one in counts for number in one.result()} == {1_200}


def test_a_shared_tokenizer_neither_cuts_nor_pads() -> None:
    """Its file says otherwise: 128 tokens, padded to as many."""
    assert json.loads(FILE.read_text())["padding"]
    shared = share_tokenizer(FILE.read_text())
    assert shared is share_tokenizer(FILE.read_text())
    assert [len(shared.encode(text).ids) for text in ("town", "town " * 500)] == [3, 502]


def test_another_tokenizer_of_as_many_words_is_told(tmp_path: Path) -> None:
    """A tokenizer of the same size with other words does not give the tokens of the manifest's probe."""
    probe = {"probe": make_probe(open_tokenizer(FILE))}
    assert read_tokenizer(FILE, probe) is share_tokenizer(FILE.read_text())
    write_other_words(tmp_path / "tokenizer.json")
    assert open_tokenizer(tmp_path / "tokenizer.json").get_vocab_size() == open_tokenizer(FILE).get_vocab_size()
    with pytest.raises(ModelError, match="is of another model: it has other words"):
        read_tokenizer(tmp_path / "tokenizer.json", probe)
    read_tokenizer(tmp_path / "tokenizer.json", {})  # exported before there were probes


@pytest.mark.parametrize("folder", MODELS, ids=lambda folder: folder.name)
def test_the_packaged_models_have_a_probe(folder: Path) -> None:
    """Each manifest says into which tokens its tokenizer turns the text of the probe."""
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["probe"] == make_probe(open_tokenizer(folder / "tokenizer.json"))


def write_other_words(path: Path) -> None:
    """Write the packaged tokenizer with the ids of its words in another order, as another model has them."""
    content = json.loads(FILE.read_text())
    vocabulary = content["model"]["vocab"]
    words = [word for word in vocabulary if word.isalpha()]
    ids = [vocabulary[word] for word in words]
    vocabulary.update(zip(words, ids[1:] + ids[:1], strict=True))
    path.write_text(json.dumps(content))
