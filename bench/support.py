"""Measure the verifier of written sentences: `python -m bench.support --data FOLDER [--examples FOLDER] [--claims]`.

True pairs of sentence and cited passages, from the examples and from claims that people judged, changed in one thing
each: how many of each kind are caught, and how many true ones are dropped. With `--claims`, claims that people judged,
whole.
"""

import argparse
import hashlib
import io
import itertools
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bench.mutations import CHANGES, Material
from bench.report import write_result
from index.formats import Options, read_paths
from index.passages.chunking import split_sentences
from index.types import Article
from qa.checking.checker import Checker, open_checker
from qa.support.evidence import Cited, Support
from qa.support.verifier import Limits, verify_sentence
from training.corpora import read_lines
from training.pairs import plain

_EPOCH = datetime(2016, 6, 15, tzinfo=UTC)
"""When texts without a date are taken to have been published."""
_PASSAGE = 7  # sentences of a passage, of some 200 tokens
_CITED = 3
_ALIKE = 3  # sentences of one article that share half of their words
_MOST = 250  # true pairs of each set
ANY = Limits(share=0.0, floor=-99.0, sure=-99.0, merged=-99.0)
"""What every sentence passes that breaks no rule."""
_CLAIMS = 1_000  # of each set of claims, drawn from a seed
CLAIMS = ("wice-dev", "lfqa", "summedits-news", "fever-symmetric-dev")
_ASKED = 0.08  # of the true pairs may be dropped
_SHARES, _FLOORS, _SURE = (0.1, 0.15, 0.2, 0.3), (-3.0, -2.5, -2.0, -1.5, -1.0), (0.0, 1.0, 2.0, 3.0)


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and what it cites; `origin` is its set, `group` the article, held on one side as a whole."""

    origin: str
    group: str
    sentence: str
    cited: tuple[Cited, ...]

    @property
    def text(self) -> str:
        """Return all that is cited."""
        return "\n".join(one.text for one in self.cited)

    @property
    def judged(self) -> bool:
        """Return whether the pair is of the half that thresholds are not fitted on."""
        return hashlib.sha256(self.group.encode()).digest()[0] % 2 == 1


Result = tuple[Pair, Support]


def read_true(data: Path, examples: Path, rng: random.Random) -> list[Pair]:
    """Return the true pairs of every set."""
    measure, train = data / "measure", data / "train"
    sets = {
        "examples": list(_of_examples(examples)),
        "summedits-news": list(_of_summaries(measure / "support-summedits-news.jsonl.xz")),
        "te-protocols": _of_claims("te-protocols", train / "support-te-protocols-train.jsonl.xz"),
    }
    return [pair for pairs in sets.values() for pair in rng.sample(pairs, min(_MOST, len(pairs)))]


def _of_examples(folder: Path) -> Iterator[Pair]:
    """Yield each sentence of the example articles, citing its passage."""
    records = read_paths([folder], options=Options(), stdin=io.BytesIO())
    for article in (record for record in records if isinstance(record, Article)):
        for passage in passages_of(article.text):
            cited = Cited(passage, article.published, article.source)
            for span in split_sentences(passage, "en"):
                sentence = passage[span.start : span.end]
                if len(sentence.split()) > 5:
                    yield Pair("examples", article.title, sentence, (cited,))


def _of_summaries(path: Path) -> Iterator[Pair]:
    """Yield the sentences of consistent summaries, each once, citing the passages that share most with them."""
    seen: dict[str, list[set[str]]] = defaultdict(list)
    for row in read_lines(path):
        text, summary = str(row["premise"]), plain(str(row["hypothesis"]))
        for span in split_sentences(summary, "en") if row["y"] == 1 else ():
            sentence = summary[span.start : span.end]
            words = set(sentence.lower().split())
            alike = sum(len(words & other) > 0.5 * len(words) for other in seen[text])
            if alike < _ALIKE and len(words) > 4:
                seen[text].append(words)
                yield Pair("summedits-news", text[:200], sentence, _cite(sentence, text))


def _of_claims(origin: str, path: Path) -> list[Pair]:
    rows = [row for row in read_lines(path) if row["y"] == 1]
    return [
        Pair(origin, str(row["premise"])[:200], claim, _cite(claim, plain(str(row["premise"]))))
        for row in rows
        if len((claim := plain(str(row["hypothesis"]))).split()) > 3
    ]


def _cite(sentence: str, text: str) -> tuple[Cited, ...]:
    """Return the passages of a text that have most words of a sentence together, as a model would cite them."""
    left = set(re.findall(r"\w{3,}", sentence.lower()))
    passages = {one: set(re.findall(r"\w{3,}", one.lower())) for one in passages_of(text)}
    chosen: list[str] = []
    while passages and len(chosen) < _CITED:
        best = max(passages, key=lambda one: len(passages[one] & left))
        left -= passages.pop(best)
        chosen.append(best)
    return tuple(Cited(one, _EPOCH) for one in chosen)


def passages_of(text: str) -> list[str]:
    """Return the passages of a text: whole sentences, the last of each also the first of the next."""
    spans = split_sentences(text, "en")
    runs = [spans[at : at + _PASSAGE] for at in range(0, max(1, len(spans) - 1), _PASSAGE - 1)]
    return [text[run[0].start : run[-1].end] for run in runs if run]


def change(pairs: Sequence[Pair], rng: random.Random) -> dict[str, list[Pair]]:
    """Return the pairs with one thing changed, by kind; names of other texts come from the same set."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        alike = [one for one in pairs if one.origin == pair.origin and one.group != pair.group]
        elsewhere = [one.text for one in rng.sample(alike, min(4, len(alike)))]
        for kind, alter in CHANGES.items():
            sentence = alter(Material(pair.sentence, pair.text, elsewhere, rng))
            if sentence and sentence != pair.sentence:
                found[kind].append(replace(pair, sentence=sentence))
        if alike:
            found["citation"].append(replace(pair, cited=rng.choice(alike).cited))
    return found


