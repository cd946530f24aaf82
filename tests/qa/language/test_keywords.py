"""Keywords as the question what they are."""

import pytest

from qa.language.direct import ask_directly


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("holm ferry price", "What is the holm ferry price?"),
        ("Holm ferry price", "What is the holm ferry price?"),
        ("Holm Ferry price", "What is the Holm Ferry price?"),
        ("storm name january 2031", "What was the storm name in january 2031?"),
        ("Holm rescue victim", "Who is the holm rescue victim?"),
        ("harbour traffic 2031", "What was the harbour traffic in 2031?"),
    ],
)
def test_keywords_ask_what_they_are(typed: str, asked: str) -> None:
    """Three words or more without a verb are asked for, with a preposition before a month or year at their end."""
    assert ask_directly(typed) == asked


@pytest.mark.parametrize(
    "typed",
    ["Holm ferry", "holm ferry delayed", "latest holm ferry news", "holm ferry vs tarn bus", "Can Lorn enter Holm"],
)
def test_a_topic_stays_as_it_is(typed: str) -> None:
    """One or two words, what happened, a request for news and a comparison are not asked for."""
    assert not ask_directly(typed).startswith("What")
