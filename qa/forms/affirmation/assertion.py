"""What a question for yes or no asks: of whom or what, which predicate, and what else has to be said."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.language.alias import find_aliases
from qa.language.english.forms import opposites
from qa.language.english.forms import polarity as english
from qa.language.kind import is_given_name
from qa.language.phrase import Token, tokenize
from qa.language.verb import base_of, is_base, is_past

Stem = Callable[[str], str]

_DOING = frozenset(["do", "does", "did", "didn't", "doesn't", "don't", "will", "won't", "can", "can't"])
_UNSURE = frozenset(["could", "would", "should"])  # they ask for more than a fact
_ADVERBS = frozenset(["still", "yet", "ever", "also", "already"])
_COMPOUND = 3  # words behind a name among which its verb is sought: "Did the Holm fire brigade arrive?"


@dataclass(frozen=True, slots=True)
class Asserted:
    """What a question for yes or no asks: of whom, which predicate, and what else has to be said.

    `passive` is whether something was done to the subject; `future` whether it is asked what will be, `able` what can
    be. `object` is the name that follows the verb without a preposition, `names` all words of the subject. The subject
    is `common` where a noun stands for it, and no name. `opposites` are the stems of what denies the predicate, which
    may be an adjective (`quality`). `aliases` are other names of what it names.
    """

    subject: str
    verb: str
    others: tuple[str, ...]
    passive: bool
    future: bool
    object: str | None = None
    present: bool = False
    names: frozenset[str] = frozenset()
    able: bool = False
    common: bool = False
    quality: bool = False
    opposites: frozenset[str] = frozenset()
    aliases: tuple[tuple[re.Pattern[str], str], ...] = ()

    def rename(self, text: str) -> str:
        """Return a text in which what the question names has the name that it has there: "the Fed"."""
        for pattern, name in self.aliases:
            text = pattern.sub(name, text)
        return text


def read_assertion(question: str, stem: Stem) -> Asserted | None:
    """Return what a question asks; None where it has no subject by which it is told, or asks which of two."""
    aux, _, rest = unify(question.rstrip(" ?.!")).partition(" ")
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
    word = tokens[place].lower
    verb = stem(tokens[place].text)
    done = (not doing and aux.lower() not in ("has", "have", "had") and is_past(word)) or _is_done(tokens, place)
    common = not subject.capital
    told = [stem(one.text) for one in behind] + ([*_around_noun(tokens[:place], subject, stem)] if common else [])
    return Asserted(
        stem(subject.text), verb, tuple(told), done and verb not in english.INTRANSITIVE,
        aux.lower() in ("will", "won't"), stem(behind[0].text) if direct else None,
        aux.lower() in ("is", "are"), frozenset(one.lower for one in tokens[:place]), aux.lower() in ("can", "can't"),
        common, not doing and word in opposites.QUALITIES, _opposites(word, verb, stem), _aliases(question),
    )  # fmt: skip


def _aliases(question: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return a pattern of the other names of each name in a question, as they are written, with that name."""
    return tuple(
        (re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(one.others, key=len, reverse=True)))})(?!\w)"), one.name)
        for one in find_aliases(question)
        if one.others
    )


def unify(text: str) -> str:
    """Return a text in which different words for one predicate are the same."""
    for pattern, word in english.SAME:
        text = pattern.sub(word, text)
    return text


def _opposites(word: str, verb: str, stem: Stem) -> frozenset[str]:
    """Return the stems of the words that deny a predicate: "refuse" of "accept", "unhurt" of "hurt"."""
    told = {stem(other) for group in opposites.GROUPS for side, others in (group, group[::-1])
            if verb in {stem(one) for one in side} for other in others}  # fmt: skip
    prefixes = opposites.PREFIXES + (opposites.OF_QUALITIES if word in opposites.QUALITIES else ())
    told |= {stem(f"{prefix}{word}") for prefix in prefixes}
    bare = next((word.removeprefix(prefix) for prefix in opposites.PREFIXES if word.startswith(prefix)), None)
    return frozenset(told | ({stem(bare)} if bare else set()))


def _subject(tokens: Sequence[Token]) -> Token | None:
    """Return the word by which a subject is found: the surname of a person, the last word of another name or noun.

    It is the noun before "of" and the like, as in "the director of the museum", but not in "the town of Kobane".
    """
    words = [one for one in tokens if one.lower not in english.NO_SURNAMES | english.BE | _ADVERBS]
    cut = next((at for at, one in enumerate(words) if one.lower in english.PREPOSITIONS and not one.capital), None)
    head = words[:cut][-1] if words[:cut] else None
    if head and not head.capital and head.lower not in english.FUNCTION | english.PRONOUNS | english.PLACES:
        return head
    named = [one for one in words if one.capital]
    if cut is not None and not named:
        return None
    last = (named or words)[-1] if words else None
    return None if last is None or last.lower in english.FUNCTION | english.PRONOUNS else last


def _around_noun(tokens: Sequence[Token], noun: Token, stem: Stem) -> list[str]:
    """Return the other words that a subject has beside its noun: the names, and what follows a preposition."""
    place = tokens.index(noun)
    before = [one for one in tokens[:place] if one.capital and one.lower not in english.FUNCTION]
    told = [*_heads(before), *_heads(tokens[place + 1 :])]
    return [stem(bare(one.text)) for one in told if one.lower not in english.BE | _ADVERBS]


def bare(word: str) -> str:
    """Return a word without the ending of an owner."""
    return word.removesuffix("’s").removesuffix("'s").removesuffix("’").removesuffix("'")


def _heads(tokens: Sequence[Token]) -> list[Token]:
    """Return the words that a sentence has to hold: of a name of a person or place the last one."""
    kept = [one for one in tokens if one.lower not in english.FUNCTION]
    return [
        one
        for one, after in zip(kept, [*kept[1:], None], strict=False)
        if not (after and one.capital and after.capital and is_given_name(one.lower) and not one.breaks)
    ]


def _find_predicate(tokens: Sequence[Token], *, doing: bool) -> int | None:
    """Return the place of the verb, the participle or the adjective; None where there is none."""
    for place, one in enumerate(tokens[1:], start=1):
        if one.capital or one.lower in english.FUNCTION or (one.lower in english.BE and place + 1 < len(tokens)):
            continue
        if is_past(one.lower) or (doing and (is_base(one.lower) or tokens[place - 1].capital)):
            return _skip_noun(tokens, place) if doing and not is_base(one.lower) else place
        if not doing and one.lower in opposites.QUALITIES:
            return place
    return None


def _skip_noun(tokens: Sequence[Token], place: int) -> int:
    """Return the place of a known verb right behind a word that may be a noun: "Did Holm's mayor resign?"."""
    for after in range(place + 1, min(len(tokens), place + _COMPOUND)):
        if tokens[after].capital or tokens[after].lower in english.FUNCTION:
            return place
        if is_base(tokens[after].lower):
            return after
    return place


def _is_done(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a participle follows "be": "will be crowned"."""
    lead = [one.lower for one in tokens[max(0, place - 2) : place]]
    return bool(english.BE.intersection(lead)) and is_past(tokens[place].text)


def is_verb(word: str) -> bool:
    """Return whether a word is a form of a verb, and no noun of it such as "resignation"."""
    lower = word.lower()
    known = is_base(lower) or is_base(base_of(lower.removesuffix("s")))
    return is_past(word) or known or lower.endswith("ing") or lower in opposites.QUALITIES
