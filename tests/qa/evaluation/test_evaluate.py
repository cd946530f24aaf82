"""What an evaluation makes of answers."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

import qa.evaluation.evaluate
from index.article import make_article
from index.catalogue.catalogue import Catalogue
from index.library import Library
from index.types import Filters, Head, Hit, Passage
from qa.evaluation.calibration import calibrate
from qa.evaluation.cases import Case
from qa.evaluation.evaluate import OfKind, evaluate, summarise
from qa.evaluation.judgement import Judgement, judge
from qa.evaluation.metrics import Mean, Share
from qa.question import Kind
from qa.types import Answer, Citation, IndexState, Models, Question, Reason, SearchResult, Timings

DAY = datetime(2015, 1, 28, tzinfo=UTC)
STATE = IndexState(1, 3, DAY)


def make_hit(article: str, text: str) -> Hit:
    head = Head("A title", "example-times", DAY, None, None, None, (), DAY, None)
    return Hit(Passage(1, article, 1, 0, len(text)), head, text, 1.0)


def make_found(*hits: Hit) -> SearchResult:
    return SearchResult(hits, Filters(), STATE)


def make_citation(n: int, quote: str) -> Citation:
    return Citation(n, "a", 1, "A title", "example-times", (), DAY, None, None, None, quote, 0, len(quote))


def make_answer(
    quotes: Sequence[str] = (), *, confidence: float = 0.8, reason: Reason | None = None, short: str | None = None
) -> Answer:
    citations = tuple(make_citation(n, quote) for n, quote in enumerate(quotes, start=1))
    return Answer(
        "ans_1",
        "?",
        reason,
        short,
        (),
        citations,
        confidence,
        (),
        (),
        Filters(),
        STATE,
        Models("model"),
        Timings(),
        evidence=confidence,
    )


def make_judgement(
    case: Case,
    quotes: Sequence[str] = (),
    *,
    confidence: float = 0.8,
    reason: Reason | None = None,
    short: str | None = None,
) -> Judgement:
    found = make_found(make_hit("a", "The YPG took the town."), make_hit("b", "Snow fell."))
    return judge(case, found, make_answer(quotes, confidence=confidence, reason=reason, short=short), {})


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """Return a catalogue of one article, with an id and an address."""
    opened = Catalogue(tmp_path)
    record = {"id": "own-id", "url": "http://example.org/both/", "title": "A title", "text": "A text."}
    with opened.write() as transaction:
        transaction.put_article(make_article(record | {"published": "2015-01-28"}), DAY)
    yield opened
    opened.close()


def test_an_answer_is_judged_by_its_quotes() -> None:
    """Right by its first citation and right by any are counted apart, out of the answered and out of all."""
    case = Case("q", "Who?", ("YPG",), ("a",))
    evaluation = summarise(
        [
            make_judgement(case, ["The YPG did.", "Nobody knows."]),
            make_judgement(case, ["Nobody knows.", "It was the YPG."]),
            make_judgement(case, ["Nobody knows."]),
            make_judgement(case, reason=Reason.WEAK_EVIDENCE),
        ]
    )
    answering = evaluation.answering
    assert (answering.first, answering.any) == (Share(1, 3), Share(2, 3))
    assert (answering.first_of_all, answering.any_of_all) == (Share(1, 4), Share(2, 4))


def test_refusals_are_judged_by_what_could_be_answered() -> None:
    """Of three declined, two rightly, out of four unanswerable: precision 2/3, recall 2/4, one of two lost."""
    known, unknown = Case("q", "Who?", ("YPG",)), Case("r", "Who?")
    declined = Reason.WEAK_EVIDENCE
    refusing = summarise(
        [
            make_judgement(known, ["The YPG."], confidence=0.9),
            make_judgement(known, confidence=0.3, reason=declined),
            make_judgement(unknown, confidence=0.1, reason=declined),
            make_judgement(unknown, confidence=0.2, reason=declined),
            make_judgement(unknown, ["Snow."], confidence=0.5),
            make_judgement(unknown, ["Snow."], confidence=0.95),
        ],
        bound=0.0,
    ).refusing
    assert (refusing.precision, refusing.recall) == (Share(2, 3), Share(2, 4))
    assert refusing.falsely_declined == Share(1, 2)
    assert refusing.auroc == pytest.approx(5 / 8)
    assert refusing.best is not None
    assert refusing.best.threshold == 0.3
    assert refusing.best.rightly_declined == 0.5


def test_short_answers_are_judged_by_their_words() -> None:
    """Of an exact one, a half right one, none and a declined one: EM 1/4 and F1 1.5/4; of the answered 1/3, 1.5/3.

    "Islamic" of "Islamic State fighters" has precision 1 and recall 1/3, so an F1 of a half. Questions of which no
    answer is known count nowhere.
    """
    case = Case("q", "Who?", ("Islamic State fighters",), ("a",))
    spans = summarise(
        [
            make_judgement(case, short="the Islamic State fighters"),
            make_judgement(case, short="Islamic"),
            make_judgement(case, ["Islamic State fighters."]),
            make_judgement(case, reason=Reason.WEAK_EVIDENCE),
            make_judgement(Case("r", "Who?", (), ("a",)), short="Islamic State fighters"),
            make_judgement(Case("s", "Who?"), short="Islamic State fighters"),
        ]
    ).spans
    assert (spans.exact, spans.exact_of_answered) == (Share(1, 4), Share(1, 3))
    assert (spans.f1, spans.f1_of_answered) == (Mean(0.375, 4), Mean(0.5, 3))
    assert spans.given == Share(2, 3)


def test_each_kind_of_question_has_its_figures() -> None:
    """Two about a person and one about a date, apart; a question without a known answer is of no kind's number."""
    who, when = Case("q", "Who won?", ("YPG",)), Case("r", "When was it?", ("Monday",))
    kinds = summarise(
        [
            make_judgement(when, ["On Monday."], short="Monday"),
            make_judgement(who, ["The YPG did."], short="YPG fighters"),
            make_judgement(who, reason=Reason.WEAK_EVIDENCE),
            make_judgement(Case("s", "Why?"), ["Snow."]),
            make_judgement(Case("t", "Who else?", (), ("a",)), ["Snow."]),
        ]
    ).kinds
    assert kinds == (
        OfKind(Kind.PERSON, 2, Share(1, 2), Share(0, 2), Mean(1 / 3, 2), Share(1, 2)),
        OfKind(Kind.DATE, 1, Share(1, 1), Share(1, 1), Mean(1.0, 1), Share(1, 1)),
    )


