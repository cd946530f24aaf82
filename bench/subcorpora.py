"""Ask over small corpora: `python -m bench.subcorpora --rtqa FOLDER --data FOLDER --strangers FOLDER [--fit]`.

Corpora of 10, 100 and 1,000 articles are made of the right articles of some questions and of those published next to
them. Each is asked what it answers, what other articles of those days answer, and the late questions, all without a
date. Nothing is embedded again: vectors are taken from the index over all articles in `--data`. Weights of evidence and
of confidence are fitted (`--fit`) on the even questions, those over all articles among them (`--whole`), and judged on
the odd ones; without `--fit` the packaged ones are. `without` are the figures of each size by weights that were fitted
to all others. Quiz questions repeat the words of the news; those of strangers (`bench/cases/strangers.jsonl`), over the
archive `--strangers`, do not.
"""

import argparse
import math
import pickle
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from sklearn.linear_model import LogisticRegression

from bench.fit_reader import rank_findings
from bench.fit_readings import Read, load_rows, read_one
from bench.fitted import write_model
from bench.report import write_result
from bench.rtqa import Asked, holds, names_of, read_answerable, read_articles, read_late
from bench.strangers import read_cases
from index.intake.ingest import ingest
from index.library import Library, open_library
from index.passages.embedding import Vectors
from index.types import Article, Filters
from qa.evaluation.metrics import area_under_roc, matches_exactly, overlap_f1
from qa.findings.confidence import FindingSignals, ReadSignals, SearchSignals, read_verdicts
from qa.findings.linear import Linear, as_row, feature_names
from qa.findings.weighing import ExtractFeatures
from qa.findings.weights import linear_of
from qa.reading.defaults import DEFAULT_READER
from qa.reading.reader import Reader, open_reader

SIZES = {10: 1, 100: 5, 1_000: 20}
"""Articles of a corpus, and questions that are asked of one."""
STRANGERS = 300
"""What stands for the size of the strangers' archive, of some 300 articles."""
_STEP = 9  # of the answerable questions one in nine is asked: 68 of each size


@dataclass(frozen=True, slots=True)
class Sized:
    """A row of one size of corpus; `even` is whether weights may be fitted to it."""

    size: int
    even: bool
    row: Read


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles, and what is asked of them: questions that they answer, and some that they do not."""

    articles: tuple[Article, ...]
    answerable: tuple[Asked, ...]
    others: tuple[str, ...]


def make_corpora(
    size: int, together: int, questions: Sequence[Asked], late: Sequence[str], articles: Sequence[Article]
) -> Iterator[Corpus]:
    """Yield corpora of `size` articles for the questions, `together` of them in each, in the order of their days."""
    chance = random.Random(size)
    chosen = sorted(questions[::_STEP], key=lambda asked: asked.as_of)
    for group in (tuple(chosen[start : start + together]) for start in range(0, len(chosen), together)):
        middle = group[len(group) // 2].as_of
        near = sorted(articles, key=lambda article: abs(article.published - middle))
        right = {name for asked in group for name in asked.right}
        held = [article for article in near if _name(article) in right]
        held += [article for article in near if _name(article) not in right][: max(0, size - len(held))]
        yield Corpus(tuple(held), group, (*_missed(group, questions, held), *chance.sample(late, len(group))))


def _missed(group: Sequence[Asked], questions: Sequence[Asked], held: Sequence[Article]) -> Iterator[str]:
    """Yield as many questions as are in the group that no article answers, those asked at the time of its first."""
    names, number = {_name(article) for article in held}, 0
    for asked in sorted(questions, key=lambda one: abs(one.as_of - group[0].as_of)):
        if number == len(group):
            return
        if not names & asked.right and not any(holds(article.text, asked.answer) for article in held):
            number += 1
            yield asked.text


def _name(article: Article) -> str:
    return article.external_id or article.id


class Known:
    """The `Embedder` of a library, which takes the vectors of texts from its index where they are there."""

    def __init__(self, whole: Library) -> None:
        self._whole, self._embedder = whole, whole.embedder
        self.name, self.model, self.dimension = whole.embedder.name, whole.embedder.model, whole.embedder.dimension
        self.embed_question, self.count_tokens = whole.embedder.embed_question, whole.embedder.count_tokens
        self.tokenise = whole.embedder.tokenise
        self.knows_word, self.match_tokens = whole.embedder.knows_word, whole.embedder.match_tokens

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, shape (n, dimension)."""
        digests = [sha256(text.encode()).digest()[:16] for text in texts]
        with self._whole.catalogue.snapshot() as snapshot:
            known = snapshot.embeddings.known(self.name, digests)
        lacking = [text for text, digest in zip(texts, digests, strict=True) if digest not in known]
        computed = iter(self._embedder.embed(lacking)) if lacking else iter(())
        rows = [np.frombuffer(known[one], np.float16) if one in known else next(computed) for one in digests]
        return np.array(rows, np.float32).reshape(len(texts), self.dimension)


