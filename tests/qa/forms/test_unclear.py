"""Questions for yes or no that no sentence clearly answers."""

from index.library import Library
from index.types import Span
from qa.answer import answer
from qa.forms.affirmation.affirming import keep_relevant
from qa.forms.statement import draft_of
from qa.language.polarity import Polarity
from qa.proof.citation import cite
from qa.reading.reader import open_reader
from qa.types import Family, Question
from tests.conftest import NOW, fill, write_article
from tests.qa.pieces import write_hit


def test_what_is_unclear_has_no_short_answer(library: Library) -> None:
    """The sentences are shown, but no span of them, such as the month, passes for an answer."""
    text = "The operator is still examining whether the test tram was damaged when it derailed in Velden in February."
    fill(library, write_article("Velden approves its tram line", text, "2015-02-20"))
    said = answer(Question("Was the test tram damaged when it derailed?", NOW), library, open_reader())
    assert said.polarity is Polarity.UNCLEAR
    assert (said.short, said.findings) == (None, ())
    assert said.text.startswith("The articles neither clearly affirm nor clearly deny it.")


def test_only_sentences_about_what_is_asked_are_shown(library: Library) -> None:
    """One names the subject and its verb or its object, or has a pronoun for the subject of its title."""
    fill(library, write_article("Holm", "Ada Lorn left Holm for the harbour.", "2015-02-20"))
    about = {
        "Ada Lorn considered whether to sell the mill.": True,
        "Of the mill, Lorn would say nothing on Monday.": True,
        "She wants to sell nothing, she said.": True,
        "Ada Lorn spoke of the weather.": False,
        "Tom Reyes came to sell his mill.": False,
    }
    drafts = [
        draft_of(cite(hit, Span(0, len(hit.text)), Family()))
        for hit in (write_hit(text, title="Lorn") for text in about)
    ]
    kept = keep_relevant("Did Ada Lorn sell the mill?", drafts, library)
    assert [draft.text for draft in kept] == [text for text, fits in about.items() if fits]


def test_a_sentence_with_the_verb_of_the_question_is_shown(library: Library) -> None:
    """To keep a seat is to retain it, and a sentence in which it is kept is shown all the same."""
    fill(library, write_article("Holm", "Ada Lorn left Holm for the harbour.", "2015-02-20"))
    hit = write_hit("Ada Lorn kept Holm North as an independent.")
    drafts = [draft_of(cite(hit, Span(0, len(hit.text)), Family()))]
    assert keep_relevant("Did Ada Lorn keep her seat?", drafts, library)


def test_where_no_sentence_is_about_it_the_question_is_declined(library: Library) -> None:
    """No quotation beside the point stands below "neither affirm nor deny"."""
    text = "Velden opened its tram line in February. The mayor of Velden rode the first tram with two bands."
    fill(library, write_article("Velden opens its tram line", text, "2015-02-20"))
    said = answer(Question("Did Ada Lorn ride the first tram in Velden?", NOW), library, open_reader())
    assert (said.status, said.polarity) == ("declined", None)
