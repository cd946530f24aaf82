"""What a reply says: its short answer, where a client kept the text alone, and whether it is a yes."""

import re

from qa.conversation.clauses import Clause, read_clause
from qa.conversation.mentions import Mention, find_names
from qa.language.english.conversation import followups as english
from qa.language.english.world import kinds
from qa.language.kind import Kind, is_demonym
from qa.language.verb import base_of, is_past

_SENTENCE = re.compile(r"(?<=[a-z0-9)”\"’][.!?])\s+(?=[A-ZÀ-Þ“\"])")
_LONGEST = 400  # characters of a first sentence
_WORD = re.compile(r"\w+")
_CONTENT = re.compile(r"[\w’'-]+")
_NEGATED = re.compile(r"n[’']t\b", re.IGNORECASE)
_SENTENCES = 3  # of a reply in which an answer of yes is looked for


def find_short(question: str, reply: str) -> str | None:
    """Return whom the first sentence of a reply names in answer to a question for a person; None where that is unsure.

    It is the only person there that the question does not name, or the one with whom the sentence begins; else a group.
    """
    clause = read_clause(question)
    if clause is None or clause.word not in ("who", "whom") or not reply or _asks_about_name(clause):
        return None
    sentence = _SENTENCE.split(reply, maxsplit=1)[0][:_LONGEST]
    if not clause.aided and _begins_with_other(sentence):
        return None
    asked = set(_WORD.findall(question.lower())) - {"the", "of"}
    names = [one for one in find_names(sentence) if asked.isdisjoint(_WORD.findall(one.text.lower()))]
    for kind in (Kind.PERSON, Kind.GROUP):
        if found := _choose([one for one in names if one.kind is kind], sentence):
            return _read_whole(found, names, sentence)
    return None


def affirms(reply: str, question: str) -> bool:
    """Return whether a reply says that what a question for yes or no asks is so.

    One sentence of it has all its words, in their order and each in some form of its verb, and none that casts doubt.
    """
    asked = [_root(word) for word in _CONTENT.findall(question)[1:] if word.lower() not in english.FUNCTION]
    return (
        bool(asked)
        and english.DOUBT.isdisjoint(_CONTENT.findall(question.lower()))
        and any(_says(sentence, asked) for sentence in _SENTENCE.split(reply)[:_SENTENCES])
    )


def _says(sentence: str, asked: list[str]) -> bool:
    words = _CONTENT.findall(sentence)
    if not english.DOUBT.isdisjoint(word.lower() for word in words) or _NEGATED.search(sentence):
        return False
    said = iter([_root(word) for word in words])
    return all(one in said for one in asked)


def _root(word: str) -> str:
    lower = re.sub(r"[’']s\Z", "", word.lower())
    return base_of(lower) if is_past(lower) else lower


def _asks_about_name(clause: Clause) -> bool:
    """Return whether a question is about somebody whom it names: "Who is Liz Truss?"."""
    return clause.verb.lower() in ("is", "was", "are", "were") and clause.rest.istitle()


def _begins_with_other(sentence: str) -> bool:
    """Return whether a sentence begins with a single word and its verb, so that no name behind is who did it."""
    first, _, rest = sentence.partition(" ")
    second = rest.split(" ", 1)[0]
    return first.isalpha() and first.lower() not in english.FUNCTION and second.islower() and is_past(second)


def _read_whole(name: Mention, names: list[Mention], sentence: str) -> str:
    """Return a name with what belongs to it: "the People's Protection Units (YPG)", "Ann Lee and Bob Ray"."""
    for other in names:
        if f"{name.text} and {other.text}" in sentence:
            return f"{name.text} and {other.text}"
    match = re.search(rf"{re.escape(name.text)}(?:[’']s(?: [A-ZÀ-Þ][\w-]*)+)?(?: \([A-Z]+\))?", sentence, re.IGNORECASE)
    return match.group() if match else name.text


def _choose(names: list[Mention], sentence: str) -> Mention | None:
    first = next(iter(names), None)
    begins = first is not None and sentence.lower().startswith((first.text.lower(), f"the {first.text.lower()}"))
    return first if begins or len(names) == 1 else None


def write_within(short: str, reply: str) -> str:
    """Return a short answer as it stands within a sentence: "the YPG", without what is in brackets."""
    bare = short.strip(" .,;") or short
    first, _, rest = bare.partition(" ")
    if first == "The" or (first.lower() in kinds.PEOPLE_NOUNS and rest.startswith(("of ", "from ", "in ", "who "))):
        bare = f"{first.lower()} {rest}"
    if is_demonym(bare.removeprefix("the ").lower()) and (people := _find_people(bare, reply)):
        bare = people  # "the Kurdish" are "Kurdish fighters"
    return f"the {bare}" if re.search(rf"\b[Tt]he {re.escape(bare)}", reply) else bare


def _find_people(adjective: str, reply: str) -> str | None:
    """Return an adjective of a country with the people behind it in a reply."""
    found = re.search(rf"\b{re.escape(adjective.removeprefix('the '))} ([a-z]+)", reply)
    return found.group() if found and found[1] in kinds.PEOPLE_NOUNS | kinds.GROUP_NOUNS else None
