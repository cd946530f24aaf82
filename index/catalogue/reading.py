"""Reading an article with what belongs to it."""

from dataclasses import dataclass
from datetime import datetime

from index.catalogue.catalogue import Catalogue
from index.types import Kin, Span, Version


@dataclass(frozen=True, slots=True)
class Reading:
    """A version of an article, its passages, and its family of copies, if it has any."""

    version: Version
    passages: list[Span]
    family: Kin | None


def read_article(
    article: str, catalogue: Catalogue, *, number: int | None = None, moment: datetime | None = None
) -> Reading:
    """Read a version of an article, in one snapshot: by its number, as of a time, or the current one.

    Raises:
        NotFound: there is no such article, or no such version of it.
    """
    with catalogue.snapshot() as snapshot:
        version = snapshot.version_at(article, moment) if moment else snapshot.version(article, number)
        return Reading(version, snapshot.spans(article, version.number), snapshot.families.of(article, moment))
