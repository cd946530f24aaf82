"""The flags that commands share; those of the settings are made from the settings, in each command that names them."""

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

_GIVEN = "dateline.settings"  # under which the context of a command keeps the flags that were given, by setting
_PARTS = "dateline_parts"
_DATA = "dateline_data"

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Source = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Who published the articles that do not say so; for a feed, instead of its title."
    ),
]
Zone = Annotated[str, typer.Option(metavar="NAME", help="Where dates without a zone were written.")]
FieldMap = Annotated[
    list[str] | None,
    typer.Option(
        "--map", metavar="THEIRS=OURS", help="Read a field of another name, as in date=published; repeatable."
    ),
]


def with_settings(
    *parts: "Part", data: Path | None = None
) -> "Callable[[Callable[Concatenate[Settings, P], None]], Callable[..., None]]":
    """Give a command the flags of some parts of the settings, and as its first argument the settings.

    Only a flag sets the data folder where `data` is given, the folder that is used without one.
    """

    def decorate(command: "Callable[Concatenate[Settings, P], None]") -> Callable[..., None]:
        @wraps(command)
        def run(context: typer.Context, *arguments: P.args, **flags: P.kwargs) -> None:
            from api.settings import read_settings

            given: dict[str, object] = {"data": data} if data else {}
            command(read_settings(given | context.meta.get(_GIVEN, {})), *arguments, **flags)

        own = list(inspect.signature(command).parameters.values())[1:]
        context = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
        _declare(run, [context, *own])
        vars(run).update({_PARTS: parts, _DATA: data})
        return run

    return decorate


def parts_of(command: Callable[..., object] | None) -> "tuple[Part, ...]":
    """Return the parts of the settings whose flags a command has."""
    found: tuple[Part, ...] = getattr(command, _PARTS, ())
    return found


class Command(TyperCommand):
    """A command that makes the flags of its settings when it is run: `dateline --help` needs none of them."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - typer gives its class of contexts no public name
        """Return the parameters of the command itself, and after them the settings."""
        parts = parts_of(self.callback)
        shared = _parameters(parts, getattr(self.callback, _DATA, None)) if parts else []
        return [*shared, *super().get_params(ctx)]


@cache
def _parameters(parts: "tuple[Part, ...]", data: Path | None) -> list[Any]:
    """Return the parameters of typer for the settings of some parts; what they are given goes into the context."""
    from api.settings import declarations

    def take() -> None:
        """Take nothing: the parameters are all that is wanted of this command."""

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
    """Let a function have other parameters than it is written with, for typer to read."""
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined] # `inspect` looks for it
    function.__annotations__ = {one.name: one.annotation for one in parameters}


def _annotate(setting: "Declaration", data: Path | None) -> object:
    """Return the type of a setting's parameter: text, which the settings will read, and what the help says of it."""
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
    """Keep what a flag was given under the name of its setting."""
    if value is not None and value != []:
        context.meta.setdefault(_GIVEN, {})[parameter.name] = value
    return value
