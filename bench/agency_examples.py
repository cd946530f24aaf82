"""What the readers of agency formats make of a folder of examples: one row of a table for each file.

Run: `python -m bench.agency_examples FOLDER…`, with the `examples` of IPTC's repositories newsml-g2 and newsinjson.
"""

import io
import sys
from pathlib import Path

from bench.agency_truth import Stated, read_stated
from index.dates import format_moment
from index.formats import Options, read_paths
from index.types import Article, Record, Rejected


def describe(record: Record, stated: dict[str, Stated]) -> str:
    """Return the cells of a record: its fields or why it is refused, and which of them the file has otherwise."""
    if isinstance(record, Rejected):
        return f"refused | {record.reason[:110].replace('|', '/')} | "
    if not isinstance(record, Article):
        return f"withdrawal | {record.id or record.external_id} | "
    dates = " / ".join(format_moment(date) for date in (record.published, record.modified) if date)
    title, words = (f"{len(text.split())} words" for text in (record.title, record.text))
    item = stated.get(record.external_id or record.id) or stated.get(record.id)
    wrong = "not compared" if item is None else ", ".join(item.find_wrong(record)) or "all right"
    return f"usable | {title} · {dates} · {words} · {record.language} · version {record.revision} | {wrong}"


def main() -> None:
    """Print the table."""
    what = "Headline, published / changed, body, language, version; or why it is refused"
    print(f"| File | Status | {what} | As the file says |")
    print("| --- | --- | --- | --- |")
    for folder in sys.argv[1:]:
        for file in sorted(Path(folder).rglob("*")):
            if file.suffix in (".xml", ".json"):
                stated = read_stated(file)
                for record in read_paths([file], options=Options(), stdin=io.BytesIO()):
                    print(f"| `{file.name[:50]}` | {describe(record, stated)} |")


if __name__ == "__main__":
    main()
