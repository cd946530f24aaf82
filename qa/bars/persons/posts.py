"""Answers that hold no such post as the question asks about, or hold it in another body."""

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.bars.proposal import Proposal, words_of
from qa.language.english.bars.persons import posts as english
from qa.language.english.bars.qualifiers import STATES
from qa.language.english.world.demonyms import COUNTRIES
from qa.language.english.world.offices import OFFICES
from qa.language.kind import is_place_name
from qa.language.office import read_office
from qa.question import Kind

_AT_HOME = frozenset(("us", "britain"))  # their own papers seldom name the country of "the president"


@dataclass(frozen=True, slots=True)
class _Post:
    """A post as a question names it: the pattern of its forms, and the words of the body or person that it is of."""

    forms: str
    body: frozenset[str]
    personal: bool


def holds_no_such_post(one: Proposal) -> bool:
    """Return whether it is asked who is the mayor of Holm, and no mayor is named here, or only that of Tarn."""
    if one.kind not in (Kind.PERSON, Kind.THING) or (post := _read_post(one.asked)) is None:
        return False
    if not re.search(rf"\b(?:{post.forms})\b", f"{one.title} {one.before} {one.sentence}", re.IGNORECASE):
        return True
    if _is_place(one) or re.match(rf" (?i:{post.forms}) [A-ZÀ-Þ]", one.tail):
        return True
    if _is_of_another_body(one, post) or _is_of_another_owner(one, post) or _is_of_no_country(one, post):
        return True
    return post.personal and (_is_of_nobody_asked(one, post) or _is_outsider(one, post))


def only_speaks_for_it(one: Proposal) -> bool:
    """Return whether it is asked who heads a body, and the answer only speaks for it: "Holm spokesman Roy"."""
    if one.kind is not Kind.PERSON or not english.ASKS_HEAD.search(one.asked):
        return False
    return bool(english.SPEAKER_AHEAD.search(one.head) or english.SPEAKER_BEHIND.match(one.tail))


def left_the_post(one: Proposal) -> bool:
    """Return whether it is asked who became something, and the sentence says only that the answer gave it up."""
    if not english.ASKS_WHO_BECAME.search(one.asked) or english.CAME_IN.search(one.sentence):
        return False
    return english.WENT.match(one.tail) is not None


def came_then(one: Proposal) -> bool:
    """Return whether it is asked when somebody left a post, and the clause of the day tells how he came to one."""
    if one.kind is not Kind.DATE or not english.ASKS_WHEN_LEFT.search(one.asked):
        return False
    clause = english.CLAUSE_END.split(one.head)[-1]
    return english.CAME_TO_POST.search(clause) is not None and english.GONE.search(clause) is None


def _is_place(one: Proposal) -> bool:
    """Return whether the answer is the name of a place: "Riyadh", or the "Jackson" of "Jackson, Mississippi"."""
    state = english.STATE_BEHIND.match(one.tail)
    return is_place_name(one.text.lower()) or (state is not None and state["state"].lower() in STATES)


@lru_cache(maxsize=256)
def _read_post(question: str) -> _Post | None:
    """Return the post of which a question asks who holds it; None where it asks for none that is stated by a word."""
    for pattern in english.ASKED:
        if asked := pattern.search(question):
            if english.LOOSE.fullmatch(asked["head"]):
                return None
            post = asked["post"].lower()
            if second := english.SECOND.match(post):
                return _Post(second["rank"], words_of(asked["body"]), personal=True)
            office = next((name for name in OFFICES if post == name or post.endswith(f" {name}")), asked["head"])
            known = read_office(question)
            return _Post(
                english.said_of(office),
                words_of(asked["body"]) | (known.body if known else frozenset()),
                english.PERSONAL.fullmatch(asked["head"]) is not None,
            )
    return None


def _is_of_another_body(one: Proposal, post: _Post) -> bool:
    """Return whether "mayor of Tarn" stands right beside the answer, and the question is about none of its words."""
    ahead = re.search(english.BODY_AHEAD.format(post=post.forms), one.head)
    if ahead and not (words_of(ahead["body"]) | words_of(one.sentence)) & post.body:
        return not english.NO_BODY.fullmatch(ahead["body"])
    pattern = english.OF_BODY.format(post=post.forms)
    for match in re.finditer(pattern, one.sentence):
        first, last = (match.end(), one.start) if one.start >= match.end("body") else (one.end, match.start())
        beside = first <= last <= first + english.NEAR or match.start() <= one.start < match.end()
        own = words_of(match["body"])
        if beside and not own & post.body and not any(word in name for word in own for name in post.body):
            return True
    return False


def _is_of_another_owner(one: Proposal, post: _Post) -> bool:
    """Return whether the post right before the answer is of another: "Lumo’s chief, Lorn", "Norway … its king"."""
    owned = re.search(english.OWNED.format(post=post.forms), one.head)
    if owned is None or post.body & words_of(one.sentence):
        return False
    if owned["owner"]:
        return True
    if owned.group().lower().startswith(("his ", "her ")):
        return post.personal and bool(english.FULL_NAME.search(one.before)) and not post.body & words_of(one.before)
    return english.NAME.search(one.head[: owned.start()]) is not None and not post.body & words_of(one.title)


def _is_of_no_country(one: Proposal, post: _Post) -> bool:
    """Return whether a post of a country is asked for, and the passage names that country and its people nowhere."""
    if not one.passage or post.body.isdisjoint(COUNTRIES.values()) or post.body & _AT_HOME:
        return False
    around = f"{one.title} {one.passage}".lower()
    return not any(name in around for name in post.body)


def _is_outsider(one: Proposal, post: _Post) -> bool:
    """Return whether the answer is only called "a lawyer", and the words behind do not say whose."""
    return re.match(english.ANY_HOLDER.format(post=post.forms), one.tail) is not None


def _is_of_nobody_asked(one: Proposal, post: _Post) -> bool:
    """Return whether the sentence and the one before it name nobody of the question, not even by a pronoun."""
    around = f"{one.before} {one.sentence}"
    if post.body & words_of(around) or english.PRONOUN.search(around):
        return False
    return not (english.SPEAKS.search(one.asked) and post.body & words_of(f"{one.title} {one.lead}"))
