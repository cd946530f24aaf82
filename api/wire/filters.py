"""Parse questions and filters. What cannot be parsed is refused, never ignored."""

import re
from collections.abc import Sequence

from index.dates import parse_moment
from index.errors import InvalidFilter, InvalidInput
from index.text import normalise_line, shorten
from index.types import Filters

MAX_QUESTION = 1_000
_MAX_TYPED = 10_000  # characters before white space and the like are normalised

# Control characters that are not white space, and lone surrogates: what was meant is lost, so nothing is guessed.
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_LANGUAGE = re.compile(r"([a-z]{2,8})([-_][a-z0-9]+)*", re.IGNORECASE)


def make_filters(
    *,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    sources: Sequence[str] = (),
    languages: Sequence[str] = (),
) -> Filters:
    """Parse filters; a bare date is a whole day, so `until` and `as_of` mean its end.

    Raises:
        InvalidDate: a date cannot be parsed.
        InvalidFilter: a name is empty, a language code is invalid, or the range is empty.
        InvalidInput: a source's name contains what is not text.
    """
    filters = Filters(
        since=parse_moment(since, field="since") if since is not None else None,
        until=parse_moment(until, end_of_day=True, field="until") if until is not None else None,
        as_of=parse_moment(as_of, end_of_day=True, field="as_of") if as_of is not None else None,
        sources=tuple(_read_source(source) for source in sources),
        languages=tuple(_read_language(language) for language in languages),
    )
    for field, end in (("until", filters.until), ("as_of", filters.as_of)):
        if filters.since and end and filters.since > end:
            raise InvalidFilter(f"the range is empty: since is after {field}", field="since")
    return filters


def read_question(text: str, *, field: str = "question") -> str:
    """Return a question normalised, on one line.

    Raises:
        InvalidInput: it is empty, longer than `MAX_QUESTION` characters, or contains what is not text.
    """
    _refuse_stray(text, field)
    question = normalise_line(text[:_MAX_TYPED])
    if not question:
        raise InvalidInput(f"{field} is empty", field=field)
    if len(question) > MAX_QUESTION or len(text) > _MAX_TYPED:
        raise InvalidInput(f"{field} is longer than {MAX_QUESTION:,} characters", field=field)
    return question


def _refuse_stray(text: str, field: str) -> None:
    if stray := _NOT_TEXT.search(text):
        kind = "half of a surrogate pair" if stray.group() >= "\ud800" else "a control character"
        place = f"U+{ord(stray.group()):04X} at character {stray.start() + 1}"
        raise InvalidInput(f"{field} contains {kind} ({place}), which is not text", field=field)


def _read_source(source: str) -> str:
    _refuse_stray(source, "sources")
    name = normalise_line(source)
    if not name:
        raise InvalidFilter("a source is empty", field="sources")
    return name


def _read_language(language: str) -> str:
    code = _LANGUAGE.fullmatch(language.strip())
    if not code:
        raise InvalidFilter(f"{shorten(language)!r} is not a language code such as 'en'", field="languages")
    return code[1].lower()
