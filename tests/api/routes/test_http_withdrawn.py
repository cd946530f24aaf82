"""Articles deleted, retracted or changed during a question: what a client gets must be valid when it is sent."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from index.catalogue.catalogue import Catalogue
from index.catalogue.transaction import Transaction
from qa.verdict import Verdict, reach_verdict
from tests.api.conftest import send, write_record
from tests.api.routes.test_http_asking import events_of
from tests.conftest import NOW, write_article

pytestmark = pytest.mark.anyio

TEXT = "The Zephyr bridge in Lagos was opened by mayor Okonkwo on Tuesday."
QUESTION = {"question": "Who opened the Zephyr bridge in Lagos?"}


def delete(transaction: Transaction) -> None:
    """Delete the article."""
    transaction.delete_article("bridge", NOW)


def retract(transaction: Transaction) -> None:
    """Retract it."""
    transaction.retract_article("bridge", "He did not.", NOW)


def change(transaction: Transaction) -> None:
    """Change its text."""
    transaction.put_article(write_article("Bridge", "The Zephyr bridge in Lagos is closed.", id="bridge"), NOW)


@pytest.mark.parametrize("end", [delete, retract, change])
async def test_what_goes_between_reading_and_sending_is_not_sent(
    client: httpx.AsyncClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: Callable[[Transaction], object]
) -> None:
    """Another process ends the article once it has been read: no citation, no passage, no event names it as standing.

    The refusal that is kept has no word of it either, nor has what was dropped where it was deleted.
    """
    await send(client, write_record("Bridge", TEXT, id="bridge"))
    assert (await client.post("/ask", json=QUESTION)).json()["citations"][0]["article"] == "bridge"
    ended: list[str] = []

    def read_and_lose(*given: object) -> Verdict:
        verdict = reach_verdict(*given)  # type: ignore[arg-type]
        assert verdict.enough
        if not ended:
            other = Catalogue(tmp_path / "data")
            with other.write() as transaction:
                end(transaction)
            other.close()
            ended.append("bridge")
        return verdict

    monkeypatch.setattr("qa.forms.dispatch.reach_verdict", read_and_lose)
    (_, _), *events = events_of((await client.post("/ask/stream", json=QUESTION)).text)
    ((name, said),) = events
    assert (name, said["status"], said["reason"]) == ("answer", "declined", "nothing_verified")
    assert (said["sentences"], said["citations"], said["near"], said["short"]) == ([], [], [], None)
    assert said["dropped"]
    assert [one["text"] for one in said["dropped"]] == ["" if end is delete else TEXT] * len(said["dropped"])
    kept = (await client.get(f"/answers/{said['id']}")).json()
    assert (kept["answer"]["reason"], kept["citations"], kept["answer"]["near"]) == ("nothing_verified", [], [])
    assert TEXT not in str(kept)
