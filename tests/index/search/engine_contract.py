"""The contract of every engine, as one suite: a test class for an engine inherits it and says how to make one."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.types import Article, Filters
from tests.conftest import write_article
from tests.index.search.archive_claims import SELECTIVE, ArchiveClaims
from tests.index.search.shelf import ALL, Shelf, found_twice, moment, names, query, said


def fire(text: str, day: str = "2015-01-27", *, modified: str = "", name: str = "a") -> Article:
    """Return what an article about a fire says, by default its first version."""
    return write_article("Toll", f"The fire {text}.", day, id=name, **({"modified": modified} if modified else {}))


class EngineContract(ArchiveClaims):
    """The claims over a few articles; those over many are inherited."""

    def test_what_is_stored_is_found_by_words_and_by_meaning(self, shelf: Shelf) -> None:
        """From the next search on, with nobody telling the engine; the hit carries its text, place and head."""
        text = "Kurdish fighters drove the militants out of Kobane."
        shelf.put(write_article("Town freed", text, id="a", language="en"))
        (hit,) = shelf.find("Who freed Kobane?")
        assert (hit.lexical_rank, hit.dense_rank) == (1, 1)
        assert (hit.text, hit.passage.article, hit.passage.version) == (text, "a", 1)
        assert (hit.passage.start, hit.passage.end) == (0, len(text))
        assert (hit.head.title, hit.head.source, hit.head.language) == ("Town freed", "example-times", "en")
        assert hit.bm25
        assert hit.similarity == pytest.approx(0.5, abs=0.5)

    def test_words_alone_and_meaning_alone_are_enough(self, shelf: Shelf) -> None:
        """A passage without a word of the question is found by its vector, and ranks behind one that has them."""
        shelf.put(fire("burned"), write_article("Flood", "Water rose.", id="b"))
        fire_hit, flood = shelf.find("fire")
        assert (fire_hit.passage.article, flood.passage.article) == ("a", "b")
        assert (flood.lexical_rank, flood.bm25, flood.dense_rank) == (None, None, 2)

    def test_an_empty_index_finds_nothing(self, shelf: Shelf) -> None:
        """Before the first article, and after the last, every search is empty under any filter."""
        for _ in range(2):
            assert [shelf.find("fire", filters) for filters in (ALL, *SELECTIVE.values())] == [[]] * (
                len(SELECTIVE) + 1
            )
            shelf.put(fire("burned"))
            assert names(shelf.find("fire")) == ["a"]
            shelf.delete("a")

    # As of

    def test_each_time_finds_its_own_version(self, shelf: Shelf) -> None:
        """A version counts from its first second up to, not including, the first of the next, a late one as well."""
        shelf.put(fire("killed 20"))
        shelf.put(fire("killed 12", modified="2015-02-10"))
        shelf.put(fire("killed 15", modified="2015-02-01"))
        expected = {
            "2015-01-26T23:59:59": [],
            "2015-01-27": [(1, "killed 20")],
            "2015-01-31T23:59:59": [(1, "killed 20")],
            "2015-02-01": [(3, "killed 15")],
            "2015-02-09T23:59:59": [(3, "killed 15")],
            "2015-02-10": [(2, "killed 12")],
        }
        for day, versions in expected.items():
            hits = shelf.find("fire", Filters(as_of=moment(day)))
            assert [(hit.passage.version, hit.text) for hit in hits] == [(n, f"The fire {t}.") for n, t in versions]
            assert found_twice(hits)
        assert said(shelf.find("fire")) == {("a", "The fire killed 12.")}

    def test_many_versions_do_not_crowd_out_those_of_a_time(self, shelf: Shelf) -> None:
        """If most of an archive has been corrected, both searches still find every version valid then, and now."""
        shelf.put(*(fire(f"killed {n}", name=f"a{n}") for n in range(150)))
        shelf.put(*(fire(f"hurt {n}", modified="2015-02-01", name=f"a{n}") for n in range(150)))
        for filters, verb in ((Filters(as_of=moment("2015-01-30")), "killed"), (ALL, "hurt")):
            hits = shelf.find("fire", filters, k=150)
            assert said(hits) == {(f"a{n}", f"The fire {verb} {n}.") for n in range(150)}
            assert found_twice(hits)

    def test_what_changed_is_ranked_once(self, shelf: Shelf) -> None:
        """A passage whose time was ended, by a correction or a retraction, takes one rank in either search."""
        shelf.put(*(fire(f"killed {n}", name=f"a{n}") for n in range(5)))
        shelf.find("fire")
        shelf.put(*(fire(f"hurt {n}", modified="2015-02-01", name=f"a{n}") for n in range(4)))
        shelf.retract("a4", "2015-02-01")
        hits = shelf.find("fire", Filters(as_of=moment("2015-01-30")))
        assert sorted(hit.lexical_rank or 0 for hit in hits) == [1, 2, 3, 4, 5]
        assert sorted(hit.dense_rank or 0 for hit in hits) == [1, 2, 3, 4, 5]

    def test_a_retracted_article_is_found_as_of_before_alone(self, shelf: Shelf) -> None:
        """From the next search on, and from its own second on; a rebuild changes nothing of it."""
        shelf.put(fire("killed 20"), fire("broke out", name="b"))
        shelf.find("fire")
        shelf.retract("a", "2015-02-01")
        for _ in range(2):
            assert names(shelf.find("fire")) == names(shelf.find("fire", Filters(as_of=moment("2015-02-01")))) == ["b"]
            before = shelf.find("fire", Filters(as_of=moment("2015-01-31T23:59:59")))
            assert sorted(names(before)) == ["a", "b"]
            assert found_twice(before)
            shelf.engine.rebuild()

    def test_a_changed_head_is_followed(self, shelf: Shelf) -> None:
        """A new source or language is what filters use from the next search on, in both searches."""
        shelf.put(write_article("Fire", "A fire burned.", id="a", source="wire", language="de"))
        assert names(shelf.find("fire", Filters(sources=("wire",)))) == ["a"]
        shelf.put(write_article("Fire", "A fire burned.", id="a", source="post", language="en"))
        assert shelf.find("fire", Filters(sources=("wire",))) == []
        assert shelf.find("fire", Filters(languages=("de",))) == []
        hits = shelf.find("fire", Filters(sources=("post",), languages=("en",)))
        assert names(hits) == ["a"]
        assert found_twice(hits)

    # Deletes

    def test_a_deleted_article_is_unreachable_from_the_next_search_on(self, shelf: Shelf) -> None:
        """Now and as of any time, for this engine, for one that opens later, and after a rebuild."""
        shelf.put(fire("killed 20"), fire("broke out", name="b"))
        shelf.put(fire("killed 12", modified="2015-02-01"))
        assert sorted(names(shelf.find("fire"))) == ["a", "b"]
        shelf.delete("a")
        times = (ALL, Filters(as_of=moment("2015-01-28")), Filters(as_of=moment("2015-02-02")))
        assert [names(shelf.find("fire", filters)) for filters in times] == [["b"]] * 3
        shelf.engine.rebuild()
        assert [names(shelf.find("fire", filters)) for filters in times] == [["b"]] * 3
        shelf.close()
        shelf.open()
        assert [names(shelf.find("fire", filters)) for filters in times] == [["b"]] * 3

    def test_what_was_deleted_crowds_nothing_out(self, shelf: Shelf) -> None:
        """Where more was deleted than a search looks at, and matched better, what is left is found by both searches."""
        shelf.put(*(fire("of fire", name=f"a{n}") for n in range(250)))
        shelf.put(*(fire(f"destroyed a mill, a school and {n} houses", name=f"b{n}") for n in range(5)))
        shelf.find("fire")
        with shelf.catalogue.write() as transaction:
            for number in range(250):
                transaction.delete_article(f"a{number}", moment("2015-02-01"))
        hits = shelf.find("fire")
        assert sorted(names(hits)) == [f"b{n}" for n in range(5)]
        assert found_twice(hits)

    def test_what_is_stored_again_is_found_once(self, shelf: Shelf) -> None:
        """An article that comes back after its deletion is a new one; nothing of the old is found beside it."""
        for number in range(3):
            shelf.put(fire(f"killed {number}"))
            hits = shelf.find("fire")
            assert said(hits) == {("a", f"The fire killed {number}.")}
            assert (hits[0].lexical_rank, hits[0].dense_rank) == (1, 1)
            shelf.delete("a")

    # Lag

    def test_an_index_that_lags_shows_nothing_that_ended(self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        """What was deleted, corrected or retracted since it last followed is dropped; what is new may be missing."""
        shelf.put(*(fire("killed 20", name=name) for name in "abcd"))
        shelf.find("fire")
        with monkeypatch.context() as patch:
            self.hold_back(shelf.engine, patch)
            shelf.delete("a")
            shelf.put(fire("killed 12", name="b", modified="2015-02-01"), fire("is new", name="e"))
            shelf.retract("c", "2015-02-01")
            current = {("b", "The fire killed 12."), ("d", "The fire killed 20."), ("e", "The fire is new.")}
            then = {(name, "The fire killed 20.") for name in "bcd"} | {("e", "The fire is new.")}
            held = said(shelf.find("fire"))
            assert ("d", "The fire killed 20.") in held
            assert held <= current
            assert said(shelf.find("fire", Filters(as_of=moment("2015-01-31")))) <= then
            assert said(shelf.find("fire", Filters(as_of=moment("2015-02-01")))) <= current
        assert said(shelf.find("fire")) == current

    def test_an_index_that_is_ahead_shows_nothing_of_what_is_to_come(self, shelf: Shelf) -> None:
        """To a search within an older snapshot it shows what that snapshot holds, nothing of later writes."""
        shelf.put(fire("killed 20"), fire("broke out", name="b"))
        with shelf.catalogue.snapshot() as snapshot:
            snapshot.generation()  # from its first read on it sees one generation
            shelf.put(fire("killed 12", modified="2015-02-01"), fire("is new", name="c"))
            shelf.delete("b")
            shelf.engine.follow()
            seen = said(shelf.engine.search(query("fire"), ALL, 10, snapshot))
        assert seen <= {("a", "The fire killed 20."), ("b", "The fire broke out.")}

    def test_what_is_half_written_is_not_found(self, shelf: Shelf) -> None:
        """While a write is under way, and after one that failed, a search finds what was stored before it."""
        shelf.put(fire("killed 20"), fire("broke out", name="b"))

        def write_half() -> None:
            with shelf.catalogue.write() as transaction:
                transaction.delete_article("a", moment("2015-02-01"))
                assert sorted(names(shelf.find("fire"))) == ["a", "b"]
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            write_half()
        assert sorted(names(shelf.find("fire"))) == ["a", "b"]

    def test_what_another_process_writes_is_found(self, shelf: Shelf) -> None:
        """An engine that another one has written past catches up before the next search."""
        shelf.put(fire("killed 20"))
        shelf.find("fire")
        with closing(Shelf(shelf.folder, self.make_engine)) as other:
            other.put(fire("broke out", name="b"))
            other.delete("a")
            assert names(other.find("fire")) == ["b"]
        hits = shelf.find("fire")
        assert names(hits) == ["b"]
        assert found_twice(hits)

    # Crashes

    def test_a_rebuild_changes_no_result(self, shelf: Shelf) -> None:
        """After versions and deletions, a rebuilt index finds what the followed one found, in the same order."""
        shelf.put(*(fire(f"killed {n} of them", name=f"a{n}") for n in range(8)))
        shelf.find("fire")
        shelf.put(fire("killed three", name="a3", modified="2015-02-01"))
        shelf.delete("a5")
        before = [(hit.passage, hit.lexical_rank, hit.dense_rank) for hit in shelf.find("fire killed them")]
        shelf.engine.rebuild()
        assert [(hit.passage, hit.lexical_rank, hit.dense_rank) for hit in shelf.find("fire killed them")] == before
        assert len(before) == 7

    @pytest.mark.parametrize("damage", ["lost", "cut short", "emptied", "garbage"])
    def test_an_index_whose_files_are_damaged_is_rebuilt(self, shelf: Shelf, damage: str) -> None:
        """Whichever of its files a crash took or cut short, the next engine finds all there is."""
        self._fill_for_a_crash(shelf)
        expected = _everything(shelf)
        for name in self._index_names(shelf.folder):
            shelf.close()
            path = shelf.folder / name
            if path.exists():  # a rebuilt index may have other files
                DAMAGES[damage](path)
            shelf.open()
            assert _everything(shelf) == expected, f"{name} {damage}"

    def test_a_lost_index_is_rebuilt(self, shelf: Shelf) -> None:
        """Without any of its files the next engine finds all there is."""
        self._fill_for_a_crash(shelf)
        expected = _everything(shelf)
        shelf.close()
        for path in self.index_files(shelf.folder):
            path.unlink()
        shelf.open()
        assert _everything(shelf) == expected

    def test_the_index_of_a_later_catalogue_is_rebuilt(self, shelf: Shelf, tmp_path: Path) -> None:
        """Where a catalogue was restored from a copy, the index has followed what it never held, and is not used."""
        self._fill_for_a_crash(shelf)
        expected = _everything(shelf)
        with closing(Shelf(tmp_path / "other", self.make_engine)) as other:
            for number in range(9):
                other.put(fire(f"is of another catalogue, {number}", name=f"x{number}"))
            other.engine.rebuild()
        shelf.close()
        for path in self.index_files(shelf.folder):
            path.unlink()
        for path in self.index_files(other.folder):
            target = shelf.folder / path.relative_to(other.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        shelf.open()
        assert _everything(shelf) == expected

    def _fill_for_a_crash(self, shelf: Shelf) -> None:
        """Store something before a rebuild and something after, so that every kind of file is there."""
        shelf.put(fire("killed 20"), fire("broke out", name="b"))
        shelf.engine.rebuild()
        shelf.put(fire("killed 12", modified="2015-02-01"), fire("is out", name="c"))
        shelf.engine.follow()

    def _index_names(self, folder: Path) -> list[Path]:
        return sorted(path.relative_to(folder) for path in self.index_files(folder))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "lost": Path.unlink,
    "cut short": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "emptied": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(b"\x00garbage\xff" * 40),
}


def _everything(shelf: Shelf) -> list[set[tuple[str, str, bool]]]:
    """Return what is found now and as of a time before, each with whether both searches found it."""
    found = (shelf.find("fire", filters) for filters in (ALL, Filters(as_of=moment("2015-01-30"))))
    return [
        {(hit.passage.article, hit.text, bool(hit.lexical_rank and hit.dense_rank)) for hit in hits} for hits in found
    ]
