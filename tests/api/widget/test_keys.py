"""The widget with a public key: it works in the pages that the key was made for, and in no other."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from index.catalogue.keys import Right
from tests.api.conftest import listening
from tests.api.guard.doors import add_key, make_server, revoke_key
from tests.api.site import Site, serving
from tests.api.widget.conftest import INLINE, ask, show

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

EMPTY = "The archive holds no articles yet."
NO_KEY = "The archive does not take questions from this page: its key is missing or no longer valid."
NOT_FROM_HERE = "The archive does not take questions from this page."


async def test_a_public_key(page: Page, host: Site, tmp_path: Path) -> None:
    """With the key a page of its origin is answered; without it, or with a revoked one, the widget says why not."""
    secret = add_key(tmp_path, "widget", Right.ASK, origins=(host.url,))
    old = add_key(tmp_path, "old", Right.ASK, origins=(host.url,))
    revoke_key(tmp_path, "old")
    with listening(make_server(tmp_path)) as server:
        for key, said in ((secret, EMPTY), ("", NO_KEY), (old, NO_KEY), ("dl_unknown", NO_KEY)):
            sent = INLINE.replace("data-mode", f'data-key="{key}" data-mode')
            turn = await ask(await show(page, host, server, sent))
            await expect(turn.locator(".note, .answer p, [part=answer] p").last).to_have_text(said)
        with serving() as stranger:
            sent = INLINE.replace("data-mode", f'data-key="{secret}" data-mode')
            turn = await ask(await show(page, stranger, server, sent))
            await expect(turn.locator(".note")).to_have_text(NOT_FROM_HERE)


async def test_a_limit(page: Page, host: Site, tmp_path: Path) -> None:
    """A visitor who asks too often is told when to ask again."""
    secret = add_key(tmp_path, "widget", Right.ASK, origins=(host.url,))
    with listening(make_server(tmp_path, ask_limit="2/minute")) as server:
        widget = await show(page, host, server, INLINE.replace("data-mode", f'data-key="{secret}" data-mode'))
        await page.route("**/archive", lambda route: route.abort())  # it counts, too
        await ask(widget, "One?")
        await ask(widget, "Two?")
        turn = await ask(widget, "Three?")
        refused = "Too many questions have come from this address. Please try again in"
        await expect(turn.locator(".note")).to_contain_text(refused)
        await expect(turn.locator(".note")).to_contain_text("seconds.")
