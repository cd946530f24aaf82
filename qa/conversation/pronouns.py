"""Pronouns of a follow-up: whether each stands for something of an earlier turn, and for what."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from qa.conversation.clauses import read_clause
from qa.conversation.mentions import Mention, find_mentions
from qa.conversation.topics import Topics
from qa.language.english.conversation import followups as english
from qa.language.english.world import kinds
from qa.language.kind import Kind
from qa.language.verb import is_base, is_past

_CLAUSE_ENDS = re.compile(
    r",|\b(?:and|but|before|after|when|while|because|that|if|since|who|whom|which|as|until)\b", re.IGNORECASE
)
_SENTENCE_BEFORE = re.compile(r"[\w”\"’)][.!?:]\s|[“\"]")
_AUXILIARY = re.compile(english.AUXILIARY, re.IGNORECASE)
_WORDS = re.compile(r"[\w’']+")
_NEAR = 6  # words between a verb's subject and its object in a follow-up
_CONTRACTED = {"'s": " is", "'d": " would", "'ll": " will", "'re": " are"}


@dataclass(frozen=True, slots=True)
class Slot:
    """The characters `[start, end)` of a message that stand for something, and what may take their place.

    `fill` makes the text of a mention that stands there.
    """

    start: int
    end: int
    mentions: tuple[Mention, ...]
    fill: Callable[[Mention], str]


@dataclass(frozen=True, slots=True)
class _Pronoun:
    """A pronoun of a message; `name` is its subject form, and `object` whether it is an object there."""

    word: str
    start: int
    end: int
    contracted: str
    object: bool

    @property
    def kind(self) -> str:
        return english.PERSONAL[self.word]

    @property
    def name(self) -> str:
        if self.kind == "person":
            return "she" if self.word in kinds.FEMALE else "he"
        return "they" if self.kind == "group" else "it"

    @property
    def possessive(self) -> bool:
        return self.word in english.POSSESSIVE and not self.object


def find_pronouns(message: str, topics: Topics) -> list[Slot]:
    """Return a slot for each pronoun that stands for something of an earlier turn.

    Of several of one person only the first is replaced, unless an object must be another: "Why did he shoot him?".
    """
    own = find_mentions(message)
    found: list[Slot] = []
    seen: set[str] = set()
    if of := english.OF_THEM.search(message):
        found += [
            Slot(of.start(), of.end(), tuple(groups), _preceded(of["prep"]))
            for groups in [[one for one in topics.groups(message) if one.plural or one.kind is Kind.GROUP]]
            if groups
        ]
        seen.add("they")
    for one in _read(message):
        again = one.name in seen
        seen.add(one.name)
        if (again and not (one.object and one.kind == "person")) or (not again and _is_internal(message, one, own)):
            continue
        mentions = _other_person(found, topics) if again else meant_by(one.word, message, topics)
        if len(mentions) > 1 and _acts_on_other(message, one):
            mentions = mentions[:1]
        if mentions:
            found.append(_agree(Slot(one.start, one.end, tuple(mentions), _filler(one)), one, message))
    return found


def find_unknown(message: str, topics: Topics) -> str | None:
    """Return the first pronoun of a person or a group that refers to an earlier turn, but to nobody known there."""
    own = find_mentions(message)
    for one in _read(message):
        outside = one.kind in ("person", "group") and not _is_internal(message, one, own)
        if outside and not meant_by(one.word, message, topics):
            return one.word
    return None


def refers_outside(message: str) -> bool:
    """Return whether a pronoun of a message stands for something that the message itself does not name."""
    own = find_mentions(message)
    return any(not _is_internal(message, one, own) for one in _read(message))


def replace_pronoun(message: str, word: str, meant: Mention) -> str:
    """Return a message with the first pronoun `word` of it replaced by a mention."""
    one = next(one for one in _read(message) if one.word == word)
    return f"{message[: one.start]}{_filler(one)(meant)}{message[one.end :]}"


def meant_by(word: str, message: str, topics: Topics) -> list[Mention]:
    """Return what a pronoun means that refers to an earlier turn; more than one where nothing decides between them."""
    kind = english.PERSONAL[word]
    if kind == "person":
        return topics.persons(word, message)
    return topics.groups(message) if kind == "group" else topics.things(message)


def bind(message: str, topics: Topics) -> None:
    """Remember what each pronoun of a message stands for: those of the next one go on from there."""
    bound: dict[str, Mention | None] = {}
    for one in _read(message):
        found = meant_by(one.word, message, topics)
        sure = found[0] if len(found) == 1 else None
        bound.setdefault(one.name, sure)
        if sure and one.kind == "person":
            topics.women[sure.text] = one.name == "she"
    topics.bound = bound


def _read(message: str) -> Iterator[_Pronoun]:
    empty = [match.span() for match in english.EMPTY_IT.finditer(message)]
    for match in english.PRONOUN.finditer(message):
        word, contracted = match[1].lower(), (match["s"] or "").lower().replace("’", "'")
        if not (word in ("it", "its") and any(start <= match.start() < end for start, end in empty)):
            yield _Pronoun(word, match.start(), match.end(), contracted, _is_object(message, match))


def _is_object(message: str, match: re.Match[str]) -> bool:
    """Return whether a pronoun is an object: "her" in "who replaced her", "it" in "who bought it"."""
    word, after = match[1].lower(), message[match.end() :]
    if word == "her":
        return english.NOT_OWNED.match(after) is not None
    if word != "it":
        return word in english.OBJECT
    before, behind = _WORDS.findall(message[: match.start()])[-1:], _WORDS.findall(after)[:1]
    if before and _AUXILIARY.fullmatch(before[0]):
        return False
    return not behind or not (_AUXILIARY.fullmatch(behind[0]) or is_past(behind[0]) or behind[0].endswith(("s", "ly")))


def _is_internal(message: str, one: _Pronoun, own: Sequence[Mention]) -> bool:
    """Return whether a pronoun stands for something that the message itself names."""
    head = message[: one.start]
    if _SENTENCE_BEFORE.search(head):
        return True
    if one.possessive and "," in message[one.start :] and any(each.name and each.start > one.start for each in own):
        return True  # "In his first speech, what did King Charles promise?"
    if one.possessive and one.kind != "person" and _is_chosen_subject(message):
        return True  # "Which of these shows had its finale?"
    last = _WORDS.findall(head)[-1:]
    asked = 1  # a question word that the message begins with ends no clause: "which team did they beat?"
    if last and _AUXILIARY.fullmatch(last[0]) and not one.object and not _CLAUSE_ENDS.search(head, asked):
        return False  # "What career did he give up?": the pronoun is the subject
    before = [each for each in own if 0 <= each.end <= one.start and _fits(each, one.kind, message)]
    if not before:
        return False
    between = message[before[0].end : one.start]
    if one.object:
        several = sum(each.kind is Kind.PERSON for each in before) > 1
        apart = len(_WORDS.findall(between)) > _NEAR  # "which MP asked for an inquiry into reports against them?"
        return several or apart or _CLAUSE_ENDS.search(between) is not None
    if one.possessive and not any(each.name for each in before):
        return any(is_past(word) or is_base(word) or _AUXILIARY.fullmatch(word) for word in _WORDS.findall(between))
    return True


def _is_chosen_subject(message: str) -> bool:
    """Return whether the subject of a question is what it chooses: "which show had", not "which show did it"."""
    clause = read_clause(message)
    if clause is None or clause.word not in ("which", "what") or not clause.noun:
        return False
    return not clause.aided or clause.verb.lower() in ("has", "have", "had")


def _fits(one: Mention, kind: str, message: str) -> bool:
    """Return whether a pronoun behind a mention in the same message may stand for it."""
    head, tail = message[: one.start].lower(), message[one.start :].lower()
    chosen = head.split()[-1:] in (["which"], ["what"], ["whose"]) or tail.startswith(("a ", "an "))
    if chosen:
        return True
    if kind == "group":
        joined = one.name and " and " in f" {head} "
        return one.plural or (not one.weak and (one.kind is Kind.GROUP or joined))
    if one.weak:
        return False
    if kind == "person":
        return one.kind is Kind.PERSON or (one.kind is Kind.UNKNOWN and one.name)
    return one.kind in (Kind.THING, Kind.UNKNOWN, Kind.PLACE) or (one.kind is Kind.GROUP and one.name)


def _other_person(found: Sequence[Slot], topics: Topics) -> list[Mention]:
    """Return the other person of the last turn than the one that a pronoun stands for already."""
    used = {slot.mentions[0].text for slot in found}
    last = topics.last
    spoken = (*last.answered, *last.asked) if last else ()
    return [one for one in spoken if one.kind is Kind.PERSON and one.text not in used][:1]


def _acts_on_other(message: str, one: _Pronoun) -> bool:
    """Return whether a second pronoun of the same person follows as the object, so that the first is who acts."""
    other = "her" if one.word in kinds.FEMALE else "him"
    return re.search(rf"\b{other}\b(?=\s*(?:[?.!,]|$|in\b|on\b|at\b))", message[one.end :], re.IGNORECASE) is not None


def _agree(slot: Slot, one: _Pronoun, message: str) -> Slot:
    """Return a slot with the verb before it in the singular, where "they" is one person: "was the mayor"."""
    before = english.BEFORE_THEY.search(message[: slot.start])
    single = all(each.kind is Kind.PERSON and not each.plural for each in slot.mentions)
    if one.word != "they" or before is None or not single:
        return slot
    verb = english.SINGULAR[before[1].lower()]
    return replace(slot, start=before.start(1), fill=lambda each: f"{verb} {slot.fill(each)}")


def _preceded(preposition: str) -> Callable[[Mention], str]:
    return lambda one: f"{preposition} {one.text if one.name or one.text.startswith('the ') else f'the {one.text}'}"


def _filler(pronoun: _Pronoun) -> Callable[[Mention], str]:
    def fill(one: Mention) -> str:
        if pronoun.possessive:
            return f"{one.text}’" if one.text.endswith("s") and one.plural else f"{one.text}'s"
        return one.text + _CONTRACTED.get(pronoun.contracted, "")

    return fill
