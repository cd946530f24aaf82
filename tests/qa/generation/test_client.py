"""The client of a model server: whatever the server does, there is text, or one clear sentence."""

import json
import threading
from collections.abc import Generator
from contextlib import closing
from typing import Any

import pytest

from index.errors import ContextTooLong, InvalidInput, ModelUnavailable
from qa.generation.breaker import Breaker
from qa.generation.client import MOST_CHARACTERS, Client
from qa.generation.endpoint import Endpoint, read_endpoint
from qa.generation.request import Message
from tests.qa.generation.scripted import CALM, DONE, QUICK, Script, event, say, serving

ASK = [Message("user", "Who won?")]


def collect(stream: Generator[str, None, bool]) -> tuple[str, bool]:
    """Return the text of a stream, and whether it was whole."""
    text = ""
    while True:
        try:
            text += next(stream)
        except StopIteration as end:
            return text, end.value


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        (say("Ada ", "won."), "Ada won."),
        ([b": ping\n\n", event("Ada "), b": ping\n\nevent: x\nid: 3\n\n", event("won."), DONE], "Ada won."),
        (
            [event(None), event("Ada won.", reasoning_content="hm", tool_calls=[{"id": 1}]), event(None), DONE],
            "Ada won.",
        ),
        ([event("Zoë won.")[:40], event("Zoë won.")[40:], DONE], "Zoë won."),
        ([b'data: {"choices": [{"delta": {"content": "Zo\xc3', b'\xab"}}]}\r\n\r\n', DONE], "Zoë"),
        ([b'data: {"choices": [{"delta": {"content": "Zo\xc3"}}]}\n\n', DONE], "Zo\ufffd"),
        ([b'data: {"choices": [{"delta": {"content": "\\ud83d Zo\\ud83d\\ude00"}}]}\n\n', DONE], "\ufffd Zo😀"),
        ([b'data: {"choices": [], "usage": {}}\n\n', event("Ada won."), DONE, event("more")], "Ada won."),
        ([b'data: {"choices": [{"delta": {"content": "Ada"}, "finish_reason": "stop"}]}\n\n'], "Ada"),
    ],
)
def test_pieces_are_read_whatever_stands_between_them(sent: list[bytes | float], text: str) -> None:
    """Comments, other fields, reasoning, tool calls, empty pieces and cut characters change nothing."""
    with serving(Script(lambda _: sent)) as script:
        assert collect(script.client().stream(ASK)) == (text, True)


def test_without_an_end_an_answer_is_not_whole() -> None:
    """A stream that just stops may have stopped in the middle of a sentence."""
    with serving(Script(lambda _: [event("Ada ")])) as script:
        assert collect(script.client().stream(ASK)) == ("Ada ", False)


