"""Tables of what is read: saved pages, feeds, mutated input, the same input again. Called by `bench.figures`."""

from bench.report import read_result as read
from bench.report import tabulate

_KINDS = ("Article", "Withdrawal", "Rejected")


def show_pages() -> str:
    """Return the table of saved pages."""
    result = read("pages")
    ours, bare = result["body"], result["without_json_ld"]
    rows = [["dateline", *(f"{ours[name]:.3f}" for name in ("f1", "precision", "recall"))]]
    rows += [
        [f"{name}, as published", *(f"{row[part]:.3f}" for part in ("f1", "precision", "recall"))]
        for name, row in result["published"].items()
    ]
    table = tabulate([f"Body of {result['pages']} pages", "F1", "precision", "recall"], rows)
    refused = "; ".join(f"{number} because {reason}" for reason, number in result["refused"].items())
    return (
        f"{table}\n\nOf {bare['pages']} pages with JSON-LD, read with it and without: the same title "
        f"{bare['title']:.3f}, the same day {bare['day']:.3f}. Of {bare['with_headline']} whose JSON-LD states a "
        f"headline, {bare['headline_of_json_ld']:.3f} have that title without it. Refused by "
        f"`dateline ingest`: {refused}."
    )


def show_feeds() -> str:
    """Return the table of feedparser's test feeds."""
    result = read("feeds")
    rows = []
    for kind in ("wellformed", "illformed", "encoding"):
        row = result[kind]
        held = [
            f"{row[f'{name} as expected']} of {row[name]}" if name in row else "none" for name in ("titles", "dates")
        ]
        refused = [f"{n} {name.removeprefix('refused: ')}" for name, n in row.items() if name.startswith("refused")]
        rows.append([kind, row["files"], row["read"], "; ".join(refused) or "none", *held])
    return tabulate(["Feeds", "files", "read", "refused", "titles as expected", "dates as expected"], rows)


def show_fuzz() -> str:
    """Return the table of mutated input."""
    rows = []
    for name, row in read("fuzz_formats")["samples"].items():
        counts = [f"{row['records'].get(kind, 0):,}" for kind in _KINDS]
        rows.append([name, f"{row['inputs']:,}", *counts, row["slowest_seconds"], row["megabytes_more"]])
    return tabulate(
        ["Sample", "inputs", "articles", "withdrawals", "rejections", "slowest, s", "memory, MB more"], rows
    )


def show_again() -> str:
    """Return the table of second ingests."""
    rows = [
        [name, *(f"{row[key]:,}" for key in ("added", "updated", "unchanged", "rejected")),
         f"{row['again_added']} / {row['again_updated']}"]
        for name, row in read("again")["paths"].items()
    ]  # fmt: skip
    return tabulate(["Folder", "added", "updated", "unchanged", "rejected", "later ingests: added / updated"], rows)
