"""Questions written for the networks: how they are read, and what the packaged files hold."""

import json
import random
from pathlib import Path

import pytest

from index.passages.chunking import split_sentences
from training.corpora import Example
from training.spans import of_decided, of_written
from training.written import QUESTIONS, Decided, digest_of, read_decided, read_written, shown_of

SENTENCES = tuple(f"Pier {number} of the harbour was repaired by the town in {1900 + number}." for number in range(30))
TEXT = f"{' '.join(SENTENCES)} The keeper of the light earns 900 crowns a month."
EXAMPLES = [
    Example("squad1", "Port Amble", "Port Amble", TEXT, f"What is keeper {number} paid?", ("900 crowns a month", "900"))
    for number in range(40)
]
REPORTS = [
    {
        "title": "Baker jailed",
        "text": f"A baker of {number} was jailed for two years. Up to nine were possible.",
        "asked": [["How long is the man locked up for?", "two years"]],
        "missed": [["How long will he stay in exile?", "nine"]],
        "decided": [["Was he convicted?", "yes", 0], ["Did he go free?", "no", 0], ["Was he ill?", "unknown"]],
    }
    for number in range(20, 60)
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a line for each example, one for an example that there is not, and reports."""
    lines = [f"{place}\t{digest_of(each)}\twhat does he earn\twhat is his rent" for place, each in enumerate(EXAMPLES)]
    (tmp_path / "otherwise.tsv").write_text("\n".join([*lines, "9\tabsent\tone\ttwo"]) + "\n", encoding="utf-8")
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(each) + "\n" for each in REPORTS), encoding="utf-8")
    return tmp_path


def test_each_line_gives_a_question_and_its_near_miss(folder: Path) -> None:
    """The first has the shortest answer, the second none, both over the part of the context that was shown."""
    read = [each for each in read_written(EXAMPLES, folder=folder) if not each.example.corpus.startswith("news")]
    for same, missed in zip(read[::2], read[1::2], strict=True):
        assert (same.example.question, same.example.answers, same.span) == ("what does he earn", ("900",), "900")
        assert (missed.example.question, missed.example.answers, missed.span) == ("what is his rent", (), "900")
        assert same.example.context == missed.example.context
        assert "900" in same.example.context
        assert len(same.example.context) < 700 < len(TEXT)


def test_a_report_gives_its_questions_and_near_misses(folder: Path) -> None:
    """A near miss has no answer, and a span that it tempts to."""
    read = [each for each in read_written(EXAMPLES, folder=folder) if each.example.corpus.startswith("news")]
    assert {(each.example.corpus, each.example.answers, each.span) for each in read} == {
        ("news", ("two years",), "two years"),
        ("news-miss", (), "nine"),
    }


def test_a_text_is_either_for_training_or_held_out(folder: Path) -> None:
    """Together both hold every example and every report once, and about one in eight is held out."""
    trained, held = read_written(EXAMPLES, folder=folder), read_written(EXAMPLES, held=True, folder=folder)
    assert len(trained) + len(held) == 2 * (len(EXAMPLES) + len(REPORTS))
    assert 0 < len(held) < len(EXAMPLES)


def test_the_checker_learns_that_the_tempting_span_does_not_answer_a_near_miss(folder: Path) -> None:
    """A question in other words with its answer is true; a near miss, and other spans, are not."""
    rows = list(of_written(read_written(EXAMPLES, folder=folder), random.Random(3)))
    assert {(row.kind, row.label) for row in rows if row.kind.startswith("span")} == {
        ("span otherwise", 1),
        ("span news", 1),
    }
    assert {row.label for row in rows if row.kind.startswith(("missed", "beside"))} == {0}
    assert all(row.claim.endswith(("900", "nine")) for row in rows if row.kind.startswith("missed"))
    assert not any("900" in row.claim for row in rows if row.kind == "beside otherwise")


def test_the_checker_learns_yes_no_and_neither(folder: Path) -> None:
    """Of a question that a report leaves open both answers are wrong."""
    rows = list(of_decided(read_decided(folder=folder), random.Random(3)))
    assert {(row.claim, row.label) for row in rows} == {
        ("Was he convicted? Yes", 1),
        ("Was he convicted? No", 0),
        ("Did he go free? Yes", 0),
        ("Did he go free? No", 1),
        ("Was he ill? Yes", 0),
        ("Was he ill? No", 0),
    }


def test_a_decided_question_is_beside_the_sentence_that_tells_it_or_is_not_told() -> None:
    """Beside sentences far from it the right answer is wrong, and no title stands there that may tell it."""
    text = " ".join(f"Witness {number} spoke of the trial." for number in range(8)) + " The baker was jailed."
    rows = list(of_decided([Decided("Baker jailed", text, "Was he convicted?", "yes", (8,))] * 50, random.Random(5)))
    told, elsewhere = ([row for row in rows if row.kind == kind] for kind in ("decided news", "elsewhere news"))
    assert all("The baker was jailed." in row.text for row in told)
    assert any("Witness 6" not in row.text for row in told)
    assert elsewhere
    assert {row.label for row in elsewhere} == {0}
    assert not any("jailed" in row.text or "Witness 7" in row.text for row in elsewhere)


def test_the_packaged_questions_are_whole() -> None:
    """Each line has four fields, names an example of its own, and asks two different questions."""
    lines = [line.split("\t") for line in (QUESTIONS / "otherwise.tsv").read_text(encoding="utf-8").splitlines()]
    assert {len(line) for line in lines} == {4}
    assert len({line[1] for line in lines}) == len(lines)
    assert all(len(line[1]) == 16 and len(line[2]) > 5 and len(line[3]) > 5 and line[2] != line[3] for line in lines)


def test_every_span_of_the_packaged_reports_stands_in_its_text() -> None:
    """So does the span that a near miss tempts to, and no report is there twice."""
    reports = [json.loads(line) for line in (QUESTIONS / "news.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({report["text"] for report in reports}) == len(reports) > 500
    for report in reports:
        assert all(span and span in report["text"] for _, span in (*report["asked"], *report["missed"]))
        sentences = split_sentences(report["text"])
        for _, answer, *told in report["decided"]:
            assert answer in ("yes", "no", "unknown")
            assert told
            assert all(0 <= place < len(sentences) for place in told)


def test_a_short_context_is_shown_whole() -> None:
    """Only a longer one is cropped."""
    assert shown_of(Example("nq-qed", "a", "a", "One pier.", "How many?", ("One",)), "One", 4) == "One pier."
