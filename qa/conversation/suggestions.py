"""Questions that an archive can answer, made by rule from the first sentences of its newest and largest stories."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.catalogue.snapshot import Snapshot
from index.search.spelling import FUNCTION_WORDS
from index.types import Filters, Hit, Version
from qa.conversation.mentions import Mention, find_mentions, find_names
from qa.language.english.conversation import headlines as english
from qa.language.english.words import ABBREVIATION
from qa.language.kind import Kind, is_place_name
from qa.language.verb import base_of, is_past
from qa.types import Agreement, Answer

SURE = 0.5
"""The confidence and evidence that an answer needs for its question to be suggested; chosen by hand, not measured."""
SHOWN = 3
"""Questions that are shown with a greeting."""
MOST = 12

_NEWEST = 60  # articles that are looked at
_LARGE = 3  # copies beyond which a story counts as no larger
_SENTENCE = re.compile(r"(?<=[a-z0-9)”\"]\.)\s+(?=[A-ZÀ-Þ“\"])|\n+")
_SENTENCES = 6  # of each article
_LONGEST = 100  # characters of a question
_ENGLISH = ("en", None)
_WORD = re.compile(r"\w+")
_FUNCTION = frozenset(FUNCTION_WORDS)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A question, and the sentence that it was made from, which must prove its answer; empty where only a name was."""

    question: str
    sentence: str = ""

    @property
    def of_name(self) -> bool:
        """Return whether it asks what is known of a name that an article is about, which no single sentence tells."""
        return self.question.startswith(english.KNOWN.split("{")[0])

    def is_proved(self, quotes: Sequence[str]) -> bool:
        """Return whether one of the quotes of an answer is the sentence, or of it; any that is about what is asked."""
        bare = " ".join(self.sentence.split())
        said = [" ".join(quote.split()) for quote in quotes]
        fit = [one for one in said if is_about(self.question, one)]
        return any(not bare or bare in one or one in bare for one in fit)


def fits(proposed: Proposed, given: Answer) -> bool:
    """Return whether an answer is good enough to suggest its question: sure, undisputed, and proved by its sentence.

    The quote of its short answer names what the question names and, where it is a count, no other place.
    """
    sure = given.reason is None and min(given.confidence, given.evidence) >= SURE
    if not sure or given.corrected or given.agreement is Agreement.DISAGREE or not given.findings:
        return False
    cited = {citation.n: citation.quote for citation in given.citations}
    return proposed.is_proved([cited[number] for number in given.findings[0].citations if number in cited])


def propose(snapshot: Snapshot, filters: Filters) -> tuple[Proposed, ...]:
    """Return up to `MOST` questions about what an archive holds under some filters, the largest newest stories first.

    Each is good English; whether the archive answers it is not checked. The same generation gives the same questions.
    """
    newest = [one for one in snapshot.articles(filters, limit=_NEWEST) if one.article.language in _ENGLISH]
    sizes = {one.article.id: _size(one, snapshot) for one in newest}
    ordered = sorted(newest, key=lambda one: -sizes[one.article.id])  # stable: the newest of a size first
    each = [next(make_questions(version.article.text), None) for version in ordered]
    made: dict[str, Proposed] = {}
    for one in sorted(filter(None, each), key=lambda one: not one.sentence):  # what happened comes first
        made.setdefault(_subject(one.question), one)
    return tuple(made.values())[:MOST]


def propose_near(question: str, near: Sequence[Hit], snapshot: Snapshot) -> tuple[Proposed, ...]:
    """Return what can be asked of the passages nearest to a question that none answers.

    That is what is known of a thing that it names, where one of their articles is about it; and one question that each
    of these answers, with a word of the question. It is never proposed itself, nor of texts that are not English.
    """
    hits = [hit for hit in near if hit.head.language in _ENGLISH]
    named = [one for one in find_mentions(question) if one.name and any(_is_in(one, hit) for hit in hits)]
    about = [Proposed(english.KNOWN.format(one.text)) for one in named[:1]]
    asked = _telling(question)

    def shared(one: Proposed) -> int:
        return len(asked & _telling(one.question))

    made: list[Proposed] = []
    for article, version in dict.fromkeys((hit.passage.article, hit.passage.version) for hit in hits):
        each = make_questions(snapshot.text_of(article, version) or "")
        made += sorted((one for one in each if _telling(one.question) != asked), key=shared, reverse=True)[:1]
    return tuple(dict.fromkeys([*about, *sorted(filter(shared, made), key=shared, reverse=True)]))


