"""Models of sentence-transformers, by folder: the packaged float32 one and tiny ones."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelError
from index.passages import weights
from index.passages.embedding import Embedder, open_embedder
from index.passages.transformers import SentenceTransformerEmbedder
from tests.index.tiny_model import write_model


def test_vectors_are_of_unit_length_and_know_their_kin(reference: Embedder) -> None:
    """A text is nearer to one of the same meaning than to one of another; a question is embedded like a text."""
    texts = ["Who freed the town?", "The fighters liberated the city.", "Add flour and sugar to the bowl."]
    question, kin, stranger = reference.embed(texts)
    np.testing.assert_allclose(np.linalg.norm([question, kin, stranger], axis=1), 1, atol=1e-5)
    assert question @ kin > question @ stranger + 0.2
    np.testing.assert_allclose(reference.embed_question(texts[0]), question, atol=1e-5)
    assert reference.embed([]).shape == (0, 384)


def test_tokens_are_counted_and_matched(reference: Embedder) -> None:
    """A text longer than the window is counted whole; the same in other words covers a question best."""
    assert reference.count_tokens(["", "town", "town " * 1000]) == [0, 1, 1000]
    assert (reference.knows_word("town"), reference.knows_word("Kobane")) == (True, False)
    texts = ["Rebels seized the town.", "Butter melts in the pan.", ""]
    same, other, empty = reference.match_tokens("Who captured the city?", texts)
    assert same > other > empty == 0.0


def test_lone_surrogates_are_embedded_as_question_marks(reference: Embedder) -> None:
    """Tokenizers refuse them, and a library user's text may hold them."""
    broken, plain = "Half a \ud83d pair", "Half a ? pair"
    np.testing.assert_array_equal(reference.embed([broken]), reference.embed([plain]))
    np.testing.assert_array_equal(reference.embed_question(broken), reference.embed_question(plain))


def test_a_model_in_a_folder_goes_by_its_weights(tmp_path: Path) -> None:
    """A copy of a model opens by its folder, under a name that tells its weights."""
    copy = tmp_path / "mine"
    shutil.copytree(weights.minilm_folder(), copy)
    opened = open_embedder(str(copy))
    assert isinstance(opened, SentenceTransformerEmbedder)
    assert opened.name == f"mine@{weights._WEIGHTS_SHA256[:12]}"
    assert opened.dimension == 384


@pytest.mark.parametrize("content", [None, b"", b"no weights at all"])
def test_a_folder_without_a_model_is_refused(tmp_path: Path, content: bytes | None) -> None:
    """A folder that holds no weights, or something else by their name, is said to be that when it is opened."""
    if content is not None:
        (tmp_path / "model.safetensors").write_bytes(content)
    with pytest.raises(ModelError):
        open_embedder(str(tmp_path))


def test_without_sentence_transformers_the_extra_is_named(tmp_path: Path) -> None:
    """Where the library is not installed, a folder is refused in one sentence that says what to install."""
    code = (
        "import sys; sys.modules['sentence_transformers'] = None\n"  # an import of it then fails
        "from index.errors import ModelError; from index.passages.embedding import open_embedder\n"
        "try: open_embedder(sys.argv[1])\n"
        "except ModelError as error: print(error.message)"
    )
    folder = write_model(tmp_path / "tiny")
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    said = f"the model {str(folder)!r} needs the extra torch: run `pip install 'dateline[torch]'`\n"
    assert done.stdout == said
