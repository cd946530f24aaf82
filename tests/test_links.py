"""Relative links in the documents are valid, and decision records are numbered uniquely."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "qa").rglob("*.md"),
        *(ROOT / name / "README.md" for name in ("bench", "examples", "training")),
    ]
)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def headings(document: Path) -> set[str]:
    """Return the anchors of a document's headings, as GitHub builds them."""
    text = _CODE.sub("", document.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_leads_to_a_file_and_a_heading(document: Path) -> None:
    """A relative link names a file or folder of the repository, and a fragment names one of its headings."""
    text = _CODE.sub("", document.read_text(encoding="utf-8"))
    for link in _LINK.findall(text):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        place, _, fragment = unquote(link).partition("#")
        target = (document.parent / place).resolve() if place else document
        assert target.exists(), f"{document.name} links to {link}, which does not exist"
        if fragment:
            assert fragment in headings(target), f"{document.name} links to {link}, which is not a heading"


def test_every_decision_has_its_own_number() -> None:
    """Decision records are cited by number, so no two share one, and each title begins with it."""
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [record.name.partition("-")[0] for record in records]
    assert len(set(numbers)) == len(numbers)
    for record, number in zip(records, numbers, strict=True):
        assert record.read_text(encoding="utf-8").startswith(f"# {number}: ")
