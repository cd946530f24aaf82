"""Questions made from an archive."""

import pytest

from qa.conversation.suggestions import make_questions


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Elizabeth Holmes was sentenced on Friday to 135 months.", "When was Elizabeth Holmes sentenced?"),
        ("KYIV, Ukraine (AP) — The Harbour Post opened an office in Kyiv on Monday.", "Who opened an office in Kyiv?"),
        ("The Louvre opened its doors again on Wednesday.", "When did the Louvre open its doors again?"),
        (
            "More than 4,700 people died of Ebola in Liberia, officials said.",
            "How many people died of Ebola in Liberia?",
        ),
        ("In tears, Ann Lee, the head of the Harbour Post, left.", "Who is the head of the Harbour Post?"),
        ("The deal pleased President Joe Biden.", "Who is Joe Biden?"),
    ],
)
def test_a_sentence_makes_a_question(text: str, question: str) -> None:
    """Who did what, when it was done, how many died, and who somebody is."""
    assert next(make_questions(text)) == question


@pytest.mark.parametrize(
    "text",
    ["He won it on Friday.", "It was closed on Monday.", "The company said on Monday that it was sorry.", "", "—",
     "“I won,” said Ann Lee on Friday."],
)  # fmt: skip
def test_what_does_not_stand_alone_makes_none(text: str) -> None:
    """A sentence that points to another one, or tells no event, makes no question."""
    assert list(make_questions(text)) == []
