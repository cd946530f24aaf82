"""The checker judges hypotheses one by one, and its folder is checked when it is opened."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from index.errors import ModelError
from qa.checking.checker import Checker, open_checker
from qa.checking.hypothesis import Hypothesis
from qa.checking.network import CheckNetwork
from qa.reading.reader import open_reader
from tests.qa.checking.tiny_checker import write_checker
from tests.qa.reading.tiny_reader import write_reader

SCORES = {"paris": 3.0, "london": -2.0, "rain": 0.25}


def test_a_judgement_is_the_logit_of_claim_and_text_together(tmp_path: Path) -> None:
    """Tokens of the claim and of the text count alike, and judgements come in the order of the hypotheses."""
    checker = open_checker(str(write_checker(tmp_path, SCORES)), threads=2)
    assert checker
    hypotheses = [Hypothesis("where? paris", "He is in London."), Hypothesis("where? paris", "In Paris it is dry.")]
    assert checker.judge(hypotheses) == [1.0, 6.0]
    assert checker.judge([]) == []


def test_the_text_is_cut_and_never_the_end_of_a_short_claim(tmp_path: Path) -> None:
    """A text beyond the network's row is cut at its end; a claim longer than 64 tokens is cut as well."""
    checker = open_checker(str(write_checker(tmp_path, SCORES)))
    assert checker
    assert checker.judge([Hypothesis("rain", "dry " * 400 + "paris")]) == [0.25]
    assert checker.judge([Hypothesis("dry " * 100 + "paris", "rain")]) == [0.25]


def test_a_statement_judged_once_is_not_judged_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The network runs once for hypotheses that are equal."""
    runs: list[Hypothesis] = []

    class Counting(CheckNetwork):
        """Counts what is judged."""

        def judge(self, hypothesis: Hypothesis) -> float:
            runs.append(hypothesis)
            return super().judge(hypothesis)

    monkeypatch.setattr("qa.checking.checker.CheckNetwork", Counting)
    checker = open_checker(str(write_checker(tmp_path, SCORES)))
    assert checker
    again = [Hypothesis("where?", "paris")] * 2
    assert checker.judge(again[:1]) == checker.judge(again[1:]) == [3.0]
    assert len(runs) == 1


def test_what_is_no_checker_is_refused_in_one_sentence(tmp_path: Path) -> None:
    """A folder that is missing, a model cut short and a network with fewer tokens than its tokenizer are told."""
    with pytest.raises(ModelError, match="does not exist; give a folder"):
        open_checker(str(tmp_path / "none"))
    folder = write_checker(tmp_path / "cut", SCORES)
    (folder / "model.onnx").write_bytes((folder / "model.onnx").read_bytes()[:900])
    with pytest.raises(ModelError, match="may be truncated"):
        open_checker(str(folder))
    with pytest.raises(ModelError, match="failed"):
        open_checker(str(write_checker(tmp_path / "small", {}, rows=30_000)))


def test_no_checker_can_be_asked_for() -> None:
    """With "none" nothing is opened."""
    assert open_checker("none") is None


def test_two_first_questions_open_one_checker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hypotheses that are judged at the same time, before there is a checker, open one."""
    folder = write_checker(tmp_path / "checker", SCORES)
    together, opened = threading.Barrier(2), []

    def open_slowly(*, threads: int) -> Checker | None:
        opened.append(threads)
        with suppress(threading.BrokenBarrierError):
            together.wait(0.5)  # for another one, which should not come
        return open_checker(str(folder), threads=threads)

    monkeypatch.setattr("qa.reading.reader.open_checker", open_slowly)
    reader = open_reader(str(write_reader(tmp_path / "reader")))
    assert reader
    with ThreadPoolExecutor(2) as pool:
        judged = list(pool.map(reader.judge, [[Hypothesis("where?", "paris")], [Hypothesis("where?", "london")]]))
    assert (judged, opened) == ([[3.0], [-2.0]], [2])
