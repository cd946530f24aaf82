"""What every embedder promises, by the default one; which models are refused before one is opened."""

import numpy as np
import pytest

from index.errors import ModelError
from index.passages.embedding import Embedder, open_embedder, require_model


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


def test_tokens_are_counted_beyond_the_window(embedder: Embedder) -> None:
    """A text longer than the model's window is counted whole, and an empty one counts nothing."""
    assert embedder.count_tokens(["", "town", "town " * 1000]) == [0, 1, 1000]


def test_words_match_by_meaning_and_not_by_length(embedder: Embedder) -> None:
    """A sentence that says the same in other words covers a question best; empty texts and questions cover nothing."""
    question = "Who captured the city?"
    same, other, empty = embedder.match_tokens(question, ["Rebels seized the town.", "Butter melts in the pan.", ""])
    assert same > other > empty == 0.0
    assert embedder.match_tokens("", ["Rebels seized the town."]) == [0.0]
    assert embedder.match_tokens(question, []) == []


@pytest.mark.parametrize("model", ["/no/such/model", "x" * 1_000, "~nobody-of-that-name/model", "", "a/b/c", "a b"])
def test_what_names_no_model_is_told_at_once(model: str) -> None:
    """A folder that is not there, and what no hub has for a name, are refused before anything is opened."""
    with pytest.raises(ModelError):
        require_model(model)


@pytest.mark.parametrize("name", ["x" * 1_000, "~nobody-of-that-name/model"])
def test_a_name_that_can_be_no_model_is_refused(name: str) -> None:
    """A name too long for a file and the home of nobody are told as any other model that is missing."""
    with pytest.raises(ModelError, match=r"the embedding model .* is not there"):
        open_embedder(name)
