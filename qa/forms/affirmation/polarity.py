"""Yes or no: whether a sentence clearly affirms or denies what a question asks.

A sentence affirms where its subject is the one asked about, its verb says the same of it as a fact, and everything else
that the question names stands in it, in the title or in the date of its article.
"""

import re
from calendar import month_name
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qa.forms.affirmation.assertion import Asserted, Stem, bare, is_verb, unify
from qa.forms.affirmation.predication import is_negation, passes, read_active, read_gap, words_between
from qa.forms.statement import Statement
from qa.language.english.bars.persons.namesakes import NO_GIVEN
from qa.language.english.bars.persons.reversal import BEATS
from qa.language.english.bars.places import NEIGHBOUR
from qa.language.english.forms import opposites
from qa.language.english.forms import polarity as english
from qa.language.phrase import Token, tokenize
from qa.language.polarity import Polarity
from qa.language.verb import is_past

_OF_ANOTHER = english.PREPOSITIONS | {"and", "or", "like", "than"}
_LINKS = frozenset(["de", "du", "la", "le", "of", "van", "von", "bin", "al", "el"])
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = tuple(month_name)[1:]
_PHRASE = 5  # words of a phrase behind a noun, at most
_NEAR = 6  # words between a verb and what it is about


def judge_statement(one: Statement, asked: Asserted, stem: Stem) -> Polarity | None:
    """Return what a statement says to a question; None where it neither affirms nor denies it clearly.

    Of two clauses that differ, the one says it that has more of what the question names: "in Holm it is banned".
    """
    if one.text.rstrip().endswith("?") or english.SUPPOSED.search(one.text):
        return None
    if len(clauses := english.CONTRASTS.split(one.text)) > 1:
        return _judge_clauses(one, clauses, asked, stem)
    one = replace(one, text=_word_as(asked, one.text, stem))
    tokens = tokenize(one.text)
    stems = [stem(token.text) for token in tokens]
    around = {
        *stems,
        *(stem(token.text) for token in tokenize(f"{asked.rename(one.hit.head.title)} {one.published:%B %Y}")),
    }
    told = one.text
    if english.LEANING.intersection(token.lower for token in tokens):
        around |= {stem(token.text) for token in tokenize(NEIGHBOUR.sub(" ", one.before))}
        told = f"{one.before} {one.text}"
    if any(other not in around for other in asked.others) or _excludes(told, asked, stem):
        return None
    if _is_of_another_time(stems, asked, one, stem):
        return None
    if asked.verb == stem("win") and _is_beaten(tokens, stems, asked):
        return Polarity.NO
    found_at = [(place, found) for place, word in enumerate(stems) if word == asked.verb or word in asked.opposites
            if (found := _read_at(place, tokens, stems, asked, one, stem))]  # fmt: skip
    if len({polarity for _, polarity in found_at}) > 1:
        return _of_fuller_clause(found_at, tokens, stems, asked)
    return found_at[0][1] if found_at else None


def _judge_clauses(one: Statement, clauses: Sequence[str], asked: Asserted, stem: Stem) -> Polarity | None:
    """Return what the clauses of a sentence say, each without what the question names in another one alone."""
    told = [{stem(token.text) for token in tokenize(asked.rename(clause))} for clause in clauses]
    others = set(asked.others) & set[str]().union(*told)
    fit = [clause for clause, stems in zip(clauses, told, strict=True) if others <= stems]
    said = {judge_statement(replace(one, text=clause), asked, stem) for clause in fit} - {None}
    return said.pop() if len(said) == 1 else None


def _excludes(text: str, asked: Asserted, stem: Stem) -> bool:
    """Return whether something that is asked stands only behind words that except it: "but none of the patients"."""
    found = english.EXCLUDES.search(text)
    if found is None:
        return False
    before, behind = (
        {stem(one.text) for one in tokenize(part)} for part in (text[: found.start()], text[found.end() :])
    )
    return any(other in behind and other not in before for other in asked.others)


def _is_of_another_time(stems: Sequence[str], asked: Asserted, one: Statement, stem: Stem) -> bool:
    """Return whether a sentence names another year or month than the question, or is of an article of another year.

    A year in the title alone may be that of what went before.
    """
    wanted, named = (set(filter(_BARE_YEAR.fullmatch, words)) for words in (asked.others, stems))
    if wanted and not wanted & (named or {str(one.published.year)}):
        return True
    months, said = ({month for month in _MONTHS if stem(month) in words} for words in (asked.others, stems))
    return bool(months and said) and not months & said


