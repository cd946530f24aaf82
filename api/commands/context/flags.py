"""The flags that commands share; those for settings are derived from the settings."""

import inspect
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Concatenate, ParamSpec

import typer
from typer.core import TyperCommand

if TYPE_CHECKING:
    from api.declarations import Declaration, Part
    from api.settings import Settings

P = ParamSpec("P")

_GIVEN = "dateline.settings"  # key in a command's context of the flags that were given, by setting
_PARTS = "dateline_parts"
_DATA = "dateline_data"

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Source = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Source of articles that do not name one; for a feed, it replaces the title of the feed."
    ),
]
Zone = Annotated[
    str, typer.Option(metavar="NAME", help="Time zone of times without one; a bare date is its day in any.")
]
Dates = Annotated[
    str | None,
    typer.Option(
        metavar="dmy|mdy", help="Whether the day or the month comes first in 04/05/2025; else the file tells."
    ),
]
Undated = Annotated[
    str,
    typer.Option(
        metavar="RULE",
        help="Date of articles that state none: reject, first-seen, file-time, or a date such as 2015-01-28.",
    ),
]
FieldMap = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="THEIRS=OURS",
        help="Map a field of the files to one of Dateline's, such as date=published; repeatable.",
    ),
]


def with_settings(
    *parts: "Part", data: Path | None = None
) -> "Callable[[Callable[Concatenate[Settings, P], None]], Callable[..., None]]":
    """Give a command the flags of some parts of the settings, and pass it the settings as its first argument.

    `data` is the default data folder of a command that ignores the variable and the file; a flag overrides it.
    """

    def decorate(command: "Callable[Concatenate[Settings, P], None]") -> Callable[..., None]:
        @wraps(command)
        def run(context: typer.Context, *arguments: P.args, **flags: P.kwargs) -> None:
            from api.settings import read_settings, warn_of_variables

            if warning := warn_of_variables():
                typer.echo(f"dateline: {warning}", err=True)
            given: dict[str, object] = {"data": data} if data else {}
            command(read_settings(given | context.meta.get(_GIVEN, {})), *arguments, **flags)

        own = list(inspect.signature(command).parameters.values())[1:]
        context = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
        _declare(run, [context, *own])
        vars(run).update({_PARTS: parts, _DATA: data})
        return run

    return decorate


def parts_of(command: Callable[..., object] | None) -> "tuple[Part, ...]":
    """Return the parts of the settings for which a command has flags."""
    found: tuple[Part, ...] = getattr(command, _PARTS, ())
    return found


class Command(TyperCommand):
    """A command that derives its flags from the settings only when it runs: `dateline --help` need not import them."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - typer gives its class of contexts no public name
        """Return the flags of the settings, and after them the command's own."""
        parts = parts_of(self.callback)
        shared = _parameters(parts, getattr(self.callback, _DATA, None)) if parts else []
        return [*shared, *super().get_params(ctx)]


@cache
def _parameters(parts: "tuple[Part, ...]", data: Path | None) -> list[Any]:
    """Return typer's parameters for the settings of some parts; their values go into the context."""
    from api.settings import declarations

    def take() -> None:
        """Do nothing: only the parameters of this command are used."""

    _declare(
        take,
        [
            inspect.Parameter(one.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_annotate(one, data))
            for one in declarations(*parts)
        ],
    )
    app = typer.Typer(add_completion=False)
    app.command()(take)
    parameters: list[Any] = typer.main.get_command(app).params
    return parameters


def _declare(function: Callable[..., None], parameters: list[inspect.Parameter]) -> None:
    """Set the signature of a function that typer reads."""
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined] # `inspect` looks for it
    function.__annotations__ = {one.name: one.annotation for one in parameters}


def _annotate(setting: "Declaration", data: Path | None) -> object:
    """Return the annotation of a setting's parameter: text, which the settings parse, and its help."""
    if not setting.flag:
        text = f"{_sentence(setting.description)} [default: {setting.default}; env: {setting.variable}]"
        argument = typer.Argument(
            metavar=setting.metavar, help=text, show_default=False, expose_value=False, callback=_note
        )
        return Annotated[list[str] | None, argument]
    if setting.name == "data" and data is not None:
        shown = f"[default: {data.name}]"
    else:
        shown = f"[default: {setting.default}; env: {setting.variable}]"
    text = f"{_sentence(setting.description)} {shown}"
    names = [setting.flag] if setting.metavar else [f"{setting.flag}/--no-{setting.flag.removeprefix('--')}"]
    option = typer.Option(
        *names, metavar=setting.metavar or None, help=text, show_default=False, expose_value=False, callback=_note
    )
    return Annotated[str | None if setting.metavar else bool | None, option]


def _sentence(description: str) -> str:
    return f"{description[0].upper()}{description[1:]}."


def _note(context: typer.Context, parameter: typer.CallbackParam, value: object) -> object:
    """Keep the value of a flag under the name of its setting."""
    if value is not None and value != []:
        context.meta.setdefault(_GIVEN, {})[parameter.name] = value
    return value
