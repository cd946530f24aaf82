"""Feeds polled: what is new in them goes into the inbox; how each stands is remembered in the catalogue."""

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
from api.processes.alone import parse_apart
from index.catalogue.catalogue import Catalogue
from index.catalogue.watched import FeedState
from index.dates import to_utc
from index.errors import DatelineError, InvalidDate
from index.formats import Options
from index.formats.feed import Entry, Feed, make_entry, parse_feed
from index.intake.accept import Delivery
from index.types import Article, Record, Rejected

_AT_ONCE = 8
_MOST_ENTRIES = 1_000
_LONGEST_BACKOFF = timedelta(hours=6)
_LONGEST_WAIT = timedelta(days=1)


class Outcome(StrEnum):
    """How a poll ended: with the feed `read`, `unchanged` since the last time, `failed`, or `waiting`, not asked."""

    READ = "read"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Poll:
    """What came of one poll of one feed; `reason` says why it failed, `not_before` when it may be asked again.

    `accepted` counts articles, `withdrawals` the notices by which an article is withdrawn. `rejected` has what was
    refused and what could not be completed, `line` being the number of the entry.
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
    """How feeds are polled: how often, whether with the `pages` behind teasers, and how entries are read.

    From one request to a host until the next, `pace` seconds go by.
    """

    every: timedelta = timedelta(minutes=15)
    pages: bool = False
    allow_private: bool = False
    pace: float = 1.0
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a feed when its poll begins, and whoever helps to poll it."""

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
    """Poll feeds, some at one time; what fails says so in its poll, and keeps none of the others back.

    What is accepted is on disk when this returns. An entry that says what it said when the feed was last read is passed
    over, whatever has become of its article.
    """
    polls: dict[str, Poll] = {}
    limiter = anyio.CapacityLimiter(_AT_ONCE)

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
        state, seen = await to_thread.run_sync(_recall, url, catalogue)
    except DatelineError as error:
        return Poll(url, Outcome.FAILED, reason=error.message)
    if state.not_before and _is_early(state.not_before, polling.every, now):
        return Poll(url, Outcome.WAITING, reason=state.reason, not_before=state.not_before)
    known = _Known(state, seen, catalogue, fetcher, polling, now)
    try:
        return await _ask(known)
    except DatelineError as error:
        return await _fail(known, error)


def _is_early(not_before: datetime, every: timedelta, now: datetime) -> bool:
    """Return whether a feed is left alone still; what lies further off than any wait is of a clock that went back."""
    return now < not_before <= now + max(every, _LONGEST_WAIT)


def _recall(url: str, catalogue: Catalogue) -> tuple[FeedState, frozenset[bytes]]:
    with catalogue.snapshot() as snapshot:
        return snapshot.watched.feed(url), snapshot.watched.entries(url)


async def _ask(known: _Known) -> Poll:
    state = known.state
    fetched = await known.fetcher.fetch(known.url, FEED, etag=state.etag, last_modified=state.last_modified)
    if not fetched.changed:
        await to_thread.run_sync(_note, known, replace(state, failures=0, not_before=None, reason=None))
        return Poll(known.url, Outcome.UNCHANGED)
    parse = partial(parse_feed, fetched.data, fetched.url, known.polling.options, fetched.content_type)
    feed = await parse_apart(parse)
    entries = feed.entries[:_MOST_ENTRIES]
    fresh = [entry for entry in entries if entry.digest not in known.seen]
    sent = await complete(fresh, known.fetcher) if known.polling.pages else Completed(fresh)
    records, job = await to_thread.run_sync(_deliver, sent.done, known)
    # Where something is left for later, the feed must come once more, whether it has changed or not.
    etag, last_modified = (None, None) if sent.later else (fetched.etag, fetched.last_modified)
    await to_thread.run_sync(_note, known, FeedState(known.url, etag, last_modified), entries, sent.later)
    rejected = [record for record in records if isinstance(record, Rejected)]
    accepted = sum(isinstance(record, Article) for record in records)
    withdrawals = len(records) - len(rejected) - accepted
    rejected += [Rejected(known.url, number, reason) for number, reason in sent.said]
    rejected += [Rejected(known.url, None, reason) for reason in _left_out(feed, sent)]
    return Poll(known.url, Outcome.READ, accepted, withdrawals, tuple(rejected), job)


def _left_out(feed: Feed, sent: Completed) -> list[str]:
    reasons = [feed.fault] if feed.fault else []
    if len(feed.entries) > _MOST_ENTRIES:
        reasons.append(f"it holds {len(feed.entries):,} entries; the first {_MOST_ENTRIES:,} are read")
    if sent.later:
        reasons.append(f"entries left for the next poll, with their pages: {len(sent.later):,}")
    return reasons


def _deliver(entries: Sequence[Entry], known: _Known) -> tuple[list[Record], str | None]:
    """Put entries into the inbox; return what each became, and the job that stores them, None where there are none."""
    records: list[Record] = [make_entry(entry, known.url, known.polling.options) for entry in entries]
    if not records:
        return records, None
    delivery = Delivery(known.catalogue, known.now)
    return delivery.accept(records, last=True, now=known.now), delivery.job


def _note(known: _Known, state: FeedState, entries: Sequence[Entry] | None = None, later: Sequence[Entry] = ()) -> None:
    """Remember how a feed stands and, where it has been read, which entries need not be read again."""
    with known.catalogue.write() as transaction:
        transaction.watched.put_feed(state)
        if entries is not None:
            transaction.watched.put_entries(known.url, {entry.digest for entry in entries} - {e.digest for e in later})


async def _fail(known: _Known, error: DatelineError) -> Poll:
    if isinstance(error, AddressRefused):  # nobody was asked, so nobody has to be left alone
        return Poll(known.url, Outcome.FAILED, reason=error.message)
    failures = known.state.failures + 1
    asked_for = _read_delay(error.retry_after, known.now) if isinstance(error, FetchFailed) else timedelta()
    not_before = known.now + max(back_off(failures, known.polling.every), asked_for)
    state = replace(known.state, failures=failures, not_before=not_before, reason=error.message)
    with suppress(DatelineError):  # a full disk has been told of by now
        await to_thread.run_sync(_note, known, state)
    return Poll(known.url, Outcome.FAILED, reason=error.message, not_before=not_before)


def back_off(failures: int, every: timedelta) -> timedelta:
    """Return how long to leave a feed alone after so many failures in a row: twice as long each time, up to a limit.

    Chance takes off up to half, so that feeds that failed together do not come back together.
    """
    longest = max(every, _LONGEST_BACKOFF)
    delay = min(every * (1 << min(failures - 1, 30)), longest)
    return delay * random.uniform(0.5, 1)  # noqa: S311 - nothing here is a secret


def _read_delay(retry_after: str | None, now: datetime) -> timedelta:
    """Read the header `Retry-After`, which has seconds or a date."""
    if not retry_after:
        return timedelta()
    delay = timedelta()
    with suppress(ValueError, OverflowError, InvalidDate):
        if retry_after.isdecimal():
            delay = timedelta(seconds=int(retry_after))
        else:
            delay = to_utc(parsedate_to_datetime(retry_after), UTC) - now
    return min(max(delay, timedelta()), _LONGEST_WAIT)
