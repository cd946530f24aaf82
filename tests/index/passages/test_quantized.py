"""The default embedder: near the float32 model, the same for the same text, and refused if its files do not fit."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ModelError
from index.intake.embed import cut_article
from index.passages.chunking import cut_passages
from index.passages.embedding import Embedder, Tokenised, open_embedder
from index.passages.names import DEFAULT_MODEL
from index.passages.quantized import PACKAGED, QuantizedEmbedder
from index.passages.tokens import open_tokenizer
from index.passages.weights import digest_of
from tests.conftest import write_article
from tests.index.passages.test_tokens import write_other_words

FILES = ("model.onnx", "words.bin", "tokenizer.json")
TEXTS = [
    "The ferry to Port Amble sails again from Friday, the harbour authority said.",
    "Sailings between the mainland and Port Amble resume at the end of the week.",
    "The central bank raised its main interest rate to 4.25 percent on Thursday.",
    "Borrowing became dearer after the bank's governors voted for a quarter of a point more.",
    "A goal in the ninetieth minute sent the visitors through to the semi-final.",
    "The home side lost late and will not play for the cup this year.",
    "Heavy rain flooded 1,200 homes along the river, and two bridges were closed.",
    "Who opened the new bridge?",
    "bridge",
    "Où passe la rivière ? Le pont est fermé depuis jeudi.",
    "A probe landed on the comet after ten years of flight. " * 60,
    "!!! ??? 3.14159 http://example.org/a?b=c",
    "",
]


def test_vectors_are_those_of_the_float32_model_nearly(embedder: Embedder, reference: Embedder) -> None:
    """Short and long texts, other scripts and none: the cosine of each with its float32 vector is at least 0.98."""
    cosines = (embedder.embed(TEXTS) * reference.embed(TEXTS)).sum(axis=1)
    assert cosines.min() >= 0.98, dict(zip(TEXTS, cosines, strict=True))


def test_the_nearest_text_is_the_float32_models(embedder: Embedder, reference: Embedder) -> None:
    """For all texts but two at most, the same other text is the nearest."""
    ours, theirs = (nearest(one.embed(TEXTS)) for one in (embedder, reference))
    assert sum(a == b for a, b in zip(ours, theirs, strict=True)) >= len(TEXTS) - 2
    assert ours[:6] == [1, 0, 3, 2, 5, 4]


def nearest(vectors: np.ndarray) -> list[int]:
    """Return which other vector is nearest to each."""
    similar = vectors @ vectors.T
    np.fill_diagonal(similar, -1)
    return [int(place) for place in similar.argmax(axis=1)]


def test_tokens_are_the_float32_models(embedder: Embedder, reference: Embedder) -> None:
    """Tokens are counted alike, and match alike within the precision of int8."""
    assert embedder.count_tokens(TEXTS) == reference.count_tokens(TEXTS)
    for question in ("Who opened the bridge?", "When does the ferry sail?"):
        matched = embedder.match_tokens(question, TEXTS)
        np.testing.assert_allclose(matched, reference.match_tokens(question, TEXTS), atol=0.02)


def test_a_text_has_one_vector(embedder: Embedder) -> None:
    """Equal texts get equal bytes: alone, beside any others, as a question, and on any number of threads."""
    alone = [embedder.embed([text])[0].tobytes() for text in TEXTS]
    assert [vector.tobytes() for vector in embedder.embed([*TEXTS, *reversed(TEXTS)])] == [*alone, *reversed(alone)]
    assert [embedder.embed_question(text).tobytes() for text in TEXTS] == alone
    for threads in (1, 3):
        assert [vector.tobytes() for vector in open_embedder(threads=threads).embed(TEXTS)] == alone


# What tokenizers treat specially: their own tokens, accents, capitals, control characters, scripts, long words.
PARTS = st.sampled_from(
    ["The ferry ", "sails. ", "[SEP]", "[MASK] ", "É\u0301", "ΣΑΣ ", "İ", "\u0301", "\x1c", "\x1f", "\u3000", "\n",
     "橋は閉鎖。", "don't ", "x" * 120, "😀 ", "\u200d", "#", "a-b; ", "\t", "…", "5.5 ", "\u00a0"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=60).map("".join), st.integers(1, 40))
def test_a_passage_is_not_tokenised_twice(embedder: Embedder, text: str, budget: int) -> None:
    """The tokens of its sentences, which were counted, are the tokens that the whole passage has."""
    assert isinstance(embedder, QuantizedEmbedder)
    for piece in cut_passages(text, embedder.tokenise, budget=budget):
        if piece.tokens is not None:
            passage = text[piece.span.start : piece.span.end]
            assert embedder._encode(Tokenised.of(passage, piece.tokens)) == embedder._encode(passage)


def test_passages_of_an_article_keep_their_vectors(embedder: Embedder) -> None:
    """Whether its tokens are known or not, and if it is longer than what is embedded, a passage has one vector."""
    text = " ".join(TEXTS) + "\n" + "你好，世界，" * 60
    passages = cut_article(write_article("A title " * 90, text), embedder).embedded
    assert {isinstance(one, Tokenised) for one in passages} == {True, False}
    plain = [str(one) for one in passages]
    assert not any(isinstance(one, Tokenised) for one in plain)
    assert embedder.embed(passages).tobytes() == embedder.embed(plain).tobytes()


def test_a_text_is_cut_after_256_tokens(embedder: Embedder) -> None:
    """What comes after them changes nothing; the last of them does."""
    same, longer, other = embedder.embed(["town " * 254, "town " * 254 + "gown", "town " * 253 + "gown"])
    assert same.tobytes() == longer.tobytes() != other.tobytes()


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "news " * 200_000, "a " * 100_000, "橋" * 100_000, "", " \n", "\0\ufffe", "\ud83d"]
)
def test_no_text_is_too_strange(embedder: Embedder, text: str) -> None:
    """A million characters, one word or many, 100,000 words of a letter, none at all: each has a unit vector."""
    vectors = embedder.embed([text, "town"])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[1].tobytes() == embedder.embed_question("town").tobytes()
    assert embedder.count_tokens([text])[0] >= 0
    assert len(embedder.match_tokens(text[:1_000], ["town", text])) == 2


def test_lone_surrogates_are_read_as_question_marks(embedder: Embedder) -> None:
    """Tokenizers refuse them; elsewhere they are replaced, and so they are here."""
    broken, plain = "Half a \ud83d pair", "Half a ? pair"
    assert embedder.embed([broken]).tobytes() == embedder.embed([plain]).tobytes()
    assert embedder.embed_question(broken).tobytes() == embedder.embed_question(plain).tobytes()
    assert embedder.count_tokens([broken]) == embedder.count_tokens([plain])
    assert embedder.match_tokens(broken, [plain]) == pytest.approx([1.0])
    assert not embedder.knows_word("\ud83d\udc00")


def test_the_default_model_is_named_by_its_manifest(embedder: Embedder) -> None:
    """The name that keys vectors, and what opens the model again, is the default of the setting."""
    assert isinstance(embedder, QuantizedEmbedder)
    assert (embedder.name, embedder.model, embedder.dimension) == (DEFAULT_MODEL, DEFAULT_MODEL, 384)


def test_vectors_of_other_weights_have_another_name(folder: Path) -> None:
    """The name keys vectors: weights, words or a length that are not those of existing archives never go by it alone.

    Who exports the model anew gives it another name, for the vectors of an archive would mix with those of before.
    """
    assert QuantizedEmbedder(folder).name == DEFAULT_MODEL
    sign(folder, length=128)
    shorter = QuantizedEmbedder(folder)
    assert (shorter.name.partition("@")[0], shorter.model) == (DEFAULT_MODEL, DEFAULT_MODEL)
    sign(folder, length=256)
    words = np.fromfile(folder / "words.bin", np.uint8)
    words[0] ^= 1
    words.tofile(folder / "words.bin")
    sign(folder)
    changed = QuantizedEmbedder(folder)
    assert len({DEFAULT_MODEL, shorter.name, changed.name}) == 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the packaged model."""
    return Path(shutil.copytree(PACKAGED, tmp_path / "model"))


