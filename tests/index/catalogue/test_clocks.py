"""Hosts of a shared catalogue whose clocks differ: nothing is lost, and none that is ahead stores by its clock."""

from datetime import timedelta
from time import time

import pytest

from index.catalogue.database import clock
from index.errors import ReadOnly
from index.intake.drain import drain
from index.library import Library
from tests.conftest import NOW, write_article
from tests.index.deliveries import FERRIES, accept, count_waiting, stored, texts_of

AHEAD = "this machine's clock is (599|600) seconds ahead of the catalogue's server: set the one that is wrong"


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine's clock is ten minutes ahead."""
    monkeypatch.setattr(clock, "time", lambda: time() + 600)


@pytest.mark.parametrize("behind", [timedelta(hours=-1), timedelta(hours=1)])
def test_the_order_of_updates_is_that_of_their_acceptance(hosts: list[Library], behind: timedelta) -> None:
    """Whatever the clocks of the hosts say, the later update is the current version, on both, and can be deleted."""
    one, two = hosts
    for number, (library, now) in enumerate([(one, NOW), (two, NOW - behind), (one, NOW)]):
        accept(library, write_article("Ferry", f"The ferry made {number} trips.", id="f"), now=now)
        drain(library, now=lambda now=now: now)  # type: ignore[misc]
    for library in hosts:
        assert texts_of(library, "f")[-1] == "The ferry made 2 trips."
        assert len(texts_of(library, "f")) == 3
    with two.catalogue.write() as transaction:
        transaction.delete_article("f", NOW)
    assert (stored(one), stored(two)) == ([], [])


def test_a_host_that_is_ahead_asks_on_and_stores_nothing(hosts: list[Library], ahead: None) -> None:
    """It would end embargoes early: each write is refused with a sentence, and what waits goes on waiting."""
    one, _ = hosts
    assert one.catalogue.find_obstacle()
    with pytest.raises(ReadOnly, match=AHEAD):
        accept(one, *FERRIES)
    with pytest.raises(ReadOnly, match=AHEAD), one.catalogue.write():
        pass
    assert stored(one) == []


def test_what_waits_is_stored_once_the_clock_is_right(hosts: list[Library], monkeypatch: pytest.MonkeyPatch) -> None:
    """What was accepted before is neither lost nor set aside by a worker that is ahead."""
    one, two = hosts
    accept(one, *FERRIES)
    with monkeypatch.context() as patch:
        patch.setattr(clock, "time", lambda: time() + 600)
        with pytest.raises(ReadOnly, match=AHEAD):
            drain(two)
        assert count_waiting(two) == len(FERRIES)
    drain(two)
    assert stored(one) == [f"f{n}" for n in range(4)]
    assert two.catalogue.find_obstacle() is None


def test_a_host_that_is_behind_stores(hosts: list[Library], monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends embargoes late, which other hosts end in time."""
    one, _ = hosts
    monkeypatch.setattr(clock, "time", lambda: time() - 600)
    accept(one, *FERRIES)
    drain(one)
    assert len(stored(one)) == len(FERRIES)
    assert one.catalogue.find_obstacle() is None
