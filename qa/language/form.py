"""The form of a question: whether one span answers it, yes or no, a definition, a summary, or somebody's words."""

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.language.english import questions
from qa.language.english.forms import shapes as english
from qa.language.english.world import kinds
from qa.language.verb import is_past

_END = " ?!.…"
_LONGEST = 6  # words of a name that can be defined
_NAME = re.compile(
    r"(?:the\s+)?(?:[A-Z0-9][\w.’'&-]*\s*)(?:(?:of|and|the|de|van|von|bin|al)\s+|[A-Z0-9][\w.’'&-]*\s*)*"
)


class Form(StrEnum):
    """What the answer to a question consists of."""

    SINGLE = "single"
    YES_NO = "yes_no"
    DEFINITION = "definition"
    SUMMARY = "summary"
    SPEAKER = "speaker"
    TELLER = "teller"
    WORDS = "words"
    CAUSE = "cause"


@dataclass(frozen=True, slots=True)
class Shape:
    """The form of a question, and what it is about.

    `subject` is what is defined, whose words are asked for, or the words whose speaker is; `topic` what they are about.
    `latest` is whether the newest comes first, whatever it is; `course` whether a course of events is asked for,
    `fate` whether what became of somebody. `period` is the day, month or year of which all that happened is asked for.
    """

    form: Form
    subject: str = ""
    topic: str = ""
    latest: bool = False
    course: bool = False
    fate: bool = False
    period: str = ""


def read_shape(question: str) -> Shape:
    """Return the form of a question in normal form."""
    bare = question.strip().rstrip(_END)
    for read in (_read_speaker, _read_summary, _read_words, _read_definition, _read_cause, _read_yes_no):
        if shape := read(bare):
            return shape
    return Shape(Form.SINGLE)


def reword_order(question: str) -> str:
    """Return a question in which "summarize" is "tell me about", and "how many have died by May" is "as of May".

    So is "who was mayor in May".
    """
    question = questions.HELD_THEN.sub(r"Who is \g<what> as of \g<when>", question)
    return questions.KNOWN_BY.sub(r"\g<asking> as of \g<when>", english.ORDER.sub("Tell me about ", question))


def drop_alternative(question: str) -> str:
    """Return a question without "or not" at its end: it asks whether, and offers nothing."""
    return english.OR_NOT.sub("?", question)


def _read_speaker(bare: str) -> Shape | None:
    if found := english.SPEAKER.match(bare):
        return Shape(Form.SPEAKER, found["words"].strip(" ,."))
    found = english.TELLER.fullmatch(bare)
    return Shape(Form.TELLER, found["words"]) if found else None


def _read_summary(bare: str) -> Shape | None:
    for pattern in english.SUMMARY:
        if found := pattern.fullmatch(bare):
            groups = found.groupdict()
            latest, fate = bool(groups.get("latest") or groups.get("recent")), bool(english.TO_SOMEBODY.match(bare))
            topic = english.TIMES.sub("", found["topic"]).strip()
            course, period = bool(groups.get("course")), "" if topic else english.OPENS_TIME.sub("", found["topic"])
            return Shape(Form.SUMMARY, topic=topic, latest=latest, course=course, fate=fate, period=period)
    return None


def _read_words(bare: str) -> Shape | None:
    for text in (bare, english.TIMES.sub("", bare).strip()):  # "in May": a time is a filter, and no topic
        found = next((match for pattern in english.REACTION if (match := pattern.fullmatch(text))), None)
        if found and any(map(str.isupper, found["speaker"])):
            return Shape(Form.WORDS, found["speaker"], found["topic"] or "")
    return None


def _read_definition(bare: str) -> Shape | None:
    found = english.DEFINITION.fullmatch(bare)
    subject = (found["subject"] or found["defined"] or "").strip() if found else ""
    return Shape(Form.DEFINITION, subject) if subject and _can_be_defined(subject) else None


def _can_be_defined(subject: str) -> bool:
    """Return whether a subject is a name or one thing: "Rishi Sunak", "the Laver Cup", "monkeypox"."""
    words = subject.split()
    if len(words) > _LONGEST or english.UNDEFINED.search(subject) or (len(words) == 1 and is_past(subject)):
        return False
    if _NAME.fullmatch(subject):
        return words[-1].lower() not in kinds.PERSON_NOUNS
    plain = [word.lower() for word in words]
    return len(words) <= 2 and plain[0] != "the" and "of" not in plain and plain[-1] not in kinds.PERSON_NOUNS


def _read_cause(bare: str) -> Shape | None:
    found = english.CAUSE.match(bare)
    return Shape(Form.CAUSE, found["what"]) if found else None


def _read_yes_no(bare: str) -> Shape | None:
    found = english.YES_NO.fullmatch(bare)
    return Shape(Form.YES_NO, found["rest"]) if found else None
