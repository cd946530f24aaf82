"""Small talk by what it is about."""

import json
from pathlib import Path

import pytest

from qa.conversation.smalltalk import find_talk
from qa.types import Talk

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("message", "talk"),
    [
        ("hi", Talk.GREETING),
        ("?????", Talk.BLANK),
        ("😀", Talk.BLANK),
        ("How are you?", Talk.GREETING),
        ("thanks a lot!", Talk.THANKS),
        ("Thanks, that helped a lot!", Talk.THANKS),
        ("ok", Talk.OK),
        ("no", Talk.OK),
        ("ok, thanks, bye", Talk.BYE),
        ("help", Talk.ABOUT),
        ("who are you?", Talk.ABOUT),
        ("hello, what can you do?", Talk.ABOUT),
        ("what sources do you have?", Talk.SOURCES),
        ("What is new?", Talk.LATEST),
        ("What’s the latest news?", Talk.LATEST),
        ("what's in the news", Talk.LATEST),
        ("bonjour", Talk.GREETING),
        ("Guten Tag!", Talk.GREETING),
        ("你好", Talk.GREETING),
        ("merci beaucoup", Talk.THANKS),
        ("are you chatgpt?", Talk.ABOUT),
        ("Are you an AI?", Talk.ABOUT),
        ("who r u", Talk.ABOUT),
        ("wat can u do", Talk.ABOUT),
        ("give me a summary", Talk.ABOUT),
        ("hi, can you summarise this please?", Talk.ABOUT),
        ("summarize the news", Talk.LATEST),
        ("you are wrong", Talk.DISPUTE),
        ("that's wrong", Talk.DISPUTE),
        ("no, that’s wrong!", Talk.DISPUTE),
        ("wrong", Talk.DISPUTE),
        ("are you sure?", Talk.DISPUTE),
        ("How many articles do you have?", Talk.HOLDINGS),
        ("how many articles are in this archive", Talk.HOLDINGS),
        ("How recent are your articles?", Talk.HOLDINGS),
        ("Since when do you have articles?", Talk.HOLDINGS),
        ("How far back does your archive go?", Talk.HOLDINGS),
        ("When was your newest article published?", Talk.HOLDINGS),
        ("Hello, which newspapers do you have?", Talk.SOURCES),
        ("How many sources do you have?", Talk.SOURCES),
        ("How many articles of yours mention Kobane?", Talk.COUNT),
        ("how many articles mention Kobane", Talk.COUNT),
        ("Which of your articles are about Ebola?", Talk.COUNT),
        ("How many articles do you have about the flood in Holm last year?", Talk.COUNT),
        ("How many articles did Ada Lorn write about Holm?", None),
        ("How many articles of impeachment were there?", None),
        ("How many articles does the treaty have?", None),
        ("Which documents mention Ada Lorn?", None),
        ("What sources does the report name?", None),
        ("How many stories is the tower?", None),
        ("How old is the archive of Holm?", None),
        ("What is new in Kobane?", None),
        ("Is this real Madrid?", None),
        ("give me a summary of the trial", None),
        ("what went wrong", None),
        ("what is false", None),
        ("who is wrong about Kobane", None),
        ("was that wrong number his?", None),
        ("the wrong man", None),
        ("who r the YPG", None),
        ("the latest death toll", None),
    ],
)
def test_each_kind_is_told(message: str, talk: Talk | None) -> None:
    """A message that names nothing has a kind; any other is a question."""
    assert find_talk(message) is talk


@pytest.mark.parametrize(
    "name", ["examples/questions.jsonl", "bench/cases/yesno-news.jsonl", "bench/cases/strangers.jsonl"]
)
def test_no_question_is_taken_for_small_talk(name: str) -> None:
    """None of the questions that the quality is measured by is small talk."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line)["question"] for line in lines]
    assert asked
    assert [question for question in asked if find_talk(question)] == []
