"""The table of formats: each suffix belongs to one format, and data without a suffix is detected by its first bytes."""

import importlib
import io
import pkgutil
from pathlib import Path

import pytest

import index.formats
from index.formats.detection import FORMATS, Read, detect
from index.formats.feeds import feed
from index.formats.json import jsonfile
from index.formats.pages import html
from index.formats.suffixes import SUFFIXES, Suffixes
from index.formats.texts import plain


def test_each_suffix_belongs_to_one_format() -> None:
    """No suffix is in two rows of the table, where the later one would win silently."""
    assert len(SUFFIXES) == sum(len(known.suffixes) for known in FORMATS)


def test_a_known_suffix_decides() -> None:
    """The suffix wins over the first bytes."""
    for known in FORMATS:
        for suffix in known.suffixes:
            assert detect(io.BufferedReader(io.BytesIO(b"[{")), suffix) is known.read


@pytest.mark.parametrize(
    ("data", "read"),
    [
        (b'{"title"', jsonfile.read),
        (b"\xef\xbb\xbf\n [", jsonfile.read),
        (b"<!DOCTYPE html><html>", html.read),
        (b"<?xml version='1.0'?>\n<HTML>", html.read),
        (b"<?xml version='1.0'?>\n<rss>", feed.read),
        (b"<rdf:RDF>", feed.read),
        (b"<rss><item><description><![CDATA[<html><p>News</p></html>]]>", feed.read),
        (b"<?xml version='1.0'?>\n<!-- <html> -->\n<!DOCTYPE rss>\n<rss>", feed.read),
        (b"<!-- a --><!-- a -->" * 200 + b"<html>", plain.read),
        (b"<?xml version='1.0'?>" + b"<!-- a --><!-- a -->" * 200 + b"<html>", html.read),
        (b"<b>News</b>", plain.read),
        (b"title,text", plain.read),
        (b"", plain.read),
    ],
)
def test_first_bytes_decide_without_a_suffix(data: bytes, read: Read) -> None:
    """JSON, HTML and feeds are recognised, a feed also if its text contains HTML; the rest is plain text."""
    stream: io.BufferedReader = io.BufferedReader(io.BytesIO(data))
    assert detect(stream, "") is read
    assert stream.read() == data


@pytest.mark.parametrize(
    ("name", "suffixes"),
    [
        ("a.CSV.GZ", Suffixes(".csv", ".gz")),
        ("a.b.json", Suffixes(".json")),
        ("a.zst", Suffixes("", ".zst")),
        ("README", Suffixes()),
    ],
)
def test_a_name_is_split_into_suffixes(name: str, suffixes: Suffixes) -> None:
    """Format and compression are separated, in lower case; only the last suffix of each kind counts."""
    assert Suffixes.of(Path(name)) == suffixes


def test_every_module_is_in_the_table() -> None:
    """Every module that has a function `read` of a stream, an origin and options is a format of the table."""
    names = (module.name for module in pkgutil.walk_packages(index.formats.__path__, "index.formats."))
    reads = {function for name in names if (function := getattr(importlib.import_module(name), "read", None))}
    assert reads <= {known.read for known in FORMATS}
