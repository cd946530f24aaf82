"""How soon the work for a client stops once it has left, on a server that does one thing at a time.

A client asks and closes its connection at some moment of the work. Another request, which costs nothing but needs the
slot, has been waiting behind it: its response shows when the work ended.
"""

import random
import select
import socket
import time
from collections.abc import Mapping, Sequence

import httpx

from bench.dialects import Call
from bench.site import spread_of

TRIALS = 40
_HEAD = 0.02  # seconds after which the second request follows the first
_LONGEST = 60.0
_PROBE = "/answers/ans_none/recheck"  # needs a slot, and then finds nothing


def measure_leaving(client: httpx.Client, calls: Sequence[Call], questions: Sequence[str]) -> dict[str, object]:
    """Return, for each call, the milliseconds from a client's leaving to the end of its work."""
    address = (str(client.base_url.host), client.base_url.port or 80)
    alone = [_time_probe(address) for _ in range(TRIALS)]
    chance = random.Random(11)
    rows: dict[str, object] = {"the_other_request_alone_ms": spread_of(alone)}
    for call in calls:
        whole = [_time_whole(client, call, question) for question in questions[:10]]
        typical = sorted(whole)[len(whole) // 2]
        times = [
            _leave(address, call, questions[n % len(questions)], chance.uniform(0, typical)) for n in range(TRIALS)
        ]
        stopped = [value for value in times if value is not None]
        rows[call.path] = {
            "whole_ms": round(1_000 * typical, 1),
            "ended_before_leaving": times.count(None),
            "stopped_ms": spread_of(stopped),
            "longest_ms": round(max(stopped), 1),
        }
    return rows


def _time_whole(client: httpx.Client, call: Call, question: str) -> float:
    """Return the seconds of a whole answer."""
    begun = time.perf_counter()
    headers = {"Content-Type": "application/json", **call.headers}
    client.post(call.path, content=call.write(question), headers=headers).raise_for_status()
    return time.perf_counter() - begun


def _time_probe(address: tuple[str, int]) -> float:
    with socket.create_connection(address, _LONGEST) as waiting:
        begun = time.perf_counter()
        _send(waiting, f"GET {_PROBE}", address, {})
        _expect_404(waiting)
        return 1_000 * (time.perf_counter() - begun)


def _leave(address: tuple[str, int], call: Call, question: str, seconds: float) -> float | None:
    """Ask, and leave after some seconds; return the milliseconds until the work ended, None if it had before."""
    asking = socket.create_connection(address, _LONGEST)
    _send(asking, f"POST {call.path}", address, call.headers, call.write(question))
    time.sleep(_HEAD)
    with socket.create_connection(address, _LONGEST) as waiting:
        _send(waiting, f"GET {_PROBE}", address, {})
        time.sleep(seconds)
        if select.select([waiting], [], [], 0)[0]:
            asking.close()
            return None
        left = time.perf_counter()
        asking.close()
        _expect_404(waiting)
        return 1_000 * (time.perf_counter() - left)


def _send(
    connection: socket.socket, line: str, address: tuple[str, int], headers: Mapping[str, str], body: bytes = b""
) -> None:
    given = {"Host": f"{address[0]}:{address[1]}", "Connection": "close", **headers}
    if body:
        given |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
    lines = [f"{line} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items()), "", ""]
    connection.sendall("\r\n".join(lines).encode() + body)


def _expect_404(connection: socket.socket) -> None:
    status = connection.recv(4_096).split(b"\r\n", 1)[0]
    if b" 404 " not in status:
        raise RuntimeError(f"the waiting request got {status.decode(errors='replace')!r}, not 404")
