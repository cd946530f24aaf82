"""A catalogue that several hosts share: leases, locks, generations and notices between open catalogues."""

import select
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.catalogue.database.statements import for_postgres
from index.catalogue.database.steps import list_steps
from index.catalogue.jobs import Kind, State
from index.errors import Busy
from index.intake.accept import Delivery
from index.intake.drain import drain
from index.library import Library
from tests.conftest import NOW, write_article
from tests.index.deliveries import FERRIES, accept, stored, texts_of
from tests.postgres import PostgresServer

HOLDER = """
import sys
from pathlib import Path
from index.catalogue.catalogue import Catalogue
catalogue = Catalogue(Path(sys.argv[1]), address=sys.argv[2])
with catalogue.ingesting(), catalogue.take_batch(2, 100_000) as batch:
    with catalogue.write() as transaction:
        transaction.inbox.count_attempt([waiting.row for waiting in batch])
    print(len(batch), flush=True)
    sys.stdin.read()
"""


def test_what_one_host_stores_another_finds(hosts: list[Library]) -> None:
    """Each host has indexes of its own, which follow the one catalogue."""
    one, two = hosts
    accept(one, *FERRIES)
    drain(one)
    two.engine.follow()
    assert stored(two) == [f"f{n}" for n in range(4)]
    assert two.engine.edition[1] == one.engine.edition[1] == one.catalogue.generation()
    assert one.folder != two.folder


def test_no_row_is_taken_by_two(hosts: list[Library]) -> None:
    """While one process stores a batch, another takes the rows behind it, and none of the same."""
    one, two = hosts
    accept(one, *FERRIES)
    with one.catalogue.take_batch(2, 100_000) as first, two.catalogue.take_batch(10, 100_000) as second:
        assert [len(first), len(second)] == [2, 2]
        assert not {waiting.row for waiting in first} & {waiting.row for waiting in second}
        with two.catalogue.snapshot() as snapshot:
            assert snapshot.inbox.next_batch(10, 100_000) == []
    with two.catalogue.snapshot() as snapshot:
        assert len(snapshot.inbox.next_batch(10, 100_000)) == 4


def test_versions_of_an_article_are_stored_in_their_order(hosts: list[Library]) -> None:
    """A later version waits until the earlier one, which another process is storing, is stored."""
    one, two = hosts
    accept(one, write_article("T", "The first text.", id="a"))
    accept(one, write_article("T", "The second text, which is longer.", id="a"))
    with one.catalogue.take_batch(1, 100_000):
        drain(two)
        assert stored(two) == []
    drain(two)
    assert texts_of(two, "a")[-1] == "The second text, which is longer."


def test_the_rows_of_a_process_that_dies_are_free_at_once(
    hosts: list[Library], tmp_path: Path, shared_address: str
) -> None:
    """Its leases end with its connection, and what it had begun is stored by another, one article at a time."""
    one, _ = hosts
    accept(one, *FERRIES)
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "three"), shared_address]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdin
    assert process.stdout.readline().strip() == "2"
    with one.catalogue.snapshot() as snapshot:
        assert len(snapshot.inbox.next_batch(10, 100_000)) == 2
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    _wait_for(lambda: _count_free(one) == 1)  # a batch of its own, since its attempt was counted
    drain(one)
    assert stored(one) == [f"f{n}" for n in range(4)]


def test_a_deletion_does_not_wait_for_who_stores(hosts: list[Library]) -> None:
    """An article that another process is storing is deleted at once, and does not come back."""
    one, two = hosts
    accept(one, *FERRIES)
    with one.catalogue.take_batch(10, 100_000) as batch:
        with two.catalogue.write() as transaction:
            assert transaction.inbox.delete("f1")
        assert len(batch) == 4
    drain(one)
    assert stored(two) == ["f0", "f2", "f3"]


def test_two_workers_store_everything_once(hosts: list[Library]) -> None:
    """Two processes that drain at the same time leave nothing, double nothing, and keep every job's count."""
    articles = [write_article(f"Ferry {n}", f"Ferry number {n} left the harbour.", id=f"f{n}") for n in range(120)]
    jobs = [accept(hosts[0], *articles[place : place + 30]) for place in range(0, 120, 30)]
    with ThreadPoolExecutor(2) as pool:
        while _count_waiting(hosts[0]):
            list(pool.map(drain, hosts))
    assert stored(hosts[1]) == sorted(article.id for article in articles)
    with hosts[0].catalogue.snapshot() as snapshot:
        assert snapshot.counts().versions == 120
        assert {(job.state, job.done) for job in map(snapshot.jobs.get, jobs)} == {(State.DONE, 30)}


