"""Notes of correction: what begins as one is returned whole; a text about corrections is not one."""

import pytest

from qa.language.correction import find_corrections

NOTES = [
    "Correction: The mayor is Bola Adeyemi.",
    "CORRECTION: The mayor is Bola Adeyemi.",
    "Corrections: Two names were misspelt.",
    "Correction",
    "CORRECTION — The bridge has four lanes.",
    "Correction - the bridge has four lanes.",
    "Correction, Jan. 27, 2015: The bridge has four lanes.",
    "Correction (27 January): the bridge has four lanes.",
    "Corrections and clarifications",
    "Clarification: The figure is an estimate.",
    "Corrected: the bridge has four lanes.",
    "(Corrected)",
    "Erratum: for 1913 read 1931.",
    "Correction to This Article",
    "Corrects day in second paragraph to Tuesday.",
    "(Corrects spelling of the mayor's name in paragraph 3)",
    "CORRECTS: Bridge has four lanes.",
    "(Refiles to correct dateline)",
    "An earlier version of this article named the wrong mayor.",
    "A previous version of this story had the wrong figure.",
    "The original version of this report gave another date.",
    "An earlier version of the headline said ten.",
    "Because of an editing error, an earlier version of this article misstated the length.",
    "This story has been corrected.",
    "This article was amended on 3 March 2015 to give the right name.",
    "This post has since been corrected to say four.",
    "This article has been updated to correct the mayor's name.",
    "This report has been corrected.",
    "Editor’s note: This story has been corrected to show that four died.",
    "Editor's note — An earlier version of this article named the wrong mayor.",
    "EDITORS' NOTE: Correction: it was four.",
    "• This article was corrected on 3 March.",
    "* An earlier version of this article named the wrong mayor.",
    "[Correction: it was four.]",
    "We have corrected this article.",
]
OTHER_TEXTS = [
    "Analysts expect a market correction, and stocks corrected sharply.",
    "Market correction: what savers should know.",
    "Correction fluid is back in fashion.",
    "Corrections officers were attacked on Tuesday.",
    "Correction officers said on Tuesday: we need help.",
    "Corrected figures show that unemployment rose.",
    "The minister corrected himself.",
    "The company corrects its forecast.",
    "An earlier version of the bill was rejected.",
    "A previous version of this plan had failed.",
    "This bill has been amended twice.",
    "This report was amended by the council.",
    "This article was amended by the voters in 1994.",
    "This article of the constitution has been amended.",
    "This story has been told before, and will be corrected by nobody.",
    "“Correction: I was never there,” the minister said.",
    "He said: Correction: it was four.",
    "It needs a correction",
    "correct answers win a prize",
    "Correctional facilities are full: who pays?",
    "Clarification of the rules came on Monday.",
    "• corrects the balance of power",
    "The editor's note was corrected.",
    "",
]


@pytest.mark.parametrize("note", NOTES)
def test_a_note_is_found_in_any_paragraph(note: str) -> None:
    """It is a note in any place, as the first line, the last or between."""
    text = "The bridge was opened on Tuesday."
    for whole in (f"{note}\n\n{text}", f"{text}\n\n{note}", f"{text}\n{note}\n{text}"):
        assert find_corrections("Bridge opens", whole) == [note]


@pytest.mark.parametrize("text", OTHER_TEXTS)
def test_what_speaks_of_corrections_is_no_note(text: str) -> None:
    """Markets and prisons have corrections too, and people correct themselves and others."""
    assert find_corrections("Bridge opens", f"The bridge was opened.\n{text}") == []
    assert find_corrections(text, "The bridge was opened.") == []


@pytest.mark.parametrize(
    "title",
    ["CORRECTED-Bridge opens in Lagos", "UPDATE 1-CORRECTED-Bridge opens", "CORRECTION: Bridge opens in Lagos",
     "CORRECTING and REPLACING Zephyr opens bridge"],
)  # fmt: skip
def test_an_agency_says_so_in_the_title(title: str) -> None:
    """Agencies send a corrected article under a headline that begins with the word."""
    assert find_corrections(title, "The bridge was opened.") == [title]


def test_a_long_line_takes_no_time() -> None:
    """Each line is looked at from its beginning alone."""
    for filler in ("•", "correction, ", "because of an error ", "\n", " "):
        assert len(find_corrections("", filler * 200_000)) <= 200_000
