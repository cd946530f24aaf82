"""Fit `qa.search.rank` on every other question: `python -m bench.fit_ranking --rtqa FOLDER --data FOLDER`.

Listwise: the weights under which a softmax over a question's candidates puts most of its mass on the right articles.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.rtqa import Asked, names_of, read_answerable, read_folders
from index.catalogue.snapshot import Snapshot
from index.library import Library, open_library
from index.search.engine import Query
from index.types import Filters
from qa.question import speaks_of_news
from qa.search.rank import Features, measure
from qa.search.retrieve import CANDIDATES

Table = NDArray[np.float64]
_RIDGE = 1e-3


def gather(questions: list[Asked], library: Library, snapshot: Snapshot) -> list[tuple[Table, NDArray[np.bool_]]]:
    """Return the features of each question's candidates, and which of them are of a right article."""
    names = names_of(snapshot)
    tables = []
    for asked in questions:
        query = Query(asked.text, library.embedder.embed_question(asked.text), asked.as_of, speaks_of_news(asked.text))
        hits = library.engine.search(query, Filters(as_of=asked.as_of), CANDIDATES, snapshot)
        right = np.array([names.get(hit.passage.article) in asked.right for hit in hits])
        tables.append((measure(hits, query, library), right))
    return tables


def fit(tables: list[tuple[Table, NDArray[np.bool_]]]) -> NDArray[np.float64]:
    """Return the weights that fit; the ridge keeps apart features that say nearly the same."""
    useful = [(table, right) for table, right in tables if right.any()]
    scale = np.concatenate([table for table, _ in useful]).std(axis=0)
    scaled = [(table / scale, right) for table, right in useful]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = _RIDGE * float(weights @ weights), 2 * _RIDGE * weights
        for table, right in scaled:
            scores = table @ weights
            mass = np.exp(scores - scores.max())
            share = mass / mass.sum()
            kept = np.where(right, share, 0) / share[right].sum()
            total -= float(np.log(share[right].sum())) / len(scaled)
            slope = slope + (share - kept) @ table / len(scaled)
        return total, slope

    found = minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return np.asarray(found.x / scale)


def main() -> None:
    """Print the weights, to be written into `qa/search/rank.py`."""
    folders = read_folders(__doc__)
    library = open_library(folders.data)
    questions = read_answerable(folders.rtqa)[::2]
    with library.catalogue.snapshot() as snapshot:
        weights = fit(gather(questions, library, snapshot))
    print("Features(" + ", ".join(f"{weight:.2f}" for weight in weights) + ")")
    print(dict(zip(Features.__slots__, weights.round(2).tolist(), strict=True)))


if __name__ == "__main__":
    main()
