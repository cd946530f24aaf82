"""The examples in the OpenAPI document: one for each call, all about one invented article."""

import json

from pydantic.config import JsonDict

_SHORT = "The Kurdish People's Protection Units (YPG)"
_SENTENCE = f"{_SHORT} declared Kobane fully liberated on Monday."
_TEXT = f"{_SENTENCE} Fighting had lasted 134 days."
_ID = "0f3a9b6c51d24e7f8a90b1c2d3e4f506"
_URL = "https://levant-dispatch.example/2015/01/26/kobane-declared-liberated"

ARTICLE: JsonDict = {
    "url": _URL,
    "source": "levant-dispatch",
    "title": "Kobane declared liberated",
    "text": _TEXT,
    "published": "2015-01-26T18:30:00Z",
    "language": "en",
    "authors": ["Leyla Demir"],
}
ARTICLE_LINES = f"{json.dumps(ARTICLE)}\n"
_HEAD: JsonDict = {
    "id": _ID,
    "external_id": None,
    "url": _URL,
    "source": "levant-dispatch",
    "title": "Kobane declared liberated",
    "published": "2015-01-26T18:30:00Z",
    "modified": None,
    "language": "en",
    "authors": ["Leyla Demir"],
    "rights": None,
    "version": 1,
    "valid_from": "2015-01-26T18:30:00Z",
    "valid_to": None,
    "retracted_at": None,
    "retraction_reason": None,
}
ARTICLE_WHOLE: JsonDict = _HEAD | {
    "text": _TEXT,
    "passages": [{"start": 0, "end": len(_TEXT)}],
    "family": {"id": "fam_17", "head": _ID, "copies": ["b1946ac92492d2347c6235b4d2611184"]},
}
CURSOR = "MTQyMjI5NzAwMC4wZjNhOWI2YzUxZDI0ZTdmOGE5MGIxYzJkM2U0ZjUwNg"
ARTICLES: JsonDict = {"articles": [_HEAD], "next_cursor": CURSOR}
VERSIONS: JsonDict = {
    "id": _ID,
    "versions": [
        {
            "version": 1,
            "title": "Kobane declared liberated",
            "modified": None,
            "valid_from": "2015-01-26T18:30:00Z",
            "valid_to": None,
            "retracted_at": None,
            "retraction_reason": None,
        }
    ],
}
DELETED: JsonDict = {"id": _ID, "deleted_at": "2015-02-01T12:00:00Z", "generation": 43}
RETRACT: JsonDict = {"reason": "The report could not be confirmed."}
RETRACTED: JsonDict = {
    "id": _ID,
    "retracted_at": "2015-02-01T12:00:00Z",
    "reason": "The report could not be confirmed.",
    "generation": 43,
}
ACCEPTED: JsonDict = {
    "job": "job_5f1c0a9e7b3d4c2a81e6f042",
    "accepted": 1,
    "ids": [_ID],
    "rejected": [{"index": 1, "id": None, "reason": "text is missing or empty"}],
    "rejections": 1,
}
JOB: JsonDict = {
    "id": "job_5f1c0a9e7b3d4c2a81e6f042",
    "kind": "ingest",
    "state": "done",
    "done": 1,
    "total": 1,
    "report": {
        "added": 1,
        "updated": 0,
        "unchanged": 0,
        "withdrawn": 0,
        "passages": 1,
        "embedded": 1,
        "held": 0,
        "rejections": 1,
        "rejected": [{"index": 1, "id": None, "reason": "text is missing or empty"}],
    },
    "error": None,
    "created": "2015-02-01T11:59:58Z",
}
STORED: JsonDict = {**JOB, "ids": [_ID]}
REBUILD: JsonDict = {"embedder": "all-MiniLM-L6-v2-int8"}
INDEX: JsonDict = {
    "generation": 42,
    "counts": {"articles": 31, "versions": 33, "passages": 118, "unembedded": 0},
    "oldest": "2014-09-19T08:00:00Z",
    "newest": "2015-02-01T09:12:00Z",
    "embedder": "all-MiniLM-L6-v2-int8",
    "engine": "local: FAISS exact scan (float16) and tantivy BM25, fused by rank",
    "dense": {"kind": "exact", "lists": None, "nprobe": None, "recall": 1.0},
    "bytes": 1_843_200,
    "lag": 0,
}
ARCHIVE: JsonDict = {
    "generation": 42,
    "articles": 31,
    "passages": 118,
    "oldest": "2014-09-19T08:00:00Z",
    "newest": "2015-02-01T09:12:00Z",
    "stored": "2015-02-01T09:15:00Z",
    "sources": [{"name": "levant-dispatch", "articles": 19}, {"name": "example-times", "articles": 12}],
    "sources_total": 2,
    "languages": [{"code": "en", "articles": 31}],
    "questions": ["When was Kobane declared liberated?", "Who captured Mishtenur hill?"],
    "feedback": True,
}
METRICS = """# HELP dateline_answers_total Questions, answered or declined
# TYPE dateline_answers_total counter
dateline_answers_total{status="answered"} 31.0
"""
STATUS: JsonDict = {"status": "live"}
READY: JsonDict = {
    "status": "ready",
    "ask": {"ready": True, "reason": None},
    "store": {"ready": False, "reason": "the worker was killed by SIGKILL; it is being restarted"},
}
ERROR: JsonDict = {"error": {"type": "invalid", "message": "question is required", "field": "question"}}

