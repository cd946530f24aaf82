"""A server on a read-only data folder answers, and refuses writes in one sentence."""

import logging
from pathlib import Path

import pytest

from index.library import open_library
from index.passages.embedding import Embedder
from tests.api.conftest import make_app, running
from tests.conftest import fill, write_article
from tests.sealed import sealed

ARTICLE = {"title": "Sea", "text": "A zeppelin crossed the sea.", "published": "2015-01-28"}


@pytest.mark.anyio
async def test_it_answers_and_stores_nothing(
    tmp_path: Path, embedder: Embedder, caplog: pytest.LogCaptureFixture
) -> None:
    """Asking, searching and reading work; a write is 503 with a sentence; one warning says that no answer is kept."""
    data = tmp_path / "data"
    library = open_library(data, embedder=embedder)
    fill(library, write_article("Lake", "A zeppelin landed on the lake.", id="lake"))
    library.close()
    with sealed(data), caplog.at_level(logging.WARNING):
        async with running(make_app(data, embedder)) as client:
            (hit,) = (await client.get("/search", params={"q": "zeppelin"})).json()["hits"]
            assert (hit["article"], hit["lexical_rank"], hit["dense_rank"]) == ("lake", 1, 1)
            for _ in range(2):
                answer = await client.post("/ask", json={"question": "Where did the zeppelin land?"})
                assert answer.status_code == 200
                assert (await client.get(f"/answers/{answer.json()['id']}")).status_code == 404
            assert (await client.get("/articles/lake")).status_code == 200
            assert (await client.get("/index")).json()["counts"]["articles"] == 1
            refused = [
                await client.post("/articles", json=ARTICLE),
                await client.delete("/articles/lake"),
                await client.post("/articles/lake/retract", json={"reason": "wrong"}),
                await client.post("/index/rebuild"),
            ]
            assert [response.status_code for response in refused] == [503] * 4
            assert {response.json()["error"]["message"] for response in refused} == {
                "the archive is read-only now: questions and searches are answered, changes are refused"
            }
    assert [record.getMessage() for record in caplog.records] == [
        f"{data} is read-only: questions are answered, but no answer is kept and no article stored"
    ]
