"""`delete`, `rebuild` and `status`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.context.articles import Articles, fail_for_missing
from api.commands.context.flags import Json, with_settings
from index.passages.memory import require_address_space

if TYPE_CHECKING:
    from pathlib import Path

    from api.settings import Settings
    from api.wire.articles import DeletedBody
    from api.wire.storage import IndexBody
    from index.catalogue.catalogue import Catalogue
    from index.catalogue.jobs import Job
    from index.library import Library
    from index.search.address import EngineSetting

_REBUILDING = "rebuilding the indexes; articles that another process is storing are waited for"


@with_settings("data")
def delete(
    settings: "Settings",
    articles: Articles,
    *,
    json: Json = False,
) -> None:
    """Delete articles permanently.

    All versions, passages and vectors are deleted; no later question finds them.
    """
    from api.commands.context.library import catalogue_of
    from api.commands.output.waiting import waiting_for

    with (
        waiting_for(f"another process that writes to {settings.data}"),
        catalogue_of(settings, writing=True) as catalogue,
    ):
        deleted, missing = _delete(articles, catalogue)
    if json:
        from api.commands.output.terminal import print_json_list

        print_json_list(deleted)
    else:
        for body in deleted:
            typer.echo(f"deleted {body.id}")
    fail_for_missing(missing)


@with_settings("data", "embedding")
def rebuild(
    settings: "Settings",
    *,
    embedder: Annotated[
        str | None,
        typer.Option(metavar="MODEL", help="Change to this embedding model: a name or a folder.", show_default=False),
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Move to this engine: local, or milvus://HOST:19530/COLLECTION.", show_default=False
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Rebuild the search indexes from the catalogue.

    Questions can be asked meanwhile. With --embedder, passages that have no vector of that model are embedded first.
    With --engine, the indexes are built there, and searches use that engine from then on. If interrupted, the same
    command resumes.
    """
    from api.commands.context.library import catalogue_of, library_of
    from api.settings import choose_engine

    if embedder is not None:
        settings = settings.model_copy(update={"embedder": embedder})
    if engine is not None:
        settings = choose_engine(settings, engine)
    with catalogue_of(settings, writing=True) as catalogue:  # a read-only folder is refused before a model is opened
        require_address_space(settings.jobs)
        job = None if settings.chosen_embedder else _rebuild_embedded(catalogue, settings.chosen_engine)
    if job is None:
        with library_of(settings, changing=embedder is not None) as library:
            job = _rebuild(library, embedder)
    if engine is not None and not job.error:
        with catalogue_of(settings, writing=True) as catalogue, catalogue.write() as transaction:
            transaction.upkeep.change_engine(engine)
    if json:
        from api.commands.output.terminal import print_json
        from api.wire.jobs import show_job

        print_json(show_job(job))
    elif not job.error:
        typer.echo(f"rebuilt: {job.total:,} passages")
    if job.error:
        typer.echo(f"dateline: the rebuild failed: {job.error}", err=True)
        raise typer.Exit(1)


@with_settings("data")
def status(settings: "Settings", *, json: Json = False) -> None:
    """Show what the index holds."""
    from api.commands.context.library import catalogue_of

    with catalogue_of(settings) as catalogue:
        body, folder = _measure(catalogue), catalogue.folder
    if json:
        from api.commands.output.terminal import print_json

        print_json(body)
    else:
        _print_status(folder, body)


def _delete(names: Sequence[str], catalogue: "Catalogue") -> tuple[list["DeletedBody"], list[str]]:
    """Delete articles in one transaction; return what was deleted, and the names that were not found."""
    from api.wire.articles import DeletedBody
    from qa.evaluation.cases import resolve

    now = datetime.now(UTC).replace(microsecond=0)
    with catalogue.snapshot() as snapshot:
        ids = resolve(names, snapshot)
    deleted, missing = [], []
    with catalogue.write() as transaction:
        for name in dict.fromkeys(names):
            article = ids.get(name, name)
            # Delete it from the inbox too, or the worker would store it again.
            pending, stored = transaction.inbox.delete(article), transaction.delete_article(article, now)
            if pending or stored:
                deleted.append(DeletedBody(id=article, deleted_at=now, generation=transaction.generation))
            else:
                missing.append(name)
    return deleted, missing


def _rebuild(library: "Library", model: str | None) -> "Job":
    from api.commands.output.waiting import working
    from index.care.rebuild import claim_rebuild, run_rebuild

    claim = claim_rebuild(library.catalogue, datetime.now(UTC), model)
    with working(_REBUILDING):
        run_rebuild(library, claim)
    with library.catalogue.snapshot() as snapshot:
        return snapshot.jobs.get(claim.job)


def _rebuild_embedded(catalogue: "Catalogue", engine: "EngineSetting") -> "Job | None":
    """Rebuild the indexes without a model; None where a passage lacks a vector, or an embargo has ended."""
    from api.commands.output.waiting import working
    from index.care.rebuild import claim_rebuild, is_embedded, rebuild_embedded

    if not is_embedded(catalogue, datetime.now(UTC)):
        return None
    claim = claim_rebuild(catalogue, datetime.now(UTC))
    with working(_REBUILDING):
        rebuild_embedded(catalogue, claim, engine)
    with catalogue.snapshot() as snapshot:
        return snapshot.jobs.get(claim.job)


def _measure(catalogue: "Catalogue") -> "IndexBody":
    from api.wire.storage import IndexBody, show_counts
    from index.care.size import size_of

    with catalogue.snapshot() as snapshot:
        counts = snapshot.counts()
        return IndexBody(
            generation=counts.generation,
            counts=show_counts(counts),
            oldest=counts.oldest,
            newest=counts.newest,
            embedder=snapshot.embedder() or "",
            engine="local",
            dense=None,
            bytes=size_of(catalogue.folder),
            lag=snapshot.inbox.count_waiting(),
        )


def _print_status(folder: "Path", body: "IndexBody") -> None:
    from api.commands.output.show import show_unembedded
    from api.wire.words import format_day

    rows = {
        "folder": str(folder),
        "articles": f"{body.counts.articles:,}, in {body.counts.versions:,} versions",
        "passages": f"{body.counts.passages:,}" + show_unembedded(body.counts.unembedded),
        "waiting": f"{body.lag:,}",
        "oldest": format_day(body.oldest) if body.oldest else "-",
        "newest": format_day(body.newest) if body.newest else "-",
        "generation": str(body.generation),
        "embedder": body.embedder or "-",
        "size": f"{body.bytes / 1_000_000:,.1f} MB",
    }
    for name, value in rows.items():
        typer.echo(f"{name + ':':12}{value}")
