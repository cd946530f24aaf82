"""Copies over HTTP: listed with each of them, promoted when the head is deleted."""

import httpx
import pytest

from tests.api.conftest import send, write_record
from tests.index.stories import STORY, other

pytestmark = pytest.mark.anyio


async def test_an_article_lists_its_family(client: httpx.AsyncClient) -> None:
    """Every member shows the same family, one without copies null; a deleted head is followed by the next copy."""
    for day, name in enumerate(("wire", "morning", "evening"), start=3):
        await send(client, write_record(id=name, source=name, text=STORY, published=f"2015-03-0{day}"))
    await send(client, write_record(id="apart", text=other(1)))
    shown = [(await client.get(f"/articles/{name}")).json()["family"] for name in ("wire", "morning", "evening")]
    assert shown[0] == shown[1] == shown[2] == {"id": "fam_1", "head": "wire", "copies": ["morning", "evening"]}
    assert (await client.get("/articles/apart")).json()["family"] is None
    then = await client.get("/articles/morning", params={"as_of": "2015-03-04"})
    assert then.json()["family"] == {"id": "fam_1", "head": "wire", "copies": ["morning"]}
    await client.delete("/articles/wire")
    left = (await client.get("/articles/evening")).json()["family"]
    assert left == {"id": "fam_1", "head": "morning", "copies": ["evening"]}
