"""Yes or no: whether a sentence clearly affirms or denies what a question asks.

A sentence affirms where its subject is the one asked about, its verb says the same of it as a fact, and everything else
that the question names stands in it, in the title or in the date of its article.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from qa.forms.statement import Statement
from qa.language.english.forms import polarity as english
from qa.language.kind import is_given_name
from qa.language.phrase import Token, tokenize
from qa.language.polarity import Polarity
from qa.language.verb import base_of, is_base, is_past

Stem = Callable[[str], str]

_DOING = frozenset(["do", "does", "did", "didn't", "doesn't", "don't", "will", "won't"])
_UNSURE = frozenset(["can", "could", "would", "should"])  # they ask for more than a fact
_OF_ANOTHER = english.PREPOSITIONS | {"and", "or", "like", "than"}
_LINKS = frozenset(["de", "du", "la", "le", "of", "van", "von", "bin", "al", "el"])
_LEADS = 8  # words of a subject at the beginning of its sentence, at most
_GAP = 7  # words between a subject and its verb, at most
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_NEAR = 6  # words between a verb and what it is about


@dataclass(frozen=True, slots=True)
class Asserted:
    """What a question for yes or no asks: of whom, which predicate, and what else has to be said.

    `passive` is whether something was done to the subject; `future` whether it is asked what will be. `object` is the
    name that follows the verb without a preposition, `names` all words of the subject.
    """

    subject: str
    verb: str
    others: tuple[str, ...]
    passive: bool
    future: bool
    object: str | None = None
    present: bool = False
    names: frozenset[str] = frozenset()


def read_assertion(question: str, stem: Stem) -> Asserted | None:
    """Return what a question asks; None where it has no name as subject, or asks which of two."""
    aux, _, rest = _unify(question.rstrip(" ?.!")).partition(" ")
    tokens = tokenize(rest)
    if not tokens or aux.lower() in _UNSURE or any(one.lower == "or" for one in tokens):
        return None
    doing = aux.lower() in _DOING
    place = _find_predicate(tokens, doing=doing)
    if place is None or (subject := _subject(tokens[:place])) is None:
        return None
    behind = _heads(tokens[place + 1 :])
    first = tokens[place + 1] if place + 1 < len(tokens) else None
    direct = bool(first and first.lower not in english.PREPOSITIONS and behind and behind[0].capital)
    verb = stem(tokens[place].text)
    done = not doing and aux.lower() not in ("has", "have", "had") and is_past(tokens[place].text)
    return Asserted(
        stem(subject.text), verb, tuple(stem(one.text) for one in behind), done and verb not in english.INTRANSITIVE,
        aux.lower() in ("will", "won't"), stem(behind[0].text) if direct else None,
        aux.lower() in ("is", "are"), frozenset(one.lower for one in tokens[:place]),
    )  # fmt: skip


def _subject(tokens: Sequence[Token]) -> Token | None:
    """Return the word by which a subject is found: the surname of a person, the last word of another name or noun."""
    words = [one for one in tokens if one.lower not in english.NO_SURNAMES]
    named = [one for one in words if one.capital]
    if any(one.lower in english.PREPOSITIONS and not one.capital for one in words) and not named:
        return None
    last = (named or words)[-1] if words else None
    return None if last is None or last.lower in english.FUNCTION | english.PRONOUNS else last


def _heads(tokens: Sequence[Token]) -> list[Token]:
    """Return the words that a sentence has to hold: of a name of a person or place the last one."""
    kept = [one for one in tokens if one.lower not in english.FUNCTION]
    return [
        one
        for one, after in zip(kept, [*kept[1:], None], strict=False)
        if not (after and one.capital and after.capital and is_given_name(one.lower) and not one.breaks)
    ]


def _find_predicate(tokens: Sequence[Token], *, doing: bool) -> int | None:
    """Return the place of the verb or of the participle; None where there is none."""
    for place, one in enumerate(tokens[1:], start=1):
        if one.capital or one.lower in english.FUNCTION:
            continue
        if is_past(one.lower) or (doing and (is_base(one.lower) or tokens[place - 1].capital)):
            return place
    return None


def judge_statement(one: Statement, asked: Asserted, stem: Stem) -> Polarity | None:
    """Return what a statement says to a question; None where it neither affirms nor denies it clearly."""
    if one.text.rstrip().endswith("?"):
        return None
    tokens = tokenize(_unify(one.text))
    stems = [stem(token.text) for token in tokens]
    around = {*stems, *(stem(token.text) for token in tokenize(f"{one.hit.head.title} {one.published:%B %Y}"))}
    if any(other not in around for other in asked.others):
        return None
    opposite = {right if left == asked.verb else left for left, right in english.OPPOSITES
                if asked.verb in (left, right)}  # fmt: skip
    for place, word in enumerate(stems):
        if word != asked.verb and word not in opposite:
            continue
        said = _said_at(place, tokens, stems, asked, one, stem)
        if said is not None:
            return said if word == asked.verb else (Polarity.NO if said is Polarity.YES else None)
    return None


def _said_at(
    place: int, tokens: Sequence[Token], stems: Sequence[str], asked: Asserted, one: Statement, stem: Stem
) -> Polarity | None:
    """Return what the verb at a place says of the subject asked about."""
    if asked.object and not _has_object(place, tokens, stems, asked):
        return None
    behind = tokens[place + 1].text if place + 1 < len(tokens) else ""
    if asked.others and behind[:1].isdigit() and not _BARE_YEAR.fullmatch(behind):
        return None  # "won 44.1 percent" is not to win an election
    before = [at for at in range(place) if _is_subject(at, tokens, asked, one, stem)]
    if asked.passive and asked.subject in stems[place + 1 : place + 1 + _NEAR // 2]:
        return _active(place, tokens, one)
    if not before:
        return None
    end = before[-1]
    while end + 1 < place and (tokens[end + 1].capital or tokens[end + 1].lower in _LINKS) and not tokens[end].breaks:
        end += 1
    gap = _without_insertions(one, tokens, end, place)
    return _read_gap(gap, tokens, place, before[-1], asked, one)


def _is_subject(at: int, tokens: Sequence[Token], asked: Asserted, one: Statement, stem: Stem) -> bool:
    """Return whether a token stands for the subject, and is no part of what is said of another: "of its founder X"."""
    if tokens[at].lower in english.PRONOUNS:
        return _names(tokens[:at] if at else tokenize(one.before), stem) == [asked.subject]
    if stem(tokens[at].text) != asked.subject:
        return False
    given = tokens[at - 1].lower if at and not tokens[at - 1].breaks else ""
    if is_given_name(given) and given not in asked.names and len(asked.names) > 1:
        return False  # another of the same surname
    start = at
    while start and not tokens[start - 1].breaks and (tokens[start - 1].capital or start > at - 3):
        start -= 1
        word = tokens[start].lower
        if not tokens[start].capital and word in _OF_ANOTHER and word not in asked.names:
            return False  # but "the town of Kobane" is what was asked about
    return True


def _names(tokens: Sequence[Token], stem: Stem) -> list[str]:
    """Return the last word of each name in a row of tokens."""
    calendar = english.BETWEEN  # the days of the week are no names
    named = [
        one for place, one in enumerate(tokens) if one.capital and (place or not one.ends) and one.lower not in calendar
    ]
    return [stem(one.text) for one, after in zip(named, [*named[1:], None], strict=False)
            if one.breaks or after is None or after.start > one.end + 1]  # fmt: skip


def _active(place: int, tokens: Sequence[Token], one: Statement) -> Polarity | None:
    """Return what "police arrested the man" says to "Was the man arrested?"."""
    lead = [token.lower for token in tokens[max(0, place - 3) : place]]
    plain = not any(_is_negation(word) or word in ("to", "will", "would", "could") for word in lead)
    past = is_past(tokens[place].text) and not english.BE.intersection(lead)
    return Polarity.YES if plain and past and not _is_unreal(one.text, tokens, place) else None


def _read_gap(
    gap: Sequence[str], tokens: Sequence[Token], place: int, subject: int, asked: Asserted, one: Statement
) -> Polarity | None:
    if len(gap) > _GAP or english.BREAKS.intersection(gap) or one.text.lstrip().lower().startswith(("if ", "whether ")):
        return None
    failed = bool(english.FAILED.intersection(gap))
    negative = failed or any(map(_is_negation, gap))
    if gap[-1:] == ["to"] and not (failed or "able" in gap):
        return None
    future = english.FUTURE.intersection(gap)
    others = [word for word in gap if not _passes(word)]
    if negative:
        plain = not others and not _is_restricted(tokens, place) and _voice(gap, tokens, place, asked)
        return Polarity.NO if plain else None
    if _is_unreal(one.text, tokens, place) or bool(future) != asked.future or ("be" in gap and not future):
        return None
    if english.PRESENT.intersection(gap) and not (asked.present or asked.future or "been" in gap):
        return None  # "the moment she is released"
    if others and not _coordinated(gap, tokens, place, subject):
        return None
    return Polarity.YES if _voice(gap, tokens, place, asked) and (asked.future or _is_fact(tokens, place)) else None


def _is_restricted(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a negation is only of how it was done: "did not win alone"."""
    return any(token.lower in english.RESTRICTS for token in tokens[place + 1 : place + 1 + _NEAR])


