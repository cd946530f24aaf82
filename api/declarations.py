"""What follows from the declaration of a setting: its flag, variable, default in words and allowed values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le
from pydantic import SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

FILE = "dateline.toml"
PREFIX = "DATELINE_"
REPLACED = {
    "reading_time": "reading_passages and, as a safety limit in seconds, reading_limit",
    "threads": "jobs",
}
"""Settings that were removed, and what to use instead."""
_METAVARS: dict[object, str] = {int: "NUMBER", float: "NUMBER", Path: "DIR", timedelta: "TIME", tuple: "LIST"}
_RULES = {
    "string_too_short": "it must not be empty",
    "string_type": "it must be text, in quotes",
    "path_type": "it must name a folder, in quotes",
    "tuple_type": "it must be a list",
}
"""What is allowed, by the type of pydantic's error."""
_SPANS = {86_400: "d", 3_600: "h", 60: "m", 1: "s"}

# Groups of settings; a command has the flags of the parts that it names.
# Those of `remote` have none, because other users of the machine can see the arguments of a process.
Part = Literal[
    "data", "embedder", "embedding", "reading", "generator", "quoting", "serving", "feeds", "folders", "remote"
]


@dataclass(frozen=True, slots=True)
class Flag:
    """How a setting appears on the command line, where that does not follow from its name and type.

    `metavar` is the placeholder of its value in the help. `name` is the flag's, such as `--every`; a name without
    dashes makes the setting an argument.
    """

    part: Part = "serving"
    metavar: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """A setting as the command line, the documents and error messages name it.

    `flag` is empty if the setting is an argument, which is shown as its `metavar`. `metavar` is empty if the flag takes
    no value; a second flag, with `--no-`, then turns it off.
    """

    name: str
    part: Part
    flag: str
    metavar: str
    variable: str
    default: str
    description: str


def declare(name: str, field: FieldInfo) -> Declaration:
    """Return the declaration of a setting from its field."""
    shown = next((entry for entry in field.metadata if isinstance(entry, Flag)), Flag())
    flag = shown.name or f"--{name.replace('_', '-')}"
    kind = get_origin(field.annotation) or field.annotation
    metavar = "" if kind is bool else shown.metavar or _METAVARS.get(kind, "TEXT")
    return Declaration(
        name=name,
        part=shown.part,
        flag=flag if flag.startswith("-") else "",
        metavar=metavar,
        variable=PREFIX + name.upper(),
        default=_in_words(field.get_default(call_default_factory=True)),
        description=field.description or "",
    )


def explain(
    error: ValidationError,
    fields: Mapping[str, FieldInfo],
    flags: Mapping[str, object],
    environment: Mapping[str, str],
) -> str:
    """Return a sentence that says which value is wrong, where it was set and what is allowed."""
    problem = error.errors()[0]
    if not problem["loc"]:
        return f"{FILE} cannot be read: {problem['msg'].removeprefix('Value error, ')}"
    name = str(problem["loc"][0])
    if problem["type"] == "extra_forbidden":
        if name in REPLACED:
            return f"the setting {name!r} was removed: use {REPLACED[name]}"
        near = get_close_matches(name.lower(), fields, 1)
        return f"{FILE}: there is no setting {name!r}" + (f"; did you mean {near[0]!r}?" if near else "")
    field = fields[name]
    place = _place(declare(name, field), flags, environment)
    if SecretStr in get_args(field.annotation):  # it may hold a password
        return f"{place} cannot be used: {_rule(problem, field)}"
    return f"{place} cannot be {_show(flags.get(name, problem['input']))}: {_rule(problem, field)}"


def find_unknown(environment: Mapping[str, str], fields: Mapping[str, FieldInfo]) -> str | None:
    """Return a sentence that names the variables that begin like a setting's and are none; None if there are none."""
    settings = {name: name.upper().removeprefix(PREFIX).lower() for name in environment if _has_prefix(name)}
    unknown = sorted(name for name, setting in settings.items() if setting not in {*fields, *REPLACED})
    if not unknown:
        return None
    near = {name: get_close_matches(settings[name], fields, 1) for name in unknown}
    named = [f"{name} (did you mean {PREFIX}{near[name][0].upper()}?)" if near[name] else name for name in unknown]
    return f"ignored, because there are no such settings: {', '.join(named)}"


def _has_prefix(variable: str) -> bool:
    return variable.upper().startswith(PREFIX)


def _show(given: object) -> str:
    """Return a value that was given as it was written: text in quotes, a list as its items."""
    if isinstance(given, list | tuple):
        return " ".join(map(_show, given))
    if isinstance(given, bool):
        return _in_words(given)
    return repr(_in_words(given) if isinstance(given, timedelta) else given)


def _in_words(value: object) -> str:
    """Return a value as a user would write it, with `~` for the home folder."""
    if isinstance(value, Path):
        home = Path.home()
        return f"~/{value.relative_to(home)}" if value.is_relative_to(home) else str(value)
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return next(f"{seconds // span}{unit}" for span, unit in _SPANS.items() if seconds % span == 0)
    if isinstance(value, tuple):
        return " ".join(str(part) for part in value) or "none"
    return str(value).lower() if value is None or isinstance(value, bool) else str(value)


def _place(declaration: Declaration, flags: Mapping[str, object], environment: Mapping[str, str]) -> str:
    """Return the flag, the variable or the key that a value was read from."""
    if declaration.name in flags:
        return declaration.flag or declaration.metavar
    if any(name.upper() == declaration.variable for name in environment):
        return declaration.variable
    return f"{declaration.name} in {FILE}"


def _rule(problem: ErrorDetails, field: FieldInfo) -> str:
    """Return what is allowed: the message of the setting's own check, else its type and bounds."""
    if problem["type"] == "value_error":
        return problem["msg"].removeprefix("Value error, ")
    if field.annotation is bool:
        return "it must be true or false"
    if field.annotation in (int, float):
        kind = "a whole number" if field.annotation is int else "a number"
        return f"it must be {kind} {_bounds(field)}".rstrip()
    if field.annotation is timedelta:
        return f"it must be a time {_bounds(field)}"
    if problem["type"] in _RULES:
        return _RULES[problem["type"]]
    return problem["msg"][0].lower() + problem["msg"][1:]


def _bounds(field: FieldInfo) -> str:
    least = next((entry.ge for entry in field.metadata if isinstance(entry, Ge)), None)
    above = next((entry.gt for entry in field.metadata if isinstance(entry, Gt)), None)
    most = next((entry.le for entry in field.metadata if isinstance(entry, Le)), None)
    if above is not None:
        return f"above {_in_words(above)}" + (f", and at most {_in_words(most)}" if most is not None else "")
    if least is not None:
        return f"from {least} to {most}" if most is not None else f"of at least {_in_words(least)}"
    return f"of at most {_in_words(most)}" if most is not None else ""
