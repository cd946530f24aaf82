"""JSON Lines: one object on one line is one article. A file that is an array is read as one."""

import io
import re
from collections.abc import Iterator

from index.formats.json.objects import read_objects, split_line
from index.formats.json.values import read_json
from index.formats.lines import BLANKS, read_lines, too_long
from index.formats.options import Options
from index.types import Record, Rejected

_ARRAY = re.compile(rb"\[\s*(?:\{|\Z)")


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record]:
    """Yield an article or a rejection for each line that is not blank; rejections have the number of the line.

    Raises:
        Unreadable: the stream is truncated or damaged; the records before that have been yielded.
    """
    if _ARRAY.match(stream.peek(1).lstrip(BLANKS)):
        yield from read_objects(stream, origin, options)
        return
    for line in read_lines(stream, options.max_record):
        if line.data is None:
            yield Rejected(origin, line.number, too_long(options.max_record))
        elif line.data.strip(BLANKS):
            for one in split_line(line.data, options.max_record):
                yield from read_json(one or line.data, origin, line.number, options)
