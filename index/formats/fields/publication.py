"""Whether a record states that it is not published, and until when it is under an embargo."""

from collections.abc import Mapping

UNPUBLISHED = frozenset(
    ("draft", "auto-draft", "pending", "private", "future", "scheduled", "trash", "trashed", "soft_trashed",
     "unpublished")
)  # fmt: skip
"""What systems of publishers call what they do not show; any other status may mean something else."""
_EMBARGOED = "embargoed"
_STATUSES = ("status", "post_status", "poststatus")
_DRAFTS = ("draft", "is_draft", "isdraft")
_EMBARGOES = frozenset(("embargo", "embargoed", "embargodate", "embargountil", "embargoeduntil", "holduntil"))
_WITHOUT_SIGNS = str.maketrans("", "", "_- ")
_YES = ("true", "yes", "1")
_NO = ("false", "no")


def tell_unpublished(record: Mapping[str, object]) -> str | None:
    """Return why a record is not published, by its status or a mark that it is a draft; None if it does not say so.

    One that is under an embargo may be held, if it states the end of that as `not_before`.
    """
    stated = {name.lower(): value for name, value in record.items()}
    for name in _STATUSES:
        status = _word(stated.get(name))
        if status in UNPUBLISHED or (status == _EMBARGOED and not stated.get("not_before")):
            return f"it is not published: its status is {status!r}"
    draft = next((name for name in _DRAFTS if _word(stated.get(name)) in _YES), None)
    if draft or _word(stated.get("published")) in _NO:
        return f"it is not published: it states {f'{draft}: true' if draft else 'published: false'}"
    return None


def find_embargo(record: Mapping[str, object]) -> object:
    """Return what a record states as its embargo under one of the usual names, None where it says that it has none.

    What is no date is returned as it is, so that its article is refused: an embargo is never guessed.
    """
    for name, value in record.items():
        if name.lower().translate(_WITHOUT_SIGNS) in _EMBARGOES:
            return None if _word(value) in ("", "0", *_NO) else str(value) if isinstance(value, bool) else value
    return None


def _word(value: object) -> str:
    """Return a value that is one word in lower case, as a mark or a status is; empty for all others."""
    return str(value).strip().casefold() if isinstance(value, str | bool | int) else ""
