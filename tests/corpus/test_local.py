"""The engine finds what the catalogue holds, at once and no more."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.catalogue import Catalogue
from index.embedding import Embedder
from index.engine import Query
from index.ingest import ingest
from index.lexical import LexicalIndex
from index.library import Library, open_library
from index.retraction import retract
from index.types import Filters, Hit
from tests.conftest import NOW, fill, write_article


def find(library: Library, question: str, filters: Filters | None = None, k: int = 10) -> list[Hit]:
    """Search for a question."""
    query = Query(question, library.embedder.embed_question(question), NOW)
    with library.catalogue.snapshot() as snapshot:
        return library.engine.search(query, filters or Filters(), k, snapshot)


def titles(hits: list[Hit]) -> list[str]:
    """Return the titles of hits, in order."""
    return [hit.head.title for hit in hits]


def test_a_new_article_is_found_by_words_and_by_meaning(library: Library) -> None:
    """What was just ingested is found by both searches, and the hit carries its text and place."""
    fill(library, write_article("Town freed", "Kurdish fighters drove the militants out of Kobane."))
    (hit,) = find(library, "Who freed Kobane?")
    assert (hit.lexical_rank, hit.dense_rank) == (1, 1)
    assert hit.text == "Kurdish fighters drove the militants out of Kobane."
    assert (hit.passage.start, hit.passage.end) == (0, len(hit.text))


@pytest.mark.parametrize(
    "question", ["AT&T", "no-deal", 'title:"x', "a AND (b OR", "+-*/:^~", "NOT kobane", "💥", "[1 TO 2}", "\\", "'; --"]
)
def test_operators_are_words_like_others(library: Library, question: str) -> None:
    """No question breaks the query, whatever operators, quotes or brackets it holds."""
    fill(library, write_article("AT&T", "AT&T bought a no-deal firm."))
    find(library, question)


def test_a_misspelt_name_is_found(library: Library) -> None:
    """A word that stands nowhere is searched for as its near neighbours."""
    fill(
        library,
        write_article("Leader dies", "Mikhail Gorbachev has died, aged 91."),
        *(write_article(f"Filler {n}", f"Cake recipe number {n} needs flour and sugar.") for n in range(20)),
    )
    (first, *_) = find(library, "gorbachov died")
    assert first.head.title == "Leader dies"
    assert first.lexical_rank == 1


def test_filters_hold_in_both_searches(library: Library) -> None:
    """A filter keeps only its passages, and fills k from them however few there are."""
    for month in range(1, 10):
        fill(library, write_article(f"Vote {month}", f"Parliament voted on budget {month}.", f"2015-0{month}-01"))
    march = datetime(2015, 3, 1, tzinfo=UTC)
    assert titles(find(library, "budget vote", Filters(since=march, until=march))) == ["Vote 3"]
    assert sorted(titles(find(library, "budget vote", Filters(as_of=march)))) == ["Vote 1", "Vote 2", "Vote 3"]
    assert find(library, "budget vote", Filters(sources=("nobody",))) == []


def test_as_of_finds_the_version_of_then(library: Library) -> None:
    """A corrected article is found as it was before the correction, and as it is after."""
    fill(library, write_article("Toll", "The fire killed 20 people.", id="a"))
    fill(library, write_article("Toll", "The fire killed 12 people.", id="a", modified="2015-02-01"))
    then, now = Filters(as_of=datetime(2015, 1, 30, tzinfo=UTC)), Filters(as_of=datetime(2015, 2, 2, tzinfo=UTC))
    assert [hit.text for hit in find(library, "fire", then)] == ["The fire killed 20 people."]
    assert [hit.text for hit in find(library, "fire", now)] == ["The fire killed 12 people."]
    assert [hit.text for hit in find(library, "fire")] == ["The fire killed 12 people."]


def test_a_retracted_article_is_found_only_as_of_before(library: Library) -> None:
    """From the next search on neither index finds it; as of a day before both do, after a rebuild as well."""
    fill(
        library,
        write_article("Toll", "The fire killed 20 people.", id="a"),
        write_article("Fire", "A fire broke out.", id="b"),
    )
    retract("a", "It was wrong.", library.catalogue, datetime(2015, 2, 1, tzinfo=UTC))
    before, after = Filters(as_of=datetime(2015, 1, 31, tzinfo=UTC)), Filters(as_of=datetime(2015, 2, 1, tzinfo=UTC))
    for _ in range(2):
        assert titles(find(library, "fire")) == ["Fire"]
        assert titles(find(library, "fire", after)) == ["Fire"]
        then = {hit.head.title: (bool(hit.lexical_rank), bool(hit.dense_rank)) for hit in find(library, "fire", before)}
        assert then == {"Toll": (True, True), "Fire": (True, True)}
        library.engine.rebuild()


def test_a_late_version_is_found_in_its_own_time(library: Library) -> None:
    """An update that arrives late, and lies in the past, changes what is found then and not what is found now."""
    fill(library, write_article("Toll", "The fire killed 20 people.", id="a"))
    fill(library, write_article("Toll", "The fire killed 12 people.", id="a", modified="2015-02-10"))
    fill(library, write_article("Toll", "The fire killed 15 people.", id="a", modified="2015-02-01"))
    found = [
        [(hit.passage.version, hit.text, bool(hit.lexical_rank)) for hit in find(library, "fire", Filters(as_of=day))]
        for day in (datetime(2015, 1, 30, tzinfo=UTC), datetime(2015, 2, 5, tzinfo=UTC), None)
    ]
    assert found == [
        [(1, "The fire killed 20 people.", True)],
        [(3, "The fire killed 15 people.", True)],
        [(2, "The fire killed 12 people.", True)],
    ]


def test_a_deleted_article_is_gone_from_the_next_search(library: Library) -> None:
    """Deletion reaches both searches before the next question, with nobody telling the engine."""
    fill(
        library, write_article("Town freed", "Kobane was freed.", id="a"), write_article("Other", "Kobane lies there.")
    )
    with library.catalogue.write() as journal:
        journal.delete_article("a", NOW)
    assert titles(find(library, "Kobane")) == ["Other"]


def test_another_process_writes_and_this_one_follows(library: Library, embedder: Embedder) -> None:
    """An engine of another process's making is caught up with before the next search."""
    fill(library, write_article("First", "Kobane one."))
    other = open_library(library.folder, embedder=embedder)
    fill(other, write_article("Second", "Kobane two."))
    other.close()
    assert sorted(titles(find(library, "Kobane"))) == ["First", "Second"]


