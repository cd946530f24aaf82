"""Pronouns of a follow-up and what they stand for: "Who replaced her?" is "Who replaced Liz Truss?"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.conversation.mentions import Kind, Mention, find_mentions, place_names
from qa.conversation.topics import Topics
from qa.language.english import followups as english
from qa.language.english import kinds, questions
from qa.language.verb import is_base, is_past

_CLAUSE_ENDS = re.compile(r",|\b(?:and|but|before|after|when|while|because|that|if|since|who|whom|which|as|until)\b", re.I)
_SENTENCE_BEFORE = re.compile(r"[\w”\"’)][.!?:]\s|[“\"]")
_AUXILIARY = re.compile(english.AUXILIARY, re.IGNORECASE)
_WORDS = re.compile(r"[\w’']+")
_LONGEST = 15  # words: a longer message says what it is about
_MOST = 4
_DATE = re.compile(rf"\b(?:{questions.WHEN}|{questions.DAY_OF_MONTH} {questions.TYPED_MONTH})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slot:
    """The characters `[start, end)` of a message that stand for something, and what may take their place.

    `fill` makes the text of a mention that stands there.
    """

    start: int
    end: int
    mentions: tuple[Mention, ...]
    fill: Callable[[Mention], str]


def refer(message: str, topics: Topics) -> list[str]:
    """Return a message with each pronoun replaced by what it stands for, in every way that is possible.

    The message alone is returned where nothing in it refers to an earlier turn.
    """
    slots = _find_slots(message, topics) if len(message.split()) <= _LONGEST else []
    texts = [message]
    for slot in sorted(slots, key=lambda one: one.start, reverse=True):
        texts = [
            f"{text[: slot.start]}{slot.fill(mention)}{text[slot.end :]}"
            for text in texts
            for mention in slot.mentions[:_MOST]
        ]
    return [_tidy(text) for text in texts[:_MOST]] if slots else [message]


def _find_slots(message: str, topics: Topics) -> list[Slot]:
    found = [*_pronouns(message, topics), *_places(message, topics), *_times(message, topics), *_pointers(message, topics)]
    kept: list[Slot] = []
    for slot in found:
        if slot.mentions and all(slot.end <= one.start or one.end <= slot.start for one in kept):
            kept.append(slot)
    return kept


def _pronouns(message: str, topics: Topics) -> list[Slot]:
    own = find_mentions(message)
    found: list[Slot] = []
    seen: set[str] = set()
    if of := english.OF_THEM.search(message):
        if mentions := topics.groups(message):
            found.append(Slot(of.start(), of.end(), tuple(mentions), lambda one, p=of["prep"]: f"{p} {one.text}"))
            seen.add("group")
    empty = [match.span() for match in english.EMPTY_IT.finditer(message)]
    for match in english.PRONOUN.finditer(message):
        word = match[1].lower()
        kind = english.PERSONAL[word]
        group = kind if kind != "person" else ("female" if word in kinds.FEMALE else "male")
        objective = _is_object(message, match)
        if kind == "thing" and any(start <= match.start() < end for start, end in empty):
            continue
        if group in seen and not (objective and word != "it"):
            continue
        if _is_internal(message, match, kind, own, objective=objective):
            seen.add(group)
            continue
        mentions = meant_by(word, message, topics)
        if group in seen:  # "Why did he shoot him?": the other one
            used = {slot.mentions[0].text for slot in found if slot.mentions}
            mentions = [one for one in _all_persons(word, message, topics) if one.text not in used][:1]
        elif len(mentions) > 1 and _has_object(message, match.end(), word):
            mentions = mentions[:1]
        if not mentions:
            continue
        seen.add(group)
        possessive = word in english.POSSESSIVE and not objective
        found.append(Slot(match.start(), match.end(), tuple(mentions), _filler(match, possessive=possessive)))
    return found


def meant_by(word: str, message: str, topics: Topics) -> list[Mention]:
    """Return what a pronoun means that refers to an earlier turn; more than one where nothing decides between them."""
    kind = english.PERSONAL[word]
    if kind == "person":
        return topics.persons(word, message)
    return topics.groups(message) if kind == "group" else topics.things(message)


def _all_persons(word: str, message: str, topics: Topics) -> list[Mention]:
    last = topics.last
    return [one for one in (*last.answered, *last.asked) if one.kind is Kind.PERSON] if last else []


def _has_object(message: str, after: int, word: str) -> bool:
    """Return whether a second pronoun of the same person follows, so that the first is the one who acts."""
    other = "her" if word in kinds.FEMALE else "him"
    return re.search(rf"\b{other}\b(?=\s*(?:[?.!,]|$|in|on|at))", message[after:], re.IGNORECASE) is not None


def _filler(match: re.Match[str], *, possessive: bool) -> Callable[[Mention], str]:
    contracted = (match["s"] or "").lower().replace("’", "'")

    def fill(one: Mention) -> str:
        text = one.text
        if possessive:
            return f"{text}’" if text.endswith("s") and one.plural else f"{text}'s"
        behind = {"'s": " is", "'d": " would", "'ll": " will", "'re": " are"}.get(contracted, "")
        return text + behind

    return fill


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


def _is_internal(message: str, match: re.Match[str], kind: str, own: Sequence[Mention], *, objective: bool) -> bool:
    """Return whether a pronoun stands for something that the message itself names before it."""
    place = match.start()
    if _SENTENCE_BEFORE.search(message[:place]):
        return True
    possessive = match[1].lower() in english.POSSESSIVE and not objective
    if possessive and "," in message[place:] and any(one.name and one.start > place for one in own):
        return True  # "In his first speech, what did King Charles promise?"
    last = _WORDS.findall(message[:place])[-1:]
    if last and _AUXILIARY.fullmatch(last[0]) and not objective and not _CLAUSE_ENDS.search(message[:place]):
        return False  # "What career did he give up?": the pronoun is the subject
    before = [one for one in own if 0 <= one.end <= place and _fits(one, kind, message)]
    if not before:
        return False
    if objective:
        persons = [one for one in before if one.kind is Kind.PERSON]
        return len(persons) > 1 or _CLAUSE_ENDS.search(message[before[0].end : place]) is not None
    if possessive and not any(one.name for one in before):
        first = message[before[0].end : place]
        return any(is_past(word) or is_base(word) or _AUXILIARY.fullmatch(word) for word in _WORDS.findall(first))
    return True


def _fits(one: Mention, kind: str, message: str) -> bool:
    """Return whether a pronoun behind a mention in the same message may stand for it."""
    before = message[: one.start].split()[-1:] or [""]
    chosen = before[0].lower() in ("which", "what", "whose") or message[one.start :].lower().startswith(("a ", "an "))
    if one.weak and not chosen:
        return kind == "group" and one.plural
    if kind == "person":
        return one.kind is Kind.PERSON or (one.kind is Kind.UNKNOWN and one.name) or chosen
    if kind == "group":
        joined = re.search(r"\band\b", message[: one.start]) is not None and one.name
        return one.plural or one.kind is Kind.GROUP or chosen or joined
    return one.kind in (Kind.THING, Kind.UNKNOWN, Kind.PLACE) or (one.kind is Kind.GROUP and one.name) or chosen


def _places(message: str, topics: Topics) -> list[Slot]:
    found: list[Slot] = []
    for match in english.THERE.finditer(message):
        if any(start <= match.end() - 3 < end for start, end in (one.span() for one in english.EXISTS.finditer(message))):
            continue
        if (mentions := topics.places(message)) and match.start() > 0:
            found.append(Slot(match.start(), match.end(), tuple(mentions), _place_filler(match["prep"], topics)))
    return found


def _place_filler(given: str | None, topics: Topics) -> Callable[[Mention], str]:
    def fill(one: Mention) -> str:
        asked = topics.last.question if topics.last else ""
        before = asked[: one.start].split()[-1:] if 0 <= one.start and asked[one.start : one.end].lower() == one.text.lower() else []
        own = before[0].lower() if before and before[0].lower() in ("at", "on", "near", "in") else "in"
        return f"{given or own} {one.text}"

    return fill


def _times(message: str, topics: Topics) -> list[Slot]:
    """Return the slot of "since then", "before that", "at that time", where a date has been spoken of."""
    match = english.TIME_THEN.search(message)
    date = date_of(topics)
    if match is None or date is None or match.start() == 0:
        return []
    day = re.match(r"(?:\w+day,? )?\d{1,2}\b", date) is not None
    prep = match["prep"] or ("on" if day else "in")
    start = match.start()
    if lead := re.search(r"\b(?:at|on|in|by) $", message[:start]):
        start, prep = lead.start(), ("on" if day else "in")
    return [Slot(start, match.end(), (Mention(date, Kind.THING),), lambda one: f"{prep} {one.text}")]


def date_of(topics: Topics) -> str | None:
    """Return the date that the last turn speaks of: that of its question, else its short answer."""
    last = topics.last
    if last is None:
        return None
    if found := _DATE.search(last.question):
        return found.group()
    if last.short and (found := _DATE.search(last.short)):
        return re.sub(r"^\w+day,? ", "", last.short.strip(" .,")) if len(last.short) < 40 else found.group()
    return None


def _pointers(message: str, topics: Topics) -> list[Slot]:
    """Return the slots of "this group", "the city", "that" and the like."""
    found: list[Slot] = []
    for match in english.THIS.finditer(message):
        before = _WORDS.findall(message[: match.start()])[-1:]
        if match["det"].lower() == "that" and before and before[0].lower() not in english.FUNCTION:
            continue  # "images that show"
        if mentions := _pointed(match["noun"].lower(), message, topics, sure=True):
            found.append(Slot(*match.span(), tuple(mentions), lambda one: one.text))
    own = [one for one in find_mentions(message) if one.name]
    if not own and not found:
        for match in english.THE_NOUN.finditer(message):
            if mentions := _pointed(match["noun"].lower(), message, topics, sure=False):
                found.append(Slot(*match.span(), tuple(mentions), lambda one: one.text))
                break
    for match in english.THAT.finditer(message):
        group = "that" if match["that"] else "thing"
        mentions = _dated(match, topics) or topics.things(message)
        if mentions and not any(one.start <= match.start(group) < one.end for one in found):
            found.append(Slot(match.start(group), match.end(group), tuple(mentions), lambda one: one.text))
    return found


def _dated(match: re.Match[str], topics: Topics) -> list[Mention]:
    if (match["about"] or "").lower() not in ("after", "before", "since", "by", "until", "on", "in", "from"):
        return []
    date = date_of(topics)
    return [Mention(date, Kind.THING)] if date else []


def _pointed(noun: str, message: str, topics: Topics, *, sure: bool) -> list[Mention]:
    """Return what "this noun" means or, where not `sure`, "the noun": then the noun must fit what was spoken of."""
    kind = next((name for name, nouns in english.POINTING.items() if noun in nouns), None)
    last = topics.last
    if kind is None or last is None:
        return []
    if kind == "person":
        spoken = re.search(rf"\b{noun}\b", f"{last.question} {last.reply} {last.short or ''}", re.IGNORECASE)
        woman = noun in kinds.FEMALE_NOUNS
        found = topics.persons("she" if woman else "he", message) if sure or spoken else []
        return found
    if kind == "place":
        found = topics.places(message)
        country = noun in ("country", "nation")
        named = [one for one in found if one.name]
        return [one for one in named if (one.text.lower() in place_names()) is country or (sure and noun not in ("city", "town", "village"))]
    if kind == "group":
        found = [one for one in topics.groups(message) if one.kind is Kind.GROUP or one.plural]
        return [one for one in found if one.name or sure]
    found = [one for topic in topics.each[:2] for one in topic.asked if one.text.lower().endswith(f" {noun}")]
    return found[:1] or (topics.things(message) if sure else [])


def _tidy(text: str) -> str:
    return " ".join(text.split())
