"""Misspelt words are read as the word that was meant; names that are merely new are left alone."""

import pytest

from index.search.spelling import correct

CORPUS = {
    "liberated": 9,
    "earthquake": 5,
    "medicine": 4,
    "kobane": 20,
    "romney": 3,
    "gorbachev": 2,
    "police": 7,
    "policy": 9,
}


def fix(question: str) -> str:
    """Correct a question against a small vocabulary."""
    return correct(
        question,
        lambda word: CORPUS.get(word, 0),
        lambda prefix: [pair for pair in CORPUS.items() if pair[0].startswith(prefix)],
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("who libarated kobane", "who liberated kobane"),
        ("nepal eathquake", "nepal earthquake"),
        ("nobel prize in medecine", "nobel prize in medicine"),
        ("gorbahcev", "gorbachev"),
        ("Who met Gorbachov?", "Who met gorbachev?"),
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
    assert correct("covit", lambda _: 0, lambda _: [("covid1", 9), ("covi1", 9)]) == "covit"
    assert correct("covit", lambda _: 0, lambda _: [("covi1", 9), ("covid", 1)]) == "covid"


def test_of_equally_near_words_the_frequent_one_is_meant() -> None:
    """A slip between two words is read as the one that the corpus has more of."""
    assert fix("polict") == "policy"
