"""Signing in and out, pairing, and who is behind a request."""

import asyncio
import hashlib
import secrets
from collections.abc import Iterable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from litestar import Request, Response, get, post
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler
from litestar.params import JSONBody
from msgspec import Meta, Struct
from sqlalchemy import select

from server.catalog.tables import warehouse
from server.kernel.clock import SECOND, Clock
from server.kernel.refusal import Refusal
from server.people import rules, session, views
from server.people.hashing import hashed, is_right
from server.people.session import DeviceSelf, Try
from server.people.views import SignedIn
from server.store.engine import Store
from server.store.transaction import Reader, Sql

SESSION_COOKIE: Final = "truebin_session"
DEVICE_COOKIE: Final = "truebin_device"
REMEMBERED_FOR: Final = 3 * SECOND  # A right that was taken away ends this much later at most, in every process.
REMEMBERED_MAX: Final = 10_000
HASHES_AT_ONCE: Final = 2  # 19 MiB each, and the other cores stay with the warehouse.
DEVICE_COOKIE_LASTS_S: Final = 400 * 24 * 3600  # The longest that browsers keep one (RFC 6265bis, 5.5).
_SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})

_PLAIN: Final = r"^[^\x00-\x1f\x7f]*\Z"

Headers = Iterable[tuple[bytes, bytes]]


class SignIn(Struct, forbid_unknown_fields=True):
    """Either login and password, or badge and PIN on an enrolled device. bearer: give the token in the answer."""

    device: DeviceSelf
    login: Annotated[str, Meta(max_length=64, pattern=_PLAIN)] = ""
    password: Annotated[str, Meta(max_length=rules.PASSWORD_MAX)] = ""
    badge: Annotated[str, Meta(max_length=64, pattern=_PLAIN)] = ""
    pin: Annotated[str, Meta(max_length=8)] = ""
    bearer: bool = False


class Pair(Struct, forbid_unknown_fields=True):
    """The eight digits that a supervisor shows, and the device that reads them."""

    code: Annotated[str, Meta(pattern=r"^[0-9]{8}\Z")]
    device: DeviceSelf


class WarehouseName(Struct):
    """A warehouse that somebody may work in."""

    id: int
    code: str
    name: str


class UserSelf(Struct):
    """The signed-in person as the app needs them."""

    id: int
    login: str
    name: str
    language: str
    hand: str
    theme: str
    roles: list[str]
    permissions: list[str]
    warehouses: list[WarehouseName]


class DeviceState(Struct):
    """What the server knows of the device. head: the highest number of its stream without a gap."""

    id: str
    name: str
    enrolled: bool
    head: int


class Me(Struct, omit_defaults=True):
    """Who is signed in, where, until when. token: only when a bearer token was asked for."""

    user: UserSelf
    device: DeviceState
    expires_at: int
    token: str = ""


class Paired(Struct):
    """The device is enrolled: badge and PIN are good on it."""

    device: DeviceState


_WAREHOUSES = Sql(
    select(warehouse.c.id, warehouse.c.code, warehouse.c.name).where(warehouse.c.active).order_by(warehouse.c.code)
)


