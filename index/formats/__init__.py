"""Articles from files: one format is one module with one function `read(stream, origin, options)`.

A reader yields an `Article` for each good record and a `Rejected` for each bad one. It never raises for bad data, and
holds no more than one record of the file at a time.
"""

from index.formats.files import find_unreadable, read_paths, total_bytes, walk
from index.formats.options import Options

__all__ = ["Options", "find_unreadable", "read_paths", "total_bytes", "walk"]
