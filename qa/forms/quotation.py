"""Somebody's words: who said what is quoted, and what somebody said about something."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.types import Hit, Span
from qa.findings.compose import Composed
from qa.forms.statement import Statement, cite_statement, claim_of, draft_of, read_statements
from qa.language.english import quotations as english
from qa.language.kind import is_given_name
from qa.types import Agreement

Terms = Callable[[str], tuple[str, ...]]

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_QUOTED = re.compile(r"[“\"]([^“”\"]{12,400})[”\"]?")
_FEWEST = 3  # words that make a quotation
_SURE = 0.85
_SAID = 0.7
_LONGEST = 700  # code points of a quotation
_CLOSING = "”\""
_NEAR = 3  # sentences before a quotation in which its speaker is sought


@dataclass(frozen=True, slots=True)
class Row:
    """The statements of one passage in their order."""

    statements: tuple[Statement, ...]


def find_speaker(words: str, hits: Sequence[Hit]) -> Composed | None:
    """Return who said these very words; None where no passage has them with a speaker."""
    wanted = max((_plain(part) for part in re.split(r"[.!?…]", words)), key=len)
    if len(wanted) < _FEWEST - 1:
        return None
    for hit in hits:
        row = list(_sentences(hit))
        for place, one in enumerate(row):
            if not _holds(one.text, wanted):
                continue
            named = _speaker_of(row, place, wanted)
            if named:
                return _say(named, row, place, hit, hits)
    return None


def _sentences(hit: Hit) -> Iterator[Statement]:
    return read_statements([hit])


def _plain(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def _holds(text: str, wanted: list[str]) -> bool:
    return f" {' '.join(wanted)} " in f" {' '.join(_plain(text))} "


def _speaker_of(row: Sequence[Statement], place: int, wanted: list[str]) -> tuple[int, str] | None:
    """Return in which sentence the speaker of the words in a sentence is named, and the name."""
    text = row[place].text
    end = _end_of(text, wanted)
    for mark in [at for at in range(end, len(text)) if text[at] in english.MARKS][:1]:
        for pattern in english.BEHIND:
            if found := pattern.match(text[mark + 1 :]):
                return _resolve(row, place, found["name"].strip())
    begin = max((text.rfind(mark, 0, end) for mark in english.MARKS), default=-1)
    if begin > 0 and (found := english.BEFORE.search(text[:begin])):
        return _resolve(row, place, found["name"].strip())
    for at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
        before = row[at].text
        for mark in [i for i in range(len(before)) if before[i] in english.MARKS][-1:]:
            for pattern in english.BEHIND[:3]:
                if found := pattern.match(before[mark + 1 :]):
                    return _resolve(row, at, found["name"].strip())
        if found := english.BEFORE.search(before.rstrip(":, ")):
            return _resolve(row, at, found["name"].strip())
    if place + 1 < len(row) and text.count("“") > text.count("”"):
        return _speaker_of(row, place + 1, _plain(row[place + 1].text)[:1])
    return None


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
        return (place, " ".join(words).rstrip(" ,")) if words else None
    for at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
        names = [one.strip() for one in re.findall(english.NAME, row[at].text)]
        persons = [one for one in names if len(one.split()) > 1 and one.split()[0].lower() not in english.NO_NAMES]
        if persons:
            return at, persons[0]
    return None


def _say(named: tuple[int, str], row: Sequence[Statement], place: int, hit: Hit, hits: Sequence[Hit]) -> Composed:
    at, name = named
    span = Span(min(row[at].span.start, row[place].span.start), max(row[at].span.end, row[place].span.end))
    citation = cite_statement(row[place], span, hits)
    drafts = [draft_of(citation)]
    claim = claim_of(_fullest(name, citation.quote), citation, _SURE)
    return Composed(tuple(drafts), (claim,), Agreement.SINGLE)


def _fullest(name: str, quote: str) -> str:
    """Return the fullest form of a name in a quote."""
    last = name.split()[-1]
    full = [one.strip() for one in re.findall(english.NAME, quote) if one.strip().endswith(last)]
    best = max((one for one in full if one.split()[0].lower() not in english.NO_NAMES), key=len, default=name)
    return best if best in quote else name


def find_words(speaker: str, topic: str, hits: Sequence[Hit], limit: int, terms: Terms) -> Composed | None:
    """Return what a speaker said about a topic: sentences with the speaker's words, the words as the short answer."""
    surname = speaker.split()[-1].lower()
    wanted = set(terms(topic)) - set(terms(speaker))
    named = set(terms(" ".join(word for word in topic.split() if word[0].isupper()))) - set(terms(speaker))
    scored: list[tuple[float, Statement, str, Span]] = []
    for hit in hits:
        row = list(_sentences(hit))
        title = set(terms(hit.head.title))
        context = {term for one in row for term in terms(one.text)} | title
        about = len(wanted & context) / len(wanted) if wanted else 1.0
        for place, one in enumerate(row):
            quoted = _QUOTED.search(one.text)
            said_in = _by(surname, speaker, row, place, quoted.start() if quoted else None)
            if said_in is None or not named <= context:
                continue
            near = {term for at in range(said_in, place + 1) for term in terms(row[at].text)}
            share = len(wanted & near) / len(wanted) if wanted else 1.0
            if about < 0.5 or share + about < 0.8:
                continue
            text, end = _whole_quotation(one, quoted.start() + 1, hit) if quoted else ("", one.span.end)
            span = Span(row[said_in].span.start, end)
            value = 2 * share + about + (1.5 if quoted else 0.0) + 0.5 * (said_in == place) + min(len(text), 120) / 240
            scored.append((value, one, text, span))
    if not scored:
        return None
    scored.sort(key=lambda row: -row[0])
    chosen: list[tuple[float, Statement, str, Span]] = []
    for each in scored:
        apart = all(
            each[1].article != other[1].article or each[3].end <= other[3].start or other[3].end <= each[3].start
            for other in chosen
        )
        if apart and len(chosen) < limit and each[0] >= scored[0][0] - 1.5:
            chosen.append(each)
    citations = [cite_statement(one, span, hits) for _, one, _, span in chosen]
    claims = [claim_of(text, citation, _SAID) for (_, _, text, _), citation in zip(chosen, citations, strict=True) if text]
    return Composed(tuple(map(draft_of, citations)), tuple(claims[:1]), Agreement.SINGLE)


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


