"""How many processor cores this process may use."""

import os


def count_cores() -> int:
    """Return how many cores the process may run on: under `taskset` or in a cpuset fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):  # Linux
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