def refused(folder: Path) -> str:
    """Return the one sentence with which a folder is refused."""
    with pytest.raises(ModelError) as raised:
        QuantizedEmbedder(folder)
    assert "\n" not in raised.value.message
    return raised.value.message


def sign(folder: Path, **changes: object) -> None:
    """Write the manifest anew: the digests of the files as they are, and other fields."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text()) | {"sha256": {name: digest_of(folder / name) for name in FILES}}
    path.write_text(json.dumps(manifest | changes))


def cut_short(path: Path) -> None:
    """Leave the first half of a file."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_the_one_of_the_manifest_is_named(folder: Path, name: str) -> None:
    """Cut short, of the same size but with other content, or missing."""
    path, content = folder / name, (folder / name).read_bytes()
    cut_short(path)
    assert f"{path} does not match its manifest (wrong sha256)" in refused(folder)
    path.write_bytes(content[:-1] + b"?")
    assert f"{path} does not match its manifest (wrong sha256)" in refused(folder)
    path.unlink()
    assert refused(folder) == f"the embedder's file {path} cannot be read: No such file or directory"


def use_another_tokenizer(folder: Path) -> None:
    """Use a tokenizer that has one token more."""
    tokenizer = open_tokenizer(folder / "tokenizer.json")
    tokenizer.add_tokens(["Raqqa"])
    tokenizer.save(str(folder / "tokenizer.json"))


