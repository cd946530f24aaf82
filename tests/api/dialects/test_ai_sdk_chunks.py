"""The chunks of an answer for the AI SDK: their order, their places in the text, and what is kept."""

import json
from dataclasses import replace
from typing import Any

import pytest

from api.dialects.ai_sdk import ChatRequest, ChunkWriter, count_files, question_of_chat
from api.dialects.rendering import CitationStyle
from index.errors import InvalidInput
from qa.types import Found, Proved, Sentence, Step
from tests.api.commands.conftest import ANSWERED, CITATION, DECLINED, HIT, QUOTE

FIRST = Proved(Sentence("The 🚢 sailed.", (1,)), (replace(CITATION, quote="The 🚢 sailed."),))
SECOND = Proved(Sentence(QUOTE, (2,)), (replace(CITATION, n=2, url=None, link=None),))


def write(*steps: Step, style: CitationStyle = CitationStyle.LINKS, files: int = 0) -> list[dict[str, Any]]:
    """Return the chunks of some steps, as the client parses them."""
    writer = ChunkWriter(style, "http://127.0.0.1:8000/")
    chunks = [*writer.begin(files), *(chunk for step in steps for chunk in writer.write(step))]
    return [json.loads(chunk.write()) for chunk in chunks]


def cut(text: str, start: int, end: int) -> str:
    """Return `text.slice(start, end)` of JavaScript."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def test_sources_come_before_the_text_that_cites_them() -> None:
    """Each sentence's sources precede its text, and one block holds the whole text with the short answer."""
    chunks = write(Found((HIT,)), FIRST, SECOND, ANSWERED)
    assert [chunk["type"] for chunk in chunks] == [
        "start", "start-step", "source-url", "data-citation", "text-start", "text-delta", "source-url",
        "data-citation", "text-delta", "text-delta", "text-end", "data-answer", "finish-step", "finish",
    ]  # fmt: skip
    assert {chunk["id"] for chunk in chunks if chunk["type"].startswith("text-")} == {"text-1"}


@pytest.mark.parametrize("style", CitationStyle)
@pytest.mark.parametrize("asked", [None, "Who 🚢 in *Syria*?"])
def test_a_citation_is_placed_in_units_of_javascript(style: CitationStyle, asked: str | None) -> None:
    """`slice(startIndex, endIndex)` of the block is the marker, or the sentence where there are no markers."""
    chunks = write(Found((), asked), FIRST, SECOND, ANSWERED, style=style)
    ended = [chunk for chunk in chunks if chunk["type"] == "text-end"][-1]
    text = "".join(c["delta"] for c in chunks if c["type"] == "text-delta" and c["id"] == ended["id"])
    places = [cut(text, one["startIndex"], one["endIndex"]) for one in ended["citations"]]
    address = "http://127.0.0.1:8000/?article=siege&version=2&start=812&end=874"
    assert (
        places
        == {
            CitationStyle.LINKS: [f"[[1]]({CITATION.link})", f"[[2]]({address})"],
            CitationStyle.MARKERS: ["[1]", "[2]"],
            CitationStyle.NONE: ["The 🚢 sailed.", QUOTE],
        }[style]
    )
    assert [one["citedText"] for one in ended["citations"]] == ["The 🚢 sailed.", QUOTE]
    assert not text.startswith(" ")


def test_the_question_that_was_asked_is_a_block_of_its_own() -> None:
    """The whole question of a follow-up stands before the sources, in its own block."""
    chunks = write(Found((), "Who freed Kobane?"), FIRST, ANSWERED)
    assert [chunk["type"] for chunk in chunks][2:6] == ["text-start", "text-delta", "text-end", "source-url"]
    assert chunks[3]["delta"].strip() == "*Who freed Kobane?*"