@pytest.mark.parametrize("lost", ["lexical", "dense", "both"])
def test_derived_indexes_can_be_thrown_away(library: Library, embedder: Embedder, lost: str) -> None:
    """Whatever is missing of the derived indexes is made again from the catalogue."""
    fill(library, write_article("Town freed", "Kobane was freed."))
    library.engine.rebuild()
    library.close()
    if lost in ("lexical", "both"):
        shutil.rmtree(library.folder / "lexical")
    if lost in ("dense", "both"):
        for path in library.folder.glob("dense-*"):
            path.unlink()
    again = open_library(library.folder, embedder=embedder)
    (hit,) = find(again, "Kobane")
    assert (hit.lexical_rank, hit.dense_rank) == (1, 1)
    again.close()


def test_torn_lexical_files_are_made_again(library: Library, embedder: Embedder) -> None:
    """A tantivy folder that cannot be opened is replaced, not reported."""
    fill(library, write_article("Town freed", "Kobane was freed."))
    library.close()
    (library.folder / "lexical" / "meta.json").write_text("{ torn")
    again = open_library(library.folder, embedder=embedder)
    assert find(again, "Kobane")[0].lexical_rank == 1
    again.close()


def test_torn_segments_are_made_again(library: Library, embedder: Embedder) -> None:
    """Files that a crash cut short, or left out, count as lost, though their list is whole."""
    fill(library, write_article("Town freed", "Kobane was freed."))
    library.close()
    for damage in (lambda file: file.write_bytes(file.read_bytes()[:9]), Path.unlink):
        for segment in (library.folder / "lexical").glob("*.term"):
            damage(segment)
        again = open_library(library.folder, embedder=embedder)
        assert [hit.lexical_rank for hit in find(again, "Kobane")] == [1]
        again.close()


def test_an_index_that_forgot_what_it_followed_holds_nothing_twice(library: Library, embedder: Embedder) -> None:
    """Without its number the lexical index is filled anew, not filled up."""
    fill(library, write_article("Town freed", "Kobane was freed."))
    library.close()
    (library.folder / "lexical" / "generation").unlink()
    again, catalogue = LexicalIndex(library.folder / "lexical"), Catalogue(library.folder)
    with catalogue.snapshot() as snapshot:
        again.follow(snapshot)
    catalogue.close()
    assert len(again) == 1


def test_a_search_does_not_wait_for_the_writer_of_words(library: Library) -> None:
    """While another thread writes the lexical index, what is stored is found by its meaning."""
    fill(library, write_article("First", "Kobane one."))
    ingest([write_article("Second", "Kobane two.")], library.catalogue, library.embedder, now=lambda: NOW)
    with library.engine._catching_up:
        found = {hit.head.title: hit.lexical_rank for hit in find(library, "Kobane")}
    assert found == {"First": 1, "Second": None}
    assert sorted(hit.lexical_rank or 0 for hit in find(library, "Kobane")) == [1, 2]


@pytest.mark.parametrize("moment", ["_show", "_write_generation"])
def test_an_interrupt_while_words_are_written_is_passed_on(
    library: Library, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Ctrl-C after the commit comes out as itself, and the writer's lock is free for who follows next."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    ingest([write_article("First", "Kobane one.")], library.catalogue, library.embedder, now=lambda: NOW)
    index = LexicalIndex(library.folder / "lexical")
    with library.catalogue.snapshot() as snapshot:
        with monkeypatch.context() as patched:
            patched.setattr(index, moment, interrupt)
            with pytest.raises(KeyboardInterrupt):
                index.follow(snapshot)
        index.follow(snapshot)
    assert len(index) == 1


def test_a_rebuild_changes_no_result(library: Library) -> None:
    """After versions and deletions, a rebuilt index finds what the followed one found."""
    fill(library, *(write_article(f"Day {n}", f"Kobane, day {n} of the siege.", id=f"a{n}") for n in range(8)))
    fill(library, write_article("Day 3", "Kobane, day three, corrected.", id="a3"))
    with library.catalogue.write() as journal:
        journal.delete_article("a5", NOW)
    before = [(hit.passage, hit.lexical_rank, hit.dense_rank) for hit in find(library, "siege of Kobane")]
    library.engine.rebuild()
    after = [(hit.passage, hit.lexical_rank, hit.dense_rank) for hit in find(library, "siege of Kobane")]
    assert [p for p, _, _ in before] == [p for p, _, _ in after]
    assert len(after) == 7


def test_an_empty_library_finds_nothing(library: Library) -> None:
    """Before the first article every search is empty, not an error."""
    assert find(library, "Kobane") == []


def test_the_folder_holds_only_what_is_known(library: Library, tmp_path: Path) -> None:
    """All state lives in the data folder."""
    fill(library, write_article("T", "Kobane."))
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
