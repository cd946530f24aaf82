"""The address of an engine: what can be written, and what is said of anything else."""

import pytest

from index.errors import InvalidInput
from index.search.address import Address, read_address


def test_this_machine_is_local() -> None:
    """`local` is no server."""
    assert read_address("local") is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("milvus://search.example:19530/news", Address("http://search.example:19530", "news")),
        ("milvus://search.example/news", Address("http://search.example:19530", "news")),
        ("milvus+tls://[::1]:443/news_2", Address("https://[::1]:443", "news_2")),
        ("milvus+file:///var/lib/x.db/news", Address("/var/lib/x.db", "news", index="FLAT")),
        (
            "milvus://h/news?index=HNSW&shards=2&replicas=3&timeout=1.5",
            Address("http://h:19530", "news", "HNSW", 2, 3, 1.5),
        ),
    ],
)
def test_an_address_is_read(text: str, address: Address) -> None:
    """Host, port, collection and options; a file is searched exactly unless told otherwise."""
    assert read_address(text) == address


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "an engine is local, or milvus://HOST"),
        ("Local", "an engine is local, or milvus://HOST"),
        ("milvs://h/news", "an engine is local, or milvus://HOST"),
        ("http://h:19530/news", "an engine is local, or milvus://HOST"),
        ("milvus://h:port/news", "an engine is local, or milvus://HOST"),
        ("milvus://h:99999/news", "an engine is local, or milvus://HOST"),
        ("milvus://[::1/news", "an engine is local, or milvus://HOST"),
        ("milvus://h/news#x", "an engine is local, or milvus://HOST"),
        ("milvus://h:19530", "its collection must have 1 to 64 letters"),
        ("milvus://h:19530/", "its collection must have 1 to 64 letters"),
        ("milvus://h/two words", "its collection must have 1 to 64 letters"),
        ("milvus://h/9news", "its collection must have 1 to 64 letters"),
        ("milvus://h/" + "x" * 65, "its collection must have 1 to 64 letters"),
        ("milvus:///news", "it names no host"),
        ("milvus://h/a/news", "it names more than one collection"),
        ("milvus+file://h/news", "it names no file"),
        ("milvus+file:///news", "it names no file"),
        ("milvus://root:secret@h/news", "put USER:PASSWORD into DATELINE_ENGINE_KEY"),
        ("milvus://h/news?shard=2", "no option 'shard'; did you mean shards?"),
        ("milvus://h/news?colour=red", "no option 'colour'; there are index, shards, replicas, timeout"),
        ("milvus://h/news?index=flat", "index=flat in the address of an engine must be one of FLAT, IVF_SQ8, HNSW"),
        ("milvus://h/news?shards=0", "shards=0 in the address of an engine must be a number from 1 to 64"),
        ("milvus://h/news?replicas=²", "replicas=² in the address"),
        ("milvus://h/news?timeout=0", "timeout=0 in the address of an engine must be seconds"),
        ("milvus://h/news?timeout=nan", "timeout=nan in the address"),
    ],
)
def test_a_typo_is_told(text: str, said: str) -> None:
    """One clause says what is allowed, and shows no password."""
    with pytest.raises(InvalidInput) as failed:
        read_address(text)
    assert said in failed.value.message
    assert "secret" not in failed.value.message
