"""The sentence that a person reads where a question is declined."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from api.wire.refusals import explain
from qa.types import Holdings, Reason, Talk
from tests.api.commands.conftest import DECLINED

DAY = datetime(2015, 3, 16, tzinfo=UTC)
HELD = Holdings(9, 4, DAY, DAY, (("harbour-post", 6), ("times", 1)), ("Snow record in Boston",), DAY)
CHAT = replace(DECLINED, reason=Reason.NOT_A_QUESTION, near=(), holdings=HELD)


@pytest.mark.parametrize(
    ("talk", "words"),
    [
        (Talk.GREETING, "Hello! This archive holds 9 articles from 4 sources"),
        (Talk.BLANK, "There are no words in this, so it asks nothing. This archive holds 9 articles"),
        (Talk.THANKS, "You’re welcome."),
        (Talk.OK, "All right."),
        (Talk.BYE, "Goodbye."),
        (Talk.ABOUT, "I am Dateline"),
        (Talk.SOURCES, "The articles come from harbour-post (6 articles), times (1 article) and 2 other sources."),
        (Talk.HOLDINGS, "This archive holds 9 articles from 4 sources, published on 16 March 2015."),
        (Talk.COUNT, "I do not count articles by what they are about. A search lists"),
        (Talk.LATEST, "The newest articles, up to 16 March 2015: “Snow record in Boston”."),
    ],
)
def test_small_talk_is_answered_by_kind(talk: Talk, words: str) -> None:
    """Thanks are not answered by a description of the archive, and a question about its sources names them."""
    assert explain(replace(CHAT, talk=talk)).startswith(words)


def test_nothing_is_new_where_the_filters_keep_nothing() -> None:
    """“What is new?” is answered under the filters of the request."""
    held = replace(HELD, headlines=(), latest=None)
    assert explain(replace(CHAT, talk=Talk.LATEST, holdings=held)).startswith(
        "The archive holds nothing from that time"
    )


def test_what_is_left_open_is_asked_back() -> None:
    """A follow-up to what is not known gets the sentence that says so, and asks where there is something to choose."""
    open_to = replace(DECLINED, reason=Reason.AMBIGUOUS, near=(), hint="I cannot tell whom “he” means.")
    assert explain(open_to) == "I cannot tell whom “he” means."
    assert explain(replace(open_to, suggestions=("How old is Abe?",))).endswith("means. Do you mean this?")
