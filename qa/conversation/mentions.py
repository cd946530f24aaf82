"""What a turn of a conversation speaks of: persons, places, groups and things, for a later "she", "there" or "it"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qa.conversation.clauses import Clause, read_clause
from qa.conversation.recasting import describe_counted
from qa.language.english.conversation import followups
from qa.language.english.world import kinds, names
from qa.language.kind import Kind, gender_of, is_given_name, is_place_name, is_plural, kind_of
from qa.language.name import read_name
from qa.language.phrase import DETERMINERS, Phrase, Token, find_phrases, read_phrase, tokenize
from qa.language.verb import is_base, is_past

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_LIST = re.compile(r",\s+and\s+|\s+and\s+|,\s+(?=[A-Z])")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_NO_NOUNS = kinds.NO_NOUNS
_CHOOSING = frozenset(("which", "what", "whose"))
_BEING = frozenset(("is", "are", "was", "were"))
_DATE = re.compile(
    r"[\d.,]+(?:st|nd|rd|th)?|january|february|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber|\w+day",
    re.IGNORECASE,
)
_TITLE = re.compile(names.ROLE, re.IGNORECASE)
_REPLY = 1_500  # characters of a reply in which names are looked for
_LONGEST_NAME = 10  # words of a short answer that is a name
_WHERE = frozenset(("in", "at"))
_EVENTS = followups.POINTING["thing"]
_BARE_SUBJECT = re.compile(
    r"\b(?:who|what|where|when|why|how(?: \w+){0,2}) (?:did|has|does|will) (?P<subject>[a-z][a-z’']{2,})(?![\w-])"
)
_COUNTED = re.compile(
    r"(?:(?:its|their|his|her|all|some|several|the)\s+)*"
    r"(?P<count>(?:\d+|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en)\s+)?"
    r"(?P<noun>[a-z-]+(?: [a-z-]+)?)\Z",
)
_LONGEST = 3  # words of a phrase that is no name and has no article


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or a noun with its words, at `text[start:end]` of a question, or anywhere in a reply (`start` is -1).

    `plural` is whether "they" may mean it; `name` whether it is a proper name; `female` whether it is a woman, None
    where that is unknown. A `weak` one has neither name nor article, as "power" in "run out of power": no pronoun means
    it.
    """

    text: str
    kind: Kind
    start: int = -1
    end: int = -1
    plural: bool = False
    name: bool = False
    female: bool | None = None
    weak: bool = False


def find_mentions(question: str) -> list[Mention]:
    """Return the mentions of a question, in order; those that it counts come first."""
    clause = read_clause(question)
    awaits_verb = bool(clause and clause.aided and clause.verb.lower() not in _BEING)
    found = list(_find(question, awaits_verb=awaits_verb))
    if clause and clause.word == "how" and not clause.noun:  # "how long" is no thing
        found = [one for one in found if one.start >= question.find(clause.asking) + len(clause.asking)]
    counted = describe_counted(question)
    if counted is None or clause is None:
        return found
    place = question.find(clause.noun)
    others = [one for one in found if one.text.lower() != clause.noun.lower()]
    return [Mention(counted, Kind.GROUP, place, place + len(clause.noun), plural=True), *others]


def recognise(mentions: Iterable[Mention], known: Iterable[Mention], question: str) -> list[Mention]:
    """Return the mentions of a question, with each name that is known as a whole in place of its parts."""
    found = list(mentions)
    for one in known:
        start = question.find(one.text)
        if start < 0:
            continue
        end = start + len(one.text)
        others = [each for each in found if each.end <= start or end <= each.start]
        found = sorted([*others, replace(one, start=start, end=end)], key=lambda each: each.start)
    return found


def order_things(asked: Sequence[Mention], question: str) -> list[Mention]:
    """Return what "it" may mean in a question: groups, places and what it speaks of as "a" last.

    What is a part of another one is left out: "Kobane" of "the siege of Kobane".
    """
    things = [one for one in asked if one.kind is not Kind.PERSON]
    fit = [one for one in things if one.name or not one.plural or is_event(one.text)]
    whole = [one for one in fit if not any(_is_part(one, other) for other in fit)]
    return sorted(whole, key=lambda one: (_is_several(one), one.kind is Kind.PLACE, _is_indefinite(one, question)))


def _is_part(one: Mention, whole: Mention) -> bool:
    inside = 0 <= whole.start <= one.start and one.end <= whole.end
    return inside and one.end - one.start < whole.end - whole.start


def _is_several(one: Mention) -> bool:
    return is_plural(one.text.split(" of ")[0].split(" (")[0].split()[-1].lower())


def _is_indefinite(one: Mention, question: str) -> bool:
    return question[one.start :].lower().startswith(("a ", "an "))


