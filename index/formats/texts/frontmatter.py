"""Front matter: YAML between lines of `---`, TOML between lines of `+++`. The only module that imports yaml."""

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

FENCES = ("---", "+++")
_LARGEST = 20_000  # characters; no front matter is as long


def read_front_matter(text: str, fence: str) -> list[tuple[str, str]] | None:
    """Return the labels of front matter with their values as text; None where it is not well-formed.

    The items of a list are joined by "; ", and of an item with a name its name is taken, as of an author.
    """
    if len(text) > _LARGEST:
        return None
    read = _read_toml if fence == "+++" else _read_yaml
    stated = read(text)
    return list(_pairs(stated)) if isinstance(stated, dict) else None


def _read_toml(text: str) -> object:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _read_yaml(text: str) -> object:
    import yaml  # most files have no front matter

    try:
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - this loader makes nothing but texts, lists and maps
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def _pairs(stated: dict[object, object]) -> Iterator[tuple[str, str]]:
    for label, value in stated.items():
        items = value if isinstance(value, list) else [value]
        yield str(label), "; ".join(_texts(items))


def _texts(items: Iterable[object]) -> Iterator[str]:
    for item in items:
        named = item.get("name", "") if isinstance(item, dict) else item
        if isinstance(named, str | int | float | datetime | date | time):
            yield " ".join(str(named).split())
