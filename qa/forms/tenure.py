"""Whether somebody holds an office now: as the newest article that names its holder says, or one that says he left."""

from collections.abc import Sequence
from dataclasses import replace

from index.types import Hit
from qa.findings.finding import Extract
from qa.findings.persons.holders import find_holder_of
from qa.forms.affirmation.affirming import RULED, Affirmed
from qa.forms.statement import Statement, read_statements
from qa.language.office import Tenure, find_office, surname_of
from qa.language.polarity import Polarity


def complete_tenure(tenure: Tenure, hits: Sequence[Hit]) -> Tenure | None:
    """Return a tenure of an office of a body: that with which the passages name the office; None where none does."""
    if tenure.office.body:
        return tenure
    held = find_office(tenure.surname, [hit.text for hit in hits])
    if held is None or not held.body:
        return None
    office = replace(tenure.office, body=held.body)
    return replace(tenure, office=office, question=f"{tenure.question.rstrip('?')} of {max(held.body, key=len)}?")


def tell_tenure(tenure: Tenure, hits: Sequence[Hit]) -> Affirmed | None:
    """Return yes or no to the question whether somebody holds an office; None where the passages do not say."""
    holder = find_holder_of(tenure.office, hits)
    if holder is None:
        return None
    same = surname_of(holder.finding.text) == tenure.surname
    said = _statement_of(holder.finding.extracts[0], hits)
    if said is None or (holder.left and not same):
        return None
    return Affirmed(Polarity.YES if same and not holder.left else Polarity.NO, (said,), RULED)


def _statement_of(named: Extract, hits: Sequence[Hit]) -> Statement | None:
    """Return the statement that an extract is from."""
    for one in read_statements([hit for hit in hits if hit.passage.id == named.hit.passage.id]):
        if one.span.start <= named.span.start and named.span.end <= one.span.end:
            return one
    return None
