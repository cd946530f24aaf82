"""The engine on this machine: FAISS and tantivy, searched with filters and fused by rank."""

from functools import partial
from pathlib import Path

from index.catalogue.catalogue import Catalogue
from index.catalogue.snapshot import Snapshot
from index.search.columns import Mask
from index.search.dense import Sizing
from index.search.engine import Description, Query
from index.search.following import LocalIndexes
from index.search.fusion import Ranking
from index.search.ranking import DEPTH, NOTHING, Searched, Tuning, make_hits
from index.stages import Stage, stage
from index.types import Filters, Hit


class LocalEngine(LocalIndexes):
    """The `Engine` of one data folder: dense and lexical search over its catalogue."""

    def __init__(
        self,
        catalogue: Catalogue,
        folder: Path,
        model: str,
        dimension: int,
        *,
        tuning: Tuning | None = None,
        sizing: Sizing | None = None,
        follower: bool = False,
    ) -> None:
        """Open the indexes in `folder` as `LocalIndexes` does, to be fused by `tuning`."""
        super().__init__(catalogue, folder, model, dimension, sizing=sizing or Sizing(), follower=follower)
        self._tuning = tuning or Tuning()

    def describe(self) -> Description:
        """Return what searches here."""
        shape = self._view.dense.shape
        return Description(f"local: FAISS {shape.describe()} and tantivy BM25, fused by rank", shape)

    def search(self, query: Query, filters: Filters, k: int, snapshot: Snapshot) -> list[Hit]:
        """Return at most `k` hits that are active in `snapshot` and pass `filters`, best first by fused rank."""
        with stage(Stage.SEARCH):
            self._catch_up(snapshot)
            return self._search(query, filters, k, snapshot)

    def _search(self, query: Query, filters: Filters, k: int, snapshot: Snapshot) -> list[Hit]:
        view = self._view
        mask = view.columns.mask(filters)
        dense = Ranking(*view.dense.search(query.vector, DEPTH, mask)) if mask.any() else NOTHING
        lexical = _kept(self.lexicon.search(query.text, filters, DEPTH, query.names), mask)
        published = view.columns.published
        similarities = partial(view.dense.similarities, vector=query.vector)
        searched = Searched(lexical, dense, published[lexical.ids], published[dense.ids], similarities)
        return make_hits(searched, query, filters, k, snapshot, self._tuning)


def _kept(ranking: Ranking, mask: Mask) -> Ranking:
    """Drop passages outside the mask: the lexical index may lag behind the columns."""
    inside = ranking.ids < len(mask)
    ids, scores = ranking.ids[inside], ranking.scores[inside]
    return Ranking(ids[mask[ids]], scores[mask[ids]])
