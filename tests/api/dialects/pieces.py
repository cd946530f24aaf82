"""Citations, sentences and answers, as the steps of a question have them."""

from collections.abc import Sequence
from dataclasses import replace

from index.types import Filters, Head, Hit, Passage
from qa.types import (
    Answer,
    Citation,
    Found,
    IndexState,
    Models,
    Proved,
    Reason,
    Sentence,
    Step,
    Timings,
)
from tests.conftest import NOW

URL = "https://ex.example/a1"


def make_citation(n: int = 1, **more: object) -> Citation:
    """Return a citation; its fields may be given."""
    made = Citation(
        n, "a1", 1, "Town freed", "example-times", (), NOW, None, URL, f"{URL}#:~:text=It%20is", "It is free.", 10, 21
    )
    return replace(made, **more)  # type: ignore[arg-type] # fields of a citation


def make_proved(text: str = "It is free.", *citations: Citation) -> Proved:
    """Return a sentence with its citations, one by default."""
    cited = citations or (make_citation(),)
    return Proved(Sentence(text, tuple(citation.n for citation in cited)), cited)


def make_answer(*sentences: Proved, **more: object) -> Answer:
    """Return the answer that consists of some sentences; its other fields may be given."""
    made = Answer(
        "ans_1", "Is it free?", None, None,
        tuple(one.sentence for one in sentences), tuple(cited for one in sentences for cited in one.citations),
        0.9, (), (), Filters(), IndexState(1, 1_234, NOW), Models("fake"), Timings(),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type] # fields of an answer


def make_steps(*sentences: Proved, hits: Sequence[Hit] = (), **more: object) -> list[Step]:
    """Return the steps of such an answer."""
    answer = make_answer(*sentences, **more)
    return [Found(tuple(hits), answer.asked), *sentences, answer]


def make_refusal(*hits: Hit, reason: Reason = Reason.WEAK_EVIDENCE, **more: object) -> list[Step]:
    """Return the steps of a refusal, with its nearest passages."""
    return make_steps(hits=hits, reason=reason, near=hits, **more)


def make_hit(article: str = "a1", title: str = "Town freed", url: str | None = URL) -> Hit:
    """Return a passage that was found."""
    head = Head(title, "example-times", NOW, None, url, "en", (), NOW, None)
    return Hit(Passage(1, article, 1, 10, 21), head, "It is free.", 0.5, 1, 1)
