"""Accepting records: they are on disk in the inbox before a client is told so, and stored from there by `drain`."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from index.catalogue.catalogue import Catalogue
from index.catalogue.jobs import Kind, State
from index.types import Article, IngestReport, Rejected


class Delivery:
    """Records that are accepted batch by batch, all for one job."""

    def __init__(self, catalogue: Catalogue, now: datetime) -> None:
        self.job = f"job_{secrets.token_hex(12)}"
        self.accepted = 0
        self._catalogue = catalogue
        self._now = now
        self._known = False

    def accept(self, records: Sequence[Article | Rejected], *, last: bool, now: datetime) -> list[Article | Rejected]:
        """Accept a batch: when this returns it is on disk, and is stored even if this process ends.

        `now` is the time of its arrival: an update without a time of its own is valid from then. Returns the batch with
        each article under the id that it is stored by.
        """
        with self._catalogue.write() as transaction:
            batch = [transaction.identity.resolve(one) if isinstance(one, Article) else one for one in records]
            articles = [record for record in batch if isinstance(record, Article)]
            rejected = tuple(record for record in batch if isinstance(record, Rejected))
            total = self.accepted + len(articles)
            if not self._known:
                transaction.jobs.add(self.job, Kind.INGEST, State.QUEUED, self._now)
            transaction.inbox.accept(self.job, articles, now)
            if rejected:
                transaction.jobs.add_to_report(self.job, IngestReport(rejected=rejected, rejections=len(rejected)))
            if last:
                transaction.jobs.close(self.job, total)
        self._known, self.accepted = True, total
        return batch


def recover(catalogue: Catalogue) -> None:
    """Close the jobs of deliveries that an earlier process did not finish; call it before accepting anything."""
    with catalogue.write() as transaction:
        transaction.jobs.recover()
