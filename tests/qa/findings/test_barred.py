"""Extracts without those that cannot answer."""

from qa.findings.barred import admit
from tests.qa.pieces import ask, take, write_hit

ROW = write_hit("Norway offered a swap for Ada Berg and Paul Wold, a Dane.", "a")
ALONE = write_hit("They would only agree to swap Dunn for Ada Berg. Paul Wold stayed in jail.", "b")
NAMED = write_hit("Paul Wold was swapped for Ada Berg in May.", "c")
ASKED = ask("Who was Paul Wold swapped for?")


def test_a_twin_is_none_in_other_sentences_without_the_person_either() -> None:
    """Who was to be swapped beside him was not swapped for him, unless a sentence that names him says so."""
    row, alone, named = (take(hit, "Ada Berg") for hit in (ROW, ALONE, NAMED))
    assert admit([row, alone], ASKED).extracts == ()
    assert admit([row, alone, named], ASKED).extracts == (named,)
    assert admit([alone], ASKED).extracts == (alone,)


def test_a_greeting_says_nothing_of_the_next_extract() -> None:
    """The best extract of all may be the name of who greets readers: the next is taken however far it is behind."""
    hit = write_hit("👋 It's Ada Lorn. Ben Roy sailed round the cape.")
    found = [take(hit, "Ada Lorn", 5.0), take(hit, "Ben Roy", 1.0)]
    assert admit(found, ask("Who sailed round the cape?")).near
