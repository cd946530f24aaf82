"""What the articles say to a question for yes or no."""

from enum import StrEnum

from qa.language.english.forms import polarity as english


class Polarity(StrEnum):
    """Yes or no; unclear where the articles neither affirm nor deny it clearly."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"

    @property
    def words(self) -> str:
        """Return the sentence that says so."""
        return english.SAID[self.value]
