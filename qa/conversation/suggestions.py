"""Questions that an archive can answer, made by rule from the first sentences of its newest and largest stories."""

import re
from collections.abc import Iterator, Sequence

from index.catalogue.snapshot import Snapshot
from index.search.spelling import FUNCTION_WORDS
from index.types import Filters, Hit, Version
from qa.conversation.mentions import Mention, find_mentions, find_names
from qa.language.english.conversation import headlines as english
from qa.language.english.words import ABBREVIATION
from qa.language.kind import Kind
from qa.language.verb import base_of, is_past

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


def propose(snapshot: Snapshot, filters: Filters) -> tuple[str, ...]:
    """Return up to `MOST` questions about what an archive holds under some filters, the largest newest stories first.

    Each is good English; whether the archive answers it is not checked. The same generation gives the same questions.
    """
    newest = [one for one in snapshot.articles(filters, limit=_NEWEST) if one.article.language in _ENGLISH]
    sizes = {one.article.id: _size(one, snapshot) for one in newest}
    ordered = sorted(newest, key=lambda one: -sizes[one.article.id])  # stable: the newest of a size first
    each = [next(make_questions(version.article.text), "") for version in ordered]
    made: dict[str, str] = {}
    for question in sorted(filter(None, each), key=lambda one: one.startswith("Who is ")):  # what happened comes first
        made.setdefault(_subject(question), question)
    return tuple(made.values())[:MOST]


def propose_near(question: str, near: Sequence[Hit], snapshot: Snapshot) -> tuple[str, ...]:
    """Return what can be asked of the passages nearest to a question that none answers.

    That is what is known of a thing that it names, where one of their articles is about it; and one question that each
    of these answers, with a word of the question. It is never proposed itself, nor of texts that are not English.
    """
    hits = [hit for hit in near if hit.head.language in _ENGLISH]
    about = [english.KNOWN.format(one.text) for one in find_mentions(question) if any(_is_in(one, hit) for hit in hits)]
    asked = _telling(question)
    made: list[str] = []
    for article, version in dict.fromkeys((hit.passage.article, hit.passage.version) for hit in hits):
        each = [one for one in make_questions(snapshot.text_of(article, version) or "") if _telling(one) != asked]
        made += sorted(each, key=lambda one: -len(asked & _telling(one)))[:1]
    shared = [one for one in made if asked & _telling(one)]
    return tuple(dict.fromkeys([*about[:1], *sorted(shared, key=lambda one: -len(asked & _telling(one)))]))


def _is_in(one: Mention, hit: Hit) -> bool:
    """Return whether an article is about what a question mentions: by its title, or its beginning if that is a name."""
    said = re.compile(rf"(?<!\w){re.escape(one.text)}(?!\w)", re.IGNORECASE)
    return said.search(hit.head.title) is not None or (
        one.name and not hit.passage.start and said.search(hit.text) is not None
    )


def _telling(question: str) -> frozenset[str]:
    """Return the words of a question that tell it from others."""
    return frozenset(word.lower() for word in _WORD.findall(question)) - _FUNCTION


def make_questions(text: str) -> Iterator[str]:
    """Yield questions that the first sentences of an article answer, the particular ones first."""
    sentences = [english.DATELINE.sub("", one.strip(), count=1) for one in _SENTENCE.split(text[:2_000].strip())]
    for sentence in sentences[:_SENTENCES]:
        yield from (question for question in _ask(sentence) if len(question) <= _LONGEST)
    if match := next(filter(None, map(english.PERSON.search, sentences[:_SENTENCES])), None):
        yield f"Who is {match['name']}?"


def is_about(question: str, sentence: str) -> bool:
    """Return whether a sentence names all that a question names and, where that is a count, no other place."""
    asked = [one for one in find_mentions(question) if one.name]
    if not all(_WORD.findall(one.text)[-1].lower() in sentence.lower() for one in asked):
        return False
    return not question.startswith("How many") or not _other_places(question, sentence)


def _other_places(question: str, sentence: str) -> list[str]:
    names = [one for one in find_names(sentence) if one.kind is Kind.PLACE]
    return [one.text for one in names if one.text.removeprefix("the ").lower() not in question.lower()]


def _ask(sentence: str) -> Iterator[str]:
    """Yield questions that one sentence answers."""
    match = english.NUMBER.search(sentence)
    if match and _stands_alone(match["rest"]) and not english.GOES_ON.match(sentence[match.end() :]):
        yield f"How many {match['who']} {match['verb']}{match['rest']}?"
    if sentence.split(" ", 1)[0] not in english.STARTS:
        yield from _ask_about_event(sentence)
    if match := english.ROLE.search(sentence):
        yield f"Who is the {match['role']} of {match['what']}?"


def _ask_about_event(sentence: str) -> Iterator[str]:
    """Yield who did what the sentence begins with, and when."""
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
