"""The client with a real small language model: it streams, and ends its call when its reader leaves."""

import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from qa.checking.checker import open_checker
from qa.generation.author import Author
from qa.generation.client import Client
from qa.generation.endpoint import Endpoint
from qa.generation.prompts import write_prompt
from qa.support.evidence import Cited
from qa.support.verifier import verify_sentence
from qa.types import Dropped
from tests.qa.generation.small_model import MODEL, is_writing, require_model, small_model
from tests.qa.generation.test_author import SHIP, TOWN

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The address of the model."""
    require_model()
    with small_model() as address:
        yield address


def test_it_streams_and_ends_with_its_reader(url: str) -> None:
    """Pieces of text come one by one, and a reader that leaves ends the work of the server."""
    prompt = write_prompt("What did the repairs of the harbour cost?", [TOWN, SHIP])
    with closing(Client(Endpoint(url, MODEL)).stream(prompt.messages, most=300)) as stream:
        assert next(stream)
        assert next(stream)
    until = time.monotonic() + 30
    while is_writing(url) and time.monotonic() < until:
        time.sleep(0.1)
    assert not is_writing(url)


def test_what_it_writes_is_verified_or_dropped(url: str) -> None:
    """What leaves follows from the passages with their spans; what does not is dropped with a reason."""
    checker = open_checker()
    assert checker
    author = Author(Client(Endpoint(url, MODEL)))
    for question in ("What did the repairs of the harbour cost?", "Who said that the ferry may return?"):
        for one in author.write(question, [TOWN, SHIP], checker.judge):
            if isinstance(one, Dropped):
                assert one.reason
            else:
                cited = [Cited(hit.text, hit.head.published, hit.head.source) for hit, _ in one.proofs]
                assert verify_sentence(one.text, cited, checker.judge).supported