def test_confidence_is_judged_where_evidence_was_weighed() -> None:
    """A weak refusal and an unanswerable question count as not right; a refusal without evidence does not count.

    Nor does a question of which only articles are known; the answered are those of them that were not declined.
    """
    known, unknown = Case("q", "Who?", ("YPG",)), Case("r", "Who?")
    calibration = summarise(
        [
            make_judgement(known, ["The YPG."], confidence=0.9),
            make_judgement(known, ["The YPG."], confidence=0.8, short="Snow"),
            make_judgement(unknown, ["The YPG."], confidence=0.7),
            make_judgement(known, confidence=0.3, reason=Reason.WEAK_EVIDENCE),
            make_judgement(unknown, confidence=0.2, reason=Reason.NOTHING_VERIFIED),
            make_judgement(unknown, confidence=0.0, reason=Reason.NOTHING_FOUND),
            make_judgement(known, confidence=0.0, reason=Reason.OUT_OF_RANGE),
            make_judgement(Case("s", "Who?", (), ("a",)), ["The YPG."], confidence=0.6),
        ]
    ).calibration
    assert calibration.weighed == calibrate([0.9, 0.8, 0.7, 0.3, 0.2], [True, False, False, False, False])
    assert calibration.answered == calibrate([0.9, 0.8, 0.7], [True, False, False])