ASK: JsonDict = {"question": "Who liberated Kobane?", "as_of": "2015-02-01", "sources": ["levant-dispatch"]}
_FILTERS: JsonDict = {
    "as_of": "2015-02-01T23:59:59Z",
    "since": None,
    "until": None,
    "sources": ["levant-dispatch"],
    "languages": [],
}
_STATE: JsonDict = {"generation": 42, "articles": 31, "newest": "2015-02-01T09:12:00Z"}
_CITATION: JsonDict = {
    "n": 1,
    "article": _ID,
    "version": 1,
    "title": "Kobane declared liberated",
    "source": "levant-dispatch",
    "authors": ["Leyla Demir"],
    "published": "2015-01-26T18:30:00Z",
    "modified": None,
    "url": _URL,
    "link": f"{_URL}#:~:text=The%20Kurdish,on%20Monday.",
    "quote": _SENTENCE,
    "start": 0,
    "end": len(_SENTENCE),
    "family": {"independent": 1, "copies": 0, "verbatim": 0},
    "note": None,
}
ANSWER: JsonDict = {
    "id": "ans_01JCW4Q0M6ZJ4X1N5S8T2V7B9K",
    "question": "Who liberated Kobane?",
    "status": "answered",
    "reason": None,
    "short": _SHORT,
    "agreement": "single",
    "polarity": None,
    "unanswered": [],
    "findings": [{"text": _SHORT, "citations": [1], "confidence": 0.83, "resolved": None}],
    "text": f"{_SENTENCE} [1]",
    "sentences": [{"text": _SENTENCE, "citations": [1]}],
    "citations": [_CITATION],
    "confidence": 0.83,
    "evidence": 0.97,
    "read": {"passages": 10, "of": 10},
    "near": [],
    "hint": None,
    "dropped": [],
    "corrected": [],
    "filters": _FILTERS,
    "index": _STATE,
    "model": {"embedder": "all-MiniLM-L6-v2-int8", "reader": "dateline-reader-4", "generator": None},
    "timings_ms": {"embed": 9.0, "search": 6.2, "read": 71.4, "verify": 1.1, "total": 88.0},
}
_KEPT: JsonDict = {"n": 1, "article": _ID, "version": 1, "start": 0, "end": len(_SENTENCE), "quote": _SENTENCE}
_CORRECTED = _SENTENCE.replace("fully liberated", "liberated")
FEEDBACK: JsonDict = {"rating": "up", "comment": "It names the day, too."}
_FEEDBACK: JsonDict = FEEDBACK | {"rated": "2015-02-01T12:00:40Z"}
RATED: JsonDict = {"id": "ans_01JCW4Q0M6ZJ4X1N5S8T2V7B9K", "feedback": _FEEDBACK}
KEPT_ANSWER: JsonDict = {
    "id": "ans_01JCW4Q0M6ZJ4X1N5S8T2V7B9K",
    "question": "Who liberated Kobane?",
    "asked": "2015-02-01T12:00:00Z",
    "generation": 42,
    "citations": [_KEPT],
    "answer": ANSWER,
    "note": None,
    "feedback": _FEEDBACK,
}
ANSWER_CURSOR = "MTQyMjc5MjAwMC5hbnNfMDFKQ1c0UTBNNlpKNFgxTjVTOFQyVjdCOUs"
ANSWERS: JsonDict = {
    "answers": [
        {
            "id": "ans_01JCW4Q0M6ZJ4X1N5S8T2V7B9K",
            "question": "Who liberated Kobane?",
            "asked": "2015-02-01T12:00:00Z",
            "status": "answered",
            "reason": None,
            "short": _SHORT,
            "feedback": _FEEDBACK,
        }
    ],
    "next_cursor": ANSWER_CURSOR,
}
RECHECK: JsonDict = {
    "id": "ans_01JCW4Q0M6ZJ4X1N5S8T2V7B9K",
    "question": "Who liberated Kobane?",
    "verdict": "changed",
    "generation": 57,
    "citations": [
        _KEPT | {"status": "changed", "now": _CORRECTED, "now_at": {"version": 2, "start": 0, "end": len(_CORRECTED)}},
    ],
}
SEARCH: JsonDict = {
    "hits": [
        {
            "article": _ID,
            "version": 1,
            "title": "Kobane declared liberated",
            "source": "levant-dispatch",
            "published": "2015-01-26T18:30:00Z",
            "url": _URL,
            "text": _TEXT,
            "start": 0,
            "end": len(_TEXT),
            "score": 0.071429,
            "lexical_rank": 1,
            "dense_rank": 1,
        }
    ],
    "corrected": [{"from": "libreated", "to": "liberated"}],
    "hint": None,
    "filters": _FILTERS,
    "index": _STATE,
}
STREAM = (
    'event: sources\ndata: {"hits": […]}\n\n'
    f'event: sentence\ndata: {{"text": "{_SENTENCE}", "citations": [{{"n": 1, …}}]}}\n\n'
    'event: answer\ndata: {"id": "ans_01JCW4Q0M6ZJ4X1N5S8T2V7B9K", "status": "answered", …}\n\n'
)
CHAT: JsonDict = {
    "id": "chat-1",
    "messages": [{"id": "m1", "role": "user", "parts": [{"type": "text", "text": "Who liberated Kobane?"}]}],
    "trigger": "submit-message",
    "as_of": "2015-02-01",
}
CHAT_STREAM = (
    'data: {"type": "start", "messageId": "msg_17"}\n\n'
    'data: {"type": "start-step"}\n\n'
    f'data: {{"type": "source-url", "sourceId": "source-1", "url": "{_URL}", …}}\n\n'
    'data: {"type": "data-citation", "id": "citation-1", "data": {"n": 1, "sourceId": "source-1", …}}\n\n'
    'data: {"type": "text-start", "id": "text-1"}\n\n'
    f'data: {{"type": "text-delta", "id": "text-1", "delta": "{_SENTENCE} [[1]]({_URL})"}}\n\n'
    'data: {"type": "text-end", "id": "text-1", "citations": […]}\n\n'
    'data: {"type": "data-answer", "data": {"id": "ans_01JCW4Q0M6ZJ4X1N5S8T2V7B9K", …}, "transient": true}\n\n'
    'data: {"type": "finish-step"}\n\n'
    'data: {"type": "finish", "finishReason": "stop", "messageMetadata": {…}}\n\n'
    "data: [DONE]\n\n"
)
MCP_CALL: JsonDict = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "tools/call",
    "params": {"name": "ask", "arguments": {"question": "Who liberated Kobane?", "as_of": "2015-02-01"}},
}
MCP_ERROR: JsonDict = {
    "jsonrpc": "2.0",
    "id": None,
    "error": {
        "code": -32600,
        "message": "the body is longer than 1,000,000 bytes",
        "data": {"type": "too_large", "field": None},
    },
}
MCP_REPLY: JsonDict = {
    "jsonrpc": "2.0",
    "id": 1,
    "result": {
        "content": [
            {"type": "text", "text": f"{_SENTENCE} [1]"},
            {"type": "resource_link", "uri": _URL, "name": _ID, "title": "Kobane declared liberated"},
        ],
        "structuredContent": ANSWER,
    },
}
MARKDOWN = (
    f"{_SENTENCE} [[1]]({_URL})\n\n1. [Kobane declared liberated]({_URL}), levant-dispatch, 2015-01-26\n\n"
    f"   > {_SENTENCE}\n"
)
