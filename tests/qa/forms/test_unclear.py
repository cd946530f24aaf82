"""Questions for yes or no that no sentence clearly answers."""

from index.library import Library
from qa.answer import answer
from qa.language.polarity import Polarity
from qa.reading.reader import open_reader
from qa.types import Question
from tests.conftest import NOW, fill, write_article


def test_what_is_unclear_has_no_short_answer(library: Library) -> None:
    """The sentences are shown, but no span of them, such as the month, passes for an answer."""
    text = "Nobody was hurt when a test tram derailed in Velden in February, the operator said."
    fill(library, write_article("Velden approves its tram line", text, "2015-02-20"))
    said = answer(Question("Was anybody hurt when the tram derailed?", NOW), library, open_reader())
    assert said.polarity is Polarity.UNCLEAR
    assert (said.short, said.findings) == (None, ())
