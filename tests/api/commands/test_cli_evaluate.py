"""`dateline evaluate`: figures over a question file, and what changed between two."""

import json
from collections.abc import Mapping
from pathlib import Path

from tests.api.commands.conftest import imports_of, run, write_lines

SNOW_QUESTION = {"id": "snow", "question": "How much snow did Boston measure?", "answer": ["108.6 inches"]}
SIEGE_QUESTION = {
    "id": "siege",
    "question": "Who drove Islamic State out of Kobane?",
    "answer": "People's Protection Units",
}


def make_report(folder: Path, data: Path, *questions: Mapping[str, object], name: str = "report.json") -> Path:
    """Evaluate some questions into a file."""
    asked = write_lines(folder / "asked.jsonl", *questions)
    path = folder / name
    assert run("evaluate", str(asked), "--data", str(data), "--out", str(path)).exit_code == 0
    return path


def test_evaluate_prints_figures_and_writes_the_curve(filled: Path, tmp_path: Path) -> None:
    """The table has the number of questions, JSON each figure and judgement, and the curve is written to a file."""
    questions = write_lines(
        tmp_path / "questions.jsonl",
        {"question": "How much snow did Boston measure?", "answer": ["108.6 inches"], "gold": ["snow"]},
        {
            "question": "Who drove Islamic State out of Kobane?",
            "answer": "People's Protection Units",
            "gold": ["siege"],
        },
        {"question": "What is the boiling point of mercury?"},
    )
    curve = tmp_path / "curve.csv"
    flags = ["--data", str(filled), "--curve", str(curve)]
    table = run("evaluate", str(questions), *flags)
    assert table.exit_code == 0
    assert "3 questions, 2 of them answerable and 1 to be declined" in table.stdout
    assert curve.read_text().startswith("threshold,falsely_declined,rightly_declined\n0.0,0.0,0.0\n")
    figures = json.loads(run("evaluate", str(questions), *flags, "--json").stdout)
    assert figures["reciprocal_rank"] == 1.0
    assert figures["answering"]["any_of_all"] == {"part": 2, "whole": 2, "value": 1.0}
    assert [judgement["gold"] for judgement in figures["judgements"]] == [["snow"], ["siege"], []]


def test_evaluate_names_the_broken_line(filled: Path, tmp_path: Path) -> None:
    """A fault in a question file is one sentence with file and line, before any model is opened."""
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"question": "Who?"}\n{"question": 5}\n')
    result = run("evaluate", str(questions), "--data", str(filled))
    assert result.exit_code == 1
    assert result.stderr == f"dateline: {questions}:2: question is missing or empty\n"


def test_a_curve_that_cannot_be_written_is_one_sentence(filled: Path, tmp_path: Path) -> None:
    """A file that cannot be written is named."""
    questions = write_lines(tmp_path / "questions.jsonl", {"question": "Who?"})
    result = run("evaluate", str(questions), "--data", str(filled), "--curve", "no/such/folder.csv")
    assert result.exit_code == 1
    assert "no/such/folder.csv cannot be used" in result.stderr


def test_the_table_has_a_line_for_each_figure(filled: Path, tmp_path: Path) -> None:
    """Short answers, kinds and confidence follow retrieval and answers, within 80 columns."""
    questions = write_lines(tmp_path / "questions.jsonl", SNOW_QUESTION, SIEGE_QUESTION, {"question": "Who?"})
    shown = run("evaluate", str(questions), "--data", str(filled)).stdout
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert "of all with an answer: exact match 0.000 0 of 2" in lines
    assert "of all with an answer: F1 0.000 mean of 2" in lines
    assert "By kind of question n answered exact match F1 a quote holds it" in lines
    assert "person 1 1.000 0.000 0.000 1.000" in lines
    assert "number 1 1.000 0.000 0.000 1.000" in lines
    assert any(line.startswith("expected calibration error ") for line in lines)
    assert any(line.startswith("0.9 to 1.0 ") for line in lines)
    assert max(map(len, shown.splitlines())) <= 80


