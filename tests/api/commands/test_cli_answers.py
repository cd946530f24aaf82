"""`dateline answers`: the kept answers and their ratings, newest first."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.processes.keeping import pack
from index.catalogue.catalogue import Catalogue
from index.catalogue.history import Feedback, Rating
from tests.api.commands.conftest import ANSWERED, DECLINED, QUOTE, run
from tests.conftest import write_article

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a folder with an answer of two days ago, a refusal of yesterday that was rated, and an expired answer."""
    catalogue = Catalogue(tmp_path / "data")
    with catalogue.write() as transaction:
        transaction.put_article(write_article("Kobane is free", QUOTE, id="siege"), NOW)
    cited = replace(ANSWERED.citations[0], version=1, start=0, end=len(QUOTE))
    answered = replace(ANSWERED, citations=(cited,), index=replace(ANSWERED.index, generation=1))
    days = {"ans_1": (answered, 2), "ans_2": (replace(DECLINED, question="Who won?"), 1), "ans_3": (answered, 91)}
    with catalogue.write() as transaction:
        given = (pack(replace(one, id=name), NOW - timedelta(days=age)) for name, (one, age) in days.items())
        transaction.answers.keep(given)
        opinion = Feedback(Rating.DOWN, "It is\nthere.", NOW)
        transaction.answers.rate("ans_2", opinion, NOW - timedelta(days=9))
    catalogue.close()
    return tmp_path / "data"


def test_kept_answers_are_listed_with_their_ratings(data: Path) -> None:
    """Newest first, each with time, id, question, what was said, and the rating with its comment on one line."""
    shown = run("answers", "--data", str(data))
    yesterday, before = (f"{NOW - timedelta(days=age):%Y-%m-%d %H:%M:%S} UTC" for age in (1, 2))
    assert shown.stdout.splitlines() == [
        f"{yesterday}  ans_2",
        "  Who won?",
        "  declined: weak_evidence",
        "  rated down: It is there.",
        f"{before}  ans_1",
        "  Who liberated Kobane?",
        "  answered: People's Protection Units (YPG)",
    ]


def test_the_list_can_be_narrowed(data: Path) -> None:
    """By rating and by number; as JSON it is as the server lists them."""
    assert [one["id"] for one in read(data)] == ["ans_2", "ans_1"]
    assert [one["id"] for one in read(data, "--limit", "1")] == ["ans_2"]
    (only,) = read(data, "--rating", "down")
    assert (only["id"], only["feedback"]) == (
        "ans_2",
        {"rating": "down", "comment": "It is\nthere.", "rated": f"{NOW:%Y-%m-%dT%H:%M:%SZ}"},
    )
    assert read(data, "--rating", "up") == []
    assert run("answers", "--rating", "up", "--data", str(data)).stdout == "no answer is kept that was rated up\n"


def test_another_rating_is_wrong_usage(data: Path) -> None:
    """Exit code 2, and the flag is named."""
    result = run("answers", "--rating", "good", "--data", str(data))
    assert result.exit_code == 2
    assert "--rating" in result.stderr


def test_an_index_that_is_not_there_has_no_answers(tmp_path: Path) -> None:
    """It is one sentence, and nothing is created."""
    result = run("answers", "--data", str(tmp_path / "none"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("dateline: there is no index in ")
    assert not (tmp_path / "none").exists()


def read(data: Path, *flags: str) -> list[dict[str, object]]:
    """Return what the command prints as JSON."""
    listed: list[dict[str, object]] = json.loads(run("answers", "--json", "--data", str(data), *flags).stdout)
    return listed