def test_generations_are_made_one_after_another(hosts: list[Library]) -> None:
    """Writers on several hosts wait for each other: each generation is made once, and none is lost."""

    def write(number: int) -> list[int]:
        made = []
        for place in range(20):
            with hosts[number].catalogue.write() as transaction:
                transaction.put_article(write_article("T", f"Text {number} {place}.", id=f"a{number}-{place}"), NOW)
                made.append(transaction.generation)
        return made

    with ThreadPoolExecutor(2) as pool:
        made = [generation for many in pool.map(write, range(2)) for generation in many]
    assert sorted(made) == list(range(1, 41))
    assert hosts[0].catalogue.generation() == 40


def test_many_may_store_unless_one_is_alone(hosts: list[Library]) -> None:
    """The lock of whoever stores is shared; a change of model or a compaction has it alone."""
    one, two = (library.catalogue for library in hosts)
    with one.ingesting(), two.ingesting(0), pytest.raises(Busy, match="is ingesting"), one.ingesting(0.1, alone=True):
        pass
    with one.ingesting(alone=True):
        with pytest.raises(Busy, match="is ingesting into the catalogue"), two.ingesting(0.1):
            pass
        lock = one.hold_rebuild()
        assert lock is not None
        assert two.hold_rebuild() is None
        lock.release()


def test_whoever_listens_is_told_of_what_waits_and_what_is_new(hosts: list[Library]) -> None:
    """A notice comes with the commit of records or of a generation, and with nothing else."""
    one, two = (library.catalogue for library in hosts)
    notices = two.listen()
    assert notices is not None
    with closing(notices):
        with one.write() as transaction:
            transaction.jobs.add("job_1", Kind.REBUILD, State.DONE, NOW)
        assert not _is_told(notices.fileno(), 0.2)
        Delivery(one, NOW).accept(FERRIES, last=True, now=NOW)
        assert _is_told(notices.fileno(), 10)
        assert notices.take_notices()
        assert not notices.take_notices()


def test_a_long_result_is_read_part_by_part(hosts: list[Library]) -> None:
    """More rows than are fetched at one time come all, and each once."""
    one, _ = hosts
    with one.catalogue.write() as transaction:
        transaction._db.executemany("INSERT INTO tombstone VALUES (?, 1)", [(number,) for number in range(4_500)])
    with one.catalogue.snapshot() as snapshot:
        rows = list(snapshot._db.stream("SELECT passage FROM tombstone WHERE generation = ?1 ORDER BY passage", (1,)))
    assert rows == [(number,) for number in range(4_500)]


def test_both_schemas_have_the_same_tables(tmp_path: Path, postgres: PostgresServer) -> None:
    """Each migration of a file has its counterpart; the server's schema has leases and numbers of rows besides."""
    assert list_steps()[-1][0] == list_steps("postgres")[-1][0]
    address = postgres.new_address()
    schema = address.rpartition("=")[2]
    with closing(Catalogue(tmp_path)) as file, closing(Catalogue(tmp_path, address=address)), file.snapshot() as read:
        tables = [name for (name,) in read._db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        ours = {(table, row[1]) for table in tables for row in read._db.execute(f"PRAGMA table_info({table})")}
    query = f"SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = '{schema}'"
    theirs = {tuple(line.split("|")) for line in postgres.run_statement(query).splitlines()}
    ours = {pair for pair in ours if not pair[0].startswith("sqlite_")}
    assert theirs - ours == {("lease", "entry"), ("lease", "holder"), ("held", "rowid"), ("api_key", "rowid")}
    assert not ours - theirs


def test_statements_are_renumbered_without_what_is_for_sqlite() -> None:
    """Values get numbers in their order, those that have one keep it, and hints are dropped."""
    assert for_postgres("SELECT ? FROM a WHERE b = ?") == "SELECT $1 FROM a WHERE b = $2"
    assert for_postgres("SELECT ?2, ?1, ?2") == "SELECT $2, $1, $2"
    assert for_postgres("p INDEXED BY i CROSS JOIN v ON a") == "p  JOIN v ON a"


def test_nothing_of_a_server_is_imported_without_its_setting(tmp_path: Path) -> None:
    """A catalogue in a file needs no client library."""
    code = "import sys; from pathlib import Path; from index.catalogue.catalogue import Catalogue;"
    code += "Catalogue(Path(sys.argv[1])).close(); print([name for name in sys.modules if 'psycopg' in name])"
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _is_told(descriptor: int, seconds: float) -> bool:
    return bool(select.select([descriptor], [], [], seconds)[0])


def _count_waiting(library: Library) -> int:
    with library.catalogue.snapshot() as snapshot:
        return snapshot.inbox.count_waiting()


def _count_free(library: Library) -> int:
    with library.catalogue.snapshot() as snapshot:
        return len(snapshot.inbox.next_batch(10, 100_000))


def _wait_for(done: Callable[[], bool]) -> None:
    end = threading.Event()
    for _ in range(100):
        if done():
            return
        end.wait(0.1)
    raise AssertionError("it did not happen")
