"""What the catalogue promises, it promises in a file and on a server: `address` runs a test over both.

The engine contract is rewritten as tests are, so that a claim that fails shows its values.
"""

import pytest

pytest.register_assert_rewrite("tests.index.search.engine_contract", "tests.index.search.archive_claims")


@pytest.fixture(params=["file", "server"])
def address(request: pytest.FixtureRequest) -> str | None:
    """Where the catalogue of a test is: None for a file of its data folder, or a schema on a PostgreSQL server."""
    return None if request.param == "file" else request.getfixturevalue("postgres").new_address()
