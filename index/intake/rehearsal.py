"""A dry run of an ingest: what would become of records. Nothing is embedded."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.catalogue.identity import possible_ids
from index.catalogue.outcome import Outcome
from index.catalogue.rehearsal import rehearsing
from index.catalogue.transaction import Transaction
from index.intake.ahead import read_ahead
from index.intake.ingest import batches
from index.intake.refusals import Refusals, count, sort_kinds
from index.intake.retraction import resolve, withdraw
from index.language import settle_language
from index.types import Article, IngestReport, Record, Rejected, Withdrawal


@dataclass(frozen=True, slots=True)
class DryRun:
    """What would become of records; `refusals` are in the order of their number, the most frequent kind first."""

    report: IngestReport
    refusals: tuple[Refusals, ...]


def rehearse(
    records: Iterable[Record],
    folder: Path,
    *,
    shared: str | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    on_batch: Callable[[IngestReport], None] = lambda _report: None,
) -> DryRun:
    """Return what an ingest of records into a data folder would do; the folder need not exist, and is not written.

    With `shared`, the catalogue is the one at that address.

    Raises:
        CatalogueError: the catalogue of the folder cannot be read.
    """
    report, kinds = IngestReport(), dict[str, Refusals]()
    with rehearsing(folder, shared) as rehearsal, closing(read_ahead(batches(records), 1)) as ahead:
        for batch in ahead:
            moment = now()
            good = [record for record in batch if not isinstance(record, Rejected)]
            rejected = tuple(record for record in batch if isinstance(record, Rejected))
            tried = IngestReport(rejected=rejected, rejections=len(rejected))
            with rehearsal.write(name for record in good for name in _names(record)) as transaction:
                for record in good:
                    tried = tried.plus(_try(record, transaction, moment))
            for one in tried.rejected:
                count(one, kinds)
            report = report.plus(tried)
            on_batch(report)
    return DryRun(report, sort_kinds(kinds))


def _names(record: Article | Withdrawal) -> Sequence[str]:
    if isinstance(record, Article):
        return possible_ids(record)
    resolved = resolve(record)
    return possible_ids(resolved) if isinstance(resolved, Withdrawal) else ()


def _try(record: Article | Withdrawal, transaction: Transaction, now: datetime) -> IngestReport:
    if isinstance(record, Withdrawal):
        return withdraw(record, transaction, now)
    outcome = transaction.put_article(transaction.identity.resolve(settle_language(record)), now).outcome
    return IngestReport(
        added=int(outcome is Outcome.ADDED),
        updated=int(outcome is Outcome.UPDATED),
        unchanged=int(outcome is Outcome.UNCHANGED),
        held=int(outcome is Outcome.HELD),
    )