def find_names(reply: str) -> list[Mention]:
    """Return the names in a reply, each once, the first ones first."""
    found: dict[str, Mention] = {}
    for sentence in _SENTENCE.split(reply[:_REPLY]):
        for one in _find(sentence, sentence=True):
            if one.name:
                found.setdefault(one.text, replace(one, start=-1, end=-1))
    return list(found.values())


def read_short(short: str, question: str) -> list[Mention]:
    """Return what a short answer names; a person where the question asks who, a place where it asks where."""
    bare = short.strip(" .,;")
    article, bare = ("the " if bare.startswith("the ") else ""), bare.removeprefix("the ")
    clause = read_clause(question)
    asked, noun = (clause.word, clause.noun) if clause else ("", "")
    if bare.islower() and asked == "what" and _names_thing(bare, clause):
        return [Mention(article + bare, Kind.THING, plural=is_plural(bare.split()[-1]))]
    if asked in ("who", "whom") and (people := _COUNTED.match(bare)) and _are_people(people["noun"]):
        return [Mention(f"the {(people['count'] or '').lower()}{people['noun']}", Kind.GROUP, plural=True)]
    if len(bare.split()) > _LONGEST_NAME or not any(map(str.isupper, bare)) or bare[:1].isdigit():
        return []
    if asked in ("when", "why", "how") or any(word.islower() and is_past(word) for word in bare.split()):
        return []  # "Islamic State began its attack" is no name
    if bare.startswith(("a ", "an ")) and asked == "who" and clause and clause.verb.lower() in _BEING:
        return []  # it says what the person of the question is
    parts = [part.strip() for part in _LIST.split(bare)]
    several = len(parts) > 1 and all(read_name(part) for part in parts)
    person = asked in ("who", "whom") or (noun and noun.split()[-1].lower() in kinds.PERSON_NOUNS)
    chosen = kind_of(noun.split()[-1].lower()) if noun and not person else Kind.UNKNOWN
    return [_read_part(part, article, asked, chosen, person=bool(person)) for part in (parts if several else [bare])]


def _are_people(words: str) -> bool:
    head = words.split()[-1]
    return head in kinds.PEOPLE_NOUNS or (head.endswith("s") and head[:-1] in kinds.PERSON_NOUNS)


def _names_thing(short: str, clause: Clause | None) -> bool:
    """Return whether a short answer is what was stolen, or what somebody dropped: "weapons"."""
    done = clause and (is_past(clause.rest.split(" ", 1)[0]) or clause.verb.lower() == "did")
    words = short.split()
    return bool(done) and len(words) <= _LONGEST and all(map(str.isalpha, words)) and not any(map(is_past, words))


def restore_case(question: str, sources: Iterable[str]) -> str:
    """Return a question typed in lower case with the capitals that names in `sources` have."""
    if any(map(str.isupper, question[1:])):
        return question
    known = {one.text.removeprefix("the ") for source in sources for one in find_names(source)}
    known |= {word for one in known for word in one.split() if word[0].isupper() and len(word) > 3}
    for name in sorted(known, key=lambda one: (-len(one), one)):
        if name.lower() not in followups.FUNCTION:
            pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
            question = pattern.sub(name.replace("\\", r"\\"), question)
    words = _bare_subject(question).split(" ")
    return " ".join(
        word.capitalize() if is_place_name(word.strip("?")) or (is_given_name(word) and behind[:1].isupper()) else word
        for word, behind in zip(words, [*words[1:], ""], strict=True)
    )


def _bare_subject(question: str) -> str:
    """Return a question in lower case with a capital for its subject, where only a name has no article there.

    That is one word after an auxiliary, in the singular: "how many children has musk", "where was macron born".
    """
    found = _BARE_SUBJECT.search(question)
    if found is None:
        return question
    word = found["subject"]
    common = word in followups.FUNCTION | kinds.PEOPLE_NOUNS | kinds.PERSON_NOUNS | _EVENTS | _NO_NOUNS
    if common or is_plural(word) or is_past(word) or is_base(word) or word.endswith(("ing", "ly")):
        return question
    return f"{question[: found.start('subject')]}{word.capitalize()}{question[found.end('subject') :]}"


def _read_part(part: str, article: str, asked: str, chosen: Kind, *, person: bool) -> Mention:
    kind = kind_of(_BRACKETS.sub("", part) or part, article=bool(article))
    if asked == "where":
        kind = Kind.PLACE
    elif person and kind not in (Kind.GROUP, Kind.PLACE):
        kind = Kind.PERSON
    elif kind is Kind.UNKNOWN:
        kind = chosen  # "which drug" is answered by no "he"
    _, comma, behind = part.partition(", ")
    name = behind if comma and part[:1].islower() and read_name(behind) else part  # "the archbishop, Laurent Ulrich"
    return Mention(article + name, kind, plural=kind is Kind.GROUP, name=True, female=gender_of(part))


