"""One batch of articles in: what is stored is found by both searches, whatever happened meanwhile."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from index import ingest
from index.catalogue import Catalogue
from index.embedding import Embedder
from index.faults import find_faults
from index.ingest import Cut, store
from index.library import Library
from tests.conftest import NOW, fill, write_article


def test_an_article_deleted_while_it_is_sent_again_has_its_vectors(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article that was known when its batch began, and deleted before it was stored, is embedded all the same."""
    article = write_article("Kobane", "The YPG liberated Kobane.", id="a")
    fill(library, article)
    embed = ingest._embed_missing
    calls: list[int] = []

    def delete_first(cuts: Iterable[Cut], catalogue: Catalogue, embedder: Embedder) -> list[tuple[bytes, bytes]]:
        if not calls:
            with catalogue.write() as journal:
                journal.delete_article("a", NOW)
        calls.append(1)
        return embed(cuts, catalogue, embedder)

    monkeypatch.setattr(ingest, "_embed_missing", delete_first)
    assert store([article], library.catalogue, library.embedder, NOW).embedded == 1
    with library.catalogue.snapshot() as snapshot:
        passages = [entry.id for entry in snapshot.entries(0)]
        assert [passage for passage, _ in snapshot.vectors(library.embedder.name, 0)] == passages != []


def test_the_same_batch_again_embeds_nothing(library: Library) -> None:
    """A repetition changes no generation and embeds no passage."""
    article = write_article("Kobane", "The YPG liberated Kobane.")
    assert store([article], library.catalogue, library.embedder, NOW).embedded == 1
    before = library.catalogue.generation()
    report = store([article], library.catalogue, library.embedder, NOW)
    assert (report.unchanged, report.embedded, library.catalogue.generation()) == (1, 0, before)


def test_a_text_stored_with_invisible_characters_is_known(library: Library) -> None:
    """Sent again it embeds nothing and makes no version; what was stored keeps its characters, and so its offsets."""
    article = write_article("Kobane", "The YPG liberated Kobane.", id="a")
    earlier = replace(article, text="The \u202eYPG\u202c liberated Kobane.")
    store([earlier], library.catalogue, library.embedder, NOW)
    before = library.catalogue.generation()
    report = store([article], library.catalogue, library.embedder, NOW)
    assert (report.unchanged, report.embedded, library.catalogue.generation()) == (1, 0, before)
    with library.catalogue.snapshot() as snapshot:
        assert [version.article.text for version in snapshot.versions("a")] == [earlier.text]
    assert find_faults(library.catalogue, library.folder) == []
