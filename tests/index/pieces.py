"""Parts of an ingest, for tests of what comes between them."""

from index.intake.embed import cut_article
from index.library import Library
from index.types import Article
from tests.conftest import NOW


def store_without_vectors(library: Library, *articles: Article) -> None:
    """Store articles with their passages and without vectors, as if they were to be embedded later."""
    with library.catalogue.write() as transaction:
        for article in articles:
            stored, cut = transaction.put_article(article, NOW), cut_article(article, library.embedder)
            assert stored.version
            transaction.add_passages(article.id, stored.version, cut.spans, cut.digests)
