"""Whose fault it is that a batch cannot be stored: an article's, or of nothing in it."""

from index.errors import Busy, CatalogueDamaged, EmbedderMismatch, ModelError, StorageFailed
from index.passages.embedding import Embedder
from index.types import Article, Withdrawal

# Storing another article would fail as well: nothing is rejected, and all is tried again when the cause is gone.
NOT_THE_ARTICLES_FAULT = (
    Busy, StorageFailed, CatalogueDamaged, EmbedderMismatch, KeyboardInterrupt, SystemExit, GeneratorExit,
)  # fmt: skip


def require_working(embedder: Embedder, error: BaseException) -> None:
    """Check, after an article could not be stored, that the embedder still works for another text.

    Raises:
        ModelError: it does not, as on a card that has failed, so that `error` is not the article's fault.
    """
    if isinstance(error, ModelError):
        embedder.embed(["a"])


def explain(error: BaseException) -> str:
    """Return the reason for which an article is rejected."""
    if isinstance(error, MemoryError):
        return "it cannot be stored: there is not enough memory for it"
    return f"it cannot be stored: {type(error).__name__}: {error}"


def name_of(record: Article | Withdrawal) -> str:
    """Return what a record goes by in a report."""
    return record.id or record.external_id or record.url or ""