def _word_as(asked: Asserted, text: str, stem: Stem) -> str:
    """Return a text in which other words for the verb of the question are that verb."""
    text = unify(asked.rename(text))
    for verb, pattern, said in english.FOR_VERB:
        if stem(verb) == asked.verb:
            text = pattern.sub(said, text)
    return text


def _of_fuller_clause(
    said: Sequence[tuple[int, Polarity]], tokens: Sequence[Token], stems: Sequence[str], asked: Asserted
) -> Polarity | None:
    """Return what the clause says that has most of what the question names; None where two have as much."""
    rated = sorted(((_count_others(place, tokens, stems, asked), polarity) for place, polarity in said), reverse=True)
    best = {polarity for count, polarity in rated if count == rated[0][0]}
    return best.pop() if len(best) == 1 else None


def _count_others(place: int, tokens: Sequence[Token], stems: Sequence[str], asked: Asserted) -> int:
    start = next((at for at in range(place, 0, -1) if tokens[at - 1].breaks), 0)
    end = next((at for at in range(place, len(tokens)) if tokens[at].breaks), len(tokens) - 1)
    return len(set(stems[start : end + 1]) & set(asked.others))


def _read_at(
    place: int, tokens: Sequence[Token], stems: Sequence[str], asked: Asserted, one: Statement, stem: Stem
) -> Polarity | None:
    """Return what the word at a place says: the predicate, a noun of it, or its opposite."""
    if stems[place] == asked.verb and not is_verb(tokens[place].text):
        return _refused(place, tokens, asked, one, stem)
    said = _said_at(place, tokens, stems, asked, one, stem)
    if stems[place] == asked.verb:
        return said
    return Polarity.NO if said is Polarity.YES else None


def _is_beaten(tokens: Sequence[Token], stems: Sequence[str], asked: Asserted) -> bool:
    """Return whether somebody beat the subject in a final, which is to say that the subject did not win it."""
    beats = [place for place, token in enumerate(tokens) if token.lower in ("beat", "beats", "beating")]
    final = any(token.lower == "final" for token in tokens)
    behind = [stems[place + 1 : place + 4] for place in beats if not is_negation(tokens[place - 1].lower)]
    return final and any(asked.subject in row for row in behind)


def _refused(place: int, tokens: Sequence[Token], asked: Asserted, one: Statement, stem: Stem) -> Polarity | None:
    """Return no where what the subject offered was refused: "her resignation was not accepted"."""
    behind = [token.lower for token in tokens[place + 1 : place + 1 + _NEAR + 2]]
    taken = opposites.REFUSED.intersection(behind) and english.BE.intersection(behind)
    unaccepted = "accepted" in behind and any(map(is_negation, behind))
    if not (taken or unaccepted) or english.CLAIMED.search(one.text):
        return None
    return Polarity.NO if any(_is_subject(at, tokens, asked, one, stem) for at in range(place)) else None


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
    behind_verb = [at for at in _object_of(place, tokens) if stems[at] == asked.subject]
    if asked.passive and any(asked.common or _is_subject(at, tokens, asked, one, stem) for at in behind_verb):
        return read_active(place, tokens, asked, one)
    if not before:
        return None
    end = before[-1]
    while end + 1 < place and (tokens[end + 1].capital or tokens[end + 1].lower in _LINKS) and not tokens[end].breaks:
        end += 1
    end = max(end, _skip_phrase(tokens, before[-1], place)) if asked.common else end
    gap = words_between(one, tokens, end, place)
    said = read_gap(gap, tokens, place, before[-1], asked, one)
    none = behind.lower() in english.NONE  # "won none of the games"
    return Polarity.NO if none and said is Polarity.YES else said


