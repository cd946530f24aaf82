"""The clock of this machine beside that of a shared catalogue's server, which all its hosts have in common."""

from time import time

from index.catalogue.database.client import ServerConnection

_TOLERANCE = 30.0  # seconds


def explain_clock(link: ServerConnection) -> str | None:
    """Return, as a clause, that this machine's clock is too far ahead to store by it; None where it is not.

    It would end embargoes early, and date what it stores after what other hosts store later. One that is behind does
    neither.
    """
    here = time()  # before the server's: a slow answer does not count
    ahead = here - float(link.execute("SELECT extract(epoch FROM clock_timestamp())").fetchone()[0])
    if ahead <= _TOLERANCE:
        return None
    return f"this machine's clock is {ahead:.0f} seconds ahead of the catalogue's server: set the one that is wrong"