def _is_in(one: Mention, hit: Hit) -> bool:
    """Return whether an article is about a name: by its title or its beginning."""
    said = re.compile(rf"(?<!\w){re.escape(one.text)}(?!\w)", re.IGNORECASE)
    begins = not hit.passage.start and said.search(hit.text)
    return bool(begins or said.search(hit.head.title))


def _telling(question: str) -> frozenset[str]:
    """Return the words of a question that tell it from others."""
    return frozenset(word.lower() for word in _WORD.findall(question)) - _FUNCTION


def make_questions(text: str) -> Iterator[Proposed]:
    """Yield questions that the first sentences of an article answer, the particular ones first."""
    sentences = [english.DATELINE.sub("", one.strip(), count=1) for one in _SENTENCE.split(text[:2_000].strip())]
    for sentence in sentences[:_SENTENCES]:
        yield from (Proposed(question, sentence) for question in _ask(sentence, text) if len(question) <= _LONGEST)
    if match := next(filter(None, map(english.PERSON.search, sentences[:_SENTENCES])), None):
        yield Proposed(f"Who is {match['name']}?")


def is_about(question: str, sentence: str) -> bool:
    """Return whether a sentence names all that a question names and, where that is a count, no other place."""
    asked = [one for one in find_mentions(question) if one.name]
    if not all(_WORD.findall(one.text)[-1].lower() in sentence.lower() for one in asked):
        return False
    return not question.startswith("How many") or not _other_places(question, sentence)


def _other_places(question: str, sentence: str) -> list[str]:
    names = [one for one in find_names(sentence) if one.kind is Kind.PLACE]
    return [one.text for one in names if one.text.removeprefix("the ").lower() not in question.lower()]


def _ask(sentence: str, text: str) -> Iterator[str]:
    """Yield questions that one sentence of a text answers."""
    match = english.NUMBER.search(sentence)
    if match and _stands_alone(match["rest"]) and not english.GOES_ON.match(sentence[match.end() :]):
        yield f"How many {match['who']} {match['verb']}{match['rest']}?"
    if sentence.split(" ", 1)[0] not in english.STARTS:
        yield from _ask_about_event(sentence, text)
    if match := english.ROLE.search(sentence):
        yield f"Who is the {match['role']} of {match['what']}?"


def _ask_about_event(sentence: str, text: str) -> Iterator[str]:
    """Yield who did what the sentence begins with, and when; nothing where that may be "gusts", which are nobody."""
    if not _begins_with_name(sentence, text):
        return
    if (match := english.PASSIVE.match(sentence)) and _is_event(match["past"]):
        if _stands_alone(match["rest"]):
            yield f"When {match['verb']} {_lower(match['subject'])} {match['past']}{match['rest']}?"
    elif (match := english.ACTIVE.match(sentence)) and _is_event(match["past"]):
        rest, base = match["rest"], base_of(match["past"])
        yield from _ask_who(match["past"], rest)
        if _stands_alone(rest.replace(" its ", " ")) and (rest or base in english.ALONE):
            yield f"When did {_lower(match['subject'])} {base}{rest}?"
    elif (match := english.DONE.match(sentence)) and _is_event(match["past"]):
        yield from _ask_who(match["past"], match["rest"])


def _ask_who(past: str, rest: str) -> Iterator[str]:
    """Yield "Who won the World Cup?" where the object has a name, so that one knows what is meant."""
    if _stands_alone(rest) and any(map(str.isupper, rest)):
        yield f"Who {past}{rest}?"


def _stands_alone(words: str) -> bool:
    """Return whether words can be understood without the article."""
    cut_off = ABBREVIATION.search(f"{words}.") is not None  # "beat Rep": the sentence goes on
    return not cut_off and english.POINTING.isdisjoint(words.lower().split())


def _begins_with_name(sentence: str, text: str) -> bool:
    """Return whether the first word of a sentence is a name: the next one has a capital, too, or it has one elsewhere.

    A country or a city is one in any case.
    """
    first, _, behind = sentence.partition(" ")
    if first == "The" or behind[:1].isupper() or is_place_name(first.lower()) or any(map(str.isupper, first[1:])):
        return True
    return re.search(rf"[\w,”\"] {re.escape(first)}\b", text) is not None


def _is_event(past: str) -> bool:
    return is_past(past) and base_of(past) in english.EVENTS


def _lower(subject: str) -> str:
    return f"the {subject[4:]}" if subject.startswith("The ") else subject


def _subject(question: str) -> str:
    """Return the first name in a question, so that no two suggestions are about the same."""
    return next((word.strip("?,.'’") for word in question.split()[1:] if word[:1].isupper()), question)


def _size(version: Version, snapshot: Snapshot) -> int:
    kin = snapshot.families.of(version.article.id)
    return min(len(kin.copies), _LARGE) if kin else 0
