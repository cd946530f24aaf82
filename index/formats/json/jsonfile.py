"""JSON files: an array of objects, concatenated objects, or JSON Lines; one object is one article."""

import io
import re
from collections.abc import Iterator

from index.formats.json import jsonlines
from index.formats.json.objects import read_objects, split_line
from index.formats.lines import BLANKS
from index.formats.options import Options
from index.types import Record

_SPREAD = re.compile(rb"\{(?:[^\n]*[{\[,:])?[ \t\r]*\n")


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record]:
    """Yield an article or a rejection for each record; rejections have the number of the record, or of the line.

    Raises:
        Unreadable: the stream is truncated or damaged; the records before that have been yielded.
    """
    head = stream.peek(1).lstrip(BLANKS)
    if (
        head.startswith(b"[")
        or _SPREAD.match(head)
        or len(split_line(head.partition(b"\n")[0], options.max_record)) > 1
    ):
        return read_objects(stream, origin, options)
    return jsonlines.read(stream, origin, options)
