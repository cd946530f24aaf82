"""The command line. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 declined."""

import sys
from collections.abc import Callable
from functools import wraps
from io import TextIOWrapper
from typing import Annotated, ParamSpec

import typer

from api.commands import keys
from api.commands.agents import mcp
from api.commands.answers import answers
from api.commands.asking import ask, chat, search
from api.commands.context.flags import Command
from api.commands.demo import demo
from api.commands.embedding import embed
from api.commands.evaluation import evaluate
from api.commands.feeding import feed
from api.commands.inbox import inbox
from api.commands.inspecting import inspect
from api.commands.intake import ingest
from api.commands.retraction import retract
from api.commands.serving import serve
from api.commands.storage import backup, compact, move, verify
from api.commands.upkeep import delete, rebuild, status
from api.commands.watching import watch
from index.errors import DatelineError, InvalidInput

FAILED = 1
MISUSED = 2

P = ParamSpec("P")


app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(version("dateline"))
        raise typer.Exit


@app.callback()
def _describe(
    _: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Answer questions from a corpus of news articles, with a checked citation for every sentence."""


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show curly quotes must not fail the command
    app()


def _report_errors(command: Callable[P, None]) -> Callable[P, None]:
    """Wrap a command so that it prints an expected error as one sentence, and exits with the code for it."""

    @wraps(command)
    def run(*args: P.args, **flags: P.kwargs) -> None:
        try:
            command(*args, **flags)
        except BrokenPipeError:
            raise  # typer exits quietly when the reader of a pipe has gone
        except DatelineError as error:
            _print_error(error.message)
            raise typer.Exit(MISUSED if isinstance(error, InvalidInput) else FAILED) from None
        except MemoryError:
            _print_error("there is not enough memory; free some and run it again: what was stored is kept")
            raise typer.Exit(FAILED) from None
        except OSError as error:
            _print_error(f"{error.filename or 'the disk'} cannot be used: {error.strerror or error}")
            raise typer.Exit(FAILED) from None

    return run


def _print_error(message: str) -> None:
    typer.echo(f"dateline: {' '.join(message.split())}", err=True)


COMMANDS: dict[str, Callable[..., None]] = {
    command.__name__: command
    for command in (
        ingest, inspect, inbox, feed, watch, ask, chat, search, answers, retract, delete, rebuild, embed, evaluate,
        serve, mcp, demo, status, verify, backup, move, compact,
    )
}  # fmt: skip
for _command in COMMANDS.values():
    app.command(cls=Command)(_report_errors(_command))

GROUPS: dict[str, dict[str, Callable[..., None]]] = {
    "key": {"add": keys.add, "list": keys.list_, "revoke": keys.revoke},
}
for _name, _commands in GROUPS.items():
    _group = typer.Typer(name=_name, help="Make, list and revoke API keys.", no_args_is_help=True)
    for _verb, _command in _commands.items():
        _group.command(_verb, cls=Command)(_report_errors(_command))
    app.add_typer(_group)
