"""Misspelt words are read as the word that was meant; names that are merely new are left alone."""

import pytest

from index.search.spelling import Corrected, Correction, correct

CORPUS = {
    "liberated": 9,
    "earthquake": 5,
    "medicine": 4,
    "kobane": 20,
    "romney": 3,
    "gorbachev": 2,
    "police": 7,
    "policy": 9,
    "people": 30,
    "world": 8,
    "anderson": 4,
    "andersen": 3,
    "bolton": 2,
}
LANGUAGE = {"polite", "liberate", "warld"}


def fix(question: str) -> str:
    """Correct a question against a small vocabulary."""
    return correct_all(question).text


def correct_all(question: str) -> Corrected:
    """Return the question corrected against a small vocabulary, and the corrections."""
    return correct(
        question,
        lambda word: CORPUS.get(word, 0),
        lambda prefix: [pair for pair in CORPUS.items() if pair[0].startswith(prefix)],
        LANGUAGE.__contains__,
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("who libarated kobane", "who liberated kobane"),
        ("nepal eathquake", "nepal earthquake"),
        ("nobel prize in medecine", "nobel prize in medicine"),
        ("gorbahcev", "gorbachev"),
        ("Who met Gorbachov?", "Who met Gorbachev?"),
        ("how many poeple died in the erthquake", "how many people died in the earthquake"),
        ("erathquake", "earthquake"),
        ("eaarthquake", "earthquake"),
        ("eorthquake", "earthquake"),
        ("Erthquake", "Earthquake"),
    ],
)
def test_a_slip_is_read_as_the_word_that_was_meant(typed: str, meant: str) -> None:
    """A letter wrong, missing, too many or swapped leads to the word of the corpus."""
    assert fix(typed) == meant


@pytest.mark.parametrize(
    "typed", ["who is it", "AT&T no-deal", "Raqqa", "Chandrayaan-1 in 2008", "Wer hat Kobane befreit?", "💥"]
)
def test_what_is_known_short_or_far_from_everything_stays(typed: str) -> None:
    """Words of the corpus, short ones, numbers, and words without a neighbour are left as they are."""
    assert fix(typed) == typed


@pytest.mark.parametrize(
    "typed", ["Who met Andersen?", "who met andersen", "Who met Belton?", "Would it be so?", "would"]
)
def test_names_and_function_words_are_not_read_as_others(typed: str) -> None:
    """A name of the corpus stays beside a similar one; one that is new is not corrected at its second letter."""
    assert correct_all(typed) == Corrected(typed)


def test_corrections_are_listed_once_in_order() -> None:
    """Each word that is searched for in another spelling is named, with the spelling that was typed."""
    found = correct_all("Libarated from poeple, poeple libarated")
    assert found.text == "Liberated from people, people liberated"
    assert found.corrections == (
        Correction("Libarated", "Liberated"),
        Correction("poeple", "people"),
        Correction("libarated", "liberated"),
    )


@pytest.mark.parametrize(
    "typed",
    [
        "covid19",
        "f16",
        "g20",
        "2024",
        "polict9",
        "2medecine",
        "gorba7chov",
        "libarated2024",
        "eathquake²",
        "medecine_2",
    ],
)
def test_what_holds_a_digit_stays(typed: str) -> None:
    """It names or counts something, though its letters alone be a slip; the words around it are corrected."""
    assert fix(f"libarated {typed} eathquake") == f"liberated {typed} earthquake"


def test_a_word_is_not_read_as_one_that_holds_a_digit() -> None:
    """Neither is a number what was meant by a word."""
    assert correct("covit", lambda _: 0, lambda _: [("covid1", 9), ("covi1", 9)], LANGUAGE.__contains__).text == "covit"
    assert correct("covit", lambda _: 0, lambda _: [("covi1", 9), ("covid", 1)], LANGUAGE.__contains__).text == "covid"


def test_of_equally_near_words_the_frequent_one_is_meant() -> None:
    """A slip between two words is read as the one that the corpus has more of."""
    assert fix("polict") == "policy"


def test_a_word_of_the_language_is_no_slip() -> None:
    """What the corpus lacks may be spelled rightly: "polite" is not "police"; a question about it is not turned."""
    assert correct_all("Are they polite about the warld?") == Corrected("Are they polite about the warld?")
    assert fix("Who liberate Kobane?") == "Who liberate Kobane?"
