"""The address of a Ray cluster, looked at before ray is: it waits for minutes for a server that does not answer it."""

import re
import socket

from index.errors import ClusterUnavailable, InvalidInput

_ADDRESS = re.compile(r"(?P<host>[^\s:/]+|\[[0-9a-fA-F:]+\]):(?P<port>\d{1,5})")
_SECONDS = 5.0
_SETTINGS = bytes(
    [0, 0, 0, 4, 0, 0, 0, 0, 0]
)  # of this type, the fourth byte, is the first frame that either side sends
_TLS_ALERT = b"\x15"
_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + _SETTINGS


def require_cluster(address: str) -> None:
    """Check that a server answers at HOST:PORT as that of a Ray cluster would.

    Raises:
        InvalidInput: that is no address.
        ClusterUnavailable: there is no server, or one of another kind.
    """
    found = _ADDRESS.fullmatch(address)
    if not found or not 0 < int(found["port"]) < 65_536:
        raise InvalidInput(f"--ray cannot be {address!r}: it must be HOST:PORT, which `ray start --head` prints")
    why = "something else answers"
    try:
        if _may_be_one(found["host"].strip("[]"), int(found["port"])):
            return
    except OSError as error:
        why = error.strerror or str(error)
    raise ClusterUnavailable(f"there is no Ray cluster at {address} ({why}): check that it runs, and the address")


def _may_be_one(host: str, port: int) -> bool:
    """Return whether a server answers as those of gRPC do: by HTTP/2, or by TLS that it is not spoken to by TLS."""
    with socket.create_connection((host, port), _SECONDS) as link:
        link.settimeout(_SECONDS)
        link.sendall(_PREFACE)
        with link.makefile("rb") as stream:
            answer = stream.read(len(_SETTINGS))
    return not answer or answer[:1] == _TLS_ALERT or answer[3:4] == _SETTINGS[3:4]
