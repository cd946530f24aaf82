"""The exact check of a citation: its version is active, and its quote is the text at its offsets."""

from datetime import datetime

from index.catalogue.snapshot import Snapshot
from qa.types import Citation


def check_quote(citation: Citation, snapshot: Snapshot, as_of: datetime | None = None) -> str | None:
    """Return why a citation does not hold in a snapshot as of a time, None meaning now; None where it holds.

    It holds where its version is the active one of then, and `version.text[start:end] == quote`.
    """
    text = snapshot.text_of(citation.article, citation.version)
    if text is None:
        return f"version {citation.version} of article {citation.article} was deleted"
    if not snapshot.is_active(citation.article, citation.version, as_of):
        return f"version {citation.version} of article {citation.article} was changed or retracted"
    if not 0 <= citation.start < citation.end <= len(text) or text[citation.start : citation.end] != citation.quote:
        return f"the text from {citation.start} to {citation.end} of article {citation.article} is not the quote"
    return None
