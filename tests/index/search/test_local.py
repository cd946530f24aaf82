"""What is particular to the engine on this machine; `engine_contract.py` has what any engine promises."""

from pathlib import Path

import pytest

from index.catalogue.catalogue import Catalogue
from index.intake.ingest import ingest
from index.library import Library
from index.passages.embedding import Embedder
from index.search import lexicon
from index.search.engine import Query
from index.search.lexical import LexicalIndex
from index.types import Filters, Hit
from tests.conftest import NOW, fill, write_article
from tests.index.local import local_engine


def find(library: Library, question: str, filters: Filters | None = None, k: int = 10) -> list[Hit]:
    """Search for a question."""
    query = Query(question, library.embedder.embed_question(question), NOW)
    with library.catalogue.snapshot() as snapshot:
        return library.engine.search(query, filters or Filters(), k, snapshot)


def titles(hits: list[Hit]) -> list[str]:
    """Return the titles of hits, in order."""
    return [hit.head.title for hit in hits]


def test_a_misspelt_name_is_found(library: Library) -> None:
    """A word that does not occur is replaced by its nearest neighbour before the search."""
    fill(
        library,
        write_article("Leader dies", "Mikhail Gorbachev has died, aged 91."),
        *(write_article(f"Filler {n}", f"Cake recipe number {n} needs flour and sugar.") for n in range(20)),
    )
    (first, *_) = find(library, "gorbachov died")
    assert first.head.title == "Leader dies"
    assert first.lexical_rank == 1


def test_an_index_that_forgot_what_it_followed_holds_nothing_twice(library: Library, embedder: Embedder) -> None:
    """Without its generation file the lexical index is emptied before it is refilled."""
    fill(library, write_article("Town freed", "Kobane was freed."))
    library.close()
    (library.folder / "lexical" / "generation").unlink()
    again, catalogue = LexicalIndex(library.folder / "lexical"), Catalogue(library.folder)
    with catalogue.snapshot() as snapshot:
        again.follow(snapshot)
    catalogue.close()
    assert len(again) == 1


def test_a_search_does_not_wait_for_ever_for_the_lexical_index(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the limit, while another thread still writes it, new passages are found by their vectors."""
    monkeypatch.setattr(lexicon, "_PATIENCE", 0)
    fill(library, write_article("First", "Kobane one."))
    ingest([write_article("Second", "Kobane two.")], library.catalogue, library.embedder, now=lambda: NOW)
    with local_engine(library).lexicon._follow_lock:
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


def test_the_folder_holds_only_what_is_known(library: Library, tmp_path: Path) -> None:
    """All state lives in the data folder."""
    fill(library, write_article("T", "Kobane."))
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
