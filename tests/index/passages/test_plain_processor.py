"""On a processor without AVX2 the default model runs all the same: slower, with the vectors of any other processor."""

import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.passages.embedding import Embedder

QEMU = next(filter(None, map(shutil.which, ("qemu-x86_64-static", "qemu-x86_64"))), None)
TEXTS = ["The ferry to Port Amble sails again.", "Sailings to Port Amble resume."]
CODE = """
import json, sys
from index.passages.quantized import QuantizedEmbedder
print(json.dumps(QuantizedEmbedder(threads=1).embed(json.loads(sys.argv[1])).tolist()))
"""


@pytest.mark.slow
@pytest.mark.skipif(QEMU is None, reason="qemu-x86_64-static emulates a processor without AVX2, and is not installed")
@pytest.mark.skipif(platform.machine() != "x86_64", reason="other processors have no AVX2 to leave out")
def test_vectors_without_avx2_are_the_same(embedder: Embedder) -> None:
    """Sandy Bridge, of 2011, has AVX and neither AVX2 nor VNNI: vectors differ in the last digits at most."""
    assert QEMU
    python = str(Path(sys.executable).resolve())
    done = subprocess.run(
        [QEMU, "-cpu", "SandyBridge", python, "-c", CODE, json.dumps(TEXTS)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    np.testing.assert_allclose(json.loads(done.stdout), embedder.embed(TEXTS), atol=1e-4)