def test_an_answer_that_is_not_streamed_is_read() -> None:
    """Some servers ignore `stream`."""
    body = b'{"choices": [{"message": {"content": "Ada won."}}]}'
    with serving(Script(lambda _: [body], headers={"Content-Type": "application/json"})) as script:
        assert collect(script.client().stream(ASK)) == ("Ada won.", True)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ([b"data: {not json\n\n"], "not JSON"),
        ([b"data: [1]\n\n"], "not a chat completion"),
        ([b"data: " + b"x" * 1_000_000 + b"\n\n"], "too long"),
        ([b'data: {"error": {"message": "model is\\nbroken"}}\n\n'], "refuses: model is broken"),
        ([2.0], "does not respond in time"),
        ([event("Ada "), 2.0], "stops in the middle"),
        ([event("Ada "), *[b": ping\n\n", 0.1] * 20], "stops in the middle"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(sent: list[bytes | float], said: str) -> None:
    """A server that sends nonsense, or hangs at the start or later, even with comments, fails with its reason."""
    with serving(Script(lambda _: sent)) as script:
        with pytest.raises(ModelUnavailable, match=said):
            collect(script.client(QUICK).stream(ASK))
        assert len(script.requests) == 1


@pytest.mark.parametrize(
    ("status", "tries", "said"),
    [
        (500, 2, "fails with status 500"),
        (503, 2, "fails with status 503"),
        (401, 1, "refuses the key"),
        (404, 1, "check its URL and model"),
        (302, 1, "redirects"),
        (400, 1, "refuses"),
    ],
)
def test_only_what_may_pass_is_tried_again(status: int, tries: int, said: str) -> None:
    """A failing server is tried once more; a wrong key, address or request is not."""
    with serving(Script(lambda _: [b"no"], status)) as script:
        with pytest.raises(ModelUnavailable, match=said):
            collect(script.client().stream(ASK))
        assert len(script.requests) == tries


def test_retry_after_is_heeded() -> None:
    """A server that asks to wait is not asked again before."""
    with serving(Script(lambda _: [], 429, {"Retry-After": "20"})) as script:
        client = script.client()
        for said in ("status 429", "asked again in"):
            with pytest.raises(ModelUnavailable, match=said):
                collect(client.stream(ASK))
        assert len(script.requests) == 1


def test_a_failing_server_is_left_alone_for_a_while() -> None:
    """After three failures in a row nothing is sent until the pause is over; then one success forgets them."""
    now = [0.0]
    breaker = Breaker(lambda: now[0], failures=3, pause=30)
    for _ in range(2):
        breaker.fail()
    assert breaker.waits == 0
    breaker.fail()
    assert breaker.waits == 30
    now[0] = 31
    assert breaker.waits == 0
    breaker.succeed()
    breaker.fail()
    assert breaker.waits == 0


@pytest.mark.parametrize("sent", [[2.0], [event("Ada "), 2.0]])
def test_a_silent_server_is_left_alone_at_once(sent: list[bytes | float]) -> None:
    """Whoever asks next does not wait as long for a server that just hung, at the start or later."""
    with serving(Script(lambda _: sent)) as script:
        client = script.client(QUICK)
        for said in ("in time|in the middle", "asked again in"):
            with pytest.raises(ModelUnavailable, match=said):
                collect(client.stream(ASK))
        assert len(script.requests) == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"error": {"message": "model `x` does not exist", "code": 400}}', "refuses: model `x` does not exist$"),
        (b'{"error": "no model"}', "refuses: no model$"),
        (b'{"detail": "no model"}', r'refuses: \{"detail": "no model"\}$'),
        (b'["no"]', r'refuses: \["no"\]$'),
    ],
)
def test_the_message_of_an_error_is_taken_out_of_its_json(body: bytes, said: str) -> None:
    """The log has the server's sentence; a body of another form is shown as it is."""
    with serving(Script(lambda _: [body], 400)) as script, pytest.raises(ModelUnavailable, match=said):
        collect(script.client().stream(ASK))


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "This model's maximum context length is 512 tokens. Please reduce your prompt."),
        (400, "the request exceeds the available context size, try increasing it"),
        (500, "the request exceeds the available context size, try increasing it"),
        (422, "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 512. Given: 700 and 300"),
        (400, "prompt is too long: 700 tokens > 512 maximum"),
        (400, "The input token count (700) exceeds the maximum number of tokens allowed (512)."),
        (413, "Payload Too Large"),
    ],
)
def test_a_context_that_is_too_long_is_told_apart(status: int, said: str) -> None:
    """Servers say so in words of their own, and with one status or another; it is not tried again."""
    body = json.dumps({"error": {"message": said}}).encode()
    with serving(Script(lambda _: [body], status)) as script:
        with pytest.raises(ContextTooLong):
            collect(script.client().stream(ASK))
        assert len(script.requests) == 1


def test_a_parameter_that_a_server_does_not_take_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    """It is sent under its other name, or left out; later requests begin with what the server takes."""

    def strict(body: dict[str, Any]) -> list[bytes | float]:
        for name, hint in (("max_tokens", "Use 'max_completion_tokens' instead."), ("temperature", ""), ("seed", "")):
            if name in body:
                fault = {"message": f"Unsupported parameter: '{name}' is not supported with this model. {hint}"}
                return [f"data: {json.dumps({'error': fault})}\n\n".encode()]
        return say("Ada won.")

    with serving(Script(strict)) as script:
        client = script.client()
        for requests in (4, 5):
            assert collect(client.stream(ASK, most=7)) == ("Ada won.", True)
            assert len(script.requests) == requests
    assert script.requests[-1]["max_completion_tokens"] == 7
    assert not {"max_tokens", "temperature", "seed"} & set(script.requests[-1])
    assert [one.message for one in caplog.records] == [
        "the model server does not take max_tokens; it is asked with max_completion_tokens",
        "the model server does not take temperature; it is asked without",
        "the model server does not take seed; it is asked without",
    ]


