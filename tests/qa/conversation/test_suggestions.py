"""Questions made from an archive."""

import pytest

from qa.conversation.suggestions import Proposed, is_about, make_questions


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
        ("It was sold by founder Sam Bankman-Fried last year.", "Who is Sam Bankman-Fried?"),
    ],
)
def test_a_sentence_makes_a_question(text: str, question: str) -> None:
    """Who did what, when it was done, how many died, and who somebody is."""
    assert next(make_questions(text)).question == question


@pytest.mark.parametrize(
    "text",
    ["He won it on Friday.", "It was closed on Monday.", "The company said on Monday that it was sorry.", "", "—",
     "“I won,” said Ann Lee on Friday.", "So far 961 people have died in Guinea, Liberia and Sierra Leone.",
     "Ann Lee defeated Rep. John Smith.", "Gusts reached 151 kilometres an hour at Cape Hald."],
)  # fmt: skip
def test_what_does_not_stand_alone_makes_none(text: str) -> None:
    """A sentence that points to another one, or tells no event, makes no question."""
    assert list(make_questions(text)) == []


@pytest.mark.parametrize(
    ("question", "sentence", "about"),
    [
        ("How many people died in Guinea?", "In Guinea 961 people have died.", True),
        ("How many people died in Guinea?", "So far 961 people have died in Guinea and Liberia.", False),
        ("How many people died in Guinea?", "So far 961 people have died.", False),
        ("Who bought Twitter?", "Elon Musk bought Twitter in Canada.", True),
        ("Who is Liz Truss?", "Truss became prime minister of Britain in 2022.", True),
    ],
)
def test_a_sentence_is_about_a_question(question: str, sentence: str, about: bool) -> None:
    """It names all that the question names; a count is not that of several places."""
    assert is_about(question, sentence) is about


def test_one_word_is_a_name_where_it_has_a_capital_elsewhere() -> None:
    """Else the first word of a sentence may be any."""
    made = make_questions("Brightwater bought Halden Foods, its rival. The board of Brightwater agreed.")
    assert next(made).question == "Who bought Halden Foods?"
    assert list(make_questions("Brightwater bought Halden Foods, its rival.")) == []


@pytest.mark.parametrize(
    ("quote", "proved"),
    [
        ("The Holm Ravens won the cup on Saturday.", True),
        ("Earlier that week, they said: The Holm Ravens won the cup on Saturday.", True),
        ("The Holm Ravens had last won the cup in 1994.", False),
    ],
)
def test_a_question_is_proved_by_its_own_sentence(quote: str, proved: bool) -> None:
    """What another sentence about the same names answers is another thing: the cup of another year."""
    made = Proposed("When did the Holm Ravens win the cup?", "The Holm Ravens won the cup on Saturday.")
    assert made.is_proved([quote]) is proved
