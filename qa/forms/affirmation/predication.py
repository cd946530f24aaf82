"""What stands between a subject and its verb: whether it is said as a fact, denied, or only wished."""

import re
from collections.abc import Sequence

from qa.forms.affirmation.assertion import Asserted
from qa.forms.statement import Statement
from qa.language.english.forms import polarity as english
from qa.language.phrase import Token, tokenize
from qa.language.polarity import Polarity
from qa.language.verb import base_of, is_base, is_past

_LEADS = 8  # words of a subject at the beginning of its sentence, at most
_GAP = 7  # words between a subject and its verb, at most
_TITLE_BEHIND = re.compile(r"^, (?:[A-Z][\w’-]+(?: (?:of|for))? )+(?=[a-z])")  # "Ada, Duchess of Holm was"
_NEAR = 6  # words between a verb and what it is about


def read_active(place: int, tokens: Sequence[Token], asked: Asserted, one: Statement) -> Polarity | None:
    """Return what "police arrested the man" says to "Was the man arrested?"."""
    lead = [token.lower for token in tokens[max(0, place - 3) : place]]
    if lead[-2:] == ["decision", "to"]:
        return Polarity.YES
    if any(word in ("to", "will", "would", "could", "if") for word in lead) or english.BE.intersection(lead):
        return None
    if any(map(is_negation, lead[-1:])):
        return Polarity.NO if lead[-2:-1] and lead[-2] in english.DID else None
    plain = not any(map(is_negation, lead)) and is_past(tokens[place].text)
    return Polarity.YES if plain and not _is_unreal(one.text, tokens, place, asked) else None


def read_gap(
    gap: Sequence[str], tokens: Sequence[Token], place: int, subject: int, asked: Asserted, one: Statement
) -> Polarity | None:
    """Return what a verb says of its subject, by the words between them; None where it says it not clearly."""
    if subject <= _LEADS and _adds_clause(gap, tokens, place):
        return None if asked.passive or _is_unreal(one.text, tokens, place, asked) else Polarity.YES
    if len(gap) > _GAP or english.BREAKS.intersection(gap) or one.text.lstrip().lower().startswith(("if ", "whether ")):
        return None
    failed = bool(english.FAILED.intersection(gap))
    negative = failed or any(map(is_negation, gap))
    if gap[-1:] == ["to"] and not (failed or "able" in gap):
        return None
    future = english.FUTURE.intersection(gap)
    others = [word for word in gap if not passes(word) and not (asked.able and word == "can")]
    if negative:
        plain = not others and not _is_restricted(tokens, place) and _voice(gap, tokens, place, asked)
        return Polarity.NO if plain else None
    if asked.able:
        able = "can" in gap and _voice([*gap, "be"] if "be" in gap else gap, tokens, place, asked)
        return Polarity.YES if able and not _is_unreal(one.text, tokens, place, asked) else None
    if _is_unreal(one.text, tokens, place, asked) or bool(future) != asked.future or ("be" in gap and not future):
        return None
    if english.PRESENT.intersection(gap) and not (asked.present or asked.future or "been" in gap):
        return None  # "the moment she is released"
    if others and not _coordinated(gap, tokens, place, subject):
        return None
    fact = asked.future or asked.quality or _is_fact(tokens, place)
    return Polarity.YES if fact and _voice(gap, tokens, place, asked) else None


def _adds_clause(gap: Sequence[str], tokens: Sequence[Token], place: int) -> bool:
    """Return whether a participle behind a comma goes on about the subject: "Lorn was elected mayor, defeating Roy"."""
    joined = place > 0 and tokens[place - 1].breaks and tokens[place].lower.endswith("ing")
    first = next((word for word in gap if passes(word) or is_past(word)), "")
    plain = english.BREAKS.isdisjoint(gap) and not any(map(is_negation, gap)) and english.FAILED.isdisjoint(gap)
    return joined and plain and bool(first) and "and" not in gap


def _is_restricted(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a negation is only of how it was done: "did not win alone"."""
    return any(token.lower in english.RESTRICTS for token in tokens[place + 1 : place + 1 + _NEAR])


def _is_unreal(text: str, tokens: Sequence[Token], place: int, asked: Asserted) -> bool:
    """Return whether what a verb says is only wished, feared or claimed; "and that" begins what is said anew."""
    before = text[: tokens[place].start].rpartition(" and that ")[2]
    if asked.common:  # "the offer" is no wish where it is what was refused
        before = re.sub(rf"\b{re.escape(asked.subject)}", " ", before, flags=re.IGNORECASE)
    behind = english.SUBORDINATE.split(text[tokens[place].end :])[0]
    return bool(english.UNREAL.search(before) or english.CLAIMED.search(f"{before} {behind}"))


def _voice(gap: Sequence[str], tokens: Sequence[Token], place: int, asked: Asserted) -> bool:
    """Return whether something is done to the subject in the sentence as in the question."""
    if asked.quality:
        return bool(english.BE.intersection(gap))
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


def passes(word: str) -> bool:
    """Return whether a word between a subject and its verb leaves the verb to the subject: "has", "never", "later"."""
    negation = is_negation(word) or word in english.FAILED or word in english.FUTURE
    return word in english.BETWEEN or word.endswith("ly") or negation or word == "to"


def is_negation(word: str) -> bool:
    """Return whether a word denies: "not", "never", "didn't"."""
    return word in english.NEGATIONS or english.NEGATED.search(word) is not None


def words_between(one: Statement, tokens: Sequence[Token], start: int, end: int) -> list[str]:
    """Return the words between two tokens, without what stands between commas: "Nadal, the champion, won"."""
    between = one.text[tokens[start].end : tokens[end].start]
    between = _TITLE_BEHIND.sub("", between)
    parts = between.split(",")
    kept = f"{parts[0]} {parts[-1]}" if len(parts) > 2 else between.replace(",", " ")
    return [token.lower for token in tokenize(kept)]
