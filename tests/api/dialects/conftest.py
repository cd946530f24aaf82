"""A real server for the clients of other libraries."""

from collections.abc import Iterator

import httpx
import pytest

from index.passages.embedding import Embedder
from tests.api.conftest import listening, make_app, read_examples, write_record

NAMELESS = write_record(
    "The ferry returns",
    "The ferry to Port Amble sails again from 9 May 2025, said the harbour master Ada Quill.",
    id="ferry:1",
    published="2025-05-06T10:00:00Z",
)


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[str]:
    """The address of a server with the articles on Kobane, and one article without a URL."""
    with listening(make_app(tmp_path_factory.mktemp("data"), embedder)) as url:
        articles = [*read_examples("kobane.jsonl"), NAMELESS]
        stored = httpx.post(f"{url}/articles?wait=60", json=articles, timeout=60)
        assert stored.status_code == 200, stored.text
        yield url