def verify_all(pairs: Iterable[Pair], checker: Checker) -> list[Result]:
    """Return each pair with its result, and the odds of the checker wherever no rule decides."""
    return [(pair, verify_sentence(pair.sentence, pair.cited, checker.judge, ANY)) for pair in pairs]


def passes(support: Support, limits: Limits) -> bool:
    """Return whether a sentence passes with these limits."""
    least = limits.least(support.doubt, support.sentences)
    return support.fault is None and support.share >= limits.share and (support.odds is None or support.odds >= least)


def fit(true: Sequence[Result], changed: Mapping[str, Sequence[Result]]) -> Limits:
    """Return the limits that catch most, the kinds counting alike, of those that drop at most 8 % of the true pairs.

    Where none does, those that drop fewest are chosen from.
    """
    grid = [Limits(*each) for each in itertools.product(_SHARES, _FLOORS, _SURE)]
    dropped = {limits: _share(not passes(one, limits) for _, one in true) for limits in grid}
    most = max(_ASKED, min(dropped.values()))
    return max(
        (limits for limits in grid if dropped[limits] <= most),
        key=lambda limits: sum(_share(not passes(one, limits) for _, one in rows) for rows in changed.values()),
    )


def rate_mutations(
    true: Sequence[Result], changed: Mapping[str, Sequence[Result]], limits: Limits
) -> dict[str, object]:
    """Return the share of each kind that is caught, by rules and in all, and of the true pairs that is dropped."""
    kinds = {
        kind: {
            "n": len(rows),
            "caught": _share(not passes(one, limits) for _, one in rows),
            "by_rule": _share(one.fault is not None for _, one in rows),
        }
        for kind, rows in changed.items()
    }
    sets = {
        origin: _rate_set([row for row in true if row[0].origin == origin], limits)
        for origin in dict.fromkeys(pair.origin for pair, _ in true)
    }
    return {
        "limits": asdict(limits),
        "caught": kinds,
        "true": {"all": _rate_set(true, limits), "in other words": _rate_set(_paraphrased(true), limits), **sets},
    }


