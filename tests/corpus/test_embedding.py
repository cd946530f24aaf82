"""The embedder gives unit vectors of the model it says it is, and refuses any other."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from index import embedding
from index.embedding import DEFAULT_MODEL, Embedder
from index.errors import ModelError


def test_vectors_are_of_unit_length_and_know_their_kin(embedder: Embedder) -> None:
    """A text is nearer to one of the same meaning than to one of another."""
    question, kin, stranger = embedder.embed(
        ["Who freed the town?", "The fighters liberated the city.", "Add flour and sugar to the bowl."]
    )
    np.testing.assert_allclose(np.linalg.norm([question, kin, stranger], axis=1), 1, atol=1e-5)
    assert question @ kin > question @ stranger + 0.2


def test_a_question_is_embedded_like_a_text(embedder: Embedder) -> None:
    """The short way of one question gives the vector that the long way of many texts gives."""
    text = "Who liberated Kobane?"
    np.testing.assert_allclose(embedder.embed_question(text), embedder.embed([text])[0], atol=1e-5)


def test_nothing_to_embed_gives_no_vector(embedder: Embedder) -> None:
    """An empty list gives an empty table of the right width."""
    assert embedder.embed([]).shape == (0, 384)


def test_pieces_are_counted_beyond_the_window(embedder: Embedder) -> None:
    """A text longer than the model's window is counted whole, and an empty one counts nothing."""
    assert embedder.count_pieces(["", "town", "town " * 1000]) == [0, 1, 1000]


def test_words_match_by_meaning_and_not_by_length(embedder: Embedder) -> None:
    """A sentence that says the same in other words covers a question best; empty texts and questions cover nothing."""
    question = "Who captured the city?"
    same, other, empty = embedder.match_words(question, ["Rebels seized the town.", "Butter melts in the pan.", ""])
    assert same > other > empty == 0.0
    assert embedder.match_words("", ["Rebels seized the town."]) == [0.0]
    assert embedder.match_words(question, []) == []


def test_a_model_in_a_folder_goes_by_its_weights(tmp_path: Path) -> None:
    """A copy of a model opens by its folder, under a name that tells its weights."""
    copy = tmp_path / "mine"
    shutil.copytree(embedding.packaged_folder(), copy)
    opened = Embedder(str(copy))
    assert opened.name == f"mine@{embedding._WEIGHTS_SHA256[:12]}"
    assert opened.dimension == 384


def test_weights_that_are_not_the_official_ones_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The packaged weights are opened only if their digest is the known one."""
    monkeypatch.setattr(embedding, "_WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(ModelError, match="wrong sha256"):
        Embedder(DEFAULT_MODEL)


@pytest.mark.parametrize("content", [None, b"", b"no weights at all"])
def test_a_folder_without_a_model_is_refused(tmp_path: Path, content: bytes | None) -> None:
    """A folder that holds no weights, or something else by their name, is said to be that when it is opened."""
    if content is not None:
        (tmp_path / "model.safetensors").write_bytes(content)
    with pytest.raises(ModelError):
        Embedder(str(tmp_path))


@pytest.mark.parametrize("name", ["x" * 1_000, "~nobody-of-that-name/model"])
def test_a_name_that_can_be_no_model_is_refused(name: str) -> None:
    """A name too long for a file and the home of nobody are told as any other model that is missing."""
    with pytest.raises(ModelError, match="names no embedding model"):
        Embedder(name)
