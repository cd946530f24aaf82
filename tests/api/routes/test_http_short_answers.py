"""Short answers over HTTP: which reader is used, and what is sent of its answers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest

from api.wire.answers import AnswerBody, show_answer
from index.library import Library
from index.passages.embedding import Embedder
from index.types import Filters
from qa.language.when import Precision, Resolved
from qa.reading.reader import Reader
from qa.types import Agreement, Answer, IndexState, Models, Question, Sentence, ShortAnswer, Step, Timings
from tests.api.conftest import make_app, running
from tests.api.pointing import point_at

pytestmark = pytest.mark.anyio

STATE = IndexState(1, 1, datetime(2015, 1, 28, tzinfo=UTC))
MONDAY = Resolved(date(2015, 1, 26), Precision.DAY, "Monday", relative=True)
ANSWER = Answer(
    "ans_1", "When?", None, "on Monday", (Sentence("It ended on Monday.", (1,)),), (), 0.9, (), (), Filters(), STATE,
    Models("m", "dateline-reader-4"), Timings(), (ShortAnswer("on Monday", (1, 2), 0.87654, MONDAY),), Agreement.SINGLE,
)  # fmt: skip


async def test_a_finding_has_the_promised_shape() -> None:
    """Text, citations, confidence and resolved date are sent, and the reader's name; a missing one is null."""
    body = show_answer(ANSWER).model_dump(mode="json")
    assert (body["short"], body["agreement"], body["model"]["reader"]) == ("on Monday", "single", "dateline-reader-4")
    assert body["findings"] == [
        {
            "text": "on Monday",
            "citations": [1, 2],
            "confidence": 0.8765,
            "resolved": {"date": "2015-01-26", "precision": "day", "words": "Monday"},
        }
    ]
    bare = replace(ANSWER, findings=(ShortAnswer("Monday", (1,)),), agreement=Agreement.DISAGREE)
    body = show_answer(bare).model_dump(mode="json")
    assert body["agreement"] == "disagree"
    assert body["findings"] == [{"text": "Monday", "citations": [1], "confidence": None, "resolved": None}]


@pytest.mark.parametrize("agreement", list(Agreement))
@pytest.mark.parametrize("precision", list(Precision))
async def test_every_kind_of_finding_goes_over_the_wire_and_back(agreement: Agreement, precision: Precision) -> None:
    """The API accepts every value of agreement and precision that the library can return."""
    findings = tuple(replace(one, resolved=replace(MONDAY, precision=precision)) for one in ANSWER.findings)
    body = show_answer(replace(ANSWER, findings=findings, agreement=agreement))
    assert AnswerBody.model_validate_json(body.model_dump_json()) == body


async def test_every_way_of_asking_reads_with_the_reader_of_the_server(
    embedder: Embedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`/ask` and its stream use the one reader that the server has opened."""
    reader, handed = point_at({}), []
    reader.name = "the one"

    def answer(question: Question, library: Library, reader: Reader | None, *_: object) -> Answer:
        handed.append(("ask", reader and reader.name))
        return ANSWER

    def answer_in_steps(question: Question, library: Library, reader: Reader | None, *_: object) -> Iterator[Step]:
        handed.append(("stream", reader and reader.name))
        yield ANSWER

    monkeypatch.setattr("api.service.answer", answer)
    monkeypatch.setattr("api.service.answer_in_steps", answer_in_steps)
    async with running(make_app(tmp_path, embedder, reader=reader)) as client:
        await client.post("/ask", json={"question": "Who?"})
        await client.post("/ask/stream", json={"question": "Who?"})
    assert handed == [("ask", "the one"), ("stream", "the one")]


async def test_without_a_reader_there_is_no_short_answer(archive: httpx.AsyncClient) -> None:
    """A server without a reader reports null, and answers in sentences."""
    answer = (await archive.post("/ask", json={"question": "Who liberated Kobane?"})).json()
    assert (answer["status"], answer["short"], answer["findings"]) == ("answered", None, [])
    assert (answer["agreement"], answer["model"]["reader"]) == ("single", None)
