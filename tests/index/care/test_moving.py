"""An archive that is moved, from a file to a server and back, is the same in every row, or not moved at all."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import index.care.moving as moving
from index.care.faults import find_faults
from index.care.moving import Moved, move, require_new
from index.catalogue.catalogue import Catalogue
from index.catalogue.rows import NUMBERED, TABLES, RowWriter
from index.errors import Busy, CatalogueError, InvalidInput
from index.intake.accept import Delivery
from index.intake.retraction import retract
from index.library import open_library
from tests.conftest import NOW, fill, write_article
from tests.index.history import HashEmbedder
from tests.postgres import PostgresServer

WORDS = "harbour storm ferry island office captain bridge market winter lantern copper".split()  # noqa: SIM905
COPIED = " ".join(
    f"The {WORDS[n % 11]} of the {WORDS[n * 5 % 11]} closed {n} roads and {WORDS[n * 3 % 11]}s." for n in range(1, 60)
)
REST = (
    "INSERT INTO attempt SELECT id, 2, 1, 'it failed' FROM inbox",
    "INSERT INTO answer (id, question, asked, generation, rating) VALUES ('ans_1', 'Who? ☂ \x7f', 1, 3, 'up')",
    "INSERT INTO answer_span VALUES ('ans_1', 0, 1, 'lake', 1, 0, 5)",
    "INSERT INTO feed (url, etag) VALUES ('https://post.example/rss', '\"x\"')",
    "INSERT INTO boilerplate VALUES (-7)",
    "INSERT INTO unsettled VALUES ('lake')",
    "INSERT INTO unembedded SELECT min(id) FROM passage",
    "DELETE FROM vector WHERE digest IN (SELECT p.embedded FROM passage p JOIN unembedded u ON u.passage = p.id)",
)
BYTES = (
    ("INSERT INTO feed_entry VALUES ('https://post.example/rss', ?)", (b"\x00\xff\\N\n\t",)),
    ("INSERT INTO watched_file VALUES (?, 9, 10)", (b"/srv/\xff.txt",)),
    ("INSERT INTO archive_place VALUES (?, 9, 10, '{}', 3, 1)", (b"/srv/a.warc",)),
)


def write_archive(folder: Path) -> None:
    """Make an archive that has rows in every table."""
    with closing(open_library(folder, embedder=HashEmbedder())) as library:
        catalogue = library.catalogue
        fill(
            library,
            write_article("Lake", "A zeppelin landed on the lake. Tab\there, back\\slash, “quotes” 😀.", id="lake"),
            write_article("Ferry", COPIED, id="one"),
            write_article("Ferry again", COPIED, id="two", source="other-times"),
            write_article("Sea", "A zeppelin crossed the sea.", id="gone"),
            write_article("Mill", "The mill is closed.", id="mill"),
            write_article("Later", "Held until later.", id="held", not_before="2035-01-01"),
        )
        fill(library, write_article("Lake", "A zeppelin sank in the lake yesterday.", id="lake", modified="2015-02-01"))
        retract("mill", "wrong", catalogue, NOW)
        Delivery(catalogue, NOW).accept([write_article("Wait", "It waits.", id="waits")], last=True, now=NOW)
        with catalogue.write() as transaction:
            transaction.delete_article("gone", NOW)
            for statement in REST:
                transaction._db.execute(statement)
            for statement, values in BYTES:
                transaction._db.execute(statement, values)
            transaction._db.execute(
                "INSERT INTO api_key (prefix, digest, name, rights, origins, created)"
                " VALUES ('k', ?, 'n', '[]', '[]', 1)",
                (b"\x00d",),
            )
            transaction.upkeep.change_engine("milvus://h:19530/news")


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Catalogue]:
    """An archive in a file."""
    write_archive(tmp_path / "file")
    with closing(Catalogue(tmp_path / "file")) as opened:
        yield opened


def rows_of(catalogue: Catalogue) -> dict[str, list[Sequence[Any]]]:
    """Return all rows that are moved, by table."""
    with catalogue.snapshot() as snapshot:
        rows = snapshot.rows
        return {table: sorted(map(tuple, rows.read(table, sorted(rows.columns(table)))), key=repr) for table in TABLES}


def test_an_archive_moves_to_a_server_and_back(source: Catalogue, tmp_path: Path, postgres: PostgresServer) -> None:
    """Every row of every table is the same there and afterwards, and the source has not changed."""
    before = rows_of(source)
    assert [table for table, rows in before.items() if not rows] == []
    with closing(Catalogue(tmp_path / "host", address=postgres.new_address())) as there:
        steps: list[tuple[int, int]] = []
        done = move(source, there, lambda *step: steps.append(step))
        assert done == Moved(source.generation(), 4, sum(map(len, before.values())))
        assert steps == sorted(steps)
        assert steps[-1][0] <= steps[-1][1]
        assert rows_of(there) == before
        with closing(Catalogue(tmp_path / "back")) as back:
            assert move(there, back) == done
            assert rows_of(back) == before
    assert rows_of(source) == before


def test_what_was_moved_works(source: Catalogue, tmp_path: Path, postgres: PostgresServer) -> None:
    """No fault is found there; what waits is there; new articles get the ids that they would have got at the source."""
    address = postgres.new_address()
    with closing(Catalogue(tmp_path / "host", address=address)) as there:
        move(source, there)
        last = {table: _last_id(source, table) for table in NUMBERED}
        assert {table: _last_id(there, table) for table in NUMBERED} == last
        with there.snapshot() as snapshot:
            assert snapshot.upkeep.engine() is None  # its collection is the source's
            assert snapshot.inbox.count_set_aside() == 1
    with closing(open_library(tmp_path / "host", embedder=HashEmbedder(), shared=address)) as library:
        assert find_faults(library.catalogue, library.folder) == find_faults(source, source.folder)
        fill(library, write_article("New", "A new balloon rose.", id="new"))
        with library.catalogue.snapshot() as snapshot:
            assert snapshot._db.execute("SELECT min(id) FROM passage WHERE article = 'new'").fetchone() == (
                last["passage"] + 1,
            )


def test_a_file_goes_on_with_ids_that_were_never_used(source: Catalogue, tmp_path: Path) -> None:
    """From file to file, too: the id of what was deleted is not given again."""
    with closing(Catalogue(tmp_path / "other")) as other:
        move(source, other)
        assert [_last_id(other, table) for table in NUMBERED] == [_last_id(source, table) for table in NUMBERED]


def test_a_target_that_is_not_empty_is_left_alone(source: Catalogue, tmp_path: Path, postgres: PostgresServer) -> None:
    """One sentence, and nothing of it changes; a folder with an index is refused before it is opened."""
    with closing(Catalogue(tmp_path / "host", address=postgres.new_address())) as there:
        move(source, there)
        before = rows_of(there)
        with pytest.raises(InvalidInput, match="is not empty: move into a new one"):
            move(source, there)
        assert rows_of(there) == before
    with pytest.raises(InvalidInput, match="is not empty; name a new or empty folder"):
        require_new(tmp_path / "file")
    (tmp_path / "a-file").touch()
    with pytest.raises(InvalidInput, match="is not a folder"):
        require_new(tmp_path / "a-file")
    require_new(tmp_path / "new")


def test_what_does_not_arrive_whole_is_not_kept(
    source: Catalogue, tmp_path: Path, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that is lost or changed on the way undoes the whole move, which can be tried again."""
    put = RowWriter.put

    def change(self: RowWriter, table: str, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
        if table == "answer":
            rows = (("ans_2", *row[1:]) for row in rows)
        put(self, table, columns, rows)

    with closing(Catalogue(tmp_path / "host", address=postgres.new_address())) as there:
        with monkeypatch.context() as patch:
            patch.setattr(RowWriter, "put", change)
            with pytest.raises(CatalogueError, match="the table answer did not arrive"):
                move(source, there)
        with there.snapshot() as snapshot:
            assert snapshot.rows.is_empty()
        move(source, there)


def test_what_a_server_cannot_hold_is_one_sentence(source: Catalogue, tmp_path: Path, postgres: PostgresServer) -> None:
    """PostgreSQL has no text with a zero byte; nothing of such an archive is kept there."""
    with source.write() as transaction:
        transaction._db.execute("UPDATE feed SET reason = ?", ("a\x00b",))
    with closing(Catalogue(tmp_path / "host", address=postgres.new_address())) as there:
        with pytest.raises(CatalogueError, match=r"cannot contain NUL \(0x00\) bytes"):
            move(source, there)
        with there.snapshot() as snapshot:
            assert snapshot.rows.is_empty()


def test_nobody_changes_the_source_meanwhile(
    source: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever rebuilds or stores is waited for, and then the move is refused; a read-only source is read as it is."""
    monkeypatch.setattr(moving, "_PATIENCE", 0.1)
    with closing(Catalogue(tmp_path / "file")) as other, closing(Catalogue(tmp_path / "new")) as target:
        lock = other.hold_rebuild()
        assert lock
        with pytest.raises(Busy, match="a rebuild of"):
            move(source, target)
        lock.release()
        with other.ingesting(), pytest.raises(Busy, match="is ingesting"):
            move(source, target)
        with closing(Catalogue(tmp_path / "file", read_only=True)) as reading:
            assert move(reading, target).articles == 4


def test_every_table_is_moved(source: Catalogue, tmp_path: Path, postgres: PostgresServer) -> None:
    """The list has every table of a file, and of a server every one but the leases, each after what it refers to."""
    with source.snapshot() as snapshot:
        query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        assert sorted(row[0] for row in snapshot._db.execute(query)) == sorted(TABLES)
        for place, table in enumerate(TABLES):
            for row in snapshot._db.execute(f"PRAGMA foreign_key_list({table})"):
                assert row[2] in TABLES[:place]
    address = postgres.new_address()
    with closing(Catalogue(tmp_path / "host", address=address)):
        query = f"SELECT tablename FROM pg_tables WHERE schemaname = '{address.rpartition('=')[2]}'"
        assert sorted(postgres.run_statement(query).split()) == sorted([*TABLES, "lease"])


def _last_id(catalogue: Catalogue, table: str) -> int:
    with catalogue.snapshot() as snapshot:
        return snapshot.rows.last_id(table)
