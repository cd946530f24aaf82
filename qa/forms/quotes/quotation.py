"""Somebody's words: who said what is quoted, and what somebody said about something."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.types import Hit, Span
from qa.findings.compose import Composed
from qa.forms.quotes.attribution import find_signature, name_speaker, place_of_speaker, speaks_of, terms_of
from qa.forms.statement import Statement, cite_statement, claim_of, draft_of, read_statements
from qa.language.dated import undate
from qa.language.english.bars.negations import NOT
from qa.language.english.forms import quotations as english
from qa.types import Agreement

Terms = Callable[[str], tuple[str, ...]]

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_QUOTED = re.compile(r"[“\"]([^“”\"]{6,400})[”\"]?")
_FEWEST = 3  # words that make a quotation
_SURE = 0.85
_SAID = 0.7
_TOLD = 0.7  # of the weight of what is told in other words, in the quotation; chosen by hand
_MARGIN = 1.5  # of value, within which further words are shown
_ABOUT = 0.5  # share of the topic in the passage, at least
_TOGETHER = 0.8  # that share and the one of the sentence together, at least
_LONGEST = 700  # code points of a quotation
_CLOSING = '”"'
_NEAR = 3  # sentences before a quotation in which its speaker is sought


def find_speaker(words: str, hits: Sequence[Hit]) -> Composed | None:
    """Return who said these very words; None where no passage has them with a speaker."""
    wanted = max((_plain(part) for part in re.split(r"[.!?…]", words)), key=len)
    if len(wanted) < _FEWEST - 1:
        return None
    for hit in hits:
        row = list(read_statements([hit]))
        for place, one in enumerate(row):
            if not _holds(one.text, wanted):
                continue
            named = _speaker_of(row, place, wanted)
            if named:
                return _say(named, row, place, hits)
    return None


def find_teller(words: str, hits: Sequence[Hit], terms: Terms, weights: Mapping[str, float]) -> Composed | None:
    """Return who said what is told in other words, where a sentence beside the quotation names the speaker.

    `weights` are those of the terms of the words. Where one sentence has both, the reader finds it.
    """
    least = _TOLD * sum(weights.values())
    for hit in hits:
        row = list(read_statements([hit]))
        for place, one in enumerate(row):
            quoted = _QUOTED.search(one.text)
            if not quoted or bool(NOT.search(words)) is not bool(NOT.search(one.text)):
                continue
            if sum(weights.get(term, 0.0) for term in terms(quoted[1])) < least:
                continue
            named = _speaker_of(row, place, _plain(quoted[1]))
            if named and named[0] != place:
                return _say(named, row, place, hits, _SAID)
    return None


def _plain(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def _holds(text: str, wanted: list[str]) -> bool:
    return f" {' '.join(wanted)} " in f" {' '.join(_plain(text))} "


def _speaker_of(row: Sequence[Statement], place: int, wanted: list[str]) -> tuple[int, str] | None:
    """Return in which sentence the speaker of the words in a sentence is named, and the name."""
    text = row[place].text
    end = _end_of(text, wanted)
    behind = _named_behind(text, next((at for at in range(end, len(text)) if text[at] in english.MARKS), None))
    begin = max((text.rfind(mark, 0, end) for mark in english.MARKS), default=-1)
    led = english.BEFORE.search(text[:begin]) if begin > 0 else None
    if name := behind or (led["name"] if led else None):
        return _resolve(row, place, name.strip())
    for at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
        if name := _named_in(row[at].text):
            return _resolve(row, at, name.strip())
    if place + 1 < len(row) and text.count("“") > text.count("”"):
        return _speaker_of(row, place + 1, _plain(row[place + 1].text)[:1])
    return None


def _named_behind(text: str, mark: int | None) -> str | None:
    """Return the name behind the quotation mark at a place: "said X", "X said"."""
    rest = text[mark + 1 :] if mark is not None else ""
    return next((found["name"] for pattern in english.BEHIND if (found := pattern.match(rest))), None)


def _named_in(before: str) -> str | None:
    """Return the speaker whom a sentence before a quotation names."""
    marks = [at for at in range(len(before)) if before[at] in english.MARKS]
    behind = _named_behind(before, marks[-1]) if marks else None
    led = english.BEFORE.search(before.rstrip(":, "))
    return behind or (led["name"] if led else None)


def _end_of(text: str, wanted: list[str]) -> int:
    """Return where the last of some words in a text ends."""
    spans = [(match.group().lower().replace("’", "'"), match.end()) for match in _WORD.finditer(text)]
    for at in range(len(spans) - len(wanted) + 1):
        if [word for word, _ in spans[at : at + len(wanted)]] == wanted:
            return spans[at + len(wanted) - 1][1]
    return 0


def _resolve(row: Sequence[Statement], place: int, name: str) -> tuple[int, str] | None:
    """Return the name that a pronoun stands for, or the name itself, without a word that is none at its beginning."""
    if name.lower() not in ("he", "she"):
        words = name.split()
        while words and words[0].lower() in english.NO_NAMES:
            words = words[1:]
        return (place, " ".join(words).rstrip(" ,").removesuffix(".")) if words else None
    for at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
        names = [one.strip() for one in re.findall(english.NAME, row[at].text)]
        persons = [one for one in names if len(one.split()) > 1 and one.split()[0].lower() not in english.NO_NAMES]
        if persons:
            return at, persons[0]
    return None


def _say(
    named: tuple[int, str], row: Sequence[Statement], place: int, hits: Sequence[Hit], sure: float = _SURE
) -> Composed:
    at, name = named
    span = Span(min(row[at].span.start, row[place].span.start), max(row[at].span.end, row[place].span.end))
    citation = cite_statement(row[place], span, hits)
    drafts = [draft_of(citation)]
    claim = claim_of(_fullest(name, citation.quote), citation, sure)
    return Composed(tuple(drafts), (claim,), Agreement.SINGLE)


def _fullest(name: str, quote: str) -> str:
    """Return the fullest form of a name in a quote."""
    last = name.split()[-1]
    full = [one for found in re.findall(english.NAME, quote) if (one := found.strip().removesuffix(".")).endswith(last)]
    best = max((one for one in full if one.split()[0].lower() not in english.NO_NAMES), key=len, default=name)
    return best if best in quote else name


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the words of a speaker, what to quote, the words in quotation marks, and how well it answers.

    `share` is how much of the topic it names itself.
    """

    statement: Statement
    span: Span
    words: str
    value: float
    share: float


