"""What stands below the end of a press release is no text of it."""

import pytest

from index.formats.fields.ending import part_end

STORY = "The night ferry to Port Amble sails again from Friday.\n\nIt was stopped in March after a fire."
NOTES = "Media contact: Ana Ruiz, press@post.example"


@pytest.mark.parametrize("mark", ["###", "# # #", "-30-", "– ENDS –", "ENDS", "- Ends -"])
def test_what_stands_below_the_mark_is_parted(mark: str) -> None:
    """The text ends above the mark."""
    assert part_end(f"{STORY}\n\n{mark}\n\n{NOTES}") == (STORY, NOTES)


@pytest.mark.parametrize(
    "text", [f"{STORY}\n\n###\n\n{STORY}", f"{STORY}\n\n###\n\n{NOTES}\n\n###\n\nx", f"{STORY}\n\nEnds\n\nx"]
)
def test_a_mark_between_parts_ends_nothing(text: str) -> None:
    """Where much stands below, the mark comes again, or a word is no mark, nothing is lost."""
    assert part_end(text) == (text, "")


def test_the_notes_of_dpa_are_parted() -> None:
    """Below its heading for notes stand contacts and the signature, however long they are."""
    notes = "\n\n".join(["## Redaktionelle Hinweise", f"- {NOTES}", "dpa ana yyzz n1 tob", "061000 Mai 25"])
    assert part_end(f"{STORY}\n\n# Notizblock\n\n{notes}") == (STORY, notes)
    assert part_end(f"{STORY} Notizblock") == (f"{STORY} Notizblock", "")
