"""Admission by API key: `Authorization: Bearer KEY`, with the right that the call needs."""

from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import Refusal, show_error, translated
from api.guard.clients import Client, client_of_address, remember_client
from api.guard.keyring import Keyring
from api.guard.origins import read_authority, read_origin
from api.guard.rights import EVERY, OPEN, Rights, rights_of_request
from index.catalogue.keys import Key, Right, has_key
from index.text import shorten

_NAMES_IN_URL = frozenset({"key", "api_key", "apikey", "api-key", "access_token", "token"})
_IN_URL = (
    "a key in the address is not accepted, and it may now stand in logs and histories: revoke it (dateline key revoke),"
    " make a new one, and send that as the header Authorization: Bearer KEY"
)
_NO_BEARER = "the header Authorization must begin with the word Bearer: send it as Authorization: Bearer KEY"
_SEVERAL = "there are several headers Authorization; send one: Authorization: Bearer KEY"
_UNKNOWN = "this key is not known here; send one of this server as the header Authorization: Bearer KEY"
_REVOKED = "this key has been revoked; ask for a new one (dateline key add NAME makes one)"
_EXPIRED = "this key has expired; ask for a new one (dateline key add NAME makes one)"
_MISSING = "this call needs a key: send it as the header Authorization: Bearer KEY (dateline key add NAME makes one)"


class CheckKey:
    """Refuse a request without the right that its call needs; `free` are the rights that need no key.

    `free` is None if everything is free until there is a first key. The check comes before a body is read. It is made
    once for each request: an answer that is being streamed when its key is revoked is completed.
    """

    def __init__(self, app: ASGIApp, keyring: Keyring, free: Rights | None) -> None:
        self._app, self._keyring, self._free = app, keyring, free

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its client, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            with translated():
                remember_client(scope, await self._admit(scope))
        except Refusal as refusal:
            error = show_error(refusal.status_code, refusal.message, refusal.field, refusal.headers)
            await error(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _admit(self, scope: Scope) -> Client:
        _refuse_key_in_url(scope)
        needed = rights_of_request(scope)
        if needed == OPEN:
            return client_of_address(scope)
        headers, free = Headers(scope=scope), await self._find_free()
        try:
            usable = await self._find_usable(headers)
        except Refusal:
            if free & needed:  # some clients cannot do without a key, and send one that they made up
                return client_of_address(scope)
            raise
        if not needed & (usable.rights | free):
            raise Refusal(403, f"this call needs a key with the right {' or '.join(sorted(needed))}")
        self._keyring.note_use(usable)
        # Everyone who visits a page uses its key, so they are told apart by their addresses.
        visitor = f" {client_of_address(scope).name}" if usable.origins else ""
        return Client(usable.prefix + visitor)

    async def _find_usable(self, headers: Headers) -> Key:
        """Return the key of a request if it can be used.

        Raises:
            Refusal: 401, there is none, or it is not active; 403, it comes from a page that it was not made for.
        """
        key = await self._keyring.find(_read_secret(headers))
        now = self._keyring.now()
        if key is None:
            raise _challenge(_UNKNOWN, "invalid_token")
        if not key.is_active(now):  # who has the whole key may know what became of it
            raise _challenge(_REVOKED if key.revoked else _EXPIRED, "invalid_token")
        if key.origins and not _comes_from(headers, key.origins):
            raise Refusal(403, "this key works only in pages of the origins that it was made for")
        return key

    async def _find_free(self) -> Rights:
        if self._free is not None:
            return self._free
        return OPEN if await self._keyring.exist() else EVERY


def free_rights(open_access: str, *, on_loopback: bool) -> Rights | None:
    """Return the rights that need no key by the setting `open_access`; None if all are free until there is a key."""
    if open_access == "auto":
        return None if on_loopback else OPEN
    return {"none": OPEN, "ask": frozenset({Right.ASK}), "all": EVERY}[open_access]


def _refuse_key_in_url(scope: Scope) -> None:
    for name, value in parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True):
        if name.lower() in _NAMES_IN_URL or has_key(value) or has_key(name):
            raise _challenge(_IN_URL, "invalid_request", shorten(name))
    if has_key(scope["path"]):
        raise _challenge(_IN_URL, "invalid_request")


def _read_secret(headers: Headers) -> str:
    """Return what stands behind `Bearer`.

    Raises:
        Refusal: 401, there is no such header, it has another scheme or none, or there are several.
    """
    given = headers.getlist("authorization")
    if not given:
        raise _challenge(_MISSING)
    if len(given) > 1:
        raise _challenge(_SEVERAL, "invalid_request")
    scheme, _, secret = given[0].strip().partition(" ")
    if scheme.lower() != "bearer":
        raise _challenge(_NO_BEARER, "invalid_token")
    return secret.strip()


def _challenge(message: str, error: str = "", field: str | None = None) -> Refusal:
    """Return the refusal of a request without a usable key, as RFC 6750 describes it."""
    refusal = Refusal(401, message, field=field)
    refusal.headers = {"WWW-Authenticate": 'Bearer realm="dateline"' + (f', error="{error}"' if error else "")}
    return refusal


def _comes_from(headers: Headers, origins: tuple[str, ...]) -> bool:
    """Return whether a page of one of the origins sent the request; a browser sends no Origin with its own GETs."""
    allowed = {read_origin(origin) for origin in origins}
    given = headers.getlist("origin")
    if given:
        return len(given) == 1 and read_origin(given[0]) in allowed - {None}
    own = read_authority(headers.get("host", ""))
    return headers.get("sec-fetch-site") == "same-origin" and any(origin.serves(own) for origin in allowed if origin)
