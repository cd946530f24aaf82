"""Catalogues of earlier schemas: steps of the present one taken back."""

import sqlite3


def forget_old_jobs(connection: sqlite3.Connection) -> None:
    """Take back the step by which jobs are told to have finished."""
    connection.execute("DROP INDEX job_settled")
    connection.execute("ALTER TABLE job DROP COLUMN settled")
