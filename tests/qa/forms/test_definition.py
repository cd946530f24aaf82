"""Definitions: what stands beside a name."""

from datetime import UTC, datetime

import pytest

from index.library import Library
from qa.answer import ask
from qa.forms.definition import define
from qa.forms.dispatch import _not_of_relatives
from qa.forms.statement import cite_statement, draft_of, read_statements
from tests.conftest import fill, write_article
from tests.qa.pieces import write_hit


@pytest.mark.parametrize(
    ("subject", "sentence", "short"),
    [
        ("Ada Marlow", "Ada Marlow, the former mayor of Holm, spoke on Monday.", "the former mayor of Holm"),
        ("Ada Marlow", 'The jury heard Ada "Addie" Marlow, a painter of ships, on Monday.', "a painter of ships"),
        ("Holmex", "Holmex is a trading house that failed in June.", "a trading house that failed in June"),
        ("riverpox", "The doctor said that riverpox is a disease of sheep.", "a disease of sheep"),
        ("Tom Reyes", "The jury heard Holmex founder Tom Reyes on Monday morning.", "Holmex founder"),
        ("Tom Reyes", "The founder of Holmex, Tom Reyes, spoke on Monday.", "The founder of Holmex"),
    ],
)
def test_a_definition_stands_beside_the_name(subject: str, sentence: str, short: str) -> None:
    composed = define(subject, [write_hit(sentence)], 3)
    assert composed is not None
    assert composed.claims[0].proofs[0].text == short
    assert short in composed.drafts[0].citations[0].quote


@pytest.mark.parametrize(
    "sentence",
    [
        "“The deal made at Holmex is a win for us all,” she said on Monday.",
        "The promises made at Holmex are a start for the whole town, many said.",
        "After the fall of Holmex, in a matter of days he may be out of the club.",
        "They misled their clients into believing that Holmex was a safe place for money.",
        "Holmex, its owner said on Monday, will pay all that it owes.",
    ],
)
def test_an_opinion_or_an_insertion_defines_nothing(sentence: str) -> None:
    assert define("Holmex", [write_hit(sentence)], 3) is None


def test_of_two_offices_the_newest_leads() -> None:
    old = write_hit("Ada Marlow, the mayor of Holm, spoke on Monday.", "a", published=datetime(2030, 1, 1, tzinfo=UTC))
    new = write_hit(
        "Ada Marlow, the former mayor of Holm, wrote a book.", "b", published=datetime(2032, 1, 1, tzinfo=UTC)
    )
    composed = define("Ada Marlow", [old, new], 3)
    assert composed is not None
    assert composed.claims[0].proofs[0].text == "the former mayor of Holm"


@pytest.mark.parametrize(
    ("short", "said"),
    [
        ("AM", "Talks of the mayor and Marlow, known as AM, are planned for the winter."),
        ("AM", "Talks of the mayor and Ada Marlow (AM) are planned for the winter."),
        ("Addie", "Marlow, who is widely known as “Addie”, is to speak in the winter."),
    ],
)
def test_a_short_name_is_that_of_the_full_one(library: Library, short: str, said: str) -> None:
    """The article gives the full name with a title; what is told of a brother defines nobody."""
    text = f"The Holm board heard harbour mayor Ada Marlow on Monday. On Tuesday, {short}’s brother Tom left. {said}"
    fill(library, write_article("Talks in Holm", text))
    answer = ask(f"Who is {short}?", library)
    assert (answer.short or "").endswith("Ada Marlow")
    assert "brother" not in answer.sentences[0].text


def test_what_only_a_relative_did_defines_nobody() -> None:
    """Of the sentences of an answer those about a brother go, unless there is no other."""
    other, own, surname = (
        draft_of(cite_statement(one, one.span, [one.hit]))
        for one in read_statements(
            [write_hit(f"{name} left the harbour at noon.", name) for name in ("AM’s brother", "AM", "Marlow")]
        )
    )
    assert _not_of_relatives("AM", (other, own, surname)) == (own, surname)
    assert _not_of_relatives("AM", (other,)) == (other,)


def test_who_calls_somebody_a_name_does_not_bear_it(library: Library) -> None:
    """A man who called Tom Reyes late is not Tom Reyes."""
    text = "Ada Marlow called Reyes on Monday night. Reyes, the owner of the mill, did not answer, and slept."
    fill(library, write_article("A call in Holm", text))
    assert ask("Who is Reyes?", library).short == "the owner of the mill"


@pytest.mark.parametrize(
    ("subject", "sentence", "short"),
    [
        (
            "Tom Reyes",
            "“It may be a hard winter,” said Tom Reyes, senior manager at Holm Capital.",
            "senior manager at Holm",
        ),
        ("Pragan", "A six-wheeled rover named Pragan is to roll down a ramp on Friday.", "A six-wheeled rover"),
        ("Ada Marlow", "“He is well,” Reyes’s agent Ada Marlow said on Monday morning.", "Reyes’s agent"),
    ],
)
def test_a_role_without_an_article_and_what_is_named_so_define(subject: str, sentence: str, short: str) -> None:
    """A role behind a comma needs no article, and "named" stands as well as "called"."""
    composed = define(subject, [write_hit(sentence)], 3)
    assert composed is not None
    assert composed.claims[0].proofs[0].text.startswith(short)


def test_the_greatest_without_a_noun_defines_nothing() -> None:
    """Of what Holmex is one of the largest is said elsewhere."""
    sentence = "Clients left the house of Holmex, one of the largest in the world and thought safe, within days."
    assert define("Holmex", [write_hit(sentence)], 3) is None


def test_a_clause_behind_a_comma_defines_nothing() -> None:
    """The sentence goes on behind the name; who "the pair" are is not said."""
    sentence = "By 2005, the year after she left school to work on Holmex, the pair were living together."
    assert define("Holmex", [write_hit(sentence)], 3) is None


def test_what_a_name_is_may_be_said_far_from_the_passages_about_it(library: Library) -> None:
    """The article that names it is read as a whole: it is explained once."""
    talk = " ".join(f"In week {week} Holm Radio told of a march in the town and of its end." for week in range(60))
    explained = "Behind the row may be Holm Radio, a station that broadcasts from Reyes, people say."
    other = " ".join(f"On day {day} the mayor spoke of roads and of the price of fish in town." for day in range(40))
    fill(library, write_article("Holm Radio angers the mayor", f"{talk} {other} {explained} {talk}"))
    answered = ask("What is Holm Radio?", library)
    assert "a station that broadcasts from Reyes" in answered.text