def test_out_has_what_json_prints_beside_the_table(filled: Path, tmp_path: Path) -> None:
    """The file is JSON with an outcome for each question; the table is printed too."""
    path = tmp_path / "report.json"
    questions = write_lines(tmp_path / "questions.jsonl", SNOW_QUESTION)
    shown = run("evaluate", str(questions), "--data", str(filled), "--out", str(path)).stdout
    assert shown.startswith("1 questions, 1 of them answerable")
    report = json.loads(path.read_text(encoding="utf-8"))
    assert report == json.loads(run("evaluate", str(questions), "--data", str(filled), "--json").stdout)
    (judgement,) = report["judgements"]
    assert (judgement["case"]["id"], judgement["kind"], judgement["held"]) == ("snow", "number", True)
    assert report["spans"]["f1"] == {"value": 0.0, "n": 1}


def test_two_reports_are_compared(filled: Path, tmp_path: Path) -> None:
    """Each change is a line with its interval, and questions of only one report are named."""
    before = make_report(tmp_path, filled, SNOW_QUESTION, SIEGE_QUESTION, name="before.json")
    after = make_report(tmp_path, filled, SNOW_QUESTION, name="after.json")
    report = json.loads(after.read_text())
    report["judgements"][0]["short"] = "108.6 inches"
    after.write_text(json.dumps(report))
    result = run("evaluate", "--compare", str(before), str(after))
    assert result.exit_code == 0
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert lines[0] == f"A is {before}, B is {after}; questions compared: 1"
    assert "left out, only in A: 1 (siege)" in lines
    assert "exact match 0.000 1.000 +1.000 - - 1" in lines
    assert "right article in top 10 1.000 1.000 +0.000 - - 1" not in lines  # no right article is named
    assert "answer in top 10 passages 1.000 1.000 +0.000 - - 1" in lines


def test_a_comparison_as_json(filled: Path, tmp_path: Path) -> None:
    """JSON, printed or in a file, has the left out questions, and each change as numbers."""
    report = make_report(tmp_path, filled, SNOW_QUESTION, SIEGE_QUESTION)
    out = tmp_path / "changes.json"
    shown = run("evaluate", "--compare", str(report), str(report), "--json", "--out", str(out)).stdout
    comparison = json.loads(shown)
    assert comparison == json.loads(out.read_text())
    assert (comparison["shared"], comparison["only_before"], comparison["resamples"]) == (2, [], 10_000)
    assert comparison["differences"][0] == {
        "metric": "exact", "k": None, "n": 2, "before": 0.0, "after": 0.0, "change": 0.0, "low": 0.0, "high": 0.0,
        "p": 1.0,
    }  # fmt: skip


def test_comparing_opens_no_model(filled: Path, tmp_path: Path) -> None:
    """Two reports are compared without an index, and without the libraries that make one."""
    report = make_report(tmp_path, filled, SNOW_QUESTION)
    shown, imported = imports_of("evaluate", "--compare", str(report), str(report))
    assert "exact match" in shown
    assert imported.isdisjoint({"torch", "faiss", "tantivy", "sentence_transformers", "fastapi"})


def test_reports_that_cannot_be_compared_are_one_sentence(filled: Path, tmp_path: Path) -> None:
    """No shared question is wrong usage; an invalid and a missing file are failures; each names the file."""
    snow = make_report(tmp_path, filled, SNOW_QUESTION, name="snow.json")
    siege = make_report(tmp_path, filled, SIEGE_QUESTION, name="siege.json")
    garbage = write_lines(tmp_path / "garbage.json", SNOW_QUESTION)
    apart = run("evaluate", "--compare", str(snow), str(siege))
    assert (apart.exit_code, apart.stdout) == (2, "")
    assert apart.stderr == f"dateline: {snow} and {siege} share no question, so there is nothing to compare\n"
    for path in (garbage, tmp_path / "missing.json"):
        result = run("evaluate", "--compare", str(snow), str(path))
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
        assert result.stderr.startswith(f"dateline: {path} ")


def test_a_question_file_or_two_reports_are_asked_for() -> None:
    """Neither a question file nor --compare, or both, is wrong usage and one sentence."""
    for arguments in ([], ["asked.jsonl", "--compare", "a", "b"], ["--curve", "c.csv", "--compare", "a", "b"]):
        result = run("evaluate", *arguments)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert "--compare" in result.stderr


def test_a_report_that_cannot_be_written_is_told_before_asking(filled: Path, tmp_path: Path) -> None:
    """A file that cannot be written is named, and nothing is printed."""
    questions = write_lines(tmp_path / "questions.jsonl", SNOW_QUESTION)
    result = run("evaluate", str(questions), "--data", str(filled), "--out", "no/such/report.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no/such/report.json cannot be used" in result.stderr
