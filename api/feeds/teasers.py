"""Complete teasers: entries with only the beginning of an article get its text from the page they link to."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from api.feeds.fetch import PAGE, Fetcher, FetchFailed
from api.processes.isolation import run_isolated
from index.dates import format_moment
from index.errors import Unreadable
from index.formats.feeds.feed import FeedEntry
from index.formats.pages.html import parse_page

_MOST_PAGES = 50
_FAILURES_IN_A_ROW = 3


@dataclass(slots=True)
class Completed:
    """Entries to store now (`done`), entries to retry in the next poll, and failures as (entry number, reason)."""

    done: list[FeedEntry] = field(default_factory=list)
    retry: list[FeedEntry] = field(default_factory=list)
    failures: list[tuple[int, str]] = field(default_factory=list)


async def complete(entries: Sequence[FeedEntry], fetcher: Fetcher) -> Completed:
    """Replace the text of each teaser by that of its page; a teaser whose page has no article is stored as it is.

    An entry is retried in the next poll if its page failed temporarily, after 50 pages, and after three temporary
    failures in a row.
    """
    result = Completed()
    fetched = failures = 0
    for entry in entries:
        if not entry.teaser or entry.url is None:
            result.done.append(entry)
        elif fetched >= _MOST_PAGES or failures >= _FAILURES_IN_A_ROW:
            result.retry.append(entry)
        else:
            fetched += 1
            failed = await _complete_next(entry, entry.url, fetcher, result)
            failures = failures + 1 if failed else 0
    return result


async def _complete_next(entry: FeedEntry, url: str, fetcher: Fetcher, result: Completed) -> bool:
    """Complete an entry and add it to the result; return whether it failed temporarily."""
    try:
        result.done.append(await _read_page(entry, url, fetcher))
    except FetchFailed as error:
        (result.retry if error.temporary else result.done).append(entry)
        again = "; it will be retried" if error.temporary else ""
        result.failures.append((entry.number, f"its page {url}: {error.message}{again}"))
        return error.temporary
    except Unreadable as error:
        result.done.append(entry)
        result.failures.append((entry.number, f"its page {url}: {error.message}"))
    return False


async def _read_page(entry: FeedEntry, url: str, fetcher: Fetcher) -> FeedEntry:
    fetched = await fetcher.fetch(url, PAGE)
    page = await run_isolated(partial(parse_page, fetched.data, fetched.content_type, fetched.url))
    if len(page.text) <= len(entry.text):
        raise Unreadable("it has no more text than the entry")
    return replace(
        entry,
        text=page.text,
        title=entry.title or page.title,
        published=entry.published or _write(page.published),
        language=entry.language or page.language,
        authors=entry.authors or page.authors,
    )


def _write(published: datetime | str | None) -> str | None:
    return format_moment(published) if isinstance(published, datetime) else published
