"""Evaluation over a file of questions whose answers are known."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from index.library import Library
from index.types import Filters
from qa.answer import answer
from qa.evaluation.calibration import Calibration, calibrate
from qa.evaluation.cases import Case, resolve
from qa.evaluation.judgement import Judgement, judge
from qa.evaluation.metrics import (
    CurvePoint,
    Mean,
    Share,
    area_under_roc,
    choose_threshold,
    distinct,
    hit_at,
    mean,
    recall_at,
    reciprocal_rank,
    trace_refusals,
)
from qa.question import Kind
from qa.reading.reader import Reader
from qa.search.retrieve import search
from qa.types import Question

CUTOFFS = (1, 5, 10)
BOUND = 0.1


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The quality of the first `k` hits, as means over questions; None where no question says what is right.

    `recall` is of the gold articles, `hits` of any right one, among the first k distinct articles; `passage_recall` and
    `passage_hits` among the articles of the first k passages. `reached` is the share of questions for which one of the
    first k passages contains an answer, `holding` the mean share of those passages that do.
    """

    k: int
    recall: float | None
    hits: float | None
    passage_recall: float | None
    passage_hits: float | None
    reached: float | None
    holding: float | None


@dataclass(frozen=True, slots=True)
class Answering:
    """How many answers cite a quote that contains a right answer: the first citation, or any of them.

    `first` and `any` count out of the questions that were answered and whose answer is known, `first_of_all` and
    `any_of_all` out of the declined ones too; elsewhere the last is called `held`.
    """

    first: Share
    any: Share
    first_of_all: Share
    any_of_all: Share


@dataclass(frozen=True, slots=True)
class Spans:
    """How well short answers match the known ones: `exact` counts those that are equal, `f1` is over their words.

    Both are over all questions with a known answer, where a declined one, or one without a short answer, counts as 0;
    those `of_answered` leave the declined ones out. `given` counts the answered questions that have a short answer.
    """

    given: Share
    exact: Share
    f1: Mean
    exact_of_answered: Share
    f1_of_answered: Mean


@dataclass(frozen=True, slots=True)
class OfKind:
    """The figures over the `n` questions of one kind whose answer is known."""

    kind: Kind
    n: int
    answered: Share
    exact: Share
    f1: Mean
    held: Share


@dataclass(frozen=True, slots=True)
class Calibrations:
    """How well confidence predicts correctness (`Judgement.correct`), where the evidence was weighed.

    `weighed` is over questions answered and declined alike, of which a declined one is never correct, nor is one that
    the corpus cannot answer; `answered` is over the answered ones alone. A question of which only right articles are
    known is in neither.
    """

    weighed: Calibration
    answered: Calibration


