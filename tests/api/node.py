"""Clients of other languages: scripts of `tests/clients/` that Node runs, with the packages installed there."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

CLIENTS = Path(__file__).parents[1] / "clients"
PACKAGES = Path(os.environ.get("DATELINE_TEST_NODE_MODULES", CLIENTS / "node_modules"))


def run_node(folder: Path, script: str, *arguments: str) -> Any:
    """Run a script in a folder and return what it prints, parsed as JSON; skip the test where Node is missing."""
    node = shutil.which("node")
    if not node:
        pytest.skip("node is not installed")
    if not PACKAGES.is_dir():
        pytest.skip(f"there is no {PACKAGES}: run `npm install` in {CLIENTS}")
    shutil.copy(CLIENTS / script, folder / script)
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(PACKAGES)
    done = subprocess.run(
        [node, folder / script, *arguments], capture_output=True, text=True, timeout=120, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
