"""Question files: questions, their right answers, and the articles of the catalogue that contain them."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.addresses import canonical_url
from index.article import identify
from index.catalogue.snapshot import Snapshot
from index.dates import parse_moment, to_epoch
from index.errors import DatelineError, InvalidInput, Unreadable
from index.formats.json.values import explain_json
from index.types import Filters, Version

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Case:
    """One question of a file; `gold` names the articles it was made from, `with_answer` others with the answer.

    Names are ids, external ids or URLs. `as_of` is the moment it is asked as of, None for now.
    """

    id: str
    question: str
    answers: tuple[str, ...] = ()
    gold: tuple[str, ...] = ()
    with_answer: tuple[str, ...] = ()
    as_of: datetime | None = None

    @property
    def answerable(self) -> bool:
        """Return whether there is a right answer or article; where there is none, declining is right."""
        return bool(self.answers or self.gold or self.with_answer)


def read_cases(path: Path, as_of_field: str = "as_of") -> list[Case]:
    """Read a file of JSON lines; `as_of_field` is the field that holds the day a question is asked as of.

    Raises:
        Unreadable: there is no such file, it contains no question, or a line is not one; the message names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    cases: dict[str, Case] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        case = _read_line(line, f"{path}:{number}", str(number), as_of_field)
        if case.id in cases:
            raise Unreadable(f"{path}:{number}: the id {case.id!r} is given twice")
        cases[case.id] = case
    if not cases:
        raise Unreadable(f"{path} contains no question")
    return list(cases.values())


def resolve(names: Iterable[str], snapshot: Snapshot) -> dict[str, str]:
    """Return the id of the article that each name refers to; a name without an article is left out.

    A name is an id, a URL or an external id that one article alone has. Most names are ids or can be turned into one;
    only for a URL that cannot are all articles searched.
    """
    candidates = {name: tuple(_possible_ids(name)) for name in names}
    there = snapshot.digests([possible for ids in candidates.values() for possible in ids])
    known = {name: possible for name, ids in candidates.items() for possible in reversed(ids) if possible in there}
    known |= {name: found for name in candidates if name not in known and (found := _find_external(name, snapshot))}
    missing = {name: canonical_url(name) for name in candidates if name not in known and _is_url(name)}
    places = _find_urls(set(missing.values()), snapshot) if missing else {}
    return known | {name: places[address] for name, address in missing.items() if address in places}


def _read_line(line: str, place: str, number: str, as_of_field: str) -> Case:
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            raise InvalidInput("a question must be a JSON object")
        return _make_case(record, number, as_of_field)
    except DatelineError as error:
        raise Unreadable(f"{place}: {error.message}") from None
    except RecursionError:
        raise Unreadable(f"{place}: the JSON is nested too deeply") from None
    except ValueError as error:
        raise Unreadable(f"{place}: the JSON cannot be read: {explain_json(error)}") from None


def _make_case(record: Mapping[str, object], number: str, as_of_field: str) -> Case:
    question = record.get("question")
    if not isinstance(question, str) or not question.strip():
        raise InvalidInput("question is missing or empty")
    name = record.get("id", number)
    if isinstance(name, bool) or not isinstance(name, str | int):
        raise InvalidInput("id must be text or a number")
    return Case(
        id=str(name),
        question=question,
        answers=_texts(record, "answer"),
        gold=_texts(record, "gold"),
        with_answer=_texts(record, "with_answer"),
        as_of=_moment(record, as_of_field),
    )


def _texts(record: Mapping[str, object], field: str) -> tuple[str, ...]:
    value = record.get(field)
    values = value if isinstance(value, list) else [] if value is None else [value]
    texts = [text for text in values if isinstance(text, str)]
    if len(texts) < len(values):
        raise InvalidInput(f"{field} must be text or a list of texts")
    return tuple(text for text in texts if text.strip())


def _moment(record: Mapping[str, object], field: str) -> datetime | None:
    value = record.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InvalidInput(f"{field} must be a date or null")
    try:
        return parse_moment(value, end_of_day=True)
    except DatelineError as error:
        raise InvalidInput(f"{field}: {error.message}") from None


def _possible_ids(name: str) -> Iterator[str]:
    """Yield the ids of an article that was stored with this name as its id, or as its URL."""
    yield identify(name, None, "", "", _NEVER)
    if _is_url(name):
        yield identify("", name, "", "", _NEVER)


_NEVER = datetime(1, 1, 1, tzinfo=UTC)  # `identify` uses the date only where there is neither id nor URL


def _is_url(name: str) -> bool:
    with suppress(ValueError):
        return name.startswith(("http://", "https://")) and bool(canonical_url(name))
    return False


def _find_external(name: str, snapshot: Snapshot) -> str | None:
    """Return the id of the one article with an external id, as of a feed's GUID; None where there are more or none."""
    found = snapshot.articles(Filters(), external_id=name, retracted=True, limit=2)
    return found[0].article.id if len(found) == 1 else None


def _find_urls(wanted: Collection[str], snapshot: Snapshot) -> dict[str, str]:
    addresses = ((canonical_url(v.article.url), v.article.id) for v in _last_versions(snapshot) if v.article.url)
    return {address: article for address, article in addresses if address in wanted}


def _last_versions(snapshot: Snapshot) -> Iterator[Version]:
    after = None
    while page := snapshot.articles(Filters(), retracted=True, after=after, limit=_PAGE):
        yield from page
        last = page[-1].article
        after = (to_epoch(last.published), last.id)
