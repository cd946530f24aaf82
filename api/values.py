"""How the values of settings are read from text, and checked."""

import os
import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BeforeValidator, SecretStr

from index.catalogue.database.address import read_catalogue_address
from index.errors import InvalidInput
from index.search.address import read_address

if TYPE_CHECKING:
    from qa.proof.quoting import Quoting

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def split(value: object) -> object:
    """Split a variable at its spaces."""
    return value.split() if isinstance(value, str) else value


def check_addresses(urls: tuple[str, ...]) -> tuple[str, ...]:
    """Check that feeds are addresses of the web."""
    for url in urls:
        if url.startswith(("http://", "https://")):
            continue
        if os.path.exists(url):  # noqa: PTH110 - pathlib raises for a name that is too long
            raise ValueError(f"a feed is an http or https address; add files with `dateline ingest {url}`")
        raise ValueError(f"{url!r} is not an http or https address")
    return urls


def split_paths(value: object) -> object:
    """Split a variable at its colons, as the shell splits PATH."""
    return [part for part in value.split(os.pathsep) if part] if isinstance(value, str) else value


def split_rules(value: object) -> object:
    """Split a variable at its semicolons: names of sources have spaces."""
    return [part.strip() for part in value.split(";") if part.strip()] if isinstance(value, str) else value


def check_quotes(rules: tuple[str, ...]) -> tuple[str, ...]:
    """Check rules on how much of a source is shown."""
    if rules:
        read_rules(rules)
    return rules


def read_duration(value: object) -> object:
    """Read a duration such as 90s, 15m or 2h."""
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"(\d{1,6})([smhd])", value.strip())
    if not found:
        raise ValueError("it must be a number with s, m, h or d, as in 15m")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def check_trace_url(url: str | None) -> str | None:
    """Check that a collector of traces is an address of the web."""
    if url is not None and not re.match(r"https?://[^/\s]", url):
        raise ValueError("it must be an http or https address, such as http://127.0.0.1:4318/v1/traces")
    return url


def check_rate(value: str) -> str:
    """Check a rate such as 60/minute."""
    if value != "none" and not re.fullmatch(r"[1-9]\d{0,8}/(second|minute|hour|day)", value):
        raise ValueError("it must be a number for each second, minute, hour or day, as in 60/minute, or none")
    return value


def check_catalogue(address: SecretStr | None) -> SecretStr | None:
    """Check the address of a shared catalogue."""
    if address is not None:
        try:
            read_catalogue_address(address.get_secret_value())
        except InvalidInput as error:
            raise ValueError(error.message) from None
    return address


def check_engine(address: str | None) -> str | None:
    """Check the address of an engine."""
    if address is not None:
        try:
            read_address(address)
        except InvalidInput as error:
            raise ValueError(error.message) from None
    return address


def refuse_empty(value: object) -> object:
    """Refuse an empty path, which would mean the current folder."""
    if value == "":
        raise ValueError("it must name a folder")
    return value


def expand_home(folder: Path) -> Path:
    """Replace `~` by the home folder."""
    try:
        return folder.expanduser()
    except RuntimeError:
        raise ValueError("this user has no home folder") from None


def refuse_file(folder: Path) -> Path:
    """Check that a path is no file."""
    if folder.is_file():
        raise ValueError("it is a file, not a folder")
    return folder


def read_rules(rules: Sequence[str]) -> "Quoting":
    """Read rules such as `Amble Wire=none`.

    Raises:
        ValueError: one is no such rule.
    """
    from qa.proof.quoting import Quote, Quoting  # with what they cut, 60 ms: most commands quote nothing

    by_source: dict[str, Quote] = {}
    for rule in rules:
        source, _, how = (part.strip() for part in rule.rpartition("="))
        if not source or how not in list(Quote):
            raise ValueError(f"{rule!r} must be a source and none, short or full, as in 'Amble Wire=none'")
        by_source[source.casefold()] = Quote(how)
    return Quoting(by_source)


Folder = Annotated[Path, BeforeValidator(refuse_empty), AfterValidator(expand_home)]
