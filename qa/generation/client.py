"""The client of a model server: one streamed call, bounded in every time, that ends when its reader leaves.

The only module of `qa` that imports httpx. The call runs on an event loop in a thread of its own, so that it can be
cancelled while it waits for a token.
"""

import asyncio
import queue
import random
import ssl
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache

import httpx

from index.errors import ContextTooLong, ModelUnavailable
from index.stages import Headers, Stage, stage
from qa.generation.breaker import PAUSE, Breaker
from qa.generation.endpoint import Endpoint
from qa.generation.events import LONGEST_LINE, Decoder, error_of, is_full, parse, refusal_of, whole_text
from qa.generation.request import Message, Parameters

MOST_CHARACTERS = 20_000
"""Characters of an answer, at most: a model that repeats itself never ends."""
_POLL = 0.05
_TEMPORARY = (408, 425, 429, 500, 502, 503, 504)
_MOST_ERROR_BYTES = 20_000


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a model server is waited for, in seconds, and how often it is tried."""

    connect: float = 5.0
    first: float = 60.0
    idle: float = 20.0
    whole: float = 300.0
    tries: int = 2
    backoff: float = 0.3


@dataclass(frozen=True, slots=True)
class _End:
    """The end of a stream; `whole` is whether the server said that the answer is complete."""

    whole: bool


_Item = str | _End | ModelUnavailable


class Client:
    """Asks one model; shared by threads. `name` is the model's."""

    def __init__(self, endpoint: Endpoint, patience: Patience = Patience(), breaker: Breaker | None = None) -> None:
        self.name = endpoint.model
        self._endpoint, self._patience, self._parameters = endpoint, patience, Parameters()
        self.breaker = breaker or Breaker(time.monotonic)

    def stream(
        self, messages: Sequence[Message], *, most: int = 800, check: Callable[[], None] = lambda: None
    ) -> Generator[str, None, bool]:
        """Yield the pieces of a reply of at most `most` tokens; return whether it is complete.

        `check` is called every 50 ms and ends the call by an exception. So does closing this generator.

        Raises:
            ContextTooLong: the messages are longer than what the model can take.
            ModelUnavailable: the server gives no answer, or a wrong one.
        """
        left = self._patience.tries
        while True:
            if waits := self.breaker.waits:
                raise ModelUnavailable(f"the model server failed before; it is asked again in {waits:.0f} seconds")
            said, body = False, self._parameters.write_body(self._endpoint.model, messages, most)
            try:
                with stage(Stage.MODEL) as headers:
                    for piece in (call := _Call(self._endpoint, self._patience, body, headers)).read(check):
                        said = True
                        yield piece
            except ContextTooLong:
                raise
            except ModelUnavailable as error:
                if not said and not error.temporary and self._parameters.adapt(error.message):
                    continue
                self.breaker.fail(error.retry_after)
                left -= 1
                if said or not left or not error.temporary or error.retry_after:
                    raise
                _wait(self._patience.backoff * (0.5 + random.random()), check)  # noqa: S311 - jitter, no secret
            else:
                self.breaker.succeed()
                return call.whole


