"""The verdict on passages, with a reader whose logits are known and without one."""

from dataclasses import replace

import numpy as np
import pytest

from index.library import Library
from index.passages.tokens import open_tokenizer
from index.types import Hit
from qa.findings.settling import LEAST
from qa.reading.defaults import PASSAGES
from qa.reading.network import Floats
from qa.reading.reader import Reader
from qa.reading.windows import Window
from qa.types import ReadCount
from qa.verdict import Verdict, reach_verdict
from tests.qa.pieces import ask, write_hit
from tests.qa.reading.tiny_reader import TOKENIZER, Scripted

NAMES = {open_tokenizer(TOKENIZER).token_to_id(name): odds for name, odds in (("paris", 6.0), ("london", 3.0))}
UNSURE = 3.0
"""A logit with which passages are too unsure to end reading by themselves, without their ranks and each other."""
HITS = [
    write_hit("It rained all day.", "a", score=2.0),
    write_hit("He is in London.", "b", score=1.9),
    write_hit("He is in Paris.", "c", score=1.8),
]


class Pointing(Scripted):
    """Extracts Paris and London, with one verdict for every passage."""

    def __init__(self, answers: float, most: float = 6.0) -> None:
        super().__init__(self._point, answers)
        self._most = most

    def _point(self, window: Window) -> tuple[Floats, Floats]:
        row = np.array([min(NAMES.get(piece, 0.0), self._most) for piece in window.ids], np.float32)
        return row, row


def decide(library: Library, answers: float = 2.0, hits: list[Hit] = HITS) -> Verdict:
    """Return the verdict with a reader that gives every passage these log odds of answering."""
    return reach_verdict(ask("Where is he?"), hits, 3, library, Reader(Pointing(answers)))


def test_confidence_is_that_of_the_finding_that_leads(library: Library) -> None:
    """The best finding leads, and each finding has a confidence of its own."""
    found = decide(library)
    claims = {claim.proofs[0].text: claim.confidence for claim in found.composed.claims}
    assert next(iter(claims)) == "Paris"
    assert claims["Paris"] == found.confidence
    assert all(other < found.confidence for name, other in claims.items() if other and name != "Paris")


def test_evidence_depends_on_the_verdicts_of_the_reader(library: Library) -> None:
    """The verdicts on passages change the evidence, but not the confidence of a finding."""
    no, yes = decide(library, -9.0), decide(library, 9.0)
    assert no.evidence < yes.evidence
    assert no.confidence == yes.confidence


def test_passages_that_answer_come_first(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hits of the verdict are in the order of `rerank`."""
    monkeypatch.setattr("qa.verdict.rerank", lambda hits, _: list(reversed(hits)))
    assert [hit.passage.article for hit in decide(library).hits] == ["c", "b", "a"]


@pytest.mark.parametrize(("place", "found"), [(0, True), (7, True), (8, False)])
def test_without_a_reader_the_first_eight_passages_are_scored(library: Library, place: int, found: bool) -> None:
    """A sentence with the question's words is shown from any of the first eight, and from none after them."""
    hits = [write_hit(f"Nothing of note took place, number {n}.", f"a{n}") for n in range(9)]
    hits[place] = write_hit("Qarun harbour was opened by Ada Lorn.", "right")
    said = reach_verdict(ask("Who opened Qarun harbour?"), hits, 1, library, None)
    assert (said.composed.drafts[0].citations[0].article == "right") is found
    assert said.confidence == said.evidence
    assert [hit.passage.article for hit in said.hits] == [hit.passage.article for hit in hits]


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_what_is_left_is_not_read_once_the_rest_decides(library: Library, workers: int) -> None:
    """Of ten passages that agree, those that decide are read, whatever the number of workers; the count says so."""
    hits = [write_hit("He is in Paris.", f"a{place}", score=9.0, title="Paris") for place in range(10)]
    hits = [replace(hit, similarity=0.9) for hit in hits]
    found = reach_verdict(ask("Where is he?"), hits, 3, library, Reader(Pointing(9.0, UNSURE), workers=workers))
    assert found.enough
    assert found.read == ReadCount(LEAST, LEAST)
    assert found.composed.claims[0].proofs[0].text == "Paris"


def test_passages_are_read_while_two_answers_are_close(library: Library) -> None:
    """Where passages name Paris and London by turns, as many are read as may be."""
    texts = ("He is in Paris.", "He is in London.")
    hits = [write_hit(texts[place % 2], f"a{place}", score=3.0) for place in range(10)]
    found = reach_verdict(ask("Where is he?"), hits, 3, library, Reader(Pointing(1.0, UNSURE)))
    assert found.read == ReadCount(PASSAGES, PASSAGES)
