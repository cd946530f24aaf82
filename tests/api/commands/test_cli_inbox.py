"""`dateline inbox`: articles that wait, those set aside and why, and retrying them."""

from pathlib import Path

import pytest

from api.wire.inbox import InboxBody
from index.catalogue.catalogue import Catalogue
from index.intake.accept import Delivery
from index.types import Rejected
from tests.api.commands.conftest import run
from tests.conftest import NOW, write_article

REASON = "it cannot be stored: ValueError:\n no such letter"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a folder in whose inbox three articles wait, and a fourth is set aside."""
    catalogue = Catalogue(tmp_path / "data")
    delivery = Delivery(catalogue, NOW)
    delivery.accept([write_article(f"Ferry {n}", "It left.", id=f"f{n}") for n in range(4)], last=True, now=NOW)
    with catalogue.write() as transaction:
        transaction.inbox.set_aside(2, delivery.job, Rejected("f1", None, REASON), NOW)
    catalogue.close()
    return tmp_path / "data"


def read(data: Path, *flags: str) -> InboxBody:
    """Return what the command prints as JSON."""
    return InboxBody.model_validate_json(run("inbox", "--json", "--data", str(data), *flags).stdout)


def test_what_waits_and_what_was_set_aside_is_shown(data: Path) -> None:
    """The counts come first; each article has a line, and its reason another."""
    shown = run("inbox", "--data", str(data))
    first, *lines = shown.stdout.splitlines()
    assert (shown.exit_code, first, lines[3]) == (0, "waiting: 3", "set aside: 1")
    assert [line.split(",")[0] for line in lines if line.startswith("  ") and "accepted" in line] == [
        "  f0", "  f2", "  f3", "  f1",
    ]  # fmt: skip
    assert lines[-1] == "    it cannot be stored: ValueError: no such letter"
    body = read(data)
    assert (body.waiting, [entry.article for entry in body.next]) == (3, ["f0", "f2", "f3"])
    (aside,) = body.latest_set_aside
    assert (aside.article, aside.accepted, aside.set_aside, aside.reason) == ("f1", NOW, NOW, REASON)


def test_as_many_are_named_as_wanted(data: Path) -> None:
    """Articles beyond the limit are counted."""
    assert "  and 2 more" in run("inbox", "--limit", "1", "--data", str(data)).stdout.splitlines()
    body = read(data, "--limit", "0")
    assert (body.waiting, body.set_aside, body.next, body.latest_set_aside) == (3, 1, [], [])


def test_what_was_set_aside_waits_again_when_told_to(data: Path) -> None:
    """A retried article has its old place in the queue; nothing is set aside any more."""
    body = read(data, "--retry", "f1")
    assert ([entry.article for entry in body.next], body.set_aside) == (["f0", "f1", "f2", "f3"], 0)


def test_only_what_was_set_aside_can_be_retried(data: Path) -> None:
    """An article that waits or is unknown is one sentence and exit code 1; the others are retried."""
    result = run("inbox", "--retry", "f0", "--retry", "f1", "--retry", "none", "--data", str(data))
    assert result.exit_code == 1
    assert result.stderr == "dateline: no article 'f0' was set aside\ndateline: no article 'none' was set aside\n"
    assert result.stdout.startswith("waiting: 4\n")


def test_an_index_that_is_not_there_has_no_inbox(tmp_path: Path) -> None:
    """It is one sentence, and nothing is created."""
    result = run("inbox", "--data", str(tmp_path / "none"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("dateline: there is no index in ")
    assert not (tmp_path / "none").exists()
