"""Which items of a WordPress export are published posts."""

from collections import Counter

from index.formats.feeds.nodes import Node, text_of


def is_published(entry: Node) -> bool:
    """Return whether an entry may be read: of a WordPress export, published posts without a password only."""
    kind, status = text_of(entry, "wp_post_type"), text_of(entry, "wp_status")
    return kind in ("", "post") and status in ("", "publish") and not text_of(entry, "wp_post_password")


def tell_unpublished(entries: list[Node]) -> str | None:
    """Return how many items of an export are no published posts, by kind, in a sentence; None if there are none."""
    kinds = Counter(_kind_of(entry) for entry in entries)
    counted = ", ".join(f"{number:,} {kind}" for kind, number in kinds.items())
    return f"{len(entries):,} items of the export are not published posts: {counted}" if kinds else None


def _kind_of(entry: Node) -> str:
    kind, status = text_of(entry, "wp_post_type") or "post", text_of(entry, "wp_status") or "publish"
    kept = "with a password" if text_of(entry, "wp_post_password") else ""
    stated = [f"of type {kind}", kept or f"with status {status}"]
    return " ".join(stated if kept or status != "publish" else stated[:1])[:80]