def use_other_words(folder: Path) -> None:
    """Use a tokenizer that has as many tokens, but other words."""
    write_other_words(folder / "tokenizer.json")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda folder: cut_short(folder / "model.onnx"), "model.onnx cannot be opened"),
        (lambda folder: (folder / "model.onnx").write_bytes(b""), "model.onnx cannot be opened"),
        (lambda folder: cut_short(folder / "words.bin"), "model.onnx cannot be opened"),
        (lambda folder: cut_short(folder / "tokenizer.json"), "tokenizer.json cannot be opened"),
        (use_another_tokenizer, "tokenizer.json is of another model than words.bin: it has 30,523 tokens"),
        (use_other_words, "tokenizer.json is of another model: it has other words"),
    ],
)
def test_files_that_their_own_manifest_names_are_tried(
    folder: Path, change: Callable[[Path], object], said: str
) -> None:
    """What was broken, or of different models, before it was signed is found when it is opened."""
    change(folder)
    sign(folder)
    assert said in refused(folder)


@pytest.mark.parametrize("changes", [{"length": None}, {"length": "long"}, {"length": 1e400}])
def test_a_manifest_without_a_length_is_refused(folder: Path, changes: dict[str, object]) -> None:
    """It would embed texts as no one said."""
    sign(folder, **changes)
    assert re.search(r"manifest\.json is not the manifest of the embedder$", refused(folder))


@pytest.mark.parametrize("content", ["", "[]", "no json", '{"name": "x"}', '{"sha256": 5}'])
def test_a_manifest_that_is_none_is_refused(folder: Path, content: str) -> None:
    """Whatever else is in the file, the error says that it is not a manifest."""
    (folder / "manifest.json").write_text(content)
    assert re.search(r"manifest\.json is not the manifest of the embedder$", refused(folder))


def test_a_folder_without_a_manifest_is_refused(folder: Path) -> None:
    """The error names the file that is missing."""
    (folder / "manifest.json").unlink()
    said = f"the manifest.json of the embedder in {folder} cannot be read: No such file or directory"
    assert refused(folder) == said


def test_a_network_with_other_inputs_is_refused(folder: Path) -> None:
    """A model that is no embedder, such as the packaged reader, is refused when it is tried."""
    shutil.copy(PACKAGED.parents[3] / "qa" / "reading" / "models" / "reader-4" / "model.onnx", folder)
    sign(folder)
    assert re.match("the embedder all-MiniLM-L6-v2-int8@[0-9a-f]{12} failed: ", refused(folder))
