"""Networks run by ONNX, and the manifests of their folders: the only file that imports onnxruntime."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from index.errors import ModelError
from index.text import normalise_line

MANIFEST = "manifest.json"


def read_manifest(folder: Path, what: str) -> Mapping[str, Any]:
    """Read the manifest of a folder; `what` is what the folder holds, for messages.

    Raises:
        ModelError: it is missing, or it is no JSON object with the digests of files in `sha256`.
    """
    try:
        manifest = dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        return manifest | {"sha256": dict(manifest["sha256"])}
    except OSError as error:
        raise ModelError(f"the {MANIFEST} of the {what} in {folder} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError(f"{folder / MANIFEST} is not the manifest of the {what}") from error


def check_files(folder: Path, names: Sequence[str], digests: Mapping[str, str], what: str) -> None:
    """Check the files of these names against their digests.

    Raises:
        ModelError: one is missing or has another digest.
    """
    for name in names:
        _check_digest(folder / name, digests.get(name), what)


def open_session(path: Path, threads: int, what: str, *, unfused: Sequence[str] = ()) -> Any:  # noqa: ANN401 - onnxruntime ships no types
    """Open a network that uses at most `threads` threads for one call; `what` is what it is, for messages.

    `unfused` names optimisations of onnxruntime that are left out, such as `SkipLayerNormFusion`.

    Raises:
        ModelError: it cannot be opened.
    """
    # Since 1.32 it sends events over the network and stores an identifier in the cache folder, unless this is set.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    # A thread that spins while it waits takes a core from the questions beside it.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4  # failures are raised, so they need not be logged
    try:
        return onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(unfused)
        )
    except Exception as error:
        raise ModelError(f"the {what}'s model {path} cannot be opened: {normalise_line(str(error))}") from error


def _check_digest(path: Path, wanted: str | None, what: str) -> None:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"the {what}'s file {path} cannot be read: {error.strerror}") from error
    if digest != wanted:
        raise ModelError(f"{path} does not match its manifest (wrong sha256); it may be truncated: copy it again")
