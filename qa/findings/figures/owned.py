"""The number that a sentence gives to the one asked about: of "80 votes to Roy's 60", asked of Roy, it is 60.

A reader prefers the first number behind the words of the question.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.types import Span
from qa.bars.persons.owners import subject_of
from qa.findings.barred import why_barred
from qa.findings.finding import Extract
from qa.language.english.bars.persons import owners as english
from qa.proof.sentence import sentence_at, text_at
from qa.question import Kind, Understood


def add_owned(extracts: Sequence[Extract], asked: Understood) -> list[Extract]:
    """Return extracts with the number of the one asked about as likely as the one that is barred for the sake of it."""
    subject = subject_of(asked.text)
    if asked.kind is not Kind.NUMBER or not subject:
        return list(extracts)
    own = re.compile(english.OWNED.format(name=re.escape(subject.split()[-1]), number=english.NUMBER))
    found = [one for extract in extracts if (one := _own(extract, own)) and why_barred(extract, asked)]
    return [*(one for one in extracts if not any(one.overlaps(other) for other in found)), *found]


def _own(extract: Extract, own: re.Pattern[str]) -> Extract | None:
    """Return the number behind a possessive in the sentence of an extract, as likely as that."""
    here = sentence_at(extract.hit, extract.span)
    found = own.search(text_at(extract.hit, here))
    if found is None:
        return None
    span = Span(here.start + found.start("number"), here.start + found.end("number"))
    return replace(extract, span=span, text=text_at(extract.hit, span))