def _is_unreal(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Return whether what a verb says is only wished, feared or claimed."""
    return bool(english.UNREAL.search(_unify(text)[: tokens[place].end]) or english.CLAIMED.search(text))


def _voice(gap: Sequence[str], tokens: Sequence[Token], place: int, asked: Asserted) -> bool:
    """Return whether something is done to the subject in the sentence as in the question."""
    done = bool(english.BE.intersection(gap)) and is_past(tokens[place].text)
    return done if asked.passive else not done or asked.verb in english.INTRANSITIVE


def _is_fact(tokens: Sequence[Token], place: int) -> bool:
    word = tokens[place].lower
    return is_past(tokens[place].text) or word.endswith("ing") or (word.endswith("s") and is_base(base_of(word[:-1])))


def _coordinated(gap: Sequence[str], tokens: Sequence[Token], place: int, subject: int) -> bool:
    """Return whether the verb belongs to the subject with another one: "beat X and won", "after beating X"."""
    last = gap[-1]
    joined = (
        last == "and"
        or list(gap[-2:]) == ["after", "being"]
        or (last in ("after", "by") and tokens[place].lower.endswith("ing"))
    )
    return joined and subject <= _LEADS


def _passes(word: str) -> bool:
    negation = _is_negation(word) or word in english.FAILED or word in english.FUTURE
    return word in english.BETWEEN or word.endswith("ly") or negation or word == "to"


def _is_negation(word: str) -> bool:
    return word in english.NEGATIONS or english.NEGATED.search(word) is not None


def _has_object(place: int, tokens: Sequence[Token], stems: Sequence[str], asked: Asserted) -> bool:
    """Return whether a verb is about a name that follows it, itself and not a part or a match of it."""
    for at in range(place + 1, min(len(tokens), place + 1 + _NEAR)):
        if stems[at] == asked.object:
            end = at
            while end + 1 < len(tokens) and tokens[end + 1].capital and not tokens[end].breaks:
                end += 1
            return _keeps_head(tokens, end) or stems[end + 1] in asked.others
        if tokens[at].lower in english.PREPOSITIONS or tokens[at].breaks:
            return False
    return False


def _keeps_head(tokens: Sequence[Token], end: int) -> bool:
    if end + 1 >= len(tokens) or tokens[end].breaks:
        return True
    after = tokens[end + 1]
    return after.ends or after.lower in english.SAME_HEAD or is_past(after.text) or after.lower in english.PREPOSITIONS


def _without_insertions(one: Statement, tokens: Sequence[Token], start: int, end: int) -> list[str]:
    """Return the words between two tokens, without what stands between commas: "Nadal, the champion, won"."""
    text = _unify(one.text)
    between = text[tokens[start].end : tokens[end].start]
    parts = between.split(",")
    kept = f"{parts[0]} {parts[-1]}" if len(parts) > 2 else between.replace(",", " ")
    return [token.lower for token in tokenize(kept)]


def _unify(text: str) -> str:
    """Return a text in which different words for one predicate are the same."""
    for pattern, word in english.SAME:
        text = pattern.sub(word, text)
    return text


def judge_all(statements: Iterable[Statement], asked: Asserted, stem: Stem) -> list[tuple[Statement, Polarity]]:
    """Return the statements that affirm or deny what is asked, with what they say."""
    judged = ((one, judge_statement(one, asked, stem)) for one in statements)
    return [(one, said) for one, said in judged if said]
