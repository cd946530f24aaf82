"""Say which filter keeps nothing, and which names come near the ones that were given."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from rapidfuzz import fuzz, process

from index.catalogue.snapshot import Snapshot
from index.dates import format_moment
from index.types import Filters
from qa.language.tongue import name_language, tell_language

_NAMES = 5
"""Known names that are listed at most."""
_LONGEST = 80  # characters of a name


def explain_filters(filters: Filters, snapshot: Snapshot) -> str | None:
    """Return why filters keep no article, in sentences; None where there are no filters, or no articles.

    Known sources and languages are listed, the nearest to the names given first.
    """
    held = snapshot.published_range()
    if held is None or filters == Filters():
        return None
    reasons = [*_explain_names(filters, snapshot), *_explain_times(filters, *held)]
    return " ".join(reasons) or "Each filter keeps some articles, but none passes all of them."


def explain_language(question: str, snapshot: Snapshot) -> str | None:
    """Return, of a question in a language of which there are no articles, a sentence that says in which ones they are.

    None where the question is in English, its language cannot be told, or the articles name none.
    """
    asked = tell_language(question)
    if (
        asked is None
        or not (held := {code.partition("-")[0].lower() for code in snapshot.languages()})
        or asked in held
    ):
        return None
    names = sorted(map(name_language, held))
    archive = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    choice = "one of these" if len(names) > 1 else archive
    return f"The question is in {name_language(asked)}, and the archive is in {archive}; ask in {choice}."


def _explain_names(filters: Filters, snapshot: Snapshot) -> Iterator[str]:
    if filters.sources and not set(filters.sources) & set(sources := snapshot.sources()):
        yield f"No source is called {_join(filters.sources)}. {_list('sources', filters.sources, sources)}"
    if filters.languages and not set(filters.codes) & set(languages := snapshot.languages()):
        yield (
            f"No article is in the language {_join(filters.languages)}; languages are two-letter codes, such as 'en'."
            f" {_list('languages', filters.languages, languages)}"
        )


def _explain_times(filters: Filters, oldest: datetime, newest: datetime) -> Iterator[str]:
    if filters.since and filters.since > newest:
        yield f"The newest article is of {format_moment(newest)}, before since ({format_moment(filters.since)})."
    for name, end in (("until", filters.until), ("as_of", filters.as_of)):
        if end and end < oldest:
            yield f"The oldest article is of {format_moment(oldest)}, after {name} ({format_moment(end)})."


def _list(kind: str, wanted: Sequence[str], known: Sequence[str]) -> str:
    """Return a sentence that lists known names, the nearest first."""
    if not known:
        return f"No article has one of the {kind}."
    listed = ", ".join(map(_quote, _nearest(wanted, known)))
    return f"The nearest of {len(known):,} {kind}: {listed}." if len(known) > _NAMES else f"Known {kind}: {listed}."


def _nearest(wanted: Sequence[str], known: Sequence[str]) -> Iterable[str]:
    """Return the known names nearest to any of the first few that are wanted."""
    found = [
        (-score, name)
        for one in wanted[:_NAMES]
        for name, score, _ in process.extract(one, known, scorer=fuzz.WRatio, processor=str.casefold, limit=_NAMES)
    ]
    return list(dict.fromkeys(name for _, name in sorted(found)))[:_NAMES]


def _join(names: Sequence[str]) -> str:
    shown = " or ".join(map(_quote, names[:_NAMES]))
    return f"{shown} or {len(names) - _NAMES} more" if len(names) > _NAMES else shown


def _quote(name: str) -> str:
    return f"'{name[:_LONGEST]}'"
