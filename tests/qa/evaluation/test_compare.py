"""Two evaluations held against each other: the pairs, the changes, and the bootstrap."""

import math
import random
from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean, stdev

import pytest

from index.errors import InvalidInput
from qa.evaluation.cases import Case
from qa.evaluation.compare import Comparison, Difference, Metric, compare, resample_mean
from qa.evaluation.judgement import Judgement
from qa.evaluation.report import Report
from qa.types import Reason

LEAST = 2 / 10_001  # the p of values that all lie on one side of 0
PLAIN = Judgement(
    case=Case("", "Who?", ("YPG",), ("b",)),
    gold=frozenset({"b"}),
    right=frozenset({"b"}),
    ranked=("a", "b"),
    holding=(False, True),
    quoted=(False,),
    confidence=0.8,
    reason=None,
    short=None,
    evidence=0.8,
)


def make_report(*judgements: Judgement, name: str = "report", cutoffs: Sequence[int] = (1,)) -> Report:
    return Report(name, tuple(cutoffs), judgements)


def call(name: str, judgement: Judgement = PLAIN) -> Judgement:
    """Return the judgement under another id."""
    return replace(judgement, case=replace(judgement.case, id=name))


def row_of(comparison: Comparison, metric: Metric, k: int | None = None) -> Difference:
    (row,) = [row for row in comparison.differences if (row.metric, row.k) == (metric, k)]
    return row


def test_each_metric_is_compared_over_the_same_questions() -> None:
    """Of four questions one becomes exact and one half right, in whatever order the reports have them."""
    exact, half = replace(PLAIN, short="YPG", quoted=(True,)), replace(PLAIN, short="YPG fighters who won")
    before = [call(name) for name in "abcd"]
    after = [call("d"), call("c"), call("b", half), call("a", exact)]
    comparison = compare(make_report(*before), make_report(*after))
    assert (comparison.shared, comparison.only_before, comparison.only_after, comparison.changed) == (4, (), (), ())
    one = row_of(comparison, Metric.EXACT)
    assert (one.n, one.before, one.after, one.change, one.low, one.high) == (4, 0.0, 0.25, 0.25, 0.0, 0.75)
    assert row_of(comparison, Metric.HELD).after == 0.25
    assert row_of(comparison, Metric.F1).change == pytest.approx((1 + 0.4) / 4)
    back = row_of(compare(make_report(*after), make_report(*before)), Metric.EXACT)
    assert (back.change, back.low, back.high) == (-0.25, -0.75, 0.0)


def test_passages_and_articles_are_compared_at_the_depths_of_both() -> None:
    """At 1 nothing is found before and all after; 2 is a depth of one report alone and has no row."""
    first = replace(PLAIN, ranked=("b", "a"), holding=(True, False))
    comparison = compare(
        make_report(call("a"), call("b"), cutoffs=(1, 2)),
        make_report(call("a", first), call("b", first), cutoffs=(1, 3)),
    )
    for metric in (Metric.REACHED, Metric.HITS):
        row = row_of(comparison, metric, 1)
        assert (row.before, row.after, row.low, row.high) == (0.0, 1.0, 1.0, 1.0)
    assert {row.k for row in comparison.differences} == {None, 1}


def test_refusals_are_compared_apart() -> None:
    """Declining all loses the answerable and catches the unanswerable, each out of its own number."""
    unknown = replace(PLAIN, case=Case("", "What?"), right=frozenset(), gold=frozenset(), holding=(), quoted=())
    before = [call("a"), call("b"), call("c", unknown)]
    after = [replace(judgement, reason=Reason.WEAK_EVIDENCE) for judgement in before]
    comparison = compare(make_report(*before), make_report(*after))
    lost, caught = row_of(comparison, Metric.ANSWERED), row_of(comparison, Metric.DECLINED)
    assert (lost.n, lost.before, lost.after) == (2, 1.0, 0.0)
    assert (caught.n, caught.before, caught.after) == (1, 0.0, 1.0)


def test_questions_of_one_report_alone_are_left_out_by_name() -> None:
    """What one has alone is named and counts for nothing, in the order of its report."""
    right = replace(PLAIN, short="YPG")
    comparison = compare(
        make_report(call("z", right), call("a"), call("y", right)), make_report(call("n", right), call("a"))
    )
    assert (comparison.only_before, comparison.only_after) == (("z", "y"), ("n",))
    assert (comparison.shared, row_of(comparison, Metric.EXACT).n) == (1, 1)
    assert row_of(comparison, Metric.EXACT).before == 0.0


