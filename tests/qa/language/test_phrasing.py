"""The normal form of a question: what was typed around it does not change it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.language.phrasing import is_in_capitals, phrase


@pytest.mark.parametrize(
    "text",
    ["Who liberated Kobane", "  who liberated Kobane ?", "Who liberated\nKobane??", "Who liberated Kobane.",
     "Who liberated Kobane?!", "Who liberated Kobane …", "¿Who liberated Kobane?", "- Who liberated Kobane?",
     '"Who liberated Kobane?"', "'Who liberated  Kobane?'", "“Who liberated Kobane”?", "„Who liberated Kobane?“",
     "«Who liberated Kobane ?»", "‹ Who liberated Kobane? ›", "`Who liberated Kobane`", "``Who liberated Kobane?''",
     "‘“Who liberated Kobane?”’.", '"Who liberated Kobane?', "Who liberated Kobane?”", "¡Who liberated Kobane!"],
)  # fmt: skip
def test_a_question_has_one_form(text: str) -> None:
    """Signs and quotation marks around it, white space and the first letter's case make no other question of it."""
    assert phrase(text) == phrase(phrase(text)) == "Who liberated Kobane?"


def test_what_a_question_says_is_kept_in_its_one_form() -> None:
    """The last stop of an abbreviation stays, capitals throughout say nothing, and of signs alone nothing is made."""
    assert phrase("Who leads the U.S.?") == phrase("Who leads the U.S.") == "Who leads the U.S.?"
    assert phrase("WHO LIBERATED KOBANE") == "Who liberated kobane?"
    assert phrase(" ?? ") == "??"
    assert phrase("WHO") == "WHO?"


@example("a A")  # capitals throughout, once the first letter is one
@given(st.text(max_size=60))
@example("a B")
@example("ß X")
@example("İ U")
def test_the_one_form_is_the_same_of_itself(text: str) -> None:
    """What is in that form already is not changed."""
    assert phrase(phrase(text)) == phrase(text)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("'Who leads the women's team?'", "Who leads the women's team?"),
        ("¿who leads the women’s team", "Who leads the women’s team?"),
        ("'Who leads the players' union?'", "Who leads the players' union?"),
        ('Who sang "Hello"?', 'Who sang "Hello"?'),
        ("“Hello” is sung by whom?", "“Hello” is sung by whom?"),
        ('"Cars" or "Frozen"?', '"Cars" or "Frozen"?'),
        ("“Who said “I am”?”", "Who said “I am”?"),
        ('"Who is in Waters’ film “Liarmouth”?"', "Who is in Waters’ film “Liarmouth”?"),
        ("The record is held by:", "The record is held by:?"),
        ('"Who leads the U.S."?', "Who leads the U.S.?"),
        ('"WHO LEADS IT?"', "Who leads it?"),
        (".NET is what?", ".NET is what?"),
        ('""', '""'),
    ],
)
def test_only_marks_around_the_whole_question_are_dropped(typed: str, normal: str) -> None:
    """Apostrophes, quotations within the question and the stops of abbreviations stay."""
    assert phrase(typed) == phrase(phrase(typed)) == normal


def test_capitals_throughout_are_told_from_a_name() -> None:
    """A question of several words without a small letter is in capitals; one word, or a mixture, is not."""
    assert is_in_capitals("WHO WON, ACCORDING TO REUTERS?")
    assert not any(map(is_in_capitals, ("NATO", "Who leads NATO?", "1999 ?", "")))


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("how many ppl died in lorn", "How many people died in lorn?"),
        ("wat happened in lorn b4 the storm", "What happened in lorn before the storm?"),
        ("whats the toll in lorn", "What's the toll in lorn?"),
        ("y did the govt resign", "Why did the government resign?"),
        ("Where is Angkor wat", "Where is Angkor wat?"),
        ("Who is Y Lorn", "Who is Y Lorn?"),
        ("What is PPL", "What is PPL?"),
        ("Who is whats-his-name", "Who is whats-his-name?"),
        ("Who visited wat.example", "Who visited wat.example?"),
    ],
)
def test_words_typed_short_are_written_out(typed: str, normal: str) -> None:
    """The same letters in a name, in capitals or within a question, stay."""
    assert phrase(typed) == phrase(normal) == normal
