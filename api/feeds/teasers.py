"""Teasers completed: where an entry holds only the beginning of its article, the page it links to has the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from api.feeds.fetch import PAGE, Fetcher, FetchFailed
from api.processes.isolation import run_isolated
from index.errors import Unreadable
from index.formats.feed import FeedEntry
from index.formats.html import parse_page

_MOST_PAGES = 50
_FAILURES_IN_A_ROW = 3


@dataclass(slots=True)
class Completed:
    """Entries as they go on: `done`, those for `later`, and what is to be said of some, by their numbers."""

    done: list[FeedEntry] = field(default_factory=list)
    later: list[FeedEntry] = field(default_factory=list)
    said: list[tuple[int, str]] = field(default_factory=list)


async def complete(entries: Sequence[FeedEntry], fetcher: Fetcher) -> Completed:
    """Put the text of its page in the place of each teaser; one whose page holds no article goes on as it is.

    An entry is left for later where its page may come another time, and where enough has been asked for by now.
    """
    result = Completed()
    asked = failures = 0
    for entry in entries:
        if not entry.teaser or entry.url is None:
            result.done.append(entry)
        elif asked >= _MOST_PAGES or failures >= _FAILURES_IN_A_ROW:
            result.later.append(entry)
        else:
            asked += 1
            passing = await _complete_next(entry, entry.url, fetcher, result)
            failures = failures + 1 if passing else 0
    return result


async def _complete_next(entry: FeedEntry, url: str, fetcher: Fetcher, result: Completed) -> bool:
    """Complete an entry into the result; return whether it failed and may not fail another time."""
    try:
        result.done.append(await _read_page(entry, url, fetcher))
    except FetchFailed as error:
        (result.later if error.passing else result.done).append(entry)
        again = "; it is asked for again" if error.passing else ""
        result.said.append((entry.number, f"its page {url}: {error.message}{again}"))
        return error.passing
    except Unreadable as error:
        result.done.append(entry)
        result.said.append((entry.number, f"its page {url}: {error.message}"))
    return False


async def _read_page(entry: FeedEntry, url: str, fetcher: Fetcher) -> FeedEntry:
    fetched = await fetcher.fetch(url, PAGE)
    page = await run_isolated(partial(parse_page, fetched.data, fetched.content_type, fetched.url))
    if len(page.text) <= len(entry.text):
        raise Unreadable("it says no more than the entry")
    return replace(
        entry,
        text=page.text,
        title=entry.title or page.title,
        published=entry.published or page.published,
        language=entry.language or page.language,
        authors=entry.authors or page.authors,
    )
