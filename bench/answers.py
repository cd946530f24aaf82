"""Measure the quality of short answers: `python -m bench.answers --rtqa FOLDER --data FOLDER [--reader R]`.

Each answerable question is asked as of its day, over the whole collection. Weights were fitted on every other question;
both halves are reported separately.
"""

from collections.abc import Iterable, Sequence

from bench.report import write_result
from bench.rtqa import Asked, holds, names_of, read_answerable, read_folders
from index.library import Library, open_library
from index.types import Filters
from qa.answer import answer
from qa.evaluation.calibration import calibrate
from qa.evaluation.cases import Case
from qa.evaluation.judgement import Judgement, judge
from qa.evaluation.metrics import area_under_roc, mean
from qa.reading.defaults import DEFAULT_READER
from qa.reading.reader import Reader, input_of, open_reader
from qa.search.rerank import rerank
from qa.search.retrieve import search
from qa.types import Question


def ask(questions: Sequence[Asked], library: Library, reader: Reader | None) -> list[Judgement]:
    """Ask each question, and judge retrieval and answer."""
    with library.catalogue.snapshot() as snapshot:
        ids = {name: article for article, name in names_of(snapshot).items()}
    return [_judge(asked, library, reader, ids) for asked in questions]


def _judge(asked: Asked, library: Library, reader: Reader | None, ids: dict[str, str]) -> Judgement:
    question = Question(asked.text, asked.as_of, Filters(as_of=asked.as_of))
    case = Case(asked.id, asked.text, (asked.answer,), tuple(asked.right), as_of=asked.as_of)
    return judge(case, search(question, library, 20, reader), answer(question, library, reader), ids)


def tell_passages(questions: Sequence[Asked], library: Library, reader: Reader) -> dict[str, object]:
    """Return how well passages that contain the answer are separated from the others retrieved (AUROC).

    Positives are passages of a right article that contain the answer; negatives do not contain it at all. They are
    separated by the score by which they are ranked once they have been read, and by the reader's own odds alone.
    """
    with_it: list[tuple[float, float]] = []
    without: list[tuple[float, float]] = []
    with library.catalogue.snapshot() as snapshot:
        names = names_of(snapshot)
    for asked in questions:
        question = Question(asked.text, asked.as_of, Filters(as_of=asked.as_of))
        hits = search(question, library, 10).hits
        readings = reader.read(asked.text, [input_of(hit) for hit in hits], stop=None).each
        ranked = {hit.passage.id: hit.score for hit in rerank(hits, readings)}
        for hit, reading in zip(hits, readings, strict=True):
            odds = (ranked[hit.passage.id], reading.verdict if reading else 0.0)
            if reading and not holds(hit.text, asked.answer):
                without.append(odds)
            elif reading and names.get(hit.passage.article) in asked.right:
                with_it.append(odds)
    told, alone = (area_under_roc([one[n] for one in with_it], [one[n] for one in without]) for n in (0, 1))
    return {
        "with_it": len(with_it),
        "without": len(without),
        "auroc": round(told or 0.0, 3),
        "auroc_of_reader_alone": round(alone or 0.0, 3),
    }


def summarise(judgements: Sequence[Judgement]) -> dict[str, object]:
    """Return the figures over some judgements; a declined question counts as an empty answer."""
    calibration = calibrate([j.confidence for j in judgements], [bool(j.correct) for j in judgements])
    said = [j for j in judgements if not j.declined]
    answered = calibrate([j.confidence for j in said], [bool(j.correct) for j in said])
    right = [j.confidence for j in judgements if j.exact]
    wrong = [j.confidence for j in judgements if not j.exact]
    return {
        "n": len(judgements),
        "exact": _mean(j.exact for j in judgements),
        "f1": _mean(j.f1 for j in judgements),
        "held": _mean(j.held for j in judgements),
        "declined": _mean(j.declined for j in judgements),
        "exact_of_answered": _mean(j.exact for j in said),
        "article_hits": {str(k): _mean(j.hits(k) for j in judgements) for k in (1, 5, 10)},
        "ece": round(calibration.ece or 0.0, 3),
        "ece_of_answered": round(answered.ece or 0.0, 3),
        "bins": [
            [b.n, b.confidence and round(b.confidence, 3), b.right and round(b.right, 3)] for b in calibration.bins
        ],
        "auroc_right": round(area_under_roc(right, wrong) or 0.0, 3),
    }


def _mean(values: Iterable[float | None]) -> float:
    return round(mean(values) or 0.0, 3)


def main() -> None:
    """Run the benchmark with and without the reader, and write the result."""
    folders = read_folders(__doc__)
    questions = read_answerable(folders.rtqa)
    reader = open_reader(DEFAULT_READER)
    library = open_library(folders.data)
    figures: dict[str, object] = {"passages_told_apart": tell_passages(questions, library, reader)} if reader else {}
    for name, chosen in (("with the reader", reader), ("without", None)):
        judged = ask(questions, library, chosen)
        figures[name] = {
            "all": summarise(judged),
            "chosen_on": summarise(judged[::2]),
            "held_out": summarise(judged[1::2]),
            "kinds": {
                kind.value: summarise([j for j in judged if j.kind == kind])
                for kind in sorted({j.kind for j in judged})
            },
        }
    write_result("answers", figures)


if __name__ == "__main__":
    main()
