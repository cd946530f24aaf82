"""Measure refusal: `python -m bench.refusal --rtqa FOLDER --data FOLDER`.

Questions that the corpus answers and questions about events two years after it are asked without a date. Weights and
threshold were fitted on every other question; the other half is reported separately.
"""

from datetime import UTC, datetime

from bench.report import write_result
from bench.rtqa import read_answerable, read_folders, read_late
from index.library import Library, open_library
from qa.answer import answer
from qa.evaluation.metrics import area_under_roc
from qa.findings.weights import parameters
from qa.reading.reader import Reader, open_reader
from qa.types import Answer, Question

NOW = datetime(2026, 1, 1, tzinfo=UTC)
_CURVE = (0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8)


def judge_half(answerable: list[Answer], late: list[Answer]) -> dict[str, object]:
    """Return AUROC, the curve over thresholds, and the share declined at the current threshold."""
    return {
        "answerable": len(answerable),
        "late": len(late),
        "auroc": round(area_under_roc([a.evidence for a in answerable], [a.evidence for a in late]) or 0.0, 3),
        "declined_answerable": _share(sum(a.reason is not None for a in answerable), answerable),
        "declined_late": _share(sum(a.reason is not None for a in late), late),
        "curve": [
            {
                "threshold": threshold,
                "declined_answerable": _share(sum(a.evidence < threshold for a in answerable), answerable),
                "declined_late": _share(sum(a.evidence < threshold for a in late), late),
            }
            for threshold in _CURVE
        ],
    }


def ask(texts: list[str], library: Library, reader: Reader | None) -> list[Answer]:
    """Ask every question as if some years later."""
    return [answer(Question(text, NOW), library, reader) for text in texts]


def main() -> None:
    """Run the benchmark and write the result."""
    folders = read_folders(__doc__)
    reader = open_reader()
    library = open_library(folders.data)
    answerable = ask([asked.text for asked in read_answerable(folders.rtqa)], library, reader)
    late = ask(read_late(folders.rtqa), library, reader)
    start = len(answerable) % 2  # the fit used every other question of both lists concatenated
    write_result(
        "refusal",
        {
            "threshold": parameters().refusal_threshold,
            "all": judge_half(answerable, late),
            "chosen_on": judge_half(answerable[::2], late[start::2]),
            "held_out": judge_half(answerable[1::2], late[1 - start :: 2]),
        },
    )


def _share(count: int, answers: list[Answer]) -> float:
    return round(count / len(answers), 3)


if __name__ == "__main__":
    main()
