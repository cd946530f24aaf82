"""The parts that every answer shares: what a refusal shows of the passages that were found."""

from index.types import Filters
from qa.asking import NEAR, Asking, Clock
from qa.types import IndexState, Models, Question, Reason
from tests.conftest import NOW
from tests.qa.pieces import write_hit


def test_a_refusal_shows_one_passage_of_each_article_the_nearest_first() -> None:
    """Of several passages of one article the first stands for it, where it stands."""
    hits = [write_hit(f"Passage {n}.", article) for n, article in enumerate(("a", "b", "a", "c", "b", "d"))]
    asking = Asking(Question("Who?", NOW), Filters(), IndexState(1, 2, NOW), Models("embedder", "reader"), Clock())
    near = asking.decline(Reason.WEAK_EVIDENCE, hits).near
    assert [hit.text for hit in near] == ["Passage 0.", "Passage 1.", "Passage 3."]
    assert len(near) == NEAR
