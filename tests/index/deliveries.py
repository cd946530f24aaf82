"""Steps of accepting and storing that several tests share."""

from datetime import datetime

import index.intake.drain as drain_module
from index.catalogue.jobs import Job
from index.intake.accept import Delivery
from index.library import Library
from index.types import Record
from tests.conftest import NOW, write_article

FIRST = write_article("First", "The first article says one thing.", id="a")
SECOND = write_article("Second", "The second article says another thing.", id="b")
FERRIES = [write_article(f"Ferry {n}", f"Ferry number {n} left the harbour.", id=f"f{n}") for n in range(4)]
REASON = "storing it ended the process 3 times"


def accept(library: Library, *records: Record, now: datetime = NOW) -> str:
    """Accept records as one job, and return the job."""
    delivery = Delivery(library.catalogue, now)
    delivery.accept(records, last=True, now=now)
    return delivery.job


def read_job(library: Library, job: str) -> Job:
    """Return the present state of a job."""
    with library.catalogue.snapshot() as snapshot:
        return snapshot.jobs.get(job)


def texts_of(library: Library, article: str) -> list[str]:
    """Return the text of every version of an article."""
    with library.catalogue.snapshot() as snapshot:
        return [version.article.text for version in snapshot.versions(article)]


def count_waiting(library: Library) -> int:
    """Return how many records wait."""
    with library.catalogue.snapshot() as snapshot:
        return snapshot.inbox.count_waiting()


def stored(library: Library) -> list[str]:
    """Return the ids of the articles that are stored."""
    with library.catalogue.snapshot() as snapshot:
        return sorted({row.article for row in snapshot.passage_rows(0)})


def attempts_of(library: Library) -> list[tuple[int, int]]:
    """Return the attempts that are counted, by row of the inbox."""
    with library.catalogue.snapshot() as snapshot:
        return list(snapshot._db.execute("SELECT entry, number FROM attempt ORDER BY entry"))


def end_process(library: Library) -> None:
    """Leave the inbox as a process leaves it that ends while it stores the next batch."""
    batch = drain_module._next_batch(library)
    with library.catalogue.write() as transaction:
        transaction.inbox.count_attempt([waiting.row for waiting in batch])


def set_one_aside(library: Library) -> str:
    """Accept two articles, of which the first ends three processes, and drain; return the job."""
    job = accept(library, *FERRIES[:2])
    for _ in range(3):
        end_process(library)
    drain_module.drain(library, now=lambda: NOW)
    return job
