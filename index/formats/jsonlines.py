"""JSON Lines: one article is one object on one line."""

from collections.abc import Iterator
from typing import BinaryIO

from index.formats.lines import BLANKS, read_lines, too_long
from index.formats.options import Options
from index.formats.records import read_json
from index.types import Article, Rejected


def read(stream: BinaryIO, origin: str, options: Options) -> Iterator[Article | Rejected]:
    """Yield an article or a rejection for every line that is not blank.

    Raises:
        Unreadable: the stream breaks off; the lines before the break have been yielded.
    """
    for line in read_lines(stream, options.max_record):
        if line.data is None:
            yield Rejected(origin, line.number, too_long(options.max_record))
        elif line.data.strip(BLANKS):
            yield read_json(line.data, origin, line.number, options)
