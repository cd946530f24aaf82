"""What the package `qa` hands out to users of the library, and what importing it costs."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

import qa
import qa.answer
import qa.reading.reader
import qa.types
from index.library import Library
from index.types import Filters
from qa import Answer, Question, ask
from tests.conftest import fill, write_article

HEAVY = ("numpy", "sqlite3", "tokenizers", "onnxruntime", "torch", "faiss", "tantivy", "dateparser")
BRIDGE = write_article("Zephyr bridge opens", "Mayor Adaeze Okonkwo opened the Zephyr bridge in Lagos on Tuesday.")


def test_importing_the_package_imports_nothing_heavy() -> None:
    """In a new process, neither a library for models or indexes nor one of our modules is loaded."""
    program = (
        "import sys; before = set(sys.modules); import qa; dir(qa)\n"  # a measurement of coverage loads modules, too
        f"print([m for m in set(sys.modules) - before if m in {HEAVY} or m.startswith(('qa.', 'index'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_packaged_reader_is_run_without_torch() -> None:
    """Opening it, which runs a row through it, imports neither torch nor transformers."""
    program = "import sys, qa; qa.open_reader(); print({'torch', 'transformers'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_names_are_those_of_their_modules() -> None:
    """Each public name is listed, and is the very object that its module defines."""
    assert {*qa.__all__} <= {*dir(qa)}
    assert qa.ask is qa.answer.ask
    assert qa.Question is qa.types.Question
    assert qa.Answer is qa.types.Answer
    assert qa.open_reader is qa.reading.reader.open_reader


def test_any_other_name_is_an_attribute_error() -> None:
    """A name that the package does not have is reported as any module reports it."""
    with pytest.raises(AttributeError, match="module 'qa' has no attribute 'asks'"):
        _ = getattr(qa, "asks")  # noqa: B009 - a type checker would refuse the attribute itself


def test_a_text_is_asked_now(library: Library) -> None:
    """`ask` takes a question as text and answers it as of the current moment, without filters."""
    fill(library, BRIDGE)
    said = ask("Who opened the Zephyr bridge in Lagos?", library)
    assert isinstance(said, Answer)
    assert (said.status, said.filters) == ("answered", Filters())


def test_a_question_is_asked_as_it_is(library: Library) -> None:
    """`ask` takes a `Question` with its filters too."""
    fill(library, BRIDGE)
    early = Filters(as_of=datetime(2010, 1, 1, tzinfo=UTC))
    said = ask(Question("Who opened the Zephyr bridge in Lagos?", datetime.now(UTC), early), library)
    assert (said.status, said.filters) == ("declined", early)
