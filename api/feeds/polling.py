"""Poll feeds: new and changed entries go into the inbox, the state of each feed into the catalogue."""

import random
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from functools import partial

import anyio
from anyio import to_thread

from api.feeds.fetch import FEED, AddressRefused, Fetcher, FetchFailed
from api.feeds.teasers import Completed, complete
from api.processes.isolation import run_isolated
from index.article import AHEAD
from index.catalogue.catalogue import Catalogue
from index.catalogue.watched import FeedState
from index.dates import to_utc
from index.errors import DatelineError, InvalidDate
from index.formats import Options
from index.formats.feeds.feed import Feed, FeedEntry, convert_entry, parse_feed
from index.intake.accept import Delivery
from index.types import Article, Record, Rejected

_CONCURRENCY = 8
_MOST_ENTRIES = 1_000
_LONGEST_BACKOFF = timedelta(hours=6)
_LONGEST_RETRY_AFTER = timedelta(days=1)


class Outcome(StrEnum):
    """How a poll ended: `read`, `unchanged` since the last poll, `failed`, or `waiting` after a failure, not sent."""

    READ = "read"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Poll:
    """The result of one poll of one feed; `reason` says why it failed, `not_before` when the next poll is allowed.

    `accepted` counts articles, `withdrawals` the notices by which an article is withdrawn. `rejected` lists the
    entries that are not articles or could not be completed; `line` is the number of the entry.
    """

    url: str
    outcome: Outcome
    accepted: int = 0
    withdrawals: int = 0
    rejected: tuple[Rejected, ...] = ()
    job: str | None = None
    reason: str | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Polling:
    """Settings of polling: the interval, whether `pages` are fetched to complete teasers, and the entry options.

    Requests to one host are at least `pace` seconds apart.
    """

    every: timedelta = timedelta(minutes=15)
    pages: bool = False
    allow_private: bool = False
    pace: float = 1.0
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True)
class _Context:
    """The state of a feed when its poll begins, the digests of the entries seen before, and what the poll uses."""

    state: FeedState
    seen: frozenset[bytes]
    catalogue: Catalogue
    fetcher: Fetcher
    polling: Polling
    now: datetime

    @property
    def url(self) -> str:
        return self.state.url


async def poll_feeds(urls: Iterable[str], catalogue: Catalogue, polling: Polling, now: datetime) -> list[Poll]:
    """Poll feeds concurrently and return one result each, in order; a failure does not affect the others.

    Accepted articles are on disk when this returns. An entry that has not changed since the feed was last read is
    skipped, even if its article has been deleted.
    """
    polls: dict[str, Poll] = {}
    limiter = anyio.CapacityLimiter(_CONCURRENCY)

    async def poll(url: str) -> None:
        async with limiter:
            polls[url] = await _poll(url, catalogue, fetcher, polling, now)

    wanted = list(dict.fromkeys(urls))
    fetching = Fetcher(allow_private=polling.allow_private, pace=polling.pace)
    async with fetching as fetcher, anyio.create_task_group() as group:
        for url in wanted:
            group.start_soon(poll, url)
    return [polls[url] for url in wanted]


async def _poll(url: str, catalogue: Catalogue, fetcher: Fetcher, polling: Polling, now: datetime) -> Poll:
    try:
        state, seen = await to_thread.run_sync(_load, url, catalogue)
    except DatelineError as error:
        return Poll(url, Outcome.FAILED, reason=error.message)
    if state.not_before and _is_too_early(state.not_before, polling.every, now):
        return Poll(url, Outcome.WAITING, reason=state.reason, not_before=state.not_before)
    context = _Context(state, seen, catalogue, fetcher, polling, now)
    try:
        return await _fetch(context)
    except DatelineError as error:
        return await _fail(context, error)


def _is_too_early(not_before: datetime, every: timedelta, now: datetime) -> bool:
    """Return whether to wait longer; a time beyond any possible wait means that the clock was set back."""
    return now < not_before <= now + max(every, _LONGEST_RETRY_AFTER)


def _load(url: str, catalogue: Catalogue) -> tuple[FeedState, frozenset[bytes]]:
    with catalogue.snapshot() as snapshot:
        return snapshot.watched.feed(url), snapshot.watched.entries(url)