class _Call:
    """One request, on an event loop in a thread of its own."""

    def __init__(self, endpoint: Endpoint, patience: Patience, body: dict[str, object], headers: Headers) -> None:
        self.whole = False
        self._endpoint, self._patience, self._body, self._headers = endpoint, patience, body, headers
        self._items: queue.SimpleQueue[_Item] = queue.SimpleQueue()
        self._loop = asyncio.new_event_loop()
        self._task = self._loop.create_task(self._fill())

    def read(self, check: Callable[[], None]) -> Generator[str, None, None]:
        thread = threading.Thread(target=self._run, name="dateline-model", daemon=True)
        thread.start()
        try:
            while True:
                check()
                with suppress(queue.Empty):
                    item = self._items.get(timeout=_POLL)
                    if isinstance(item, ModelUnavailable):
                        raise item
                    if isinstance(item, _End):
                        self.whole = item.whole
                        return
                    yield item
        finally:
            self._loop.call_soon_threadsafe(self._task.cancel)
            thread.join()
            self._loop.close()

    def _run(self) -> None:
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._wait())
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())

    async def _wait(self) -> None:
        with suppress(asyncio.CancelledError):
            await self._task

    async def _fill(self) -> None:
        try:
            async with asyncio.timeout(self._patience.whole):
                self._items.put(_End(whole=await self._receive()))
        except ModelUnavailable as error:
            self._items.put(error)
        except TimeoutError:
            self._items.put(ModelUnavailable("the model server takes too long"))
        except httpx.HTTPError as error:
            self._items.put(_explain(error, self._endpoint))
        except Exception as error:  # noqa: BLE001 - the reader waits for an item, whatever went wrong
            self._items.put(ModelUnavailable(f"the call of the model server failed: {error}"))

    async def _receive(self) -> bool:
        patience, key = self._patience, self._endpoint.key
        timeout = httpx.Timeout(patience.first, connect=patience.connect)
        headers = {"Accept": "text/event-stream", **self._headers}
        headers |= {"Authorization": f"Bearer {key}"} if key else {}
        async with (
            httpx.AsyncClient(timeout=timeout, trust_env=False, verify=_authorities()) as client,
            client.stream("POST", self._endpoint.address, json=self._body, headers=headers) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise await _refuse(response)
            if "json" in response.headers.get("content-type", ""):
                self._items.put(whole_text(parse(await _read(response, LONGEST_LINE))))
                return True
            return await self._follow(response)

    async def _follow(self, response: httpx.Response) -> bool:
        decoder, size, chunks = Decoder(), 0, response.aiter_bytes()
        due = self._loop.time() + self._patience.first
        while size <= MOST_CHARACTERS and not decoder.ended:
            try:
                async with asyncio.timeout_at(due):  # comments that keep a line open move no deadline
                    data = await anext(chunks, None)
            except TimeoutError:
                what = "stops in the middle of its answer" if size else "does not respond in time"
                raise _silent(f"the model server {what}") from None
            for piece in decoder.feed(data or b"", last=data is None):
                self._items.put(piece)
                size, due = size + len(piece), self._loop.time() + self._patience.idle
            if data is None:
                break
        return decoder.ended


@cache
def _authorities() -> ssl.SSLContext:
    """Return what certificates are checked by, read once: that takes 20 ms.

    `SSL_CERT_FILE` or `SSL_CERT_DIR` names the authorities, in place of the public ones.
    """
    try:
        return httpx.create_ssl_context()
    except OSError as error:  # ssl.SSLError is one, too
        said = f"the authorities that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read: {error}"
        raise ModelUnavailable(said) from error


async def _refuse(response: httpx.Response) -> ModelUnavailable:
    """Return what a status other than 200 means."""
    status = response.status_code
    if response.is_redirect:
        return ModelUnavailable("the model server redirects; set its URL to the address that it redirects to")
    if status in (401, 403):
        return ModelUnavailable(f"the model server refuses the key (status {status})")
    said = error_of(await _read(response, _MOST_ERROR_BYTES))
    if status == httpx.codes.REQUEST_ENTITY_TOO_LARGE or (status != httpx.codes.TOO_MANY_REQUESTS and is_full(said)):
        return ContextTooLong("the passages are longer than what the model can take")
    if status in _TEMPORARY:
        after = _seconds(response.headers.get("retry-after"))
        return ModelUnavailable(f"the model server fails with status {status}", temporary=True, retry_after=after)
    if status == httpx.codes.NOT_FOUND:
        return ModelUnavailable("the model server has no such address or model (status 404); check its URL and model")
    return refusal_of(said or f"status {status}")


async def _read(response: httpx.Response, most: int) -> str:
    """Return the text of a response, or not much more than its first bytes."""
    said = b""
    async for chunk in response.aiter_bytes():
        said += chunk
        if len(said) > most:
            break
    return said.decode("utf-8", "replace")


def _explain(error: httpx.HTTPError, endpoint: Endpoint) -> ModelUnavailable:
    host = httpx.URL(endpoint.url).netloc.decode("ascii")
    if isinstance(error, httpx.TimeoutException):
        said = f"the model server {host} does not respond in time"
        return ModelUnavailable(said, temporary=True) if isinstance(error, httpx.ConnectTimeout) else _silent(said)
    if isinstance(error, httpx.ConnectError):
        return _explain_tls(error, host) or ModelUnavailable(
            f"the model server {host} cannot be reached", temporary=True
        )
    return ModelUnavailable(f"the connection to the model server {host} broke", temporary=True)


def _silent(message: str) -> ModelUnavailable:
    """Return the failure of a server that was silent: it is left alone, so that nobody else waits for it as long."""
    return ModelUnavailable(message, retry_after=PAUSE)


def _explain_tls(error: BaseException, host: str) -> ModelUnavailable | None:
    """Return what went wrong in agreeing on encryption; None where the connection failed for another reason."""
    cause: BaseException | None = error
    while cause and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return ModelUnavailable(f"the certificate of the model server {host} is not valid: {cause.verify_message}")
    if cause:
        return ModelUnavailable(f"the model server {host} does not speak TLS as it should; is its URL one of http?")
    return None


def _seconds(value: str | None) -> float | None:
    """Return the seconds of a `Retry-After` header, a number or a date."""
    if not value:
        return None
    with suppress(ValueError):
        return max(0.0, float(value))
    with suppress(ValueError, TypeError):
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    return None


def _wait(seconds: float, check: Callable[[], None]) -> None:
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        check()
        time.sleep(min(_POLL, left))