def test_a_server_that_refuses_every_parameter_fails() -> None:
    """Each is given up once, then the refusal stands."""
    names = "max_tokens, max_completion_tokens, temperature, seed, stream, model"
    body = json.dumps({"error": f"unsupported: {names}"}).encode()
    with serving(Script(lambda _: [body], 400)) as script:
        with pytest.raises(ModelUnavailable, match="refuses: unsupported"):
            collect(script.client().stream(ASK))
        assert len(script.requests) == 5


def test_a_body_without_end_is_not_read_to_its_end() -> None:
    """A reply in one piece has a bound, too; it fails as what is no JSON."""
    body = b'{"choices": [{"message": {"content": "' + b"la " * 100_000
    with serving(Script(lambda _: [body] * 100, headers={"Content-Type": "application/json"})) as script:
        with pytest.raises(ModelUnavailable, match="not JSON"):
            collect(script.client().stream(ASK))
        assert script.left.wait(5)


def test_a_reader_that_leaves_ends_the_call() -> None:
    """Closing the stream, or an exception from `check`, closes the connection while the server is silent."""
    with serving(Script(lambda _: [event("Ada "), 10.0])) as script:
        with closing(script.client().stream(ASK)) as stream:
            assert next(stream) == "Ada "
        assert script.left.wait(5)

    class Left(Exception):
        pass

    gone = threading.Event()

    def check() -> None:
        if gone.is_set():
            raise Left

    with serving(Script(lambda _: [event("Ada "), 10.0])) as script:
        other = script.client().stream(ASK, check=check)
        assert next(other) == "Ada "
        gone.set()
        with pytest.raises(Left):
            next(other)
        assert script.left.wait(5)


def test_an_answer_without_end_is_cut() -> None:
    """A model that repeats itself for ever is not read for ever."""
    with serving(Script(lambda _: [event("la la ")] * 10_000)) as script:
        text, whole = collect(script.client().stream(ASK))
    assert not whole
    assert MOST_CHARACTERS <= len(text) < 2 * MOST_CHARACTERS


def test_the_request_is_that_of_the_protocol() -> None:
    """Model, messages, streaming and a bound on tokens are sent, and the key as a bearer token."""
    with serving(Script(lambda _: say("Ada."))) as script:
        collect(Client(Endpoint(f"{script.url}/", "m", "secret"), CALM).stream(ASK, most=7))
    (request,) = script.requests
    assert request["model"] == "m"
    assert request["messages"] == [{"role": "user", "content": "Who won?"}]
    assert request["stream"] is True
    assert request["max_tokens"] == 7
    assert request["authorization"] == "Bearer secret"
    assert "secret" not in repr(Endpoint("http://x", "m", "secret"))


def test_a_server_that_is_not_there_is_named() -> None:
    """Nobody listens on port 1."""
    with pytest.raises(ModelUnavailable, match=r"server 127\.0\.0\.1:1 cannot be reached"):
        collect(Client(Endpoint("http://127.0.0.1:1/v1", "m"), CALM).stream(ASK))


@pytest.mark.parametrize(
    "url", ["", "127.0.0.1:8080", "ftp://x/v1", "http://", "http://a:b@host/v1", "http://x/?k=1", "http://ex ample/v1"]
)
def test_a_wrong_url_is_refused(url: str) -> None:
    """One sentence says what a URL must be like."""
    with pytest.raises(InvalidInput, match="URL"):
        read_endpoint(url, "m")


@pytest.mark.parametrize(
    ("url", "warned"),
    [
        ("http://models.example.com/v1", True),
        ("http://8.8.8.8/v1", True),
        ("https://models.example.com/v1", False),
        ("http://127.0.0.1:8080/v1", False),
        ("http://localhost/v1", False),
        ("http://10.1.2.3/v1", False),
        ("http://[::1]:80/v1", False),
        ("http://llama:8080/v1", False),
    ],
)
def test_text_sent_to_a_public_host_without_tls_is_warned_of(
    url: str, warned: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """A host of the own machine or network may be spoken to without encryption."""
    assert read_endpoint(url, "m").url == url
    assert bool(caplog.records) is warned


def test_thoughts_are_not_text() -> None:
    """Reasoning in fields of its own gives nothing, however much of it there is."""
    thoughts = [event(None, reasoning="Hm. ", reasoning_content="Hm. ")] * 500
    with serving(Script(lambda _: [*thoughts, *say("Ada won.")])) as script:
        assert collect(script.client().stream(ASK)) == ("Ada won.", True)
