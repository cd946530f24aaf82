"""Measure the start of a server: `python -m bench.start --data FOLDER`; warm cache, the median of several starts."""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

import httpx

from bench.report import write_result

QUESTION = "Who won the runoff in Georgia?"
PORT = 8765


def start_once(data: Path) -> tuple[float, float]:
    """Return the seconds from the start of a server until it is ready, and until its first answer."""
    command = [str(Path(sys.executable).with_name("dateline")), "serve", "--data", str(data), "--port", str(PORT)]
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{PORT}", timeout=60) as client:
                ready = _wait_until_ready(client, begun)
                client.post("/ask", json={"question": QUESTION}).raise_for_status()
                return ready, time.perf_counter() - begun
        finally:
            server.terminate()


def _wait_until_ready(client: httpx.Client, begun: float) -> float:
    while time.perf_counter() - begun < 120:
        try:
            if client.get("/health/ready").status_code == 200:
                return time.perf_counter() - begun
        except httpx.TransportError:
            pass
        time.sleep(0.01)
    raise TimeoutError("the server was not ready within two minutes")


def main() -> None:
    """Run the benchmark and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--times", type=int, default=5)
    arguments = parser.parse_args()
    start_once(arguments.data)  # warms the disk cache
    rows = [start_once(arguments.data) for _ in range(arguments.times)]
    write_result(
        "start",
        {
            "starts": len(rows),
            "seconds_to_ready": round(statistics.median(ready for ready, _ in rows), 2),
            "seconds_to_first_answer": round(statistics.median(first for _, first in rows), 2),
        },
    )


if __name__ == "__main__":
    main()
