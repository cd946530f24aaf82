"""What the catalogue promises, it promises in a file and on a server: `address` runs a test over both.

The engine contract is rewritten as tests are, so that a claim that fails shows its values.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library, open_library
from tests.index.history import HashEmbedder
from tests.postgres import PostgresServer

pytest.register_assert_rewrite("tests.index.search.engine_contract", "tests.index.search.archive_claims")


@pytest.fixture(params=["file", "server"])
def address(request: pytest.FixtureRequest) -> str | None:
    """Where the catalogue of a test is: None for a file of its data folder, or a schema on a PostgreSQL server."""
    return None if request.param == "file" else request.getfixturevalue("postgres").new_address()


@pytest.fixture
def shared_address(postgres: PostgresServer) -> str:
    """A schema of this test's own on a server."""
    return postgres.new_address()


@pytest.fixture
def hosts(tmp_path: Path, shared_address: str) -> Iterator[list[Library]]:
    """Two hosts on one catalogue, each with a data folder of its own."""
    opened = [open_library(tmp_path / name, embedder=HashEmbedder(), shared=shared_address) for name in ("one", "two")]
    yield opened
    for library in opened:
        library.close()