def _object_of(place: int, tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the places of the words behind a verb up to the end of its object: "the former guard Ada Lorn"."""
    for at in range(place + 1, min(len(tokens), place + 2 + _NEAR)):
        if tokens[at].lower in english.PREPOSITIONS:
            return
        yield at
        if tokens[at].breaks:
            return


def _skip_phrase(tokens: Sequence[Token], end: int, place: int) -> int:
    """Return the end of a noun with the phrase behind it: "the owner of the old mill"."""
    if end + 1 >= place or tokens[end].breaks or tokens[end + 1].lower not in english.PREPOSITIONS:
        return end
    at = end + 1
    while at + 1 < place and at < end + _PHRASE and not tokens[at].breaks and not _opens_verb(tokens[at + 1]):
        at += 1
    return at


def _opens_verb(token: Token) -> bool:
    lower = token.lower
    return is_past(token.text) or passes(lower) or lower in english.BREAKS or lower in english.PRONOUNS


def _is_subject(at: int, tokens: Sequence[Token], asked: Asserted, one: Statement, stem: Stem) -> bool:
    """Return whether a token stands for the subject, and is no part of what is said of another: "of its founder X"."""
    if tokens[at].lower in english.PRONOUNS:
        return _stands_for_subject(at, tokens, asked, one, stem)
    if stem(tokens[at].text) != asked.subject:
        return False
    given = tokens[at - 1] if at and not tokens[at - 1].breaks else None
    if not asked.common and not _bears_name(tokens[at], given, asked):
        return False
    start = at
    while start and not tokens[start - 1].breaks and (tokens[start - 1].capital or start > at - 3):
        start -= 1
        word = tokens[start].lower
        if not tokens[start].capital and word in _OF_ANOTHER and word not in asked.names:
            return False  # but "the town of Kobane" is what was asked about
    return True


def _bears_name(token: Token, given: Token | None, asked: Asserted) -> bool:
    """Return whether a word with the stem of a name is it, and no other of that surname, owner, bridge or club."""
    if len(asked.names) == 1:
        return True
    if not token.capital:
        return False  # "the bill" may be any
    if english.OWNER.search(token.text):
        return token.lower in asked.names
    if bare(token.lower) not in {bare(name) for name in asked.names}:
        return False  # "Holmes" has the stem of "Holm"
    other = given is not None and given.capital and bare(given.lower) not in {bare(name) for name in asked.names}
    return not other or (given is not None and NO_GIVEN.fullmatch(given.lower) is not None)


def _stands_for_subject(at: int, tokens: Sequence[Token], asked: Asserted, one: Statement, stem: Stem) -> bool:
    """Return whether a pronoun stands for the subject: the one name before it, or its noun with one name at most."""
    if asked.common:
        places = [place for place in range(at) if stem(tokens[place].text) == asked.subject]
        if places:
            between = [name for name in _names(tokens[places[-1] + 1 : at], stem) if name not in asked.others]
            return len(between) <= 1
        return not at and _names(tokenize(one.before), stem) == [] and asked.subject in map(stem, one.before.split())
    before = tokens[:at] if _names(tokens[:at], stem) else tokenize(one.before)
    if tokens[at].lower == "who" and at and tokens[at - 1].breaks:
        return stem(tokens[at - 1].text) == asked.subject
    named = _names(before, stem)
    return named == [asked.subject] or (len(named) == 1 and named[0] in {stem(name) for name in asked.names})


def _names(tokens: Sequence[Token], stem: Stem) -> list[str]:
    """Return the last word of each name in a row of tokens."""
    calendar = english.BETWEEN  # the days of the week are no names
    named = [
        one for place, one in enumerate(tokens) if one.capital and (place or not one.ends) and one.lower not in calendar
    ]
    return [stem(one.text) for one, after in zip(named, [*named[1:], None], strict=False)
            if one.breaks or after is None or after.start > one.end + 1]  # fmt: skip


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
    if after.text[:1].isdigit():
        return True  # "beat Tarn 3-1"
    return after.ends or after.lower in english.SAME_HEAD or is_past(after.text) or after.lower in english.PREPOSITIONS


def judge_both_ways(one: Statement, asked: Asserted, stem: Stem) -> Polarity | None:
    """Return what a statement says; one that the other beat the subject, in the same match, denies that he beat him."""
    said, rest = judge_statement(one, asked, stem), tuple(other for other in asked.others if other != asked.object)
    if said or asked.object is None or not rest or asked.verb not in {stem(verb) for verb in BEATS}:
        return said
    other = replace(
        asked,
        subject=asked.object,
        names=frozenset((asked.object,)),
        object=asked.subject,
        others=(asked.subject, *rest),
    )
    return Polarity.NO if judge_statement(one, other, stem) is Polarity.YES else None


def judge_all(statements: Iterable[Statement], asked: Asserted, stem: Stem) -> list[tuple[Statement, Polarity]]:
    """Return the statements that affirm or deny what is asked, with what they say."""
    judged = ((one, judge_both_ways(one, asked, stem)) for one in statements)
    return [(one, said) for one, said in judged if said]
