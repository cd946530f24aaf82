"""The form of a question, by its words."""

import pytest

from qa.language.form import Form, read_shape, reword_order


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("Did Marlow win the cup?", Form.YES_NO),
        ("Who is Ada Marlow?", Form.DEFINITION),
        ("What is the Harbour Cup?", Form.DEFINITION),
        ("What is riverpox?", Form.DEFINITION),
        ("Who is the mayor of Holm?", Form.SINGLE),
        ("What is the price of bread?", Form.SINGLE),
        ("What happened in Holm?", Form.SUMMARY),
        ("Tell me about the Holm flood?", Form.SUMMARY),
        ('Who said "the bridge will hold"?', Form.SPEAKER),
        ("How did Marlow react to the verdict?", Form.WORDS),
        ("What did Ada Marlow say?", Form.WORDS),
        ("What did Ada Marlow say in May 2022?", Form.WORDS),
        ("What has Ada Marlow said recently?", Form.WORDS),
        ("What did Ada Marlow tell Reyes about the bridge?", Form.WORDS),
        ("How did the Holm fire start?", Form.CAUSE),
        ("Who won the cup?", Form.SINGLE),
        ("Who was acquitted?", Form.SINGLE),
    ],
)
def test_a_question_has_one_form(question: str, form: Form) -> None:
    assert read_shape(question).form is form


def test_a_time_is_no_part_of_a_topic() -> None:
    assert read_shape("What happened in Holm in June 2031?").topic == "Holm"


@pytest.mark.parametrize(
    ("asked", "period"),
    [
        ("What happened on 8 June 2031?", "8 June 2031"),
        ("What happened in June 2031?", "June 2031"),
        ("What happened yesterday?", "yesterday"),
        ("What happened in Holm in June 2031?", ""),
    ],
)
def test_all_that_happened_is_asked_of_a_period(asked: str, period: str) -> None:
    """Where nothing but a time is named, it is the period of which all is asked."""
    assert read_shape(asked).period == period


def test_an_order_is_asked_in_words_that_spelling_leaves() -> None:
    assert reword_order("Summarize the flood in Holm") == "Tell me about the flood in Holm"


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("How many have died in Holm by 8 May 2031?", "How many have died in Holm as of 8 May 2031?"),
        ("How many had died in Holm by 8 May 2031?", "How many had died in Holm as of 8 May 2031?"),
        ("How many have died in Holm by May 2031?", "How many have died in Holm as of May 2031?"),
        ("How many had died in Holm by May 2031?", "How many had died in Holm by May 2031?"),
        ("How many have been hit by 12 cars?", "How many have been hit by 12 cars?"),
        ("Who had left Holm by 8 May 2031?", "Who had left Holm by 8 May 2031?"),
        ("Who was mayor of Holm in May 2031?", "Who is mayor of Holm as of May 2031?"),
        ("Who was the Holm mayor on 8 May 2031?", "Who is the Holm mayor as of 8 May 2031?"),
        ("Who was mayor of Holm in 2031?", "Who was mayor of Holm in 2031?"),
    ],
)
def test_a_number_by_a_day_is_one_as_of_that_day(asked: str, meant: str) -> None:
    """What had happened by a month or year may be told later, and is not asked as of it; who was mayor in May is."""
    assert reword_order(asked) == meant
