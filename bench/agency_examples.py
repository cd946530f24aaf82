"""What the readers of agency formats make of a folder of examples: one row of a table for each file.

Run: `python bench/agency_examples.py FOLDER…`, with the `examples` of IPTC's repositories newsml-g2 and newsinjson.
"""

import io
import sys
from pathlib import Path

from index.dates import format_moment
from index.formats import Options, read_paths
from index.types import Article, Record, Rejected


def describe(record: Record) -> str:
    """Return the cells of a record: headline, dates, body, language, version, status or reason."""
    if isinstance(record, Rejected):
        return f"refused | {record.reason[:110].replace('|', '/')}"
    if not isinstance(record, Article):
        return f"withdrawal | {record.id or record.external_id}"
    dates = " / ".join(format_moment(date) for date in (record.published, record.modified) if date)
    title, words = (f"{len(text.split())} words" for text in (record.title, record.text))
    return f"usable | {title} · {dates} · {words} · {record.language} · version {record.revision}"


def main() -> None:
    """Print the table."""
    print("| File | Status | Headline, published / changed, body, language, version; or why it is refused |")
    print("| --- | --- | --- |")
    for folder in sys.argv[1:]:
        for file in sorted(Path(folder).rglob("*")):
            if file.suffix in (".xml", ".json"):
                for record in read_paths([file], options=Options(), stdin=io.BytesIO()):
                    print(f"| `{file.name[:50]}` | {describe(record)} |")


if __name__ == "__main__":
    main()