def _find(text: str, *, awaits_verb: bool = False, sentence: bool = False) -> Iterator[Mention]:
    tokens = tokenize(text)
    for phrase in find_phrases(tokens, awaits_verb=awaits_verb):
        made = _make(text, tokens, phrase, sentence=sentence)
        if made is None:
            continue
        if not sentence and (whole := _with_complement(text, tokens, phrase.end, made)):
            yield whole
        yield made
        if owned := _owned(text, tokens, phrase.end, made):
            yield owned


def _make(text: str, tokens: Sequence[Token], phrase: Phrase, *, sentence: bool) -> Mention | None:
    first, last = tokens[phrase.start], tokens[phrase.end - 1]
    article = first.lower in DETERMINERS
    words = tokens[phrase.start + article : phrase.end]
    before = tokens[phrase.start - 1].lower if phrase.start else ""
    bare = text[words[0].start : last.end]
    if all(_DATE.fullmatch(word.text) for word in words):
        return None
    if text[last.end : last.end + 1] == "." and _TITLE.fullmatch(f"{bare}."):
        return None  # "Gov." of "Gov. Greg Abbott" is nobody
    name = words[0].capital and (last.capital or last.lower in kinds.PLACE_ENDINGS)
    if sentence and phrase.start == 0 and len(words) == 1 and first.text[1:].islower():
        name = not first.ends
    if name and len(words) == 1 and last.lower in kinds.PERSON_NOUNS:
        name = False  # "Chancellor" is an office, and no one's name
    kind = kind_of(bare, before, article=article)
    if kind is Kind.UNKNOWN and not (name or article) and len(words) > _LONGEST:
        return None
    plural = _may_be_they(kind, last.lower, name=name)
    shown = f"the {bare}" if article else bare
    female = gender_of(bare) if kind in (Kind.PERSON, Kind.UNKNOWN) else None
    weak = before in _CHOOSING or _is_weak(text, last.lower, before, firm=name or article, plural=plural, name=name)
    return Mention(shown, kind, first.start, last.end, plural, name, female, weak)


def _may_be_they(kind: Kind, head: str, *, name: bool) -> bool:
    if kind is Kind.GROUP:
        return head not in kinds.BODIES
    return kind in (Kind.THING, Kind.UNKNOWN) and is_plural(head) and not name


def _is_weak(text: str, head: str, before: str, *, firm: bool, plural: bool, name: bool) -> bool:
    """Return whether no pronoun means a phrase; in a question typed in lower case, names have no capitals."""
    if before in ("of", "about"):
        return False
    if head in _NO_NOUNS or head in kinds.ABSTRACT or (not name and head.endswith("est")):
        return True
    return not firm and head not in kinds.PEOPLE_NOUNS and (plural or any(map(str.isupper, text[1:])))


def _with_complement(text: str, tokens: Sequence[Token], end: int, made: Mention) -> Mention | None:
    """Return a noun with what it is of, an event with its place: "the parliament of Iraq", "the fire at Notre-Dame"."""
    if made.name or made.weak or end + 1 >= len(tokens) or tokens[end - 1].breaks:
        return None
    if tokens[end].lower != "of" and not (tokens[end].lower in _WHERE and is_event(made.text)):
        return None
    behind = read_phrase(tokens, end + 1, awaits_verb=True)
    if behind is None or (
        tokens[end].lower in _WHERE and not any(one.capital for one in tokens[behind.start : behind.start + 2])
    ):
        return None
    last = tokens[behind.end - 1].end
    return replace(made, text=made.text + text[made.end : last], end=last)


def is_event(text: str) -> bool:
    """Return whether a noun phrase is an event, or several of a kind: "the earthquakes in Nepal"."""
    head = text.split(" in ")[0].split(" at ")[0].split(" of ")[0].split()[-1].lower()
    return not _EVENTS.isdisjoint((head, head.removesuffix("s")))


def _owned(text: str, tokens: Sequence[Token], end: int, owner: Mention) -> Mention | None:
    """Return what the owner at the end of a phrase owns, where that is a person: "Brittney Griner's wife"."""
    if end >= len(tokens) or tokens[end].lower not in kinds.PERSON_NOUNS:
        return None
    if text[owner.end : tokens[end].start].strip() not in ("'s", "’s", "'", "’"):
        return None
    whole = text[owner.start : tokens[end].end]
    return Mention(whole, Kind.PERSON, owner.start, tokens[end].end, female=gender_of(tokens[end].lower))
