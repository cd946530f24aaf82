"""Answers that are hard to get from a small archive, in the shape in which the server sends them."""

import json
from typing import Any

from playwright.async_api import Page, Route

from api.wire.answers import AnswerBody
from api.wire.events import SentenceEvent
from tests.api.page.conftest import events

SENTENCE = "The Zephyr bridge is 212 metres long."
STATE = {"generation": 1, "articles": 3, "newest": "2015-02-01T09:12:00Z"}
ARCHIVE = {
    "articles": 1_200,
    "passages": 4_000,
    "oldest": "2014-09-19T08:00:00Z",
    "newest": "2015-02-01T09:12:00Z",
    "stored": "2015-02-01T10:00:00Z",
    "sources_total": 2,
    "sources": [{"name": "levant-dispatch", "articles": 800}, {"name": "example-times", "articles": 400}],
    "languages": [
        {"code": "en", "articles": 900},
        {"code": "ar", "articles": 200},
        {"code": None, "articles": 100},
    ],
    "questions": ["Who liberated Kobane?", "How long is the Zephyr bridge?"],
}


def cite(n: int = 1, quote: str = SENTENCE, **more: Any) -> dict[str, Any]:
    """Return a citation."""
    given = {
        "n": n,
        "article": f"article-{n}",
        "version": 1,
        "title": f"Title {n}",
        "source": "example-times",
        "authors": [],
        "published": f"2015-01-{20 + n}T10:00:00Z",
        "modified": None,
        "url": f"https://times.example/{n}",
        "link": None,
        "quote": quote,
        "start": 0,
        "end": len(quote),
        "family": {"independent": 1, "copies": 0, "verbatim": 0},
        "note": None,
    }
    return given | more


def answer(*citations: dict[str, Any], found: tuple[str, ...] = (), **more: Any) -> AnswerBody:
    """Return an answer: what was found is cited by the citation of its number, each sentence is a quote."""
    given: dict[str, Any] = {
        "id": "ans_made",
        "question": "How long is the Zephyr bridge?",
        "status": "answered",
        "reason": None,
        "short": found[0] if len(found) == 1 else None,
        "agreement": "single",
        "findings": [
            {"text": text, "citations": [n], "confidence": 0.9, "resolved": None} for n, text in enumerate(found, 1)
        ],
        "text": " ".join(one["quote"] for one in citations),
        "sentences": [{"text": one["quote"], "citations": [one["n"]]} for one in citations],
        "citations": list(citations),
        "confidence": 0.9,
        "evidence": 0.95,
        "read": {"passages": 3, "of": 3},
        "near": [],
        "dropped": [],
        "filters": {"as_of": None, "since": None, "until": None, "sources": [], "languages": []},
        "index": STATE,
        "model": {"embedder": "e", "reader": "r", "generator": None},
        "timings_ms": {"embed": 1, "search": 1, "read": 1, "verify": 1, "total": 4},
    }
    return AnswerBody.model_validate(given | more)


def hit(text: str, **more: Any) -> dict[str, Any]:
    """Return a passage that was found."""
    cited = cite(1, text, **more)
    names = ("article", "version", "title", "source", "published", "url", "start", "end")
    ranks = {"text": text, "score": 0.5, "lexical_rank": 1, "dense_rank": 1}
    return {name: cited[name] for name in names} | ranks


def decline(*near: dict[str, Any], **more: Any) -> AnswerBody:
    """Return a declined answer with the nearest passages."""
    given: dict[str, Any] = {
        "status": "declined",
        "reason": "weak_evidence",
        "message": "Nothing in the archive answers this question with enough certainty.",
        "near": list(near),
        "evidence": 0.1,
        "confidence": 0.0,
    }
    return answer(**given | more)


async def give(page: Page, body: AnswerBody, **more: Any) -> list[dict[str, Any]]:
    """Let the page get this answer, with `more` fields, to every question; return the requests that will be sent."""
    requests: list[dict[str, Any]] = []
    by_number = {one.n: one for one in body.citations}
    said = [
        SentenceEvent(text=one.text, citations=[by_number[n] for n in one.citations]).model_dump_json()
        for one in body.sentences
    ]
    stream = events(*(("sentence", one) for one in said), ("answer", json.dumps(body.model_dump(mode="json") | more)))

    async def fulfil(route: Route) -> None:
        requests.append(json.loads(route.request.post_data or ""))
        await route.fulfill(body=stream, content_type="text/event-stream")

    await page.route("**/ask/stream", fulfil)
    return requests


async def give_archive(page: Page, **more: Any) -> None:
    """Let the page see an archive of 1,200 articles."""
    await page.route("**/archive", lambda route: route.fulfill(json=ARCHIVE | more))
