"""Why a PostgreSQL server cannot be used, in one sentence that says what to do."""

import re

_KNOWN = {
    r"session is read-only|in hot standby mode": "none of its servers takes writes now: promote one",
    r"could not translate host name|Name or service not known|failed to resolve host": (
        "its host is not known: correct the address"
    ),
    r"Connection refused|No such file or directory": (
        "nothing listens there: start the server, or correct the address"
    ),
    r"timeout expired|timed out|No route to host|Network is unreachable": (
        "it does not answer: start the server, or correct the address"
    ),
    r"password authentication failed|no password supplied": "it does not accept this user and password",
    r'role ".*" does not exist': "it does not know this user: create the user, or correct the address",
    r'database ".*" does not exist': "it has no such database: create it, or correct the address",
    r"no pg_hba.conf entry": "it does not let this user in from this machine: see its pg_hba.conf",
    r"too many clients|remaining connection slots": (
        "it has no connection left: raise its max_connections, or start fewer processes"
    ),
    r"starting up|shutting down|recovery mode": "it is starting or stopping: try again in a moment",
    r"does not support SSL|server certificate|certificate verify": (
        "the connection cannot be encrypted as asked: correct sslmode and the certificates"
    ),
}


def explain_refusal(name: str, said: str) -> str:
    """Return why a server let no connection be made, from what the client library `said`."""
    reason = next((reason for pattern, reason in _KNOWN.items() if re.search(pattern, said, re.IGNORECASE)), None)
    last = said.strip().splitlines()[-1].strip() if said.strip() else "no reason was given"
    return f"{name} cannot be reached: {reason or last}"
