"""The schema of a catalogue on a server, and its migrations."""

import secrets
from contextlib import closing

from index.catalogue.database.address import CatalogueAddress
from index.catalogue.database.client import ServerConnection, connect, translated
from index.catalogue.database.steps import list_steps
from index.errors import CatalogueDamaged, CatalogueTooNew, NotFound, ReadOnly


def migrate(link: ServerConnection, where: CatalogueAddress) -> None:
    """Bring the schema up to date, or create it, within a transaction that no other process writes beside."""
    steps = list_steps("postgres")
    done = _schema_of(link, where, steps[-1][0])
    if not done:
        link.execute(f"CREATE SCHEMA IF NOT EXISTS {where.schema}")
    for number, step in steps:
        if number > done:
            link.run_script(step.read_text(encoding="utf-8"))
    if not done:
        link.execute("INSERT INTO meta VALUES ('archive', ?)", (secrets.token_hex(16),))
    if done < steps[-1][0]:
        link.execute(
            "INSERT INTO meta VALUES ('schema', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (str(steps[-1][0]),),
        )


def require_newest(link: ServerConnection, where: CatalogueAddress) -> None:
    """Check that a schema that cannot be written is one that this Dateline can read.

    Raises:
        NotFound: there is none.
        ReadOnly: it has to be migrated first.
        CatalogueTooNew: a newer Dateline wrote it.
    """
    newest = list_steps("postgres")[-1][0]
    done = _schema_of(link, where, newest)
    if not done:
        raise NotFound(f"there is no index in {where.shown} yet; `dateline ingest PATH` makes one")
    if done < newest:
        raise ReadOnly(
            f"{where.shown} was written by an older Dateline and has to be brought up to date before it can be read:"
            " run `dateline status` once as a user who can write it"
        )


def exists(where: CatalogueAddress) -> bool:
    """Return whether there is a catalogue at an address.

    Raises:
        CatalogueUnavailable: the server gives no answer, or refuses this user.
        CatalogueDamaged: the schema holds other tables.
    """
    with translated(where.shown), closing(connect(where)) as link:
        return has_catalogue(link, where)


def has_catalogue(link: ServerConnection, where: CatalogueAddress) -> bool:
    """Return whether the schema holds tables."""
    query = """SELECT count(*), count(*) FILTER (WHERE c.relname = 'meta')
               FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'v', 'm')"""
    tables, ours = link.execute(query, (where.schema,)).fetchone()
    if tables and not ours:
        raise CatalogueDamaged(
            f"the schema {where.schema} of {where.shown} holds other tables, not a catalogue: name another one in the"
            " address, as in ?schema=news"
        )
    return bool(tables)


def _schema_of(link: ServerConnection, where: CatalogueAddress, newest: int) -> int:
    """Return the number of the last migration that a catalogue has had, 0 where there is none."""
    if not has_catalogue(link, where):
        return 0
    done = link.schema()
    if done is None:
        raise CatalogueDamaged(f"{where.shown} is not a catalogue: it does not say which schema it has")
    require_known(done, newest, where)
    return done


def require_known(done: int | None, newest: int, where: CatalogueAddress) -> None:
    """Check that a schema has had no migration that this Dateline does not know.

    Raises:
        CatalogueTooNew: it has; a newer Dateline may do so while this one has the catalogue open.
    """
    if done is not None and done > newest:
        raise CatalogueTooNew(
            f"{where.shown} was written by a newer Dateline (schema {done}; this one knows {newest}): upgrade Dateline"
        )