def test_a_citation_has_all_that_a_page_shows() -> None:
    """The data part is the citation of our own API, with its source's id and the address that opens it."""
    chunks = write(Found(()), FIRST, ANSWERED)
    source = next(chunk for chunk in chunks if chunk["type"] == "source-url")
    data = next(chunk for chunk in chunks if chunk["type"] == "data-citation")["data"]
    assert data["sourceId"] == source["sourceId"]
    assert (data["n"], data["article"], data["version"], data["quote"]) == (1, "siege", 2, "The 🚢 sailed.")
    assert (data["start"], data["end"], data["address"]) == (CITATION.start, CITATION.end, CITATION.link)
    assert source["url"] == CITATION.link
    assert source["providerMetadata"]["dateline"]["source"] == "example-times"


def test_the_whole_answer_is_transient_and_its_essence_is_kept() -> None:
    """The answer is not part of the message that the client sends back; the metadata are, and are small."""
    chunks = write(Found(()), FIRST, ANSWERED)
    answer = next(chunk for chunk in chunks if chunk["type"] == "data-answer")
    assert (answer["transient"], answer["data"]["id"]) == (True, ANSWERED.id)
    metadata = chunks[-1]["messageMetadata"]
    assert (metadata["answer"], metadata["status"], metadata["short"]) == (ANSWERED.id, "answered", ANSWERED.short)
    assert len(json.dumps(metadata)) < 1_000


def test_a_refusal_is_text() -> None:
    """It says why, and names the nearest article; no source and no citation is given."""
    chunks = write(Found((HIT,)), DECLINED)
    text = "".join(chunk["delta"] for chunk in chunks if chunk["type"] == "text-delta")
    assert text.startswith("Nothing in the archive")
    assert "Kobane is free" in text
    assert not {"source-url", "data-citation"} & {chunk["type"] for chunk in chunks}
    assert chunks[-1]["messageMetadata"]["reason"] == "weak_evidence"


def test_a_file_is_said_to_be_ignored() -> None:
    """A file of the last message is named before the answer, one of an earlier message is not."""
    file = {"type": "file", "mediaType": "image/png", "url": "data:image/png;base64,AA=="}
    said = {"type": "text", "text": "Who?"}
    messages = [{"role": "user", "parts": [file, said]}, {"role": "user", "parts": [said]}]
    assert count_files(ChatRequest.model_validate({"messages": messages})) == 0
    assert count_files(ChatRequest.model_validate({"messages": messages[:1]})) == 1
    assert write(Found(()), ANSWERED, files=1)[3]["delta"] == "The attached file was not read: only text is."
    assert write(Found(()), ANSWERED, files=2)[3]["delta"].startswith("The 2 attached files were not read")


def test_messages_become_a_question_with_turns() -> None:
    """The last message of the user is asked; system messages and other parts are not read."""
    request = ChatRequest.model_validate(
        {
            "messages": [
                {"role": "system", "parts": [{"type": "text", "text": "Be brief."}]},
                {"role": "user", "parts": [{"type": "text", "text": "Who led it?"}]},
                {
                    "role": "assistant",
                    "parts": [
                        {"type": "step-start"},
                        {"type": "text", "text": "The attached file was not read: only text is."},
                        {"type": "text", "text": "She did [[1]](https://a.example)."},
                    ],
                },
                {"role": "user", "parts": [{"type": "text", "text": "And"}, {"type": "text", "text": "in Syria?"}]},
            ],
            "since": "2014-01-01",
            "max_sentences": 2,
        }
    )
    question = question_of_chat(request)
    assert (question.text, question.max_sentences) == ("And in Syria?", 2)
    assert question.filters.since
    assert [(turn.question, turn.reply) for turn in question.turns] == [("Who led it?", "She did.")]


@pytest.mark.parametrize("messages", [[], [{"role": "system", "parts": [{"type": "text", "text": "Be brief."}]}]])
def test_a_chat_without_a_question_is_refused(messages: list[object]) -> None:
    """The sentence says that a message of the user is missing."""
    with pytest.raises(InvalidInput, match="a message of the user"):
        question_of_chat(ChatRequest.model_validate({"messages": messages}))
