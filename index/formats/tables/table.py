"""CSV and TSV: a header with the names of the columns, then one article a row."""

import csv
import io
import re
import shlex
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import PurePath
from typing import BinaryIO

from index.article import FIELDS
from index.datewords import Order, find_order
from index.errors import Unreadable
from index.formats.fields.likely import REQUIRED, suggest_flags
from index.formats.fields.loose import ALSO_AUTHORS, loosen
from index.formats.fields.records import rename, to_article
from index.formats.lines import BLANKS, Line, read_lines, too_long
from index.formats.options import Options
from index.formats.tables.dialects import Dialect, find_dialect, unify_lines
from index.text import decode, normalise_line
from index.types import Record, Rejected

_FORMULA = re.compile(r"\A=\"(.*)\"\Z", re.DOTALL)  # by which a spreadsheet is told to keep a cell as text
_OTHER_KINDS = (
    (b"PK\x03\x04", "it is a spreadsheet or a zip file, not a table as text: save it as CSV"),
    (b"\xd0\xcf\x11\xe0", "it is a spreadsheet of an old kind, not a table as text: save it as CSV"),
    (b"%PDF", "it is a PDF file, not a table"),
    (b"<!doctype html", "it is a page, not a table: name it .html, or download the table once you are logged in"),
    (b"<html", "it is a page, not a table: name it .html, or download the table once you are logged in"),
)
_SAMPLE = 200  # rows that are read ahead, to see which comes first in a date, day or month


def read(stream: io.BufferedReader, origin: str, options: Options) -> Iterator[Record]:
    """Yield an article or a rejection for each row below the header; several authors are separated by semicolons.

    Rejections have the number of the row's first line. An unclosed quote extends a row over the following lines; if the
    result is malformed, only the first line is rejected and reading resumes with the second.

    Raises:
        Unreadable: the stream is truncated or damaged; the records before that have been yielded.
    """
    # This limit is global to the process, so it is only raised; `_Rows` enforces ours.
    csv.field_size_limit(max(csv.field_size_limit(), options.max_record))
    head = stream.peek(64)[:64].lstrip(BLANKS).lower()
    if kind := next((told for sign, told in _OTHER_KINDS if head.startswith(sign.lower())), None):
        yield Rejected(origin, None, kind)
        return
    stream = unify_lines(stream)
    dialect = find_dialect(stream, is_tsv=".tsv" in PurePath(origin.lower()).suffixes)
    rows = iter(_Rows(stream, dialect, options.max_record))
    header = next(rows, None)
    if header and dialect.is_named and len(header.cells) <= 2:  # the line `sep=;`
        header = next(rows, None)
    if header is None:
        return
    columns = tuple(_column(cell, options) for cell in header.cells)
    if reason := header.reason or _find_fault(columns, options):
        yield Rejected(origin, header.number, reason)
        return
    ahead = list(islice(rows, _SAMPLE))
    if options.dates is None:
        options = replace(options, dates=_find_order(ahead, columns, options))
    for row in chain(ahead, rows):
        yield _read_row(row, columns, origin, options)


