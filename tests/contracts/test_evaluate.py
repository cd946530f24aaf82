"""Question files, the names of right articles, and what an evaluation makes of answers."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

import qa.evaluate
from index.article import make_article
from index.catalogue import Catalogue
from index.errors import Unreadable
from index.library import Library
from index.types import Filters, Head, Hit, Passage
from qa.cases import Case, read_cases, resolve
from qa.evaluate import Judgement, evaluate, judge, summarise
from qa.metrics import Share
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


def make_answer(quotes: Sequence[str] = (), *, confidence: float = 0.8, reason: Reason | None = None) -> Answer:
    citations = tuple(make_citation(n, quote) for n, quote in enumerate(quotes, start=1))
    return Answer(
        "ans_1", "?", reason, None, (), citations, confidence, (), (), Filters(), STATE, Models("model"), Timings()
    )


def make_judgement(
    case: Case, quotes: Sequence[str] = (), *, confidence: float = 0.8, reason: Reason | None = None
) -> Judgement:
    found = make_found(make_hit("a", "The YPG took the town."), make_hit("b", "Snow fell."))
    return judge(case, found, make_answer(quotes, confidence=confidence, reason=reason), {})


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """Return a catalogue whose articles were given an id, an outside id, only an address, and an id and an address."""
    records = [
        {"id": "plain-id"},
        {"id": "tag:example.org,2015/1 (é)"},
        {"url": "https://www.example.org/only-address?utm_source=x"},
        {"id": "own-id", "url": "http://example.org/both/"},
    ]
    opened = Catalogue(tmp_path)
    with opened.write() as journal:
        for record in records:
            common = {"title": "A title", "text": "A text.", "published": "2015-01-28"}
            journal.put_article(make_article(common | record), DAY)
    yield opened
    opened.close()


def write_file(folder: Path, *lines: str) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_question_file_is_read_whole(tmp_path: Path) -> None:
    """One answer or many, gold, further articles and the day are read; blank lines are none, an id may be absent."""
    path = write_file(
        tmp_path,
        '{"id": "q1", "question": "Who?", "answer": "YPG", "gold": ["a"], "with_answer": ["b"], "as_of": "2015-01-28"}',
        "",
        '{"question": "When?", "answer": ["Monday", "26 January"], "gold": [], "as_of": null}',
        '{"question": "Where?", "answer": [], "gold": []}',
        '{"question": "Why?", "with_answer": ["b"]}',
    )
    first, second, third, fourth = read_cases(path)
    assert first == Case("q1", "Who?", ("YPG",), ("a",), ("b",), datetime(2015, 1, 28, 23, 59, 59, tzinfo=UTC))
    assert (second.id, second.answers, second.as_of) == ("3", ("Monday", "26 January"), None)
    assert [case.answerable for case in (first, second, third, fourth)] == [True, True, False, True]


def test_the_day_is_read_from_the_field_that_is_named(tmp_path: Path) -> None:
    """`asked` says nothing unless it is named as the field of the day; then `as_of` says nothing."""
    path = write_file(tmp_path, '{"question": "Who?", "asked": "2015-01-28T12:00:00Z", "as_of": "2016-01-01"}')
    assert read_cases(path, "asked")[0].as_of == datetime(2015, 1, 28, 12, tzinfo=UTC)
    assert read_cases(path)[0].as_of == datetime(2016, 1, 1, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "the JSON cannot be read"),
        ("[]", "must be a JSON object"),
        ('{"id": "q"}', "question is missing or empty"),
        ('{"question": "Who?", "answer": 5}', "answer must be text"),
        ('{"question": "Who?", "gold": [5]}', "gold must be text"),
        ('{"question": "Who?", "id": true}', "id must be text"),
        ('{"question": "Who?", "as_of": "some day"}', "as_of: 'some day' is not an ISO 8601 date"),
        ('{"question": "Who?", "as_of": 5}', "as_of must be a date or null"),
        ('{"id": "first", "question": "Who?"}', "the id 'first' is given twice"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    """What is wrong with a question file is one sentence that begins with the file and the line."""
    path = write_file(tmp_path, '{"id": "first", "question": "Who?"}', line)
    with pytest.raises(Unreadable) as refused:
        read_cases(path)
    assert refused.value.message.startswith(f"{path}:2: ")
    assert reason in refused.value.message
    assert "\n" not in refused.value.message


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\xfa"])
def test_a_file_without_questions_is_refused(tmp_path: Path, content: bytes) -> None:
    """An empty file, one of blank lines and one that is no text are refused by name, and so is one that is missing."""
    path = tmp_path / "questions.jsonl"
    path.write_bytes(content)
    for wanted in (path, tmp_path / "missing.jsonl", tmp_path):
        with pytest.raises(Unreadable, match=str(wanted)):
            read_cases(wanted)


def test_right_articles_are_found_by_any_of_their_names(catalogue: Catalogue) -> None:
    """An id, an outside id, and an address in any spelling that means the same lead to the catalogue's id."""
    with catalogue.snapshot() as snapshot:
        by_address = next(
            v.article.id for v in snapshot.articles(Filters()) if v.article.url and "only" in v.article.url
        )
        by_outside_id = next(v.article.id for v in snapshot.articles(Filters()) if v.article.external_id)
        expected = {
            "plain-id": "plain-id",
            "tag:example.org,2015/1 (é)": by_outside_id,
            "http://example.org/only-address/#top": by_address,
            "https://example.org/only-address": by_address,
            "https://www.example.org/both": "own-id",
            by_address: by_address,
        }
        assert resolve([*expected, "nobody", "https://example.org/nothing", "http://[broken"], snapshot) == expected


def test_an_answer_is_judged_by_its_quotes() -> None:
    """Right by its first citation and right by any are told apart, out of the answered and out of all."""
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
    assert (evaluation.refusing.auroc, evaluation.refusing.best, evaluation.refusing.curve) == (None, None, ())
    assert evaluation.refusing.recall == Share(1, 1)


def test_every_question_is_asked_on_its_day(
    tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A case with a day is asked as of it; one without is asked now, of what stands now; unknown names are told."""
    asked: list[Question] = []
    depths: list[int] = []

    def fake_search(question: Question, library: Library, k: int) -> SearchResult:
        asked.append(question)
        depths.append(k)
        return make_found(make_hit("own-id", "The YPG."))

    def fake_answer(question: Question, library: Library) -> Answer:
        return make_answer(["The YPG."])

    monkeypatch.setattr(qa.evaluate, "search", fake_search)
    monkeypatch.setattr(qa.evaluate, "answer", fake_answer)
    library = Library(tmp_path, catalogue, None, None)  # type: ignore[arg-type]
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


def test_the_question_file_of_the_examples_is_sound() -> None:
    """The examples' questions can be read, and both kinds are among them."""
    path = Path(__file__).parents[2] / "examples" / "questions.jsonl"
    cases = read_cases(path)
    assert len(cases) == len([line for line in path.read_text(encoding="utf-8").splitlines() if json.loads(line)])
    assert {case.answerable for case in cases} == {True, False}
