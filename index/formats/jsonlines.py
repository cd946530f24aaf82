"""JSON Lines: one object on one line is one article."""

import io
from collections.abc import Iterator

from index.formats.lines import BLANKS, read_lines, too_long
from index.formats.options import Options
from index.formats.records import read_json
from index.types import Record, Rejected


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record]:
    """Yield an article or a rejection for each line that is not blank; rejections have the number of the line.

    Raises:
        Unreadable: the stream is truncated or damaged; the records before that have been yielded.
    """
    for line in read_lines(stream, options.max_record):
        if line.data is None:
            yield Rejected(origin, line.number, too_long(options.max_record))
        elif line.data.strip(BLANKS):
            yield from read_json(line.data, origin, line.number, options)
