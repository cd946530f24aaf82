"""Every regular expression that runs over the text of a request, on text made to make it backtrack."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import api.dialects
import api.wire
import qa.conversation
import qa.language
from api.dialects.markdown import escape, unescape

_LENGTH = 500
_UNITS = (
    *"aA1._-'’\"“,;:()[]*\\&<@中", "a ", "A ", "Aa ", "1 ", "1,", "1.", "a, ", "A. ", "a.", "a-", "a'", "and ", "the ",
    "The ", "in ", "of ", "by ", " ,", "' ", "( ", "(a", " (", ", and ", "of the ", "who ", "did ", "it ", "too ",
    "[[1]](", "[[1]](http://", "ex-", "a's ", "because ", "May 1 ", "two ",
)  # fmt: skip


def find_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the patterns of the modules that read questions and earlier turns, with their names."""
    for package in (api.dialects, api.wire, qa.conversation, qa.language):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield f"{found.name}.{name}", value


@pytest.mark.parametrize(("name", "pattern"), sorted(dict(find_patterns()).items()))
def test_no_question_makes_a_pattern_backtrack_for_long(name: str, pattern: re.Pattern[str]) -> None:
    """On long questions, searches from every place take milliseconds; a cubic pattern would take minutes."""
    started = time.process_time()
    for unit in _UNITS:
        for before, behind in (("", "x"), ("x", "?"), ("(", "é")):
            text = f"{before}{unit * _LENGTH}"[:_LENGTH] + behind
            for _ in pattern.finditer(text):
                pass
            pattern.fullmatch(text)
    assert time.process_time() - started < 20, name


@pytest.mark.parametrize("filler", [" ", "\t", "\n", " \n", "\\", "*", "_", "&", "1", "<"])
def test_long_quotes_are_escaped_in_linear_time(filler: str) -> None:
    """A quote may be long, and have a table in it that is drawn with blanks."""
    started = time.process_time()
    unescape(escape(f"a{filler * 100_000}b"))
    assert time.process_time() - started < 5
