"""`dateline ask --reader FOLDER`, end to end: a tiny ONNX network, a real index, a real answer."""

from pathlib import Path

from api.wire.answers import AnswerBody
from tests.api.commands.conftest import run, start
from tests.qa.reading.tiny_reader import write_reader

# The network begins an answer at "people" and ends it at "units", wherever they stand.
SCORES = {"people": (9.0, -9.0), "units": (-9.0, 9.0)}


def test_a_reader_from_a_folder_gives_the_short_answer(filled: Path, tmp_path: Path) -> None:
    """The short answer is printed first and part of --json, with its citation and the reader's name."""
    reader = str(write_reader(tmp_path / "reader", SCORES))
    flags = ["--data", str(filled), "--reader", reader]
    question = "Who drove Islamic State out of Kobane?"
    shown = run("ask", question, *flags)
    assert shown.exit_code == 0
    assert shown.stdout.splitlines()[:2] == ["People's Protection Units [1]", ""]
    answer = AnswerBody.model_validate_json(run("ask", question, *flags, "--json").stdout)
    assert answer.short == "People's Protection Units"
    assert (answer.model.reader or "").startswith("tiny")
    assert answer.findings[0].citations == [1]
    assert "People's Protection Units" in answer.citations[0].quote


def test_a_reader_that_no_hub_has_is_one_sentence(filled: Path, tmp_path: Path) -> None:
    """The hub is asked once, without retries or other lines, where it cannot be reached."""
    hub = {"HF_ENDPOINT": "http://127.0.0.1:1", "HF_HOME": str(tmp_path / "cache"), "HF_HUB_OFFLINE": "0"}
    process = start("ask", "Who?", "--data", str(filled), "--reader", "nope", **hub)
    said, complained = process.communicate(timeout=120)
    assert (process.returncode, said) == (1, "")
    assert complained == (
        "dateline: the model 'nope' is neither a folder nor cached, and the model hub cannot be reached;"
        " correct the name, or connect to the internet\n"
    )
