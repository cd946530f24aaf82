"""Damaged documents of agencies: whatever is wrong with them, a reader yields records and raises nothing."""

from tests.index.formats.agency.mutations import run


def test_damaged_documents_yield_records_only() -> None:
    """Four hundred damaged documents of all formats become articles, withdrawals or rejections."""
    kinds = run(400)
    assert kinds["Article"] > 20
    assert kinds["Rejected"] > 20