def test_a_question_that_changed_under_its_id_is_left_out() -> None:
    """Another text, answer or right article makes it another question; another day, or another order, does not."""
    case = Case("", "Who?", ("YPG", "units"), ("b", "c"))
    before = [replace(PLAIN, case=replace(case, id=name)) for name in "abcde"]
    after = [
        replace(PLAIN, case=replace(case, id="a", question="When?")),
        replace(PLAIN, case=replace(case, id="b", answers=("YPG",))),
        replace(PLAIN, case=replace(case, id="c", with_answer=("d",))),
        replace(PLAIN, case=replace(case, id="d", answers=("units", "YPG"), gold=("c", "b"))),
        replace(PLAIN, case=replace(case, id="e")),
    ]
    comparison = compare(make_report(*before), make_report(*after))
    assert (comparison.changed, comparison.shared) == (("a", "b", "c"), 2)


def test_a_metric_that_bears_on_no_question_has_no_row() -> None:
    """Without unanswerable questions none of them is declined, and without known answers there is no exact match."""
    assert Metric.DECLINED not in {row.metric for row in compare(make_report(PLAIN), make_report(PLAIN)).differences}
    only_articles = replace(PLAIN, case=Case("", "Who?", (), ("b",)))
    metrics = {row.metric for row in compare(make_report(only_articles), make_report(only_articles)).differences}
    assert metrics == {Metric.ANSWERED, Metric.HITS}


def test_reports_without_a_shared_question_are_refused() -> None:
    """Ids that do not meet, or meet in other questions alone, end in one sentence with both names."""
    other = replace(PLAIN, case=Case("a", "When?"))
    for after in (make_report(call("b"), name="B"), make_report(other, name="B"), make_report(name="B")):
        with pytest.raises(InvalidInput, match="A and B share no question"):
            compare(make_report(call("a"), name="A"), after)


def test_one_question_has_no_interval() -> None:
    """A single change is reported; its interval cannot be estimated."""
    row = row_of(compare(make_report(PLAIN), make_report(replace(PLAIN, short="YPG"))), Metric.EXACT)
    assert (row.n, row.change, row.low, row.high, row.p) == (1, 1.0, None, None, None)


def test_a_report_does_not_differ_from_itself() -> None:
    """Every change is 0 with an interval of 0 to 0 and a p of 1."""
    report = make_report(*(call(name) for name in "abc"))
    for row in compare(report, report).differences:
        assert (row.change, row.low, row.high, row.p) == (0.0, 0.0, 0.0, 1.0)


def test_the_bootstrap_as_by_hand() -> None:
    """Of 1, 0, 0, 0 the resampled sum is binomial of 4 draws at 1/4.

    At most 2 has 0.949 of it and at most 3 has 0.996, so the interval goes from 0 to 3/4; 0 has (3/4)^4.
    """
    interval = resample_mean([0.0, 1.0, 0.0, 0.0])
    assert (interval.low, interval.high) == (0.0, 0.75)
    assert interval.p == pytest.approx(2 * 0.75**4, abs=0.03)
    mirrored = resample_mean([0.0, -1.0, 0.0, 0.0])
    assert (mirrored.low, mirrored.high) == (-0.75, 0.0)
    assert mirrored.p == pytest.approx(2 * 0.75**4, abs=0.03)


def test_p_is_one_of_nothing_and_least_of_what_never_turns() -> None:
    """All zeros do not differ from 0; values on one side leave one resample of 10,001, the values themselves."""
    assert resample_mean([0.0, 0.0]).p == 1.0
    assert resample_mean([1.0, 1.0, 0.5]).p == pytest.approx(LEAST)
    assert resample_mean([-1.0, -1.0, -0.5]).p == pytest.approx(LEAST)


def test_values_that_cancel_out_but_for_rounding_do() -> None:
    """Of 0.1 + 0.2 and -0.3 half the resamples have one each and sum to 0, which favours no side."""
    assert sum(values := [0.1 + 0.2, -0.3]) > 0
    assert resample_mean(values).p == 1.0


def test_the_bootstrap_of_many_values_is_as_of_a_normal_mean() -> None:
    """With 400 values the interval is the mean and 1.96 standard errors, and p that of the normal."""
    chance = random.Random(3)
    values = [chance.gauss(0.08, 1.0) for _ in range(400)]
    middle, error = fmean(values), stdev(values) / math.sqrt(400)
    interval = resample_mean(values)
    assert interval.low == pytest.approx(middle - 1.96 * error, abs=0.1 * error)
    assert interval.high == pytest.approx(middle + 1.96 * error, abs=0.1 * error)
    assert interval.p == pytest.approx(math.erfc(abs(middle) / error / math.sqrt(2)), abs=0.02)


@pytest.mark.parametrize("seed", range(20))
def test_p_and_the_interval_tell_the_same(seed: int) -> None:
    """P is below 0.05 where the interval leaves 0 out, and only there; both are the same each time."""
    chance = random.Random(seed)
    values = [chance.choice((-1.0, 0.0, 0.0, 0.5, 1.0)) for _ in range(chance.randint(5, 80))]
    interval = resample_mean(values)
    assert (interval.p < 0.05) == (interval.low > 0 or interval.high < 0)
    assert resample_mean(values) == interval
