"""Catalogues of earlier schemas, made from the present one by taking back its last migrations."""

import sqlite3

from index.catalogue.catalogue import Catalogue
from index.catalogue.database.sqlite import FileDatabase


def writer_of(catalogue: Catalogue) -> sqlite3.Connection:
    """Return the connection by which a catalogue in a file is written."""
    database = catalogue._database
    assert isinstance(database, FileDatabase)
    return database._writer


def forget_records(connection: sqlite3.Connection) -> None:
    """Take back the migration that notes which records have come; the schema is then the fifteenth."""
    connection.execute("DROP TABLE seen")
    connection.execute("PRAGMA user_version = 15")


def forget_assumed_dates(connection: sqlite3.Connection) -> None:
    """Take back the migration that tells assumed dates from stated ones, and the later ones: the 14th schema."""
    forget_records(connection)
    connection.execute("ALTER TABLE article DROP COLUMN assumed")
    connection.execute("PRAGMA user_version = 14")


def forget_embargoes(connection: sqlite3.Connection) -> None:
    """Take back the migration that holds articles under an embargo, and the later ones; the schema is then the 12th."""
    forget_assumed_dates(connection)
    connection.execute("DROP TABLE held")
    for column in ("not_before", "slug", "place", "urgency", "subjects"):
        connection.execute(f"ALTER TABLE article DROP COLUMN {column}")
    connection.execute("ALTER TABLE version DROP COLUMN revision")
    connection.execute("PRAGMA user_version = 12")


def forget_keys(connection: sqlite3.Connection) -> None:
    """Take back the migration that adds API keys, and the later ones; the schema is then the tenth."""
    forget_embargoes(connection)
    connection.execute("DROP TABLE api_key")
    connection.execute("PRAGMA user_version = 10")


def forget_whole_answers(connection: sqlite3.Connection) -> None:
    """Take back the migration that keeps whole answers, which have quotes again; the schema is then the ninth."""
    connection.execute(
        """CREATE TABLE citation (
               answer TEXT NOT NULL REFERENCES answer (id) ON DELETE CASCADE, n INTEGER NOT NULL,
               article TEXT NOT NULL, version INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
               quote TEXT, PRIMARY KEY (answer, n)) STRICT"""
    )
    connection.execute("CREATE INDEX citation_by_article ON citation (article)")
    connection.execute(
        """INSERT INTO citation SELECT answer, n, article, version, start, "end",
               (SELECT substr(text, s.start + 1, s."end" - s.start) FROM version v
                WHERE v.article = s.article AND v.number = s.version)
           FROM answer_span s WHERE near = 0"""
    )
    connection.execute("DROP TABLE answer_span")
    connection.execute("DROP INDEX answer_by_rating")
    for column in ("details", "rating", "comment", "rated"):
        connection.execute(f"ALTER TABLE answer DROP COLUMN {column}")
    connection.execute("PRAGMA user_version = 9")


def forget_vector_generations(connection: sqlite3.Connection) -> None:
    """Take back the migration that gives vectors a generation, and the later ones; the schema is then the eighth."""
    forget_keys(connection)
    forget_whole_answers(connection)
    connection.execute("DROP INDEX vector_by_generation")
    connection.execute("ALTER TABLE vector DROP COLUMN generation")
    connection.execute("DROP TABLE unembedded")
    connection.execute("PRAGMA user_version = 8")


def forget_old_jobs(connection: sqlite3.Connection) -> None:
    """Take back the step that notes when jobs finished, and the later ones."""
    forget_vector_generations(connection)
    connection.execute("DROP INDEX job_settled")
    connection.execute("ALTER TABLE job DROP COLUMN settled")
