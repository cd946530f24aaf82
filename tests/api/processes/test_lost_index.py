"""Index files lost or damaged while a server runs: search goes on, and new articles are found."""

import shutil
from collections.abc import Callable
from pathlib import Path

import anyio
import httpx
import pytest

from tests.api.conftest import send, write_record

pytestmark = pytest.mark.anyio


def empty(folder: Path) -> None:
    """Delete every file of a folder."""
    for file in folder.iterdir():
        file.unlink()


def truncate(folder: Path) -> None:
    """Truncate the list of the files of the index."""
    meta = folder / "meta.json"
    meta.write_text(meta.read_text()[:40])


def drop_generation(folder: Path) -> None:
    """Delete the generation of the index."""
    (folder / "generation").unlink()


@pytest.mark.parametrize("damage", [shutil.rmtree, empty, truncate, drop_generation])
async def test_a_lost_lexical_index_is_rebuilt(
    client: httpx.AsyncClient, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    """Articles are still found, and the next article brings the lexical index back, with each passage once."""
    await send(client, write_record(id="old", title="Old", text="A zeppelin landed on the lake."))
    assert await find_by_words(client, 1) == ["old"]
    damage(tmp_path / "data" / "lexical")
    assert [hit["article"] for hit in await find(client)] == ["old"]
    await send(client, write_record(id="new", title="New", text="A zeppelin crossed the sea."))
    assert await find_by_words(client, 2) == ["new", "old"]
    rebuilt = await client.post("/index/rebuild")
    assert rebuilt.status_code == 202
    while (job := (await client.get(f"/jobs/{rebuilt.json()['id']}")).json())["state"] == "running":
        pass
    assert job["state"] == "done"
    assert await find_by_words(client, 2) == ["new", "old"]


async def test_dense_search_goes_on_without_a_lexical_index(client: httpx.AsyncClient, tmp_path: Path) -> None:
    """With a file in place of the folder, questions are answered, and new articles are found by embedding."""
    await send(client, write_record(id="old", title="Old", text="A zeppelin landed on the lake."))
    assert await find_by_words(client, 1) == ["old"]
    shutil.rmtree(tmp_path / "data" / "lexical")
    (tmp_path / "data" / "lexical").write_text("in the way")
    await client.post("/articles", json=[write_record(id="new", title="New", text="A zeppelin crossed the sea.")])
    while (await client.get("/index")).json()["lag"]:
        pass
    assert {hit["article"] for hit in await find(client)} == {"old", "new"}
    assert (await client.post("/ask", json={"question": "What crossed the sea?"})).status_code == 200


async def find_by_words(client: httpx.AsyncClient, number: int) -> list[object]:
    """Return the articles found once `number` have a lexical rank; the ranks are unique and complete."""
    hits: list[dict[str, object]] = []
    with anyio.fail_after(30):
        while len(hits) < number or any(hit["lexical_rank"] is None for hit in hits):
            hits = await find(client)
    assert sorted(str(hit["lexical_rank"]) for hit in hits) == [str(rank) for rank in range(1, number + 1)]
    return sorted((hit["article"] for hit in hits), key=str)


async def find(client: httpx.AsyncClient) -> list[dict[str, object]]:
    """Search and return the hits; the request must succeed."""
    response = await client.get("/search", params={"q": "zeppelin"})
    assert response.status_code == 200, response.text
    hits: list[dict[str, object]] = response.json()["hits"]
    return hits