def find_words(speaker: str, topic: str, hits: Sequence[Hit], limit: int, terms: Terms) -> Composed | None:
    """Return what a speaker said about a topic: sentences with the speaker's words, the words as the short answer.

    Without a topic that is what he said last: one quotation of each of the newest articles, and no short answer.
    """
    named_as = name_speaker(speaker, hits)
    said = [one for hit in hits for one in _said_in(hit, named_as, topic, terms)]
    if not topic:
        return _tell_newest(said, hits, limit)
    named = [one for one in said if one.share]  # others tell what the speaker said in an article on the topic
    found = sorted(named or said, key=lambda one: -one.value)
    chosen: list[Said] = []
    for one in found:
        if (
            len(chosen) < limit
            and one.value >= found[0].value - _MARGIN
            and all(_apart(one, other) for other in chosen)
        ):
            chosen.append(one)
    if not chosen:
        return None
    citations = [cite_statement(one.statement, one.span, hits) for one in chosen]
    claims = [claim_of(one.words, cited, _SAID) for one, cited in zip(chosen, citations, strict=True) if one.words]
    return Composed(tuple(map(draft_of, citations)), tuple(claims[:1]), Agreement.SINGLE)


def _tell_newest(said: Sequence[Said], hits: Sequence[Hit], limit: int) -> Composed | None:
    """Return the best words of each of the newest articles, the newest first."""
    best: dict[str, Said] = {}
    told = [one for one in said if one.words or re.search(english.REACTS, english.CALLED.sub("", one.statement.text))]
    for one in sorted(told, key=lambda one: -one.value):
        best.setdefault(one.statement.article, one)
    newest = sorted(best.values(), key=lambda one: one.statement.published, reverse=True)[:limit]
    drafts = tuple(draft_of(cite_statement(one.statement, one.span, hits)) for one in newest)
    return Composed(drafts, (), Agreement.SINGLE) if drafts else None


def _said_in(hit: Hit, speaker: str, topic: str, terms: Terms) -> Iterator[Said]:
    """Yield what a speaker says about a topic in one passage."""
    own = set(terms(speaker))
    undated = undate(topic, hit)
    wanted, telling = set(terms(undated)) - own, terms_of(undated, speaker, terms)
    names = set(terms(" ".join(word for word in undated.split() if word[0].isupper()))) - own
    row = list(read_statements([hit]))
    context = {term for one in row for term in terms(one.text)} | set(terms(hit.head.title))
    about = len(wanted & context) / len(wanted) if wanted else 1.0
    if about < _ABOUT or not names <= context:
        return
    for place, one in enumerate(row):
        quoted = _QUOTED.search(one.text)
        text, end = _whole_quotation(one, quoted.start() + 1, hit) if quoted else ("", one.span.end)
        signed = find_signature(speaker, hit, end) if quoted else None
        named = place if signed else place_of_speaker(speaker, row, place, quoted=quoted is not None)
        if named is None or not speaks_of(telling, row[place], speaker, terms):
            continue
        near = {term for at in range(named, place + 1) for term in terms(row[at].text)}
        share = len(wanted & near) / len(wanted) if wanted else 1.0
        if share + about < _TOGETHER:
            continue
        value = 2 * share + about + (1.5 if quoted else 0.0) + 0.5 * (named == place) + min(len(text), 120) / 240
        yield Said(one, Span(row[named].span.start, signed or end), text, value, share)


def _apart(one: Said, other: Said) -> bool:
    """Return whether two quotes share no character."""
    same = one.statement.article == other.statement.article
    return not same or one.span.end <= other.span.start or other.span.end <= one.span.start


def _whole_quotation(one: Statement, begin: int, hit: Hit) -> tuple[str, int]:
    """Return a quotation that may go on over several sentences, and where the last of them ends in the version."""
    offset = one.span.start - hit.passage.start
    start = offset + begin
    closed = next((at for at in range(start, min(len(hit.text), start + _LONGEST)) if hit.text[at] in _CLOSING), None)
    paragraph = hit.text.find("\n", start)
    end = min(at for at in (closed, paragraph if paragraph > 0 else None, len(hit.text)) if at is not None)
    quoted = hit.text[start:end].strip(" ,.")
    last = hit.passage.start + end + (closed == end)
    return quoted, max(last, one.span.end)