def read_corpus(corpus: Corpus, whole: Library, reader: Reader) -> list[Read]:
    """Index a corpus in a folder that is deleted afterwards, and read for every question."""
    with TemporaryDirectory() as folder:
        library = open_library(Path(folder), embedder=Known(whole))
        ingest(iter(corpus.articles), library.catalogue, library.embedder)
        library.engine.follow()
        with library.catalogue.snapshot() as snapshot:
            names = names_of(snapshot)
        rows = [
            read_one(one.text, Filters(), one.answer, one.right, names, library, reader) for one in corpus.answerable
        ]
        rows += [read_one(text, Filters(), None, frozenset(), names, library, reader) for text in corpus.others]
        library.close()
        return rows


def read_sizes(rtqa: Path, data: Path) -> list[Sized]:
    """Return what was read for every question of every size, half of them for fitting."""
    reader, whole = open_reader(), open_library(data)
    assert reader, "a reader is what is measured"
    articles, late = list(read_articles(rtqa)), read_late(rtqa)
    rows = []
    for even in (True, False):
        start = 0 if even else 1
        halves = read_answerable(rtqa)[start::2], late[start::2]
        for size, together in SIZES.items():
            for corpus in make_corpora(size, together, *halves, articles):
                rows += [Sized(size, even, row) for row in read_corpus(corpus, whole, reader)]
            print("read", size, "even" if even else "odd", flush=True)
    return rows


def read_strangers(data: Path) -> list[Sized]:
    """Return what was read for the questions of strangers over their archive, every other one for fitting."""
    reader, library = open_reader(), open_library(data)
    assert reader, "a reader is what is measured"
    rows = []
    for place, case in enumerate(read_cases()):
        until = datetime.fromisoformat(f"{case.as_of}T23:59:59").replace(tzinfo=UTC) if case.as_of else None
        row = read_one(case.question, Filters(as_of=until), case.expected, frozenset(), {}, library, reader)
        rows.append(Sized(STRANGERS, place % 2 == 0, row))
    library.close()
    return rows


def fit(kind: type[ReadSignals] | type[SearchSignals], rows: Sequence[Sized]) -> Linear:
    """Return the model of evidence; in each size, those that have an answer and those that do not count alike.

    A size counts by the square root of the questions asked of it, so that the one over all articles does not rule. A
    signal that would speak against an answer counts for nothing, since it only makes up for another; the size of the
    archive does speak against it.
    """
    groups = [(one.size, one.row.answer is not None) for one in rows]
    number = Counter(groups)
    asked = Counter(size for size, _ in groups)
    weights = np.array([math.sqrt(asked[group[0]]) / number[group] for group in groups])
    weights *= len(rows) / weights.sum()
    table = np.array([as_row(_signals(kind, one.row)) for one in rows])
    scale = np.where(table.std(axis=0) > 0, table.std(axis=0), 1.0)
    signs = np.array([-1 if name == "size" else 1 for name in feature_names(kind)])
    kept = np.ones(len(signs))
    while True:
        model = LogisticRegression(max_iter=5000, C=0.1)
        model.fit(table * kept / scale, [answerable for _, answerable in groups], sample_weight=weights)
        wrong = model.coef_[0] * signs * kept < 0
        if not wrong.any():
            coefficients = model.coef_[0] * kept / scale
            return Linear(feature_names(kind), tuple(coefficients.tolist()), float(model.intercept_[0]))
        kept[wrong] = 0.0


def fit_findings(rows: Sequence[Sized]) -> Linear:
    """Return the model of findings, fitted to whether the first one is right, which it is not where there is no answer.

    A size counts by the square root of the questions asked of it, as for evidence.
    """
    asked = Counter(one.size for one in rows)
    seen = [(one, *rank_findings(one.row, linear_of(ExtractFeatures))) for one in rows]
    found = [(one, texts[0], signals[0]) for one, texts, signals in seen if texts]
    table = np.array([as_row(signals) for _, _, signals in found])
    right = [_is_right(one, text) for one, text, _ in found]
    weights = np.array([asked[one.size] ** -0.5 for one, _, _ in found])
    scale = np.where(table.std(axis=0) > 0, table.std(axis=0), 1.0)
    model = LogisticRegression(max_iter=5000, C=0.1)
    model.fit(table / scale, right, sample_weight=weights * len(found) / weights.sum())
    return Linear(feature_names(FindingSignals), tuple((model.coef_[0] / scale).tolist()), float(model.intercept_[0]))


