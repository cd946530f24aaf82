"""Questions in other words and their near misses: how they are read, and what the packaged file holds."""

import random
from pathlib import Path

from training.corpora import Example
from training.otherwise import MISSED, QUESTIONS, SAME, digest_of, read_otherwise, shown_of
from training.spans import of_otherwise

SENTENCES = tuple(f"Pier {number} of the harbour was repaired by the town in {1900 + number}." for number in range(30))
TEXT = f"{' '.join(SENTENCES)} The keeper of the light earns 900 crowns a month."
EXAMPLES = [
    Example("squad1", "Port Amble", "Port Amble", TEXT, f"What is keeper {number} paid?", ("900 crowns a month", "900"))
    for number in range(40)
]


def write(path: Path) -> Path:
    """Write a line for each example, and one for an example that there is not."""
    lines = [f"{place}\t{digest_of(each)}\twhat does he earn\twhat is his rent" for place, each in enumerate(EXAMPLES)]
    path.write_text("\n".join([*lines, "9\tabsent\tone\ttwo"]) + "\n", encoding="utf-8")
    return path


def test_each_line_gives_a_question_and_its_near_miss(tmp_path: Path) -> None:
    """The first has the shortest answer, the second none, both over the part of the context that was shown."""
    read = read_otherwise(EXAMPLES, path=write(tmp_path / "lines.tsv"))
    for same, missed in zip(read[::2], read[1::2], strict=True):
        assert (same.corpus, same.question, same.answers) == (SAME, "what does he earn", ("900",))
        assert (missed.corpus, missed.question, missed.answers) == (MISSED, "what is his rent", ())
        assert same.context == missed.context
        assert "900" in same.context
        assert len(same.context) < 700 < len(TEXT)


def test_a_line_is_either_for_training_or_held_out(tmp_path: Path) -> None:
    """Together both hold every example once, and about one in eight is held out."""
    lines = write(tmp_path / "lines.tsv")
    trained, held = read_otherwise(EXAMPLES, path=lines), read_otherwise(EXAMPLES, held=True, path=lines)
    assert len(trained) + len(held) == 2 * len(EXAMPLES)
    assert 0 < len(held) < len(EXAMPLES)


def test_the_checker_learns_from_a_near_miss_that_the_answer_does_not_answer_it(tmp_path: Path) -> None:
    """The question in other words with its answer is true; its near miss and other spans are not."""
    rows = list(of_otherwise(read_otherwise(EXAMPLES, path=write(tmp_path / "lines.tsv")), random.Random(3)))
    assert {row.label for row in rows if row.kind == "span otherwise"} == {1}
    assert {(row.claim, row.label) for row in rows if row.kind == "missed otherwise"} == {("what is his rent 900", 0)}
    assert all(row.label == 0 and "900" not in row.claim for row in rows if row.kind == "beside otherwise")


def test_the_packaged_questions_are_whole() -> None:
    """Each line has four fields, names an example of its own, and asks two different questions."""
    lines = [line.split("\t") for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    assert {len(line) for line in lines} == {4}
    assert len({line[1] for line in lines}) == len(lines)
    assert all(len(line[1]) == 16 and len(line[2]) > 5 and len(line[3]) > 5 and line[2] != line[3] for line in lines)


def test_a_short_context_is_shown_whole() -> None:
    """Only a longer one is cropped."""
    assert shown_of(Example("nq-qed", "a", "a", "One pier.", "How many?", ("One",)), "One", 4) == "One pier."
