"""What a shared catalogue says when its server cannot be used: one clear sentence each."""

import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.catalogue.database.address import read_catalogue_address
from index.catalogue.presence import has_index, require_index
from index.errors import (
    CatalogueDamaged,
    CatalogueTooNew,
    CatalogueUnavailable,
    InvalidInput,
    NotFound,
    ReadOnly,
)
from tests.conftest import NOW, write_article
from tests.postgres import PASSWORD, PostgresServer


def put(catalogue: Catalogue, name: str) -> None:
    """Store an article."""
    with catalogue.write() as transaction:
        transaction.put_article(write_article("T", f"Text of {name}.", id=name), NOW)


def wait_for_lock(postgres: PostgresServer) -> None:
    """Wait until a connection of this test waits for the lock of writers."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'waiting' AND wait_event = 'advisory'"
    end = time.monotonic() + 60
    while postgres.run_statement(query) != "1":
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("postgrsql://u@h/d", "did you mean postgresql://"),
        ("u@h/d", "it must be postgresql://USER@HOST:5432/DATABASE"),
        ("postgresql://u@h", "must name one database"),
        ("postgresql://u@h/d/e", "must name one database"),
        ("postgresql://u@[h/d", "it must be postgresql://USER@HOST:5432/DATABASE"),
        ("postgresql://u@h/d?schema=News", "small letters"),
    ],
)
def test_an_address_with_a_typo_is_explained(text: str, said: str) -> None:
    """The sentence says what an address looks like."""
    with pytest.raises(InvalidInput, match=said):
        read_catalogue_address(text)


def test_a_message_shows_no_password() -> None:
    """What messages call a catalogue has neither user nor password."""
    where = read_catalogue_address("postgresql://me:secret@db.example:5433/news?schema=desk&sslmode=require")
    assert where.shown == "the catalogue desk in news at db.example:5433"
    assert where.uri == "postgresql://me:secret@db.example:5433/news?sslmode=require"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"password": "wrong"}, "does not accept this user and password"),
        ({"user": "nobody-here"}, "does not accept this user and password"),
        ({"database": "nowhere"}, "it has no such database"),
    ],
)
def test_a_refusal_says_what_is_wrong(
    tmp_path: Path, postgres: PostgresServer, change: dict[str, str], said: str
) -> None:
    """User, password and database are told apart, and the password is not shown."""
    with pytest.raises(CatalogueUnavailable, match=said) as error:
        Catalogue(tmp_path, address=postgres.address_of("refused", **change))
    assert PASSWORD not in error.value.message


def test_a_host_or_port_where_nothing_listens_is_told(tmp_path: Path) -> None:
    """A server that is not there is told from a host that is not."""
    with pytest.raises(CatalogueUnavailable, match="nothing listens there"):
        Catalogue(tmp_path, address="postgresql://u@127.0.0.1:1/d")
    with pytest.raises(CatalogueUnavailable, match="host is not known"):
        Catalogue(tmp_path, address="postgresql://u@no-such-host.invalid/d")


def test_an_unknown_option_is_told(tmp_path: Path, postgres: PostgresServer) -> None:
    """An option that the client library does not know is named."""
    with pytest.raises(InvalidInput, match="shcema"):
        Catalogue(tmp_path, address=postgres.address_of("x") + "&shcema=y")


def test_a_catalogue_that_is_not_there_is_told_apart(tmp_path: Path, postgres: PostgresServer) -> None:
    """Where nothing was ingested yet, the sentence says so, and looking makes nothing."""
    address = postgres.new_address()
    assert not has_index(tmp_path, address)
    with pytest.raises(NotFound, match="no index in the catalogue"):
        require_index(tmp_path, address)
    with pytest.raises(NotFound, match="no index in the catalogue"):
        Catalogue(tmp_path, address=address, read_only=True)
    Catalogue(tmp_path, address=address).close()
    require_index(tmp_path, address)


def test_a_newer_schema_is_refused(tmp_path: Path, postgres: PostgresServer) -> None:
    """A catalogue with more migrations than this code knows is not opened, and the message says what to do."""
    address = postgres.new_address()
    Catalogue(tmp_path, address=address).close()
    schema = address.rpartition("=")[2]
    postgres.run_statement(f"UPDATE {schema}.meta SET value = '999' WHERE key = 'schema'")
    with pytest.raises(CatalogueTooNew, match="upgrade Dateline"):
        Catalogue(tmp_path, address=address)


def test_a_catalogue_that_a_newer_one_migrates_while_it_is_open_is_refused(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    """From then on nothing is read, written or leased, and a write that waited for the migration is not made."""
    address = postgres.new_address()
    schema = address.rpartition("=")[2]
    named = address + "&application_name=waiting"
    with (
        closing(Catalogue(tmp_path, address=address)) as catalogue,
        closing(Catalogue(tmp_path, address=named)) as other,
    ):
        put(catalogue, "a")
        writer = catalogue._database.begin_writing()  # as whoever migrates, it holds the lock of writers
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(put, other, "b")
            wait_for_lock(postgres)
            writer.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
            catalogue._database.commit(notify=False)
            with pytest.raises(CatalogueTooNew, match=r"schema 999; this one knows \d+\): upgrade Dateline"):
                waiting.result()
        acts: list[Callable[[], object]] = [catalogue.generation, catalogue.find_obstacle]
        acts += [lambda: put(catalogue, "c"), lambda: catalogue.take_batch(1, 1).__enter__()]
        for act in acts:
            with pytest.raises(CatalogueTooNew, match="upgrade Dateline"):
                act()
        assert postgres.run_statement(f"SELECT id FROM {schema}.article") == "a"


def test_a_schema_of_someone_else_is_left_alone(tmp_path: Path, postgres: PostgresServer) -> None:
    """Other tables in the schema are neither read nor changed."""
    postgres.run_statement("CREATE SCHEMA theirs; CREATE TABLE theirs.x (y int)")
    with pytest.raises(CatalogueDamaged, match="name another one in the address"):
        Catalogue(tmp_path, address=postgres.address_of("theirs"))


def test_who_may_only_read_reads(tmp_path: Path, postgres: PostgresServer) -> None:
    """A user without the right to write opens the catalogue read-only, and is told so when it writes."""
    address = postgres.new_address()
    with closing(Catalogue(tmp_path, address=address)) as catalogue:
        put(catalogue, "a")
    schema = address.rpartition("=")[2]
    postgres.run_statement(
        f"CREATE ROLE reader_{schema} LOGIN PASSWORD '{PASSWORD}'; GRANT USAGE ON SCHEMA {schema} TO reader_{schema};"
        f" GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO reader_{schema}"
    )
    with closing(Catalogue(tmp_path, address=postgres.address_of(schema, user=f"reader_{schema}"))) as catalogue:
        assert catalogue.read_only
        with catalogue.snapshot() as snapshot:
            assert snapshot.count_articles() == 1
        with pytest.raises(ReadOnly, match="is read-only"):
            put(catalogue, "b")


def test_a_server_that_becomes_read_only_says_so(tmp_path: Path, postgres: PostgresServer) -> None:
    """As after a failover to a server that is not promoted yet: writes are refused with a sentence, reads go on."""
    address = postgres.new_address()
    with closing(Catalogue(tmp_path, address=address + "&options=-c%20default_transaction_read_only=off")) as catalogue:
        put(catalogue, "a")
        catalogue._database.close()
        read_only = postgres.address_of(address.rpartition("=")[2]) + "&options=-c%20default_transaction_read_only=on"
        catalogue._database._where = read_catalogue_address(read_only)  # type: ignore[attr-defined]
        with pytest.raises(ReadOnly, match="has become read-only"):
            put(catalogue, "b")
        with catalogue.snapshot() as snapshot:
            assert snapshot.count_articles() == 1


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT])
def test_a_restart_loses_nothing(tmp_path: Path, failing: PostgresServer, how: signal.Signals) -> None:
    """While the server is away each read and write says so; when it is back the same catalogue goes on."""
    with closing(Catalogue(tmp_path, address=failing.new_address())) as catalogue:
        put(catalogue, "a")

        def write_across() -> None:
            with catalogue.write() as transaction:
                transaction.put_article(write_article("T", "Lost.", id="lost"), NOW)
                failing.stop(how)

        with pytest.raises(CatalogueUnavailable, match=r"cannot be reached now .*: try again"):
            write_across()
        with pytest.raises(CatalogueUnavailable, match="cannot be reached"):
            catalogue.generation()
        failing.start()
        put(catalogue, "b")
        with catalogue.snapshot() as snapshot:
            assert snapshot.digests(["a", "b", "lost"]).keys() == {"a", "b"}
