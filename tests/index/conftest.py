"""The engine contract is rewritten as tests are, so that a claim that fails shows its values."""

import pytest

pytest.register_assert_rewrite("tests.index.search.engine_contract", "tests.index.search.archive_claims")
