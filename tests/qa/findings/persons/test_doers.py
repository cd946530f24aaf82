"""Who did harm, by the nouns that articles give him."""

from qa.findings.persons.doers import add_doers, asks_for_doer, names_doer
from tests.qa.pieces import ask, take, write_hit

ASKED = ask("Who shot the mayor of Qarun?")
NAMED = write_hit("The mayor of Qarun was hit twice. The gunman, Ben Roy, fled to the harbour.", "b", title="Qarun")
OTHER = write_hit("Mayor Ada Obi of Qarun spoke with Cy Dahl.", "c", title="Qarun")


def test_the_gunman_is_proposed_beside_what_the_reader_found() -> None:
    """A name that a passage on the place calls the gunman's is added, below the best extract."""
    found = take(OTHER, "Cy Dahl", 2.0)
    added = add_doers([found], ASKED, [OTHER, NAMED])
    assert [one.text for one in added] == ["Cy Dahl", "Ben Roy"]
    assert added[1].score < found.score
    assert names_doer(NAMED, ASKED)
    assert not names_doer(OTHER, ASKED)


def test_what_the_reader_found_is_not_added_again() -> None:
    """The extract of the reader stays the only one of its words."""
    found = take(NAMED, "Ben Roy", 2.0)
    assert add_doers([found], ASKED, [NAMED]) == [found]


def test_other_questions_add_nobody() -> None:
    """Only a question for one who shot, killed or attacked gets doers, and from passages on what it names alone."""
    visited = ask("Who visited the mayor of Qarun?")
    assert not asks_for_doer(visited)
    found = take(OTHER, "Cy Dahl", 2.0)
    assert add_doers([found], visited, [NAMED]) == [found]
    assert add_doers([], ASKED, [NAMED]) == []
    elsewhere = write_hit("The gunman, Ben Roy, fled.", "d", title="Lorn")
    assert add_doers([found], ASKED, [elsewhere]) == [found]
