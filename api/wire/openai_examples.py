"""The examples of OpenAI's calls in the OpenAPI document, about the same invented article."""

from pydantic.config import JsonDict

from api.wire.examples import ANSWER, ARTICLE, DELETED

_ID, _URL, _TEXT = str(DELETED["id"]), str(ARTICLE["url"]), str(ARTICLE["text"])
_SENTENCE = str(ANSWER["text"]).removesuffix(" [1]")

ERROR: JsonDict = {
    "error": {
        "message": "the model 'gpt-5' does not exist; the only one is dateline",
        "type": "invalid_request_error",
        "param": "model",
        "code": "model_not_found",
    }
}

_LINK = f"{_URL}#:~:text=The%20Kurdish,on%20Monday."
_MARKER = f" [[1]]({_LINK})"
_PLACE: JsonDict = {
    "start_index": len(_SENTENCE) + 1,
    "end_index": len(_SENTENCE) + len(_MARKER),
    "url": _LINK,
    "title": "Kobane declared liberated",
    "start_utf16": len(_SENTENCE) + 1,
    "end_utf16": len(_SENTENCE) + len(_MARKER),
}
_DATELINE: JsonDict = ANSWER | {"ignored": ["temperature"]}
MODEL: JsonDict = {"id": "dateline", "object": "model", "created": 1735689600, "owned_by": "dateline"}
MODELS: JsonDict = {"object": "list", "data": [MODEL]}
CHAT: JsonDict = {
    "model": "dateline",
    "messages": [{"role": "user", "content": "Who liberated Kobane?"}],
    "stream": False,
    "metadata": {"as_of": "2015-02-01", "sources": "levant-dispatch"},
    "temperature": 0.2,
}
COMPLETION: JsonDict = {
    "id": "chatcmpl-6a1f0c9e7b3d4c2a81e6f042",
    "object": "chat.completion",
    "created": 1422792000,
    "model": "dateline",
    "choices": [
        {
            "index": 0,
            "message": {
                "role": "assistant",
                "content": _SENTENCE + _MARKER,
                "refusal": None,
                "annotations": [{"type": "url_citation", "url_citation": _PLACE}],
            },
            "logprobs": None,
            "finish_reason": "stop",
        }
    ],
    "usage": {"prompt_tokens": 6, "completion_tokens": 84, "total_tokens": 90},
    "dateline": _DATELINE,
}
_CHUNK = '"id": "chatcmpl-…", "object": "chat.completion.chunk", "created": 1422792000, "model": "dateline"'
CHUNKS = (
    "".join(
        f"data: {{{_CHUNK}, {rest}}}\n\n"
        for rest in (
            '"choices": [{"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": null}]',
            f'"choices": [{{"index": 0, "delta": {{"content": "{_SENTENCE} [[1]](…)"}}, "finish_reason": null}}]',
            '"choices": [{"index": 0, "delta": {"annotations": [{"type": "url_citation", …}]}, "finish_reason": null}]',
            '"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}], "dateline": {…}',
        )
    )
    + "data: [DONE]\n\n"
)
RESPONSE_REQUEST: JsonDict = {
    "model": "dateline",
    "input": "Who liberated Kobane?",
    "tools": [{"type": "file_search", "vector_store_ids": []}],
    "as_of": "2015-02-01",
}
RESPONSE: JsonDict = {
    "id": "resp_6a1f0c9e7b3d4c2a81e6f042",
    "object": "response",
    "created_at": 1422792000,
    "status": "completed",
    "error": None,
    "incomplete_details": None,
    "instructions": None,
    "max_output_tokens": None,
    "model": "dateline",
    "output": [
        {
            "type": "file_search_call",
            "id": "fs_6a1f0c9e7b3d4c2a81e6f042",
            "status": "completed",
            "queries": ["Who liberated Kobane?"],
            "results": [
                {
                    "file_id": _ID,
                    "filename": "Kobane declared liberated",
                    "score": 0.071429,
                    "text": _TEXT,
                    "attributes": {"source": "levant-dispatch", "published_at": "2015-01-26T18:30:00+00:00"},
                }
            ],
        },
        {
            "type": "message",
            "id": "msg_6a1f0c9e7b3d4c2a81e6f042",
            "status": "completed",
            "role": "assistant",
            "content": [
                {
                    "type": "output_text",
                    "text": _SENTENCE + _MARKER,
                    "annotations": [
                        {"type": "url_citation", **_PLACE},
                        {
                            "type": "file_citation",
                            "file_id": _ID,
                            "filename": "Kobane declared liberated",
                            "index": len(_SENTENCE) + 1,
                        },
                    ],
                    "logprobs": [],
                }
            ],
        },
    ],
    "parallel_tool_calls": False,
    "previous_response_id": None,
    "store": False,
    "temperature": None,
    "text": {"format": {"type": "text"}},
    "tool_choice": "auto",
    "tools": [],
    "top_p": None,
    "truncation": "disabled",
    "usage": {
        "input_tokens": 6,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": 84,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": 90,
    },
    "metadata": {},
    "dateline": _DATELINE,
}
RESPONSE_EVENTS = (
    'event: response.created\ndata: {"type": "response.created", "sequence_number": 0, "response": {…}}\n\n'
    'event: response.output_text.delta\ndata: {"type": "response.output_text.delta", "sequence_number": 9, …}\n\n'
    'event: response.completed\ndata: {"type": "response.completed", "sequence_number": 14, "response": {…}}\n\n'
)
