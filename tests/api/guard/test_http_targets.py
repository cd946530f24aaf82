"""Request targets in absolute form, as clients send them that take the server for a proxy (RFC 9112, 3.2.2)."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.api.guard.test_http_slow_clients import connection, read_all
from tests.api.loaded import serving_quickly

REQUEST = "{} {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n"


def request(url: str, target: str, *, method: str = "GET", host: str = "127.0.0.1") -> tuple[int, Any]:
    """Return the status and the body of the response to a target, sent to the letter."""
    with connection(url) as opened:
        opened.sendall(REQUEST.format(method, target, host).encode())
        head, _, body = read_all(opened).partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body) if body else None


def test_an_absolute_target_is_served_as_its_path(tmp_path: Path) -> None:
    """Path, percent-encoding and parameters are those of the target, whatever its scheme's case and its port."""
    with serving_quickly(tmp_path) as url:
        assert request(url, "http://127.0.0.1/health/live") == (200, {"status": "live"})
        assert request(url, "HTTP://localhost:8000/health/live", method="HEAD") == (200, None)
        assert request(url, "https://127.0.0.1/articles/a%20b")[1]["error"]["message"] == "there is no article 'a b'"
        status, body = request(url, "http://127.0.0.1/search?q=&k=1")
        assert (status, body["error"]["field"]) == (422, "q")
        assert request(url, "http://127.0.0.1/articles", method="PUT")[0] == 405


@pytest.mark.parametrize("target", ["http://evil.example/index", "http://user@127.0.0.1/index", "http:///index"])
def test_the_host_of_the_target_counts(tmp_path: Path, target: str) -> None:
    """It replaces the `Host` header, so that a foreign name is refused there as well; the reverse is served."""
    with serving_quickly(tmp_path) as url:
        assert request(url, target)[0] == 421
        assert request(url, "http://127.0.0.1/health/live", host="evil.example")[0] == 200


def test_a_path_that_contains_an_address_stays_a_path(tmp_path: Path) -> None:
    """Only a target that begins with a scheme is in absolute form."""
    with serving_quickly(tmp_path) as url:
        assert request(url, "/http://127.0.0.1/health/live")[0] == 404
