"""A compaction by another process while a server answers: no request fails, and every article stays found."""

import subprocess
import sys
from pathlib import Path

import anyio
import httpx
import pytest

from tests.api.conftest import make_app, running, send, wait_for, write_record
from tests.index.history import HashEmbedder

pytestmark = pytest.mark.anyio

COMPACT = (sys.executable, "-c", "from api.cli import main; main()", "compact", "--json", "--data")


async def test_a_server_goes_on_while_its_files_are_written_anew(tmp_path: Path) -> None:
    """Searches are complete before, during and after it; articles sent meanwhile are found; deleted data is gone."""
    data = tmp_path / "data"
    async with running(make_app(data, HashEmbedder())) as client:
        await send(
            client, *(write_record(id=f"n{n}", title=f"Number {n}", text=f"Zeppelin {n} landed.") for n in range(30))
        )
        await send(client, write_record(id="secret", text="A zeppelin named zqxjvkwyp landed."))
        rebuilt = (await client.post("/index/rebuild")).json()["id"]
        await wait_for(client, f"/jobs/{rebuilt}", lambda body: body["state"] == "done")
        assert (await client.delete("/articles/secret")).status_code == 200
        searches = 0
        async with anyio.create_task_group() as tasks:
            compaction = await anyio.open_process([*COMPACT, str(data)], stdout=subprocess.PIPE)
            tasks.start_soon(compaction.wait)
            while compaction.returncode is None:
                assert len(await search(client)) == 30
                searches += 1
                if searches == 5:
                    await client.post("/articles", json=write_record(id="n30", text="An airship sank."))
                await anyio.sleep(0.01)
        assert (compaction.returncode, searches > 5) == (0, True)
        await wait_for(client, "/search?q=airship&k=1", lambda body: body["hits"][0]["lexical_rank"] == 1)
        # The server looks for replaced files once a second.
        await wait_for(client, "/index", lambda _body: not mapped_and_gone(data))
        assert {hit["lexical_rank"] is None for hit in await search(client)} == {False}
    assert [path for path in data.rglob("*") if path.is_file() and b"zqxjvkwyp" in path.read_bytes()] == []


async def search(client: httpx.AsyncClient) -> list[dict[str, object]]:
    """Return the result of a search for a zeppelin, which must succeed."""
    response = await client.get("/search", params={"q": "zeppelin", "k": 50})
    assert response.status_code == 200, response.text
    hits: list[dict[str, object]] = response.json()["hits"]
    return [hit for hit in hits if hit["article"] != "n30"]


def mapped_and_gone(folder: Path) -> list[str]:
    """Return the deleted files of a folder that this process still has mapped."""
    lines = Path("/proc/self/maps").read_text().splitlines()
    return [line for line in lines if str(folder) in line and line.endswith("(deleted)")]
