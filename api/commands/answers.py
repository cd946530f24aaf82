"""`answers`: the answers that are kept, and what users said of them."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.context.flags import Json, with_settings

if TYPE_CHECKING:
    from api.settings import Settings
    from api.wire.history import ListedAnswerBody


class RatingChoice(StrEnum):
    """A rating, as a flag names it."""

    UP = "up"
    DOWN = "down"


@with_settings("data", "quoting")
def answers(
    settings: "Settings",
    *,
    rating: Annotated[RatingChoice | None, typer.Option(help="Only answers that were rated so.")] = None,
    limit: Annotated[
        int, typer.Option(min=1, max=100_000, metavar="NUMBER", help="Maximum number of answers to list.")
    ] = 20,
    json: Json = False,
) -> None:
    """List the answers that a server has kept, newest first, with what users said of them."""
    found = _read(settings, rating, limit)
    if json:
        from api.commands.output.terminal import print_json_list

        print_json_list(found)
        return
    for answer in found:
        _print(answer)
    if not found:
        typer.echo("no answer is kept" + (f" that was rated {rating.value}" if rating else ""))


def _read(settings: "Settings", rating: RatingChoice | None, limit: int) -> "list[ListedAnswerBody]":
    from api.commands.context.library import catalogue_of

    since = datetime.now(UTC) - timedelta(days=settings.keep_answers_days)
    with catalogue_of(settings) as catalogue:
        from api.processes.history import list_answers
        from api.wire.history import show_listed
        from index.catalogue.history import Rating

        wanted = Rating(rating.value) if rating else None
        found = list_answers(catalogue, since, rating=wanted, limit=limit, quoting=settings.quoting)
        return [show_listed(one.kept, one.answer) for one in found]


def _print(answer: "ListedAnswerBody") -> None:
    typer.echo(f"{answer.asked:%Y-%m-%d %H:%M:%S} UTC  {answer.id}")
    typer.echo(f"  {answer.question}")
    said = f"{answer.status}: {answer.short or answer.reason or 'no short answer'}"
    typer.echo(f"  {' '.join(said.split())}")
    if answer.feedback:
        comment = f": {' '.join(answer.feedback.comment.split())}" if answer.feedback.comment else ""
        typer.echo(f"  rated {answer.feedback.rating}{comment}")
