"""Catalogues of earlier schemas, made from the present one by taking back its last migrations."""

import sqlite3


def forget_keys(connection: sqlite3.Connection) -> None:
    """Take back the migration that adds API keys; the schema is then the tenth."""
    connection.execute("DROP TABLE api_key")
    connection.execute("PRAGMA user_version = 10")


def forget_vector_generations(connection: sqlite3.Connection) -> None:
    """Take back the migration that gives vectors a generation, and the later ones; the schema is then the eighth."""
    forget_keys(connection)
    connection.execute("DROP INDEX vector_by_generation")
    connection.execute("ALTER TABLE vector DROP COLUMN generation")
    connection.execute("DROP TABLE unembedded")
    connection.execute("PRAGMA user_version = 8")


def forget_old_jobs(connection: sqlite3.Connection) -> None:
    """Take back the step that notes when jobs finished, and the later ones."""
    forget_vector_generations(connection)
    connection.execute("DROP INDEX job_settled")
    connection.execute("ALTER TABLE job DROP COLUMN settled")
