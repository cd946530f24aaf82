"""Streams that stop half way: cut off, as by a server that dies, or held until a test lets them go on."""

import threading

from anyio import to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Interruption:
    """Interrupt the streams of a server; nothing is interrupted until a test says so."""

    def __init__(self) -> None:
        self._cut = False
        self._go = threading.Event()
        self._go.set()

    def cut(self) -> None:
        """Close the connection of each stream after its first event."""
        self._cut = True

    def hold(self) -> None:
        """Let each stream wait after its first sentence."""
        self._go.clear()

    def free(self) -> None:
        """Interrupt nothing any more."""
        self._cut = False
        self._go.set()

    def around(self, app: ASGIApp) -> ASGIApp:
        """Return the app with its streams interrupted."""

        async def interrupted(scope: Scope, receive: Receive, send: Send) -> None:
            async def send_on(message: Message) -> None:
                await send(message)
                if self._cut and message.get("body"):
                    raise ConnectionResetError("the test cuts this stream")
                if b"event: sentence" in message.get("body", b""):
                    await to_thread.run_sync(self._go.wait, abandon_on_cancel=True)

            stream = scope["type"] == "http" and scope["path"] == "/ask/stream"
            await app(scope, receive, send_on if stream else send)

        return interrupted
