"""Evaluation reports: what is written can be read, and any other file is refused."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from index.errors import Unreadable
from qa.evaluation.cases import Case
from qa.evaluation.evaluate import summarise
from qa.evaluation.judgement import Judgement
from qa.evaluation.report import read_report, write_json
from qa.types import Reason

AS_OF = datetime(2015, 1, 28, 23, 59, 59, tzinfo=UTC)
ANSWERED = Judgement(
    Case("q", "Who took “the town”?", ("YPG", "the People"), ("x",), ("y",), AS_OF),
    frozenset({"a"}), frozenset({"a", "b"}), ("a", "c"), (True, False), (False, True), 0.75, None, "YPG fighters", 0.9,
)  # fmt: skip
DECLINED = Judgement(
    Case("r", "When?"), frozenset(), frozenset(), (), (), (), 0.0, Reason.NOTHING_FOUND, None, 0.0
)  # fmt: skip


def write_report(folder: Path, change: Callable[[Any], object] = lambda _: None) -> Path:
    """Write a report of two judgements, changed on its way."""
    report = json.loads(write_json(summarise([ANSWERED, DECLINED], k=3)))
    change(report)
    path = folder / "report.json"
    path.write_text(json.dumps(report), encoding="utf-8")
    return path


def test_a_report_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Every judgement comes back equal, with the depths of its summary."""
    report = read_report(write_report(tmp_path))
    assert report.judgements == (ANSWERED, DECLINED)
    assert report.cutoffs == (1, 3)
    assert report.name == str(tmp_path / "report.json")


def test_a_report_says_what_follows_from_each_judgement() -> None:
    """Each question has its kind, exact match, F1, whether a quote contains the answer and whether it is right."""
    answered, declined = json.loads(write_json(summarise([ANSWERED, DECLINED])))["judgements"]
    follows = ("kind", "declined", "weighed", "exact", "f1", "held", "correct")
    assert [answered[name] for name in follows] == ["person", False, True, False, pytest.approx(2 / 3), True, False]
    assert [declined[name] for name in follows] == ["date", True, False, None, None, None, False]


def test_what_follows_is_not_taken_from_the_file(tmp_path: Path) -> None:
    """A report without it, as one written before it was, is read to the same judgements."""

    def strip(report: Any) -> None:
        for entry in report["judgements"]:
            for name in ("kind", "declined", "weighed", "exact", "f1", "held", "correct"):
                del entry[name]
        for name in ("spans", "kinds", "calibration"):
            del report[name]

    assert read_report(write_report(tmp_path, strip)).judgements == (ANSWERED, DECLINED)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda report: report.pop("judgements"), "judgements is missing or of the wrong type"),
        (lambda report: report.pop("retrieval"), "retrieval is missing"),
        (lambda report: report["retrieval"].append({}), "k is missing"),
        (lambda report: report["judgements"].append(5), "judgement 3: it is not a JSON object"),
        (lambda report: report["judgements"][0].update(case=5), "judgement 1: case is missing or of the wrong type"),
        (lambda report: report["judgements"][1]["case"].pop("id"), "judgement 2: id is missing"),
        (lambda report: report["judgements"][0].update(short=5), "judgement 1: short is missing or of the wrong type"),
        (
            lambda report: report["judgements"][0].update(quoted=["yes"]),
            "judgement 1: quoted is not a list of",
        ),
        (lambda report: report["judgements"][1].update(reason="mood"), "judgement 2: there is no reason 'mood'"),
        (lambda report: report["judgements"][0]["case"].update(as_of="then"), "judgement 1: 'then' is not an ISO"),
        (lambda report: report["judgements"].append(report["judgements"][0]), "judgement 3: the id 'q' is given twice"),
    ],
)
def test_a_broken_report_says_where(tmp_path: Path, change: Callable[[Any], object], reason: str) -> None:
    """What a report lacks is one sentence with its file, the judgement and the field."""
    path = write_report(tmp_path, change)
    with pytest.raises(Unreadable) as refused:
        read_report(path)
    assert refused.value.message.startswith(f"{path} is not an evaluation report: ")
    assert reason in refused.value.message


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"5", b"\xff\xfe\xfa", b"[" * 100_000, b'{"a": 1}\n{"a": 2}\n'])
def test_a_file_that_is_no_report_is_named(tmp_path: Path, content: bytes) -> None:
    """Bytes, half an object, another kind of JSON, too deep a one, many lines, nothing: each names the file."""
    path = tmp_path / "report.json"
    path.write_bytes(content)
    for wanted in (path, tmp_path / "missing.json", tmp_path):
        with pytest.raises(Unreadable, match=str(wanted)):
            read_report(wanted)
