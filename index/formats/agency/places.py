"""Where the fields of a news item stand in it, found by their values: the readers of items need not note them."""

from collections.abc import Iterator, Mapping
from typing import Any

from index.formats.agency.elements import Element, local_name
from index.formats.options import Options
from index.text import normalise_line

_SHORTEST = 2
_BEGINNING = 40
_NUMBERS = ("urgency", "revision")


def note_element(item: Element, fields: Mapping[str, object], options: Options) -> None:
    """Note in which element or attribute of an item in XML each of its fields stands."""
    if options.trace is not None:
        _note(list(_walk_element(item)), fields, options)


def note_object(item: Mapping[str, Any], fields: Mapping[str, object], options: Options) -> None:
    """Note in which property of an item in JSON each of its fields stands."""
    if options.trace is not None:
        _note(list(_walk_object(item, "")), fields, options)


def _note(places: list[tuple[str, str]], fields: Mapping[str, object], options: Options) -> None:
    for name, value in fields.items():
        wanted = _line(value)
        if len(wanted) < _SHORTEST and name not in _NUMBERS:
            continue
        if place := _find(places, wanted, name):
            options.note(name, place)


def _find(places: list[tuple[str, str]], wanted: str, name: str) -> str:
    """Return the place whose text is the value; else that of a text of which it is a part."""
    exact = next((place for place, text in places if text == wanted), "")
    if exact or name in _NUMBERS:
        return exact
    if name == "text":
        begun = [(len(text), place) for place, text in places if text.startswith(wanted[:_BEGINNING])]
        return max(begun)[1] if begun else ""
    holders = [(len(text), place) for place, text in places if wanted in text]
    return f"part of {min(holders)[1]}" if holders else ""


def _line(value: object) -> str:
    first = next(iter(value), "") if isinstance(value, list | tuple) else value
    return normalise_line(str(first or "")) if not hasattr(first, "tzinfo") else ""


def _walk_element(item: Element) -> Iterator[tuple[str, str]]:
    """Yield the attributes and texts of an item with their places, those of elements with others within at the end."""
    named = [element for element in item.iter() if local_name(element)]
    for element in sorted(named, key=lambda one: len(one) > 0):
        above = element.getparent()
        name = local_name(element)
        path = f"{local_name(above)}/{name}" if above is not None and element is not item else name
        for given, value in element.attrib.items():
            yield f"{path}@{given.rpartition('}')[2]}", normalise_line(value)
        yield path, normalise_line("".join(element.itertext()))


def _walk_object(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _walk_object(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _walk_object(inner, path)
    elif isinstance(value, str | int):
        yield path, normalise_line(str(value))
