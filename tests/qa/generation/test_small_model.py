"""The client with a real small language model: it streams, and ends its call when its reader leaves."""

import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from qa.generation.client import Client
from qa.generation.endpoint import Endpoint
from qa.generation.prompts import write_prompt
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
