"""`dateline embed`, and `dateline ingest --no-embed` before it."""

import json
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

import index.bulk.opening
from index.catalogue.catalogue import Catalogue
from index.passages.embedding import Embedder, open_embedder
from tests.api.commands.conftest import SIEGE, SNOW, found_by, run, write_lines
from tests.index.tiny_model import write_model

SETTINGS_FRAME = bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])  # of HTTP/2


@pytest.fixture
def waiting(data: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A data folder of two articles that lack vectors."""
    opened = open_embedder
    packaged = embedder.model

    def share_embedder(model: str, threads: int, device: str = "cpu") -> Embedder:
        return embedder if model == packaged else opened(model, threads=threads)

    monkeypatch.setattr(index.bulk.opening, "open_embedder", share_embedder)
    news = str(write_lines(tmp_path / "news.jsonl", SIEGE, SNOW))
    done = run("ingest", news, "--no-embed", "--data", str(data))
    assert (done.exit_code, done.stdout) == (0, "2 articles added, 0 updated, 0 unchanged; 2 passages, 0 embedded\n")
    return data


@contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """Answer whoever connects with some bytes; yield the address."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer_once() -> None:
            link, _ = server.accept()
            with link:
                link.recv(100)
                link.sendall(answer)

        thread = threading.Thread(target=answer_once)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        thread.join()


def unembedded(data: Path) -> int:
    """Return how many passages lack a vector."""
    counts: dict[str, int] = json.loads(run("status", "--json", "--data", str(data)).stdout)["counts"]
    return counts["unembedded"]


def test_what_was_stored_without_vectors_is_embedded_by_a_command(waiting: Path) -> None:
    """Before it articles are found by their words, and status counts them; after it nothing is left to embed."""
    assert unembedded(waiting) == 2
    assert "siege" in found_by("Kobane", waiting)
    done = run("embed", "--data", str(waiting))
    assert (done.exit_code, done.stdout) == (0, "embedded: 2 vectors of all-MiniLM-L6-v2-int8 made\n")
    assert unembedded(waiting) == 0
    assert run("verify", "--data", str(waiting)).exit_code == 0
    again = run("embed", "--json", "--data", str(waiting))
    assert json.loads(again.stdout) == {"model": "all-MiniLM-L6-v2-int8", "imported": 0, "embedded": 0}


def test_the_indexes_have_followed_when_the_command_ends(waiting: Path) -> None:
    """A search finds by meaning what was embedded a moment ago."""
    run("embed", "--data", str(waiting))
    hits = json.loads(run("search", "Blizzard in Massachusetts", "--json", "--data", str(waiting)).stdout)["hits"]
    assert hits[0]["article"] == "snow"
    assert hits[0]["dense_rank"] == 1


def test_vectors_of_another_model_spare_a_rebuild_the_embedding(waiting: Path, tmp_path: Path) -> None:
    """They are made beside the index's own, which a rebuild to that model then replaces; nothing is embedded there."""
    model = str(write_model(tmp_path / "tiny"))
    done = run("embed", "--embedder", model, "--data", str(waiting))
    assert done.exit_code == 0
    assert done.stdout.endswith(f"change the index to them with `dateline rebuild --embedder {model}`\n")
    assert unembedded(waiting) == 2


def test_vectors_are_kept_in_files_and_taken_from_them(waiting: Path, data: Path, tmp_path: Path) -> None:
    """A second archive of the same articles takes its vectors from the folder."""
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: `pip install -e '.[ray]'`")
    kept, other = str(tmp_path / "kept"), str(tmp_path / "other")
    assert run("embed", "--shards", kept, "--data", str(waiting)).exit_code == 0
    run("ingest", str(tmp_path / "news.jsonl"), "--no-embed", "--data", other)
    done = run("embed", "--shards", kept, "--data", other)
    assert done.stdout == "embedded: 0 vectors of all-MiniLM-L6-v2-int8 made, and 2 taken from files\n"
    (shard,) = Path(kept).iterdir()
    shard.write_bytes(shard.read_bytes()[:100])
    spoiled = run("embed", "--shards", kept, "--data", other)
    assert (spoiled.exit_code, spoiled.stdout, spoiled.stderr.count("\n")) == (1, "", 1)
    assert spoiled.stderr.startswith(f"dateline: {shard} is not a whole shard")


@pytest.mark.parametrize("address", ["head", "head:", "head:0", "head:70000", "http://head:6379", "a b:6379", ""])
def test_an_address_that_is_none_is_one_sentence(waiting: Path, address: str) -> None:
    """A typo in the address is wrong usage, and nothing is changed."""
    done = run("embed", "--ray", address, "--data", str(waiting))
    assert (done.exit_code, done.stdout) == (2, "")
    assert (
        done.stderr == f"dateline: --ray cannot be {address!r}: it must be HOST:PORT, which `ray start --head` prints\n"
    )
    assert unembedded(waiting) == 2


def test_a_cluster_that_is_not_there_is_one_sentence(waiting: Path) -> None:
    """Where nobody listens, or somebody else does, the command fails at once, and nothing is changed."""
    told = "dateline: there is no Ray cluster at {} ({}): check that it runs, and the address\n"
    done = run("embed", "--ray", "127.0.0.1:1", "--data", str(waiting))
    assert (done.exit_code, done.stderr) == (1, told.format("127.0.0.1:1", "Connection refused"))
    with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n") as address:
        done = run("embed", "--ray", address, "--data", str(waiting))
    assert (done.exit_code, done.stderr) == (1, told.format(address, "something else answers"))
    assert unembedded(waiting) == 2


@pytest.mark.parametrize("missing", ["ray", "pyarrow"])
def test_without_the_extra_it_is_said_what_to_install(
    waiting: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    """Each of the two packages is named, and nothing is changed."""
    for module in (missing, "index.bulk.cluster", "index.bulk.shards"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, missing, None)
    with answering(SETTINGS_FRAME) if missing == "ray" else nullcontext("") as address:
        flags = ("--ray", address) if address else ("--shards", "kept")
        done = run("embed", *flags, "--data", str(waiting))
    what = f"the Ray cluster at {address} needs" if address else "shards in kept need"
    told = f"dateline: {what} the package {missing}: install dateline[ray]\n"
    assert (done.exit_code, done.stderr) == (1, told)
    assert unembedded(waiting) == 2


def test_another_process_that_embeds_is_one_sentence(waiting: Path) -> None:
    """While it does, the command fails, and says so."""
    catalogue = Catalogue(waiting)
    lock = catalogue.hold_embedding()
    assert lock
    done = run("embed", "--data", str(waiting))
    lock.release()
    catalogue.close()
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "dateline: another process embeds what lacks a vector; try again when it is done\n"