def _by(surname: str, speaker: str, row: Sequence[Statement], place: int, quoted: int | None) -> int | None:
    """Return in which sentence the speaker of a sentence is named; None where it is another's, or tells no words."""
    text = _outside(row[place].text)
    if _says(surname, speaker, text):
        return place
    pronoun = re.search(rf"\b(?:[Hh]e|[Ss]he) (?:\w+ )?{english.REACTS}", text)
    before = _outside(row[place - 1].text) if place else ""
    if quoted is not None and pronoun and _says(surname, speaker, before):
        return place - 1
    return None


def _says(surname: str, speaker: str, text: str) -> bool:
    """Return whether a sentence tells that a speaker said something, and not somebody else of that surname."""
    name = rf"(?:(?P<given>[A-Z][\w’'-]+) )?(?i:{re.escape(surname)})\b(?![’']s)"
    behind = re.compile(rf"{name}(?:,[^,]{{3,80}},| of (?:[A-Z]\w+ |and ){{1,6}})?\s*(?:\w+\s+){{0,4}}?{english.REACTS}")
    before = re.compile(rf"{english.REACTS}\s+(?:[\w’'-]+\s+){{0,5}}?{name}\s*(?:[,.:…]|$|at|on|in|after|to|during|while)")
    given = speaker.split()[0].lower() if " " in speaker else ""
    for pattern in (behind, before):
        for match in pattern.finditer(text):
            led = text[: match.start()].rsplit(",", 1)[-1].lower().split()
            other = (match["given"] or "").lower()
            if not english.BREAKS.intersection(led) and not (given and is_given_name(other) and other != given):
                return True
    return False


def _outside(text: str) -> str:
    """Return a text without what is quoted in it."""
    return re.sub(r"[“\"][^“”\"]*[”\"]?", " … ", text)
