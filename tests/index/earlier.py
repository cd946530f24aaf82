"""Catalogues of earlier schemas: steps of the present one taken back, from the last one."""

import sqlite3


def forget_vector_generations(connection: sqlite3.Connection) -> None:
    """Take back the step by which vectors are followed by themselves; the schema is then the eighth."""
    connection.execute("DROP INDEX vector_by_generation")
    connection.execute("ALTER TABLE vector DROP COLUMN generation")
    connection.execute("DROP TABLE unembedded")
    connection.execute("PRAGMA user_version = 8")


def forget_old_jobs(connection: sqlite3.Connection) -> None:
    """Take back, with what came later, the step by which jobs are told to have finished."""
    forget_vector_generations(connection)
    connection.execute("DROP INDEX job_settled")
    connection.execute("ALTER TABLE job DROP COLUMN settled")