def test_retrieval_is_judged_by_articles_and_by_passages() -> None:
    """Passages a, a, b with b right and holding the answer: b is the second article, but the third passage."""
    case = Case("q", "Who?", ("YPG",), ("b",), ("c",))
    hits = (make_hit("a", "Snow."), make_hit("a", "Rain."), make_hit("b", "The YPG."))
    evaluation = summarise([judge(case, make_found(*hits), make_answer(), {})], k=3)
    at_one, at_three = evaluation.retrieval
    assert evaluation.reciprocal_rank == 0.5
    assert (at_one.k, at_one.hits, at_one.reached) == (1, 0.0, 0.0)
    assert (at_three.recall, at_three.hits, at_three.passage_hits) == (1.0, 1.0, 1.0)
    assert at_three.reached == 1.0
    assert at_three.holding == pytest.approx(1 / 3)


def test_articles_and_passages_part_where_one_article_has_two() -> None:
    """At 2, an article behind two passages of another is among the articles and not among the passages."""
    hits = (make_hit("a", "Snow."), make_hit("a", "Rain."), make_hit("b", "The YPG."))
    at_two = summarise([judge(Case("q", "?", (), ("b",)), make_found(*hits), make_answer(), {})], k=2).retrieval[-1]
    assert (at_two.hits, at_two.passage_hits) == (1.0, 0.0)
    assert (at_two.recall, at_two.passage_recall) == (1.0, 0.0)


def test_only_gold_is_recalled_but_any_right_article_hits() -> None:
    """An article of `with_answer` in front makes a hit and a first rank; recall waits for the gold one."""
    case = Case("q", "?", (), ("b",), ("a",))
    found = make_found(make_hit("a", "Snow."), make_hit("b", "Rain."))
    evaluation = summarise([judge(case, found, make_answer(), {})], k=2)
    assert evaluation.reciprocal_rank == 1.0
    assert (evaluation.retrieval[0].hits, evaluation.retrieval[0].recall) == (1.0, 0.0)
    assert evaluation.retrieval[1].recall == 1.0


def test_a_figure_is_none_where_no_question_bears_on_it() -> None:
    """Questions to be declined alone give no retrieval, no answers and no curve, and nothing divides by zero."""
    evaluation = summarise([make_judgement(Case("q", "Who?"), reason=Reason.NOTHING_FOUND)])
    assert evaluation.reciprocal_rank is None
    assert {figures.hits for figures in evaluation.retrieval} == {None}
    assert evaluation.answering.first.value is None
    assert (evaluation.spans.exact.value, evaluation.spans.f1.value, evaluation.kinds) == (None, None, ())
    assert evaluation.calibration.answered.ece is None
    assert (evaluation.refusing.auroc, evaluation.refusing.best, evaluation.refusing.curve) == (None, None, ())
    assert evaluation.refusing.recall == Share(1, 1)


def test_every_question_is_asked_on_its_day(
    tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A case with a day is asked as of it; one without is asked now; unknown names are reported."""
    asked: list[Question] = []
    depths: list[int] = []

    def fake_search(question: Question, library: Library, k: int, reader: None) -> SearchResult:
        asked.append(question)
        depths.append(k)
        return make_found(make_hit("own-id", "The YPG."))

    def fake_answer(question: Question, library: Library, reader: None) -> Answer:
        return make_answer(["The YPG."])

    monkeypatch.setattr(qa.evaluation.evaluate, "search", fake_search)
    monkeypatch.setattr(qa.evaluation.evaluate, "answer", fake_answer)
    library = Library(tmp_path, catalogue, None, None, None)  # type: ignore[arg-type]
    cases = [
        Case("q", "Who?", ("YPG",), ("https://example.org/both",), as_of=DAY),
        Case("r", "When?", ("Monday",), ("https://example.org/nothing",)),
    ]
    now = datetime(2020, 1, 1, tzinfo=UTC)
    heard: list[Judgement] = []
    evaluation = evaluate(cases, library, k=5, now=now, on_question=heard.append)
    assert [(question.asked, question.filters) for question in asked] == [
        (DAY, Filters(as_of=DAY)),
        (now, Filters()),
    ]
    assert evaluation.unknown_names == ("https://example.org/nothing",)
    assert [figures.k for figures in evaluation.retrieval] == [1, 5]
    assert evaluation.retrieval[0].hits == 0.5
    assert tuple(heard) == evaluation.judgements
    assert depths == [10, 10]  # enough for five articles of two passages each
