"""Accepting records: they are on disk in the inbox before a client is told so, and stored from there by `drain`."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from index.catalogue.catalogue import Catalogue
from index.catalogue.jobs import Kind, State
from index.catalogue.transaction import Transaction
from index.intake.retraction import resolve
from index.types import Article, IngestReport, Record, Rejected, Withdrawal


class Delivery:
    """Records that are accepted batch by batch, all for one job.

    `accepted` and `withdrawals` count the articles and withdrawals that were accepted so far; `refused` reports what
    was not.
    """

    def __init__(self, catalogue: Catalogue, now: datetime) -> None:
        self.job = f"job_{secrets.token_hex(12)}"
        self.accepted = 0
        self.withdrawals = 0
        self.refused = IngestReport()
        self._catalogue = catalogue
        self._now = now
        self._known = False

    def accept(self, records: Sequence[Record], *, last: bool, now: datetime) -> list[Record]:
        """Accept a batch: when this returns it is on disk, and is stored even if this process ends.

        `now` is the time of its arrival: an update without a time of its own is valid from then. Returns the batch with
        each article under the id that it is stored by, and each withdrawal that names no article as a rejection.
        """
        with self._catalogue.write() as transaction:
            batch = [_resolve(record, transaction) for record in records]
            good = [record for record in batch if not isinstance(record, Rejected)]
            rejected = tuple(record for record in batch if isinstance(record, Rejected))
            refused = IngestReport(rejected=rejected, rejections=len(rejected))
            articles = self.accepted + sum(isinstance(record, Article) for record in good)
            withdrawals = self.withdrawals + sum(isinstance(record, Withdrawal) for record in good)
            if not self._known:
                transaction.jobs.add(self.job, Kind.INGEST, State.QUEUED, self._now)
            transaction.inbox.accept(self.job, good, now)
            if rejected:
                transaction.jobs.add_to_report(self.job, refused)
            if last:
                transaction.jobs.close(self.job, articles + withdrawals)
        self._known, self.accepted, self.withdrawals = True, articles, withdrawals
        self.refused = self.refused.plus(refused)
        return batch


def _resolve(record: Record, transaction: Transaction) -> Record:
    if isinstance(record, Article):
        return transaction.identity.resolve(record)
    return resolve(record) if isinstance(record, Withdrawal) else record


def recover(catalogue: Catalogue) -> None:
    """Close the jobs of deliveries that an earlier process did not finish; call it before accepting anything."""
    with catalogue.write() as transaction:
        transaction.jobs.recover()
