"""Articles from files: one module a format, each with one function `read(stream, origin, options)`.

`read` yields an `Article` for each valid record and a `Rejected` for each invalid one. It does not raise on invalid
data, and keeps at most one record of the file in memory. `detection` maps suffixes and first bytes to formats.

The readers stand in `agency`, `archives`, `documents`, `feeds`, `json`, `pages`, `tables` and `texts`. Below them,
`fields` reads the fields of a record, whatever its format; beside them are the files, and the options of all readers.
"""

from index.formats.files import count_passed_over, find_unreadable, find_web_archives, read_paths, total_bytes, walk
from index.formats.options import Options

__all__ = ["Options", "count_passed_over", "find_unreadable", "find_web_archives", "read_paths", "total_bytes", "walk"]
