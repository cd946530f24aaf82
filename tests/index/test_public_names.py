"""The names that `index` hands out, and what importing it loads."""

import subprocess
import sys
from pathlib import Path

import pytest

import index

HEAVY = (
    "faiss", "torch", "tantivy", "sentence_transformers", "transformers",
    "numpy", "trafilatura", "dateparser", "py3langid",
)  # fmt: skip


def loaded_by(code: str) -> set[str]:
    """Return which heavy packages a fresh process has loaded after running `code`."""
    report = f"{code}\nimport sys\nprint(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("code", ["import index", "import index.errors", "from index import Article, Filters"])
def test_importing_index_loads_nothing_heavy(code: str) -> None:
    """Neither the package, nor its light modules, nor its light names load an index or a model."""
    assert loaded_by(code) == set()


def test_the_heavy_parts_are_loaded_with_the_library() -> None:
    """The function that opens a data folder brings both indexes."""
    assert {"faiss", "tantivy"} <= loaded_by("from index import open_library")


def test_the_default_model_is_run_without_torch(tmp_path: Path) -> None:
    """A folder is opened, and texts and questions are embedded, by onnxruntime alone."""
    code = "from pathlib import Path; from index import open_library"
    code += f"; embedder = open_library(Path({str(tmp_path / 'data')!r})).embedder"
    code += "; embedder.embed(['A text.']); embedder.embed_question('Who?'); embedder.match_tokens('Who?', ['A text.'])"
    assert not loaded_by(code) & {"torch", "sentence_transformers", "transformers"}


@pytest.mark.parametrize("name", index.__all__)
def test_every_public_name_is_the_one_of_its_module(name: str) -> None:
    """What `index` lists it hands out, and the object is the one that its module defines under that name."""
    found = getattr(index, name)
    assert found.__name__ == name
    assert getattr(sys.modules[found.__module__], name) is found
    assert name in dir(index)


def test_a_name_that_is_not_public_is_no_attribute() -> None:
    """A misspelt name is an AttributeError, as of any module."""
    with pytest.raises(AttributeError, match="has no attribute 'open_libary'"):
        _ = index.open_libary  # type: ignore[attr-defined]
