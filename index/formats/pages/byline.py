"""The lines around a page's text that say by whom and when it is, which are no part of the text."""

from index.formats.fields.bylines import distinct, is_byline, is_role, is_stamp, split_names, strip_label, without_roles
from index.formats.pages.datelines import dates_in

_HEAD = 4  # lines of a text among which the byline stands: behind a standfirst, say
_LONGEST = 120
_MOST_WORDS = 3  # of the label of a date


def part_byline(text: str, authors: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return a text without its byline and the line of its date, and the authors: else those of the byline.

    The byline is one of the first lines or the last, begins with "by" or consists of the authors, who are those that
    the page states elsewhere.
    """
    lines = text.split("\n\n")
    bylines = {place for place in (*range(_HEAD), len(lines) - 1) if _is_byline(lines, place, authors)}
    bylines |= {place + 1 for place in bylines if place + 1 < len(lines) and is_role(lines[place + 1])}
    names = [name for place in sorted(bylines) for name in split_names(lines[place])]
    authors = authors or tuple(without_roles(distinct(names)))
    dates = {place for place in range(min(_HEAD, len(lines))) if _is_date(lines[place])}
    kept = [line for place, line in enumerate(lines) if place not in bylines | dates]
    return ("\n\n".join(kept), authors) if kept else (text, authors)


def is_aside(line: str) -> bool:
    """Return whether a line is a byline or the date of an article."""
    return len(line) <= _LONGEST and (is_byline(line) or _is_date(line))


def _is_byline(lines: list[str], place: int, authors: tuple[str, ...]) -> bool:
    if place >= len(lines) or len(line := lines[place]) > _LONGEST:
        return False
    known = {name.casefold() for name in authors}
    names = [name.casefold() for name in split_names(f"by {strip_label(line)}")]
    return is_byline(line) or (bool(names) and known.issuperset(names))


def _is_date(line: str) -> bool:
    return len(line) <= _LONGEST and (is_stamp(line) or _is_labelled(line))


def _is_labelled(line: str) -> bool:
    """Return whether a line is a date in any language, with no more than a label before it."""
    shown = next(dates_in(line), None)
    before, _, behind = line.partition(shown.written) if shown else ("", "", line)
    return len(before.split()) <= _MOST_WORDS and not any(map(str.isalnum, behind))
