"""`embed`: makes the vectors that passages lack, here or on a Ray cluster."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.context.flags import Json, with_settings

if TYPE_CHECKING:
    from api.settings import Settings
    from index.bulk.maker import Maker, Model
    from index.bulk.run import BulkReport
    from index.catalogue.catalogue import Catalogue

Cluster = Annotated[
    str | None,
    typer.Option(
        metavar="HOST:PORT", help="Embed on this Ray cluster, of which this machine is a node.", show_default=False
    ),
]
Folder = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Keep the vectors in Parquet files in this folder, and use those that are there first.",
        show_default=False,
    ),
]
Other = Annotated[
    str | None,
    typer.Option(
        metavar="MODEL", help="Make the vectors of this model, for `dateline rebuild` to it.", show_default=False
    ),
]


@with_settings("data", "embedding")
def embed(
    settings: "Settings", *, ray: Cluster = None, shards: Folder = None, embedder: Other = None, json: Json = False
) -> None:
    """Make the vectors that passages lack.

    They lack them after `dateline ingest --no-embed`, and where --embedder names another model than the index's.
    Questions can be asked meanwhile. If interrupted, the same command resumes.
    """
    from api.commands.context.library import catalogue_of

    with catalogue_of(settings, writing=True) as catalogue, _maker_of(catalogue, settings, ray, embedder) as maker:
        if embedder is None:
            catalogue.require_embedder(maker.model.name)
        report = _embed(catalogue, maker, shards)
        ours = _is_of(catalogue, maker.model)
        if ours:
            _follow(catalogue, maker.model, settings)
    _print(report, maker.model, as_json=json)
    if not (ours or json):
        typer.echo(f"change the index to them with `dateline rebuild --embedder {embedder}`")


@contextmanager
def _maker_of(
    catalogue: "Catalogue", settings: "Settings", address: str | None, model: str | None
) -> "Iterator[Maker]":
    """Open the model that is asked for, else the catalogue's, here or on a cluster."""
    from api.commands.output.waiting import working
    from index.bulk.opening import open_maker
    from index.library import model_of
    from index.passages.memory import require_address_space
    from index.passages.names import DEFAULT_MODEL

    require_address_space(settings.jobs)
    opened_by = model or settings.chosen_embedder or model_of(catalogue) or DEFAULT_MODEL
    with working(f"joining the Ray cluster at {address}" if address else "opening the model"):
        maker = open_maker(address, opened_by, jobs=settings.jobs, device=settings.device)
    with closing(maker):
        yield maker


def _embed(catalogue: "Catalogue", maker: "Maker", folder: Path | None) -> "BulkReport":
    from api.commands.output.terminal import show_count
    from index.bulk.opening import open_shards
    from index.bulk.run import embed_in_bulk

    shards = open_shards(folder.expanduser(), maker.model) if folder else None
    with catalogue.snapshot() as snapshot:
        lacking = len(snapshot.embeddings.lacking(maker.model.name))
    with show_count(lacking) as meter:
        return embed_in_bulk(catalogue, maker, shards, meter.advance)


def _is_of(catalogue: "Catalogue", model: "Model") -> bool:
    with catalogue.snapshot() as snapshot:
        return snapshot.embedder() == model.name


def _follow(catalogue: "Catalogue", model: "Model", settings: "Settings") -> None:
    """Let the indexes follow, as far as their engine can be used; else the worker does, or the next command."""
    from api.commands.output.waiting import working
    from index.library import open_engine

    with (
        working("updating the indexes"),
        closing(
            open_engine(catalogue, catalogue.folder, model.name, model.dimension, setting=settings.chosen_engine)
        ) as engine,
    ):
        reached = -1
        while reached < engine.generation < catalogue.generation():
            reached = engine.generation
            engine.follow()
        engine.merge()


def _print(report: "BulkReport", model: "Model", *, as_json: bool) -> None:
    if as_json:
        from api.commands.output.terminal import print_json
        from api.wire.storage import EmbeddedBody

        print_json(EmbeddedBody(model=model.name, imported=report.imported, embedded=report.embedded))
        return
    taken = f", and {report.imported:,} taken from files" if report.imported else ""
    none = not report.embedded and not report.imported
    made = f"{report.embedded:,} vectors of {model.name} made{taken}"
    typer.echo("no passage lacks a vector" if none else f"embedded: {made}")
