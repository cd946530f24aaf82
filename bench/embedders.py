"""Compare embedders over news: `python -m bench.embedders --rtqa FOLDER --work FOLDER [--embedder FOLDER…]`.

The packaged embedder and those of other folders, as `training.export_embedder` writes them, each index the right
articles of the questions that no weight was fitted on, which are each other's distractors; those questions are asked
under each. The manifest of a folder may have a `question`, which stands before a question that is embedded.

In WORK there is a data folder for each. One that is filled is used as it is.
"""

import argparse
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import mean, median

from bench.report import write_result
from bench.retrieval import CUTOFFS, Row, measure, searches
from bench.rtqa import Asked, names_of, read_answerable, read_articles
from index.catalogue.presence import FILE_NAME
from index.intake.embed import cut_article
from index.intake.ingest import ingest
from index.library import Library, open_library
from index.passages.embedding import Vectors
from index.passages.quantized import PACKAGED, QuantizedEmbedder
from index.passages.runtime import read_manifest
from index.types import Article

Found = Mapping[str, object]

SEARCHES = ("dense alone", "fused by rank, with the prior", "as asked")
TIMED = 100  # texts whose embedding is timed


class Instructed(QuantizedEmbedder):
    """An embedder that puts an instruction before each question."""

    def __init__(self, folder: Path) -> None:
        self._instruction = str(read_manifest(folder, "embedder").get("question", ""))
        super().__init__(folder)

    def _embed_question(self, question: str) -> Vectors:
        return self._embed_text(self._instruction + question)


def compare(embedder: QuantizedEmbedder, work: Path, articles: Sequence[Article], asked: Sequence[Asked]) -> Found:
    """Return what is found with an embedder, and the milliseconds that a passage and a question take."""
    texts = [text for article in articles[:TIMED] for text in cut_article(article, embedder).embedded[:1]]
    spent = {
        "ms_a_passage": clock(texts, lambda text: embedder.embed([text])),
        "ms_a_question": clock([one.text for one in asked[:TIMED]], embedder.embed_question),
    }
    library = fill(embedder, work, articles)
    with library.catalogue.snapshot() as snapshot:
        names, by_name = names_of(snapshot), searches(library, snapshot)
        found = {name: summarise(measure(by_name[name], asked, names)) for name in SEARCHES}
        passages = snapshot.counts().passages
    library.close()
    return {"passages": passages, **spent, "searches": found}


def fill(embedder: QuantizedEmbedder, work: Path, articles: Sequence[Article]) -> Library:
    """Open the data folder of an embedder, and fill it if it is new."""
    there = (work / FILE_NAME).is_file()
    library = open_library(work, embedder=embedder)
    if not there:
        ingest(articles, library.catalogue, embedder)
        library.engine.follow()
    return library


def clock(texts: Sequence[str], embed: Callable[[str], object]) -> float:
    """Return the median milliseconds of processor time of a text."""
    spent = []
    for text in texts:
        begun = time.process_time()
        embed(text)
        spent.append(1_000 * (time.process_time() - begun))
    return round(median(spent), 2)


def summarise(rows: Sequence[Row]) -> dict[str, list[float]]:
    """Return the share of questions at each cutoff for which a right article, or its answer's words, were found."""
    places = range(len(CUTOFFS))
    return {
        "article_hits": [round(mean(row.article[place] for row in rows), 3) for place in places],
        "answer_by_words": [round(mean(row.words[place] for row in rows), 3) for place in places],
    }


def main() -> None:
    """Compare the embedders, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rtqa", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="folder of a data folder for each embedder")
    parser.add_argument("--embedder", type=Path, action="append", default=[], help="folder of another one")
    arguments = parser.parse_args()
    asked = read_answerable(arguments.rtqa)[1::2]  # weights were fitted on the others
    wanted = {name for one in asked for name in one.right}
    articles = [article for article in read_articles(arguments.rtqa) if article.external_id in wanted]
    compared = {}
    for folder in (PACKAGED, *arguments.embedder):
        embedder = Instructed(folder)
        compared[embedder.model] = compare(embedder, arguments.work / folder.name, articles, asked)
        print(embedder.model, compared[embedder.model], file=sys.stderr, flush=True)
    write_result(
        "embedders",
        {"questions": len(asked), "articles": len(articles), "cutoffs": CUTOFFS, "embedders": compared},
    )


if __name__ == "__main__":
    main()