def _paraphrased(rows: Sequence[Result]) -> list[Result]:
    """Return the pairs whose sentence is no copy: those of the examples are."""
    return [row for row in rows if row[0].origin != "examples"]


def _rate_set(rows: Sequence[Result], limits: Limits) -> dict[str, object]:
    reasons = Counter(one.fault.value for _, one in rows if one.fault)
    return {"n": len(rows), "dropped": _share(not passes(one, limits) for _, one in rows), "by_rule": dict(reasons)}


def rate_claims(checker: Checker, path: Path, limits: Limits) -> dict[str, object]:
    """Return balanced accuracy over claims judged by people; a summary passes if each of its sentences does."""
    right: dict[bool, list[bool]] = {True: [], False: []}
    rows = list(read_lines(path))
    for row in random.Random(16).sample(rows, min(_CLAIMS, len(rows))):
        text, claim = plain(str(row["premise"])), plain(str(row["hypothesis"]))
        sentences = [claim[span.start : span.end] for span in split_sentences(claim, "en")]
        cited = tuple(Cited(one, _EPOCH) for one in passages_of(text))
        passed = all(verify_sentence(one, cited, checker.judge, limits).supported for one in sentences)
        right[row["y"] == 1].append(passed == (row["y"] == 1))
    kept, caught = _share(right[True]), _share(right[False])
    return {
        "n": sum(map(len, right.values())),
        "balanced_accuracy": round((kept + caught) / 2, 3),
        "kept_of_supported": kept,
        "caught_of_others": caught,
    }


def _share(values: Iterable[bool]) -> float:
    rows = list(values)
    return round(float(np.mean(rows)), 3) if rows else 0.0


def measure_changes(checker: Checker, data: Path, examples: Path) -> dict[str, object]:
    """Return the figures of true sentences and changed ones, by half."""
    rng = random.Random(16)
    pairs = read_true(data, examples, rng)
    changed = {kind: rng.sample(rows, min(_MOST, len(rows))) for kind, rows in change(pairs, rng).items()}
    true = verify_all(pairs, checker)
    results = {kind: verify_all(rows, checker) for kind, rows in changed.items()}
    fitted = fit(_half(true, judged=False), {kind: _half(rows, judged=False) for kind, rows in results.items()})
    halves = {
        half: ({kind: _half(rows, judged=judged) for kind, rows in results.items()}, _half(true, judged=judged))
        for half, judged in (("development", False), ("held_out", True))
    }
    unseen = _of_claims("te-protocols-val", data / "train" / "support-te-protocols-val.jsonl.xz")
    return {
        "checker": checker.name,
        "fitted_on_the_other_half": asdict(fitted),
        "true_of_texts_that_nothing_was_trained_on": _rate_set(verify_all(unseen, checker), Limits()),
        "mutations": {half: rate_mutations(rows, changed, Limits()) for half, (changed, rows) in halves.items()},
    }


def main() -> None:
    """Measure the verifier and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="a folder with `measure` and `train`")
    parser.add_argument("--examples", type=Path, default=Path("examples/corpus"))
    parser.add_argument(
        "--claims", action="store_true", help="claims that people judged, in place of changed sentences"
    )
    arguments = parser.parse_args()
    checker = open_checker()
    assert checker, "the packaged checker is part of what is measured"
    if arguments.claims:
        paths = {name: arguments.data / "measure" / f"support-{name}.jsonl.xz" for name in CLAIMS}
        claims = {name: rate_claims(checker, path, Limits()) for name, path in paths.items()}
        write_result("support_claims", {"checker": checker.name, "claims": claims})
    else:
        write_result("support", measure_changes(checker, arguments.data, arguments.examples))


def _half(rows: Sequence[Result], *, judged: bool) -> list[Result]:
    return [row for row in rows if row[0].judged is judged]


if __name__ == "__main__":
    main()