async def _fetch(context: _Context) -> Poll:
    state = context.state
    fetched = await context.fetcher.fetch(context.url, FEED, etag=state.etag, last_modified=state.last_modified)
    if not fetched.changed:
        await to_thread.run_sync(_save, context, replace(state, failures=0, not_before=None, reason=None))
        return Poll(context.url, Outcome.UNCHANGED)
    parse = partial(parse_feed, fetched.data, fetched.url, context.polling.options, fetched.content_type)
    feed = await run_isolated(parse)
    entries = feed.entries[:_MOST_ENTRIES]
    fresh = [entry for entry in entries if entry.digest not in context.seen]
    completed = await complete(fresh, context.fetcher) if context.polling.pages else Completed(fresh)
    records, job = await to_thread.run_sync(_deliver, completed.done, context)
    ahead = _find_ahead(completed.done, records)
    retry = [*completed.retry, *(entry for entry in fresh if entry.number in ahead)]
    # Entries to retry need the whole feed again, even if it has not changed.
    etag, last_modified = (None, None) if retry else (fetched.etag, fetched.last_modified)
    await to_thread.run_sync(_save, context, FeedState(context.url, etag, last_modified), entries, retry)
    rejected = [record for record in records if isinstance(record, Rejected)]
    accepted = sum(isinstance(record, Article) for record in records)
    withdrawals = len(records) - len(rejected) - accepted
    rejected += [Rejected(context.url, number, reason) for number, reason in completed.failures]
    rejected += [Rejected(context.url, None, reason) for reason in _skipped(feed, completed)]
    return Poll(context.url, Outcome.READ, accepted, withdrawals, tuple(rejected), job)


def _find_ahead(entries: Sequence[FeedEntry], records: Sequence[Record]) -> set[int | None]:
    """Return the numbers of entries dated ahead of the clock: each is read again until it is published or corrected."""
    pairs = zip(entries, records, strict=True)
    return {entry.number for entry, record in pairs if isinstance(record, Rejected) and AHEAD in record.reason}


def _skipped(feed: Feed, completed: Completed) -> list[str]:
    reasons = [feed.fault] if feed.fault else []
    if len(feed.entries) > _MOST_ENTRIES:
        reasons.append(f"it has {len(feed.entries):,} entries; only the first {_MOST_ENTRIES:,} are read")
    if completed.retry:
        reasons.append(f"entries whose pages will be fetched in the next poll: {len(completed.retry):,}")
    return reasons


def _deliver(entries: Sequence[FeedEntry], context: _Context) -> tuple[list[Record], str | None]:
    """Put entries into the inbox; return their records and the id of the job, None without entries."""
    options = replace(context.polling.options, clock=lambda: context.now)
    records: list[Record] = [convert_entry(entry, context.url, options) for entry in entries]
    if not records:
        return records, None
    delivery = Delivery(context.catalogue, context.now)
    return delivery.accept(records, last=True, now=context.now), delivery.job


def _save(
    context: _Context, state: FeedState, entries: Sequence[FeedEntry] | None = None, retry: Sequence[FeedEntry] = ()
) -> None:
    """Store the state of a feed and, if it was read, the digests of the entries to skip in the next poll."""
    with context.catalogue.write() as transaction:
        transaction.watched.put_feed(state)
        if entries is not None:
            skipped = {entry.digest for entry in entries} - {entry.digest for entry in retry}
            transaction.watched.put_entries(context.url, skipped)


async def _fail(context: _Context, error: DatelineError) -> Poll:
    if isinstance(error, AddressRefused):  # no request was sent, so no back-off is needed
        return Poll(context.url, Outcome.FAILED, reason=error.message)
    failures = context.state.failures + 1
    requested = _read_delay(error.retry_after, context.now) if isinstance(error, FetchFailed) else timedelta()
    not_before = context.now + max(back_off(failures, context.polling.every), requested)
    state = replace(context.state, failures=failures, not_before=not_before, reason=error.message)
    with suppress(DatelineError):  # a full disk is reported elsewhere
        await to_thread.run_sync(_save, context, state)
    return Poll(context.url, Outcome.FAILED, reason=error.message, not_before=not_before)


def back_off(failures: int, every: timedelta) -> timedelta:
    """Return the wait after a number of failures in a row: exponential, from `every` up to six hours or `every`.

    Random jitter subtracts up to half, so that feeds that failed together are not retried together.
    """
    longest = max(every, _LONGEST_BACKOFF)
    delay = min(every * (1 << min(failures - 1, 30)), longest)
    return delay * random.uniform(0.5, 1)  # noqa: S311 - nothing here is a secret


def _read_delay(retry_after: str | None, now: datetime) -> timedelta:
    """Return the wait in the header `Retry-After`, in seconds or as a date; zero if invalid, at most a day."""
    if not retry_after:
        return timedelta()
    delay = timedelta()
    with suppress(ValueError, OverflowError, InvalidDate):
        if retry_after.isdecimal():
            delay = timedelta(seconds=int(retry_after))
        else:
            delay = to_utc(parsedate_to_datetime(retry_after), UTC) - now
    return min(max(delay, timedelta()), _LONGEST_RETRY_AFTER)