def _find_order(rows: list["_Row"], columns: tuple[str, ...], options: Options) -> Order | None:
    """Return the order of day and month that the first rows show in the columns of dates."""
    places = [place for place, name in enumerate(columns) if {*options.filled_by(name)} & {"published", "modified"}]
    return find_order([row.cells[place] for row in rows for place in places if place < len(row.cells)])


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that begins on line `number`; `reason` says why it could not be parsed."""

    number: int
    cells: tuple[str, ...] = ()
    reason: str | None = None


class _Rows:
    """The rows of a table, without blank ones."""

    def __init__(self, stream: BinaryIO, dialect: Dialect, limit: int) -> None:
        self._lines = read_lines(stream, limit)
        self._dialect, self._limit = dialect, limit
        self._row: list[Line] = []
        self._size = 0
        self._again: deque[Line] = deque()

    def __iter__(self) -> Iterator[_Row]:
        while (row := self._read_row()) is not None:
            if row.reason or any(map(str.strip, row.cells)):
                yield row

    def _read_row(self) -> _Row | None:
        self._row, self._size = [], 0
        try:
            given, escape = self._dialect.delimiter, self._dialect.escape
            reader = csv.reader(iter(self._next_line, None), delimiter=given, escapechar=escape, strict=True)
            cells = next(reader, None)
        except csv.Error as error:
            self._again.extendleft(reversed(self._row[1:]))
            return _Row(self._row[0].number, reason=f"the row cannot be read: {error}")
        return None if cells is None else _Row(self._row[0].number, tuple(cells))

    def _next_line(self) -> str | None:
        line = self._again.popleft() if self._again else next(self._lines, None)
        if line is None:
            return None
        self._row.append(line)
        self._size += len(line.data or b"")
        if line.data is None or self._size > self._limit:
            raise csv.Error(too_long(self._limit))
        try:
            return line.data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return _decode(line.data)


def _decode(data: bytes) -> str:
    try:
        return decode(data, "the line")
    except Unreadable as error:
        raise csv.Error(error.message) from None


def _column(cell: str, options: Options) -> str:
    """Return the name of a column; in lower case if that makes it the name of an article field."""
    name = normalise_line(cell)
    mapped = any(given == name for given, _ in options.fields)
    return name.lower() if name.lower() in (*FIELDS, *ALSO_AUTHORS) and not mapped else name


def _find_fault(columns: tuple[str, ...], options: Options) -> str | None:
    known = [column for column in columns if {*options.filled_by(column)} & {*FIELDS}]
    filled = {field for column in known for field in options.filled_by(column)}
    if missing := [field for field in REQUIRED if field not in filled]:
        return _tell_missing(missing, [column for column in columns if column and column not in known], options)
    twice = next((column for column in known if known.count(column) > 1), None)
    return f"the header names the column {twice!r} twice" if twice else None


def _tell_missing(missing: list[str], unused: list[str], options: Options) -> str:
    """Return which fields have no column, and all flags of the next try: those given, and those that map the others.

    A field for which no column has a usual name has a flag that is to be filled in.
    """
    given = [f"--map {shlex.quote(f'{theirs}={ours}')}" for theirs, ours in options.fields]
    lacking = [f"--map COLUMN={field}" for field in missing if not suggest_flags([field], unused)]
    columns = f"; its other columns: {', '.join(unused)[:200]}" if unused else ""
    how = " ".join([*given, *suggest_flags(missing, unused), *lacking])
    return f"the header has no column for {', '.join(missing)}; map its columns, as in {how}{columns}"


def _read_row(row: _Row, columns: tuple[str, ...], origin: str, options: Options) -> Record:
    if row.reason:
        return Rejected(origin, row.number, row.reason)
    cells = row.cells
    while len(cells) > len(columns) and not cells[-1].strip():  # as spreadsheets write them
        cells = cells[:-1]
    if _lacks_only_empty(cells, columns, options):
        cells = (*cells, *[""] * (len(columns) - len(cells)))
    if len(cells) != len(columns):
        reason = f"the row has {len(row.cells)} cells, but the header has {len(columns)} columns"
        return Rejected(origin, row.number, reason)
    values = (_FORMULA.sub(lambda found: found[1].replace('""', '"'), cell) for cell in cells)
    record = rename(dict(zip(columns, values, strict=True)), options)
    if options.trace is not None:
        _note_columns(columns, options)
    return to_article(loosen(record, options), origin, row.number, options)


def _lacks_only_empty(cells: tuple[str, ...], columns: tuple[str, ...], options: Options) -> bool:
    """Return whether a row has all that an article needs, and its last cells were left off, as some programs do.

    One that ends in the text may be broken within it, so nothing is added to that.
    """
    given = [{*options.filled_by(column)} for column in columns[: len(cells)]]
    filled = {name for names, cell in zip(given, cells, strict=False) if cell.strip() for name in names}
    return len(cells) < len(columns) and {*REQUIRED} <= filled and not given[-1] & {"title", "text"}


def _note_columns(columns: tuple[str, ...], options: Options) -> None:
    for column in columns:
        for ours in options.filled_by(column):
            if ours in FIELDS:
                options.note(ours, f"column {column}")
            elif column:
                options.omit("unused column", column)
