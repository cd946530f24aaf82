"""What the checker judges: a claim, and the text that may say so."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A claim, such as "Who won? Ada Park" or "Did she win? Yes", and the text that it may follow from."""

    claim: str
    text: str