def _is_right(one: Sized, text: str) -> bool:
    """Return whether a finding is the answer; what strangers expect is told more loosely, with variants in brackets."""
    if one.row.answer is None or one.size != STRANGERS:
        return one.row.answer is not None and matches_exactly(text, [one.row.answer])
    return overlap_f1(text, [part for part in re.split(r"[();]", one.row.answer) if part.strip()]) >= 0.5


def _signals(kind: type[ReadSignals] | type[SearchSignals], row: Read) -> ReadSignals | SearchSignals:
    return read_verdicts(row.signals, row.readings) if kind is ReadSignals else row.signals


def judge(rows: Sequence[Read], evidence: Linear) -> dict[str, float]:
    """Return the figures of some rows; a question that is declined counts as an empty answer."""
    seen = [evidence.score(read_verdicts(row.signals, row.readings)) for row in rows]
    extracts = linear_of(ExtractFeatures)
    firsts = [(*rank_findings(row, extracts)[0], "")[0] for row in rows]
    exact = [matches_exactly(first, [row.answer or ""]) for first, row in zip(firsts, rows, strict=True)]
    own = [place for place, row in enumerate(rows) if row.answer is not None]
    other = [place for place, row in enumerate(rows) if row.answer is None]
    cut = float(np.quantile([seen[i] for i in other], 0.85))
    return {
        "answerable": len(own),
        "others": len(other),
        "exact": _mean([exact[i] and seen[i] >= 0 for i in own]),
        "exact_undeclined": _mean([exact[i] for i in own]),
        "declined": _mean([seen[i] < 0 for i in own]),
        "others_declined": _mean([seen[i] < 0 for i in other]),
        "declined_at_85": _mean([seen[i] < cut for i in own]),
        "auroc": round(area_under_roc([seen[i] for i in own], [seen[i] for i in other]) or 0.0, 3),
    }


def _mean(values: Sequence[bool]) -> float:
    return round(float(np.mean(values)), 3)


def by_size(rows: Sequence[Sized]) -> dict[int, list[Read]]:
    """Return the rows of each size."""
    return {size: [one.row for one in rows if one.size == size] for size in dict.fromkeys(one.size for one in rows)}


def main() -> None:
    """Read or load the rows, fit where that is asked for, and write the figures of each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rtqa", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--whole", type=Path, help="readings kept by bench.fit_reader: the size of all articles")
    parser.add_argument("--strangers", type=Path, required=True)
    parser.add_argument("--fit", action="store_true")
    arguments = parser.parse_args()
    if arguments.kept and arguments.kept.is_file():
        rows: list[Sized] = pickle.loads(arguments.kept.read_bytes())
    else:
        rows = [*read_sizes(arguments.rtqa, arguments.data), *read_strangers(arguments.strangers)]
        if arguments.kept:
            arguments.kept.write_bytes(pickle.dumps(rows))
    if arguments.whole:
        rows += _of_whole(load_rows(arguments.rtqa, arguments.data, DEFAULT_READER, arguments.whole))
    odd = by_size([one for one in rows if not one.even])
    fitting = [one for one in rows if one.even]
    figures: dict[str, object] = {
        "without": {
            size: judge(part, fit(ReadSignals, [one for one in fitting if one.size != size]))
            for size, part in odd.items()
        }
    }
    if arguments.fit:
        searched, fitted = fit(SearchSignals, fitting), fit(ReadSignals, fitting)
        write_model(SearchSignals, searched.weights, searched.bias)
        write_model(ReadSignals, fitted.weights, fitted.bias)
        findings = fit_findings(fitting)
        write_model(FindingSignals, findings.weights, findings.bias)
        figures["sizes"] = {size: judge(part, fitted) for size, part in odd.items()}
    else:
        figures["sizes"] = {size: judge(part, linear_of(ReadSignals)) for size, part in odd.items()}
    write_result("subcorpora", figures)


def _of_whole(rows: Sequence[Read]) -> list[Sized]:
    """Return the undated rows over all articles, by halves as `bench.fit_reader` makes them."""
    undated = [row for row in rows if not row.dated]
    answerable, late = ([row for row in undated if (row.answer is None) == gone] for gone in (False, True))
    return [Sized(0, place % 2 == 0, row) for part in (answerable, late) for place, row in enumerate(part)]


if __name__ == "__main__":
    main()
