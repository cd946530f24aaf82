"""The table of `make bench`: every figure can be read from what is committed, and says whether it was measured."""

import pytest

from bench import beside
from bench.beside import read_figures, set_beside
from bench.report import read_result


def test_every_figure_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row whose key was renamed in a result would be a dash for ever; the ratios are those of a committed kind."""
    kinds = read_result("ratios")["kinds"]
    monkeypatch.setattr(beside, "describe_kind", lambda: next(iter(kinds)))
    assert [what for what, figure in read_figures().items() if figure == "–"] == []


def test_what_was_not_measured_says_so() -> None:
    """Its committed figure is shown, and none beside it."""
    committed = read_figures()
    now = dict.fromkeys(committed, 1)
    rows = [row.strip("| ").split(" | ") for row in set_beside(committed, now, {"ask", "ingest"}).splitlines()[2:]]
    found = {what: (before, after) for what, before, after in rows}
    assert found["Ingest time relative to embedding alone"] == (
        str(committed["Ingest time relative to embedding alone"]), "1",
    )  # fmt: skip
    assert found["Beside txtai: passages per second, relative"][1] == "not measured"
    assert len(found) == len(committed)