@dataclass(frozen=True, slots=True)
class Refusing:
    """How well declining separates the unanswerable questions from the others.

    `precision` counts the unanswerable among the declined, `recall` the declined among the unanswerable,
    `falsely_declined` the declined among the answerable. `curve` and `auroc` depend on evidence alone; `best` is
    the point of the curve that declines most of them while it loses at most the share `bound` of the answerable.
    """

    precision: Share
    recall: Share
    falsely_declined: Share
    auroc: float | None
    bound: float
    best: CurvePoint | None
    curve: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures over one question file; `unknown_names` are those of no article in the catalogue."""

    questions: int
    answerable: int
    unknown_names: tuple[str, ...]
    retrieval: tuple[Retrieval, ...]
    reciprocal_rank: float | None
    answering: Answering
    spans: Spans
    kinds: tuple[OfKind, ...]
    calibration: Calibrations
    refusing: Refusing
    judgements: tuple[Judgement, ...]


def evaluate(
    cases: Sequence[Case],
    library: Library,
    reader: Reader | None = None,
    *,
    k: int = 10,
    bound: float = BOUND,
    now: datetime | None = None,
    on_question: Callable[[Judgement], None] | None = None,
) -> Evaluation:
    """Ask every question of `cases`, and judge its hits, at 1, 5, 10 and `k`, and its answer.

    `now` is the time of asking for those that have none. `on_question` is called with each judgement as it is made.
    """
    now = now or datetime.now(UTC)
    with library.catalogue.snapshot() as snapshot:
        ids = resolve((name for case in cases for name in (*case.gold, *case.with_answer)), snapshot)
    judgements = []
    for case in cases:
        question = _ask(case, now)
        # Twice as many passages as articles are retrieved, since up to two passages of an article are among them.
        judgement = judge(case, search(question, library, 2 * k, reader), answer(question, library, reader), ids)
        judgements.append(judgement)
        if on_question is not None:
            on_question(judgement)
    return summarise(judgements, k=k, bound=bound, unknown_names=_unknown(cases, ids))


def summarise(
    judgements: Sequence[Judgement], *, k: int = 10, bound: float = BOUND, unknown_names: tuple[str, ...] = ()
) -> Evaluation:
    """Return the figures over the judgements."""
    known = [judgement for judgement in judgements if judgement.right]
    told = [judgement for judgement in judgements if judgement.case.answers]
    return Evaluation(
        questions=len(judgements),
        answerable=sum(judgement.case.answerable for judgement in judgements),
        unknown_names=unknown_names,
        retrieval=tuple(_summarise_at(cutoff, judgements) for cutoff in sorted({k, *(c for c in CUTOFFS if c < k)})),
        reciprocal_rank=mean(reciprocal_rank(distinct(judgement.ranked), judgement.right) for judgement in known),
        answering=_summarise_answers(told),
        spans=_summarise_spans(told),
        kinds=tuple(_summarise_kind(kind, told) for kind in Kind if any(j.kind == kind for j in told)),
        calibration=_summarise_confidence(judgements),
        refusing=_summarise_refusals(judgements, bound),
        judgements=tuple(judgements),
    )


def _ask(case: Case, now: datetime) -> Question:
    return Question(case.question, case.as_of or now, Filters(as_of=case.as_of))


def _unknown(cases: Iterable[Case], ids: Mapping[str, str]) -> tuple[str, ...]:
    names = (name for case in cases for name in (*case.gold, *case.with_answer))
    return distinct(name for name in names if name not in ids)


def _summarise_at(k: int, judgements: Sequence[Judgement]) -> Retrieval:
    known = [judgement for judgement in judgements if judgement.right]
    told = [judgement.holding[:k] for judgement in judgements if judgement.case.answers]
    return Retrieval(
        k=k,
        recall=mean(recall_at(distinct(j.ranked), j.gold, k) for j in known),
        hits=mean(j.hits(k) for j in known),
        passage_recall=mean(recall_at(j.ranked, j.gold, k) for j in known),
        passage_hits=mean(hit_at(j.ranked, j.right, k) for j in known),
        reached=mean(j.reaches(k) for j in judgements),
        holding=mean(sum(holding) / len(holding) if holding else 0.0 for holding in told),
    )


def _summarise_answers(judgements: Sequence[Judgement]) -> Answering:
    answered = sum(not judgement.declined for judgement in judgements)
    first = sum(judgement.quoted[:1] == (True,) for judgement in judgements)
    any_one = sum(any(judgement.quoted) for judgement in judgements)
    return Answering(
        first=Share(first, answered),
        any=Share(any_one, answered),
        first_of_all=Share(first, len(judgements)),
        any_of_all=Share(any_one, len(judgements)),
    )


def _summarise_spans(judgements: Sequence[Judgement]) -> Spans:
    answered = [judgement for judgement in judgements if not judgement.declined]
    return Spans(
        given=Share(sum(bool(judgement.short) for judgement in answered), len(answered)),
        exact=_count_exact(judgements),
        f1=_mean_f1(judgements),
        exact_of_answered=_count_exact(answered),
        f1_of_answered=_mean_f1(answered),
    )


def _summarise_kind(kind: Kind, judgements: Sequence[Judgement]) -> OfKind:
    alike = [judgement for judgement in judgements if judgement.kind == kind]
    return OfKind(
        kind=kind,
        n=len(alike),
        answered=Share(sum(not judgement.declined for judgement in alike), len(alike)),
        exact=_count_exact(alike),
        f1=_mean_f1(alike),
        held=Share(sum(judgement.held is True for judgement in alike), len(alike)),
    )


def _count_exact(judgements: Sequence[Judgement]) -> Share:
    return Share(sum(judgement.exact is True for judgement in judgements), len(judgements))


def _mean_f1(judgements: Sequence[Judgement]) -> Mean:
    return Mean(mean(judgement.f1 for judgement in judgements), len(judgements))


def _summarise_confidence(judgements: Sequence[Judgement]) -> Calibrations:
    weighed = [judgement for judgement in judgements if judgement.weighed]
    return Calibrations(_calibrate(weighed), _calibrate([judgement for judgement in weighed if not judgement.declined]))


def _calibrate(judgements: Sequence[Judgement]) -> Calibration:
    verdicts = [(judgement.confidence, judgement.correct) for judgement in judgements]
    known = [(confidence, correct) for confidence, correct in verdicts if correct is not None]
    return calibrate([confidence for confidence, _ in known], [correct for _, correct in known])


def _summarise_refusals(judgements: Sequence[Judgement], bound: float) -> Refusing:
    answerable = [judgement for judgement in judgements if judgement.case.answerable]
    unanswerable = [judgement for judgement in judgements if not judgement.case.answerable]
    lost, caught = (sum(judgement.declined for judgement in group) for group in (answerable, unanswerable))
    evidence = [[judgement.evidence for judgement in group] for group in (answerable, unanswerable)]
    curve = trace_refusals(*evidence)
    return Refusing(
        precision=Share(caught, lost + caught),
        recall=Share(caught, len(unanswerable)),
        falsely_declined=Share(lost, len(answerable)),
        auroc=area_under_roc(*evidence),
        bound=bound,
        best=choose_threshold(curve, bound),
        curve=curve,
    )