def sha(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def cookies_of(headers: Headers) -> Mapping[str, str]:
    """The cookies of a request; a header that is none is as good as no header."""
    jar: SimpleCookie = SimpleCookie()
    for name, value in headers:
        if name == b"cookie":
            try:
                jar.load(value.decode("latin-1"))
            except CookieError:
                continue
    return {name: morsel.value for name, morsel in jar.items()}


def token_of(headers: Headers) -> tuple[str, bool]:
    """The session's token, and whether a cookie brought it (then the origin must be ours). A bearer token wins."""
    cookie = b""
    for name, value in headers:
        if name == b"authorization" and value[:7].lower() == b"bearer ":
            return value[7:].strip().decode("latin-1"), False
        if name == b"cookie":
            cookie = value
    start = cookie.find(b"truebin_session=")
    if start < 0 or (start > 0 and cookie[start - 1] not in b"; "):
        return "", False
    return cookie[start + 16 :].partition(b";")[0].strip().decode("latin-1"), True


def is_our_origin(headers: Headers, allowed: tuple[str, ...]) -> bool:
    """Whether a request that a browser sends with cookies comes from a page of ours.

    Browsers name the origin with every POST and websocket; what names none is no browser, unless it says by
    Sec-Fetch-Site that it is one.
    """
    origin = host = site = ""
    for name, value in headers:
        if name == b"origin":
            origin = value.decode("latin-1")
        elif name == b"host":
            host = value.decode("latin-1")
        elif name == b"sec-fetch-site":
            site = value.decode("latin-1")
    if not origin:
        return site in ("", "same-origin", "none")
    return origin in allowed or (bool(host) and urlsplit(origin).netloc.lower() == host.lower())


class Sessions:
    """Who stands behind a token; remembered for a few seconds, so that a scan costs no look-up."""

    def __init__(self, store: Store, clock: Clock, origins: tuple[str, ...]) -> None:
        self.store = store
        self.clock = clock
        self.origins = origins
        self._known: dict[str, tuple[int, SignedIn]] = {}
        self._hashing = asyncio.Semaphore(HASHES_AT_ONCE)

    def find(self, token: str) -> SignedIn | None:
        """The signed-in person, or None."""
        if not token:
            return None
        now = self.clock()
        known = self._known.get(token)
        if known is not None and now < known[0]:
            return known[1]
        with self.store.reader() as reader:
            person = views.signed_in(reader, sha(token), now)
        if person is None:
            self._known.pop(token, None)
            return None
        if len(self._known) >= REMEMBERED_MAX:
            self._known.clear()
        self._known[token] = (min(now + REMEMBERED_FOR, person.expires_at), person)
        return person

    def of(self, headers: Headers, *, writes: bool) -> SignedIn:
        """The person behind a request.

        writes: the request may change something, so a cookie is good only from a page of ours.
        Raises web.not_signed_in, web.foreign_origin.
        """
        token, by_cookie = token_of(headers)
        if writes and by_cookie and not is_our_origin(headers, self.origins):
            raise Refusal("web.foreign_origin")
        person = self.find(token)
        if person is None:
            raise Refusal("web.not_signed_in")
        return person

    def forget(self, token: str = "") -> None:
        """Look this token (or all) up anew."""
        if token:
            self._known.pop(token, None)
        else:
            self._known.clear()

    async def is_right(self, kept: str, secret: str) -> bool:
        """Check a password or PIN beside the event loop."""
        async with self._hashing:
            return await asyncio.to_thread(is_right, kept, secret)

    async def hashed(self, secret: str) -> str:
        """Hash a new password or PIN beside the event loop."""
        async with self._hashing:
            return await asyncio.to_thread(hashed, secret)


async def provide_signed_in(request: Request[Any, Any, Any], sessions: NamedDependency[Sessions]) -> SignedIn:
    """The named dependency `signed_in`; without a session the request ends with 401."""
    return sessions.of(request.scope["headers"], writes=request.scope["method"] not in _SAFE_METHODS)


def same_origin(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """A guard: a browser may write from our own pages only, also where nobody is signed in yet."""
    scope: Any = connection.scope
    if scope["type"] == "http" and scope["method"] in _SAFE_METHODS:
        return
    sessions: Sessions = connection.app.state["sessions"]
    if not is_our_origin(scope["headers"], sessions.origins):
        raise Refusal("web.foreign_origin")


def readable(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """A guard: no question holds the character NUL, which PostgreSQL cannot store and no barcode contains."""
    if b"%00" in connection.scope["query_string"] or b"%00" in connection.scope["raw_path"]:
        raise Refusal("web.malformed", fields=["NUL in the address"])


@post("/api/sign-in", status_code=200, tags=["people"])
async def sign_in(
    request: Request[Any, Any, Any], data: JSONBody[SignIn], sessions: NamedDependency[Sessions]
) -> Response[Me]:
    """Sign in with login and password, or with badge and PIN on an enrolled device."""
    store, now = sessions.store, sessions.clock()
    by_password = bool(data.login and data.password)
    by_badge = bool(data.badge and data.pin)
    if by_password == by_badge:
        raise Refusal("web.malformed", fields=["login and password, or badge and pin"])
    device_key = request.cookies.get(DEVICE_COOKIE, "")
    with store.reader() as reader:
        enrolled = _is_enrolled(reader, data.device.id, device_key)
        found = views.user_by_login(reader, data.login) if by_password else views.user_by_badge(reader, data.badge)
    if by_badge and not enrolled:
        raise Refusal("people.device_not_enrolled")
    user_id, kept, active = found or (0, "", False)
    own = (
        Try(f"password:{data.login}", rules.PASSWORD_TRIES_MAX)
        if by_password
        else Try(f"pin:{data.device.id}:{user_id}", rules.PIN_TRIES_MAX)
    )
    tries = (own, Try(f"address:{_address(request)}", rules.ADDRESS_TRIES_MAX))
    await store.writer.perform(lambda tx: session.charge(tx, tries, now))
    if not await sessions.is_right(kept, data.password if by_password else data.pin) or not active:
        raise Refusal("people.wrong_password" if by_password else "people.wrong_pin")
    token = secrets.token_urlsafe(32)
    kind = "bearer" if data.bearer else "cookie"
    expires_at = now + (rules.BEARER_LASTS if data.bearer else rules.SESSION_LASTS)

    def open_it(tx: Any) -> None:
        session.forgive(tx, tries)
        session.open_session(tx, data.device, user_id, sha(token), kind, now, expires_at)

    await store.writer.perform(open_it)
    person = sessions.find(token)
    assert person is not None, "the session was just opened"
    with store.reader() as reader:
        answer = me_of(reader, person, enrolled=_is_enrolled(reader, data.device.id, device_key))
    if data.bearer:
        answer.token = token
        return Response(answer)
    cookies = [_session_cookie(request, token, (expires_at - now) // SECOND)]
    if enrolled:
        cookies.append(_device_cookie(request, device_key))
    return Response(answer, cookies=cookies)


@post("/api/sign-out", status_code=204, tags=["people"])
async def sign_out(
    request: Request[Any, Any, Any], sessions: NamedDependency[Sessions], signed_in: NamedDependency[SignedIn]
) -> Response[None]:
    """End this session. Warning about unsent work is the app's part; its outbox stays on the device."""
    token = token_of(request.scope["headers"])[0]
    now = sessions.clock()
    await sessions.store.writer.perform(lambda tx: session.end_session(tx, sha(token), now))
    sessions.forget(token)
    return Response(None, status_code=204, cookies=[_session_cookie(request, "", 0)])


@get("/api/me", sync_to_thread=False, tags=["people"])
def me(
    request: Request[Any, Any, Any], sessions: NamedDependency[Sessions], signed_in: NamedDependency[SignedIn]
) -> Me:
    """Who is signed in on what device, and what they may do."""
    with sessions.store.reader() as reader:
        enrolled = _is_enrolled(reader, signed_in.device_id, request.cookies.get(DEVICE_COOKIE, ""))
        return me_of(reader, signed_in, enrolled=enrolled)


@post("/api/pair", status_code=200, tags=["people"])
async def pair(
    request: Request[Any, Any, Any], data: JSONBody[Pair], sessions: NamedDependency[Sessions]
) -> Response[Paired]:
    """Enrol this device with a code that a supervisor shows; from then on badge and PIN are good on it."""
    store, now = sessions.store, sessions.clock()
    tries = (Try(f"address:{_address(request)}", rules.ADDRESS_TRIES_MAX),)
    await store.writer.perform(lambda tx: session.charge(tx, tries, now))
    key = secrets.token_urlsafe(32)

    def enrol(tx: Any) -> None:
        session.forgive(tx, tries)
        session.enrol(tx, data.code, data.device, sha(key).hex(), now)

    await store.writer.perform(enrol)
    with store.reader() as reader:
        state = _device_state(reader, data.device.id, enrolled=True)
    return Response(Paired(state), cookies=[_device_cookie(request, key)])


def me_of(reader: Reader, person: SignedIn, *, enrolled: bool) -> Me:
    """The signed-in person as the app needs them."""
    return Me(
        UserSelf(
            id=person.user_id,
            login=person.login,
            name=person.name,
            language=person.language,
            hand=person.hand,
            theme=person.theme,
            roles=sorted({grant.role for grant in person.grants}),
            permissions=sorted({grant.permission for grant in person.grants}),
            warehouses=[WarehouseName(*row) for row in reader.all(_WAREHOUSES) if rules.enters(person.grants, row[0])],
        ),
        _device_state(reader, person.device_id, enrolled=enrolled),
        person.expires_at,
    )


def _device_state(reader: Reader, device_id: str, *, enrolled: bool) -> DeviceState:
    row = views.device_state(reader, device_id)
    assert row is not None, "a session or a pairing has a device"
    return DeviceState(device_id, row[0], enrolled, row[3])


def _is_enrolled(reader: Reader, device_id: str, key: str) -> bool:
    row = views.device_state(reader, device_id)
    return bool(row and row[1] and not row[2] and key and secrets.compare_digest(row[4], sha(key).hex()))


def _address(request: Request[Any, Any, Any]) -> str:
    return request.client.host if request.client else "unknown"


def _session_cookie(request: Request[Any, Any, Any], token: str, lasts_s: int) -> Cookie:
    return Cookie(
        SESSION_COOKIE,
        value=token,
        path="/",
        max_age=lasts_s,
        secure=request.scope["scheme"] == "https",
        httponly=True,
        samesite="strict",
    )


def _device_cookie(request: Request[Any, Any, Any], key: str) -> Cookie:
    return Cookie(
        DEVICE_COOKIE,
        value=key,
        path="/",
        max_age=DEVICE_COOKIE_LASTS_S,
        secure=request.scope["scheme"] == "https",
        httponly=True,
        samesite="strict",
    )


ROUTES: Final = [sign_in, sign_out, me, pair]
