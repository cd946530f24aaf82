"""Who or what a name is: by a description beside the name, or a sentence that says "X is a …"."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.catalogue.snapshot import Snapshot
from index.types import Hit, Span
from qa.findings.compose import Composed
from qa.forms.nickname import Bearer
from qa.forms.statement import Statement, by_article, cite_statement, claim_of, draft_of, read_statements, read_whole
from qa.language.english.forms import definitions as english
from qa.language.english.world import kinds
from qa.language.verb import is_past
from qa.language.words import normalise_answer
from qa.types import Agreement

_INSERTED = re.compile(r"\s*(?:,|\s[—–-]+)\s*")
_TITLE_WORD = re.compile(r"[\w’'./&-]+$")
_WORDS = (2, 26)  # of a description
_LONGEST_TITLE = 7
_ARTICLES = 8  # that are read as a whole
_SURE, _ALONE = 0.75, 0.6  # confidence where two articles agree, and where one stands alone; chosen by hand
_WEIGHTS = {"is": 2.0, "behind": 2.0, "before": 1.0, "named": 2.0, "inverted": 1.5, "called": 5.0}


@dataclass(frozen=True, slots=True)
class Definition:
    """A description of the subject at `span` of its version; `form` is how it is joined to the name."""

    statement: Statement
    span: Span
    text: str
    form: str


def define(subject: str, hits: Sequence[Hit], limit: int, bearers: Sequence[Bearer] = ()) -> Composed | None:
    """Return what the passages say that a subject is, the fullest and newest first; None where they do not.

    Where the subject is short for a name, the places of the full name (`bearers`) go before.
    """
    found = [one for statement in read_statements(hits) for one in _definitions(subject, statement)]
    found += [_with_title(*bearer) for bearer in bearers]
    if not found:
        return None
    ranked = _rank(found, hits, subject)
    chosen = _choose(ranked, limit)
    agreed = _agree(found)
    citations = [cite_statement(one.statement, one.statement.span, hits) for one in chosen]
    claim = claim_of(chosen[0].text, citations[0], _SURE if agreed else _ALONE)
    return Composed(tuple(map(draft_of, citations)), (claim,), Agreement.SINGLE)


def read_named(subject: str, hits: Sequence[Hit], snapshot: Snapshot) -> list[Hit]:
    """Return the first articles that name a subject as a whole, and the other passages: it is defined once in each."""
    named = [hit for hit in hits if subject.split()[-1].lower() in f"{hit.head.title} {hit.text}".lower()]
    wholes = [read_whole(hit, snapshot) for hit in by_article(named)[:_ARTICLES]]
    read = {whole.passage.article for whole in wholes}
    return wholes + [hit for hit in hits if hit.passage.article not in read]


def _with_title(one: Statement, name: Span) -> Definition:
    """Return a full name with the title before it: "crown prince Ada Marlow"."""
    start = name.start - one.span.start
    title = _title_before(one.text[:start])
    begin = start if title is None else title
    text = one.text[begin : name.end - one.span.start]
    return Definition(one, Span(one.span.start + begin, name.end), text, "called")


def _definitions(subject: str, one: Statement) -> Iterator[Definition]:
    """Yield the descriptions of a subject in a sentence."""
    article = "" if subject.lower().startswith("the ") else r"(?:the )?"
    plain = subject.removeprefix("the ").removeprefix("The ")
    flags = re.IGNORECASE if plain.islower() or plain.isupper() or " " not in plain else 0
    between = r"[\"“”]? (?:[\"“]?[A-Z][\w’'.-]*[\"”]? )?[\"“]?"
    name = between.join(map(re.escape, plain.split()))
    pattern = re.compile(rf"(?<![\w-]){article}(?P<name>{name})(?P<short> \([^)]{{1,20}}\))?(?![\w-]|[’']s?\b)", flags)
    for match in pattern.finditer(one.text):
        for start, end, form in (
            *_behind(one.text, match.end(), match.start()),
            *_before(one.text, match.start("name")),
        ):
            text = one.text[start:end].rstrip(" ,.")
            if _describes(text, plain, form) and not _is_quoted(one.text, start):
                at = one.span.start + start
                yield Definition(one, Span(at, at + len(text)), text, form)


def _is_quoted(text: str, place: int) -> bool:
    """Return whether a place lies within quotation marks: what somebody says of a name is no definition of it."""
    before = text[:place]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _is_subject(text: str, name: int) -> bool:
    """Return whether the name at a place is a subject, no part of "the agreements made at X", and not only believed."""
    if english.BELIEVED.search(text[:name]):
        return False
    before = text[:name].rstrip().rsplit(" ", 1)[-1].lower()
    return before in ("", "the", "but", "that", "and", "because", "said", "while") or before.endswith(
        (",", ":", "—", "–", "“")
    )


def _behind(text: str, end: int, name: int) -> Iterator[tuple[int, int, str]]:
    """Yield what "X is a …" and "X, a …," say behind a name."""
    copula = english.COPULA.match(text, end)
    if copula and _is_subject(text, name):
        yield copula.end(), _end_of(text, copula.end()), "is"
    if gloss := english.GLOSS.match(text, end):
        yield gloss.end(), _end_of(text, gloss.end()), "behind"
    inserted = _INSERTED.match(text, end)
    aged = re.match(r"\s*,\s*\d{1,3}\s*,\s*", text[end:])
    begin = end + aged.end() if aged else inserted.end() if inserted else None
    if begin is not None and (english.OPENS.match(text, begin) or _is_bare_role(text, begin)):
        yield begin, _end_of(text, begin), "behind"


def _is_bare_role(text: str, begin: int) -> bool:
    """Return whether a role without an article stands at a place: "senior manager at Holmex"."""
    found = english.BARE_ROLE.match(text, begin)
    words = found["role"].split()[::-1] if found else []
    return bool(words) and english.STOP_BEFORE.isdisjoint(words) and _is_role(words, "")


def _before(text: str, start: int) -> Iterator[tuple[int, int, str]]:
    """Yield what stands before a name: "the founder of FTX, X", "WNBA star X", "an exchange called X"."""
    lead = text[:start]
    if named := english.NAMED.search(lead):
        opened = [found.start() for found in re.finditer(r"\b[Aa]n? ", lead[: named.start()])]
        if opened and "," not in lead[opened[-1] : named.start()]:
            yield opened[-1], named.start(), "named"
    title = _title_before(lead)
    if title is not None:
        yield title, start, "before"
    if lead.endswith(", ") and (inverted := re.search(r"(?:^|[,;—–] ?)((?:[Tt]he|[Aa]n?) [^,;—–]{4,90}), $", lead)):
        yield inverted.start(1), start - 2, "inverted"


def _title_before(lead: str) -> int | None:
    """Return where the role before a name begins: "FTX founder " of "… that FTX founder "."""
    if not lead.endswith(" "):
        return None
    words: list[str] = []
    start = len(lead)
    while len(words) < _LONGEST_TITLE and (found := _TITLE_WORD.search(lead[:start].rstrip())):
        word = found.group()
        ends = lead[: found.start()].endswith((", ", ". ", ": ", "; ")) or not found.start()
        if word.lower() in english.STOP_BEFORE or (is_past(word) and word.islower()) or word.lower().endswith("ing"):
            break
        words.append(word)
        start = found.start()
        if ends:
            break
    return start if words and _is_role(words, lead[:start]) else None


def _is_role(words: Sequence[str], before: str) -> bool:
    """Return whether the words before a name, the last first, are a role: "president", "the media outlet"."""
    head = words[0].lower().removeprefix("co-")
    if head in kinds.PERSON_NOUNS or head in kinds.GROUP_NOUNS or head in english.ROLES:
        return True
    lower = all(word[0].islower() for word in words[:2])
    if lower and english.ROLE_ENDING.fullmatch(head):
        return True
    led = before.rstrip().rsplit(" ", 1)[-1].lower() in ("the", "a", "an")
    return led and lower and len(words) > 1


def _end_of(text: str, begin: int) -> int:
    """Return where a description ends; a clause with "who" or "that" behind a comma stays outside."""
    found = english.END.search(text, begin + 1)
    return found.start() if found else len(text)


def _describes(text: str, subject: str, form: str) -> bool:
    words = english.TIED.findall(text)
    fewest, most = _WORDS
    if not fewest <= len(words) <= most or english.OCCASION.search(text) or subject.lower() in text.lower():
        return False
    if form == "behind" and english.CLAUSE.match(text):
        return False
    plain = [word for word in words if word.lower() not in english.STOP_BEFORE]
    if form == "behind" and not any(word[0].islower() for word in plain):
        return False  # ", the New York Times", ", the Supreme Court"
    return bool(plain) and not english.WHOSE.match(text)


def _rank(found: Sequence[Definition], hits: Sequence[Hit], subject: str) -> list[Definition]:
    """Return the definitions in order: full, in the words of others, new, beside the name where it first stands."""
    articles = {one.statement.article for one in found}
    common = Counter(word for _, word in {(one.statement.article, word) for one in found for word in _words(one)})
    dates = sorted({hit.head.published for hit in hits})
    about = {hit.passage.article for hit in hits if subject.split()[-1].lower() in hit.head.title.lower()}

    def score(one: Definition) -> float:
        words = _words(one)
        shared = sum(sorted((common[word] / len(articles) for word in set(words)), reverse=True)[:2])
        newness = dates.index(one.statement.published) / max(1, len(dates) - 1)
        full = min(len(words), 6) / 6 + 0.7 * bool(english.FULL.search(one.text))
        early = 0.3 * (one.statement.place < 2) + 0.3 * (one.statement.article in about)
        loose = max(0, len(words) - 10) / 5 + 0.6 * bool(english.PRONOUN.search(one.text))
        return _WEIGHTS[one.form] + full + 1.2 * shared + 1.5 * newness + early - loose

    return sorted(found, key=score, reverse=True)


def _choose(ranked: Iterable[Definition], limit: int) -> list[Definition]:
    """Return the first definitions, each of its own sentence and article and with words of its own."""
    chosen: list[Definition] = []
    for one in ranked:
        new = all(
            one.statement.article != other.statement.article and not set(_words(one)) <= set(_words(other))
            for other in chosen
        )
        if new and len(chosen) < limit:
            chosen.append(one)
    return chosen


def _agree(found: Sequence[Definition]) -> bool:
    """Return whether two articles share a word of their descriptions."""
    articles = Counter(
        word for one in {(d.statement.article, w) for d in found for w in _words(d)} for word in (one[1],)
    )
    return any(count > 1 for count in articles.values())


def _words(one: Definition) -> list[str]:
    return [word for word in normalise_answer(one.text).split() if word not in english.STOP_BEFORE]
