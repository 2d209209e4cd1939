"""The app: opens the books, names every route once, and hands the signed-in person and the books to them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

from litestar import Litestar, Router
from litestar.config.response_cache import ResponseCacheConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.openapi.config import OpenAPIConfig
from litestar.static_files import create_static_files_router
from litestar.types import Message, Scope

from server import VERSION
from server.catalog import routes as catalog_routes
from server.commands import routes as commands_routes
from server.commands.registry import REGISTRY
from server.counting import routes as counting_routes
from server.importing import routes as importing_routes
from server.kernel.clock import Clock, now
from server.ledger import routes as ledger_routes
from server.people import routes as people_routes
from server.reports import routes as reports_routes
from server.selling import routes as selling_routes
from server.settings import Settings, read_settings
from server.store.engine import Store, open_store
from server.store.hear import hear_others
from server.tasks import routes as tasks_routes
from server.web import bars, document, files, intake, labels, live, secrets, sessions, standing
from server.web.bridge import relay as bridge_relay
from server.web.bridge.relay import Relay
from server.web.decoding import routes as decoding_routes
from server.web.decoding.pool import Decoders
from server.web.document import Document
from server.web.live import Hub
from server.web.problems import EXCEPTION_HANDLERS
from server.web.sessions import Sessions, provide_signed_in, readable, same_origin

# Reads of the kinds of work, and all that is typed. The intake speaks ASGI and checks the origin itself.
ROUTES: Final[Sequence[Any]] = (
    *sessions.ROUTES,
    *secrets.ROUTES,
    *people_routes.ROUTES,
    *commands_routes.ROUTES,
    *catalog_routes.ROUTES,
    *ledger_routes.ROUTES,
    *tasks_routes.ROUTES,
    *selling_routes.ROUTES,
    *counting_routes.ROUTES,
    *reports_routes.ROUTES,
    *importing_routes.ROUTES,
    *files.ROUTES,
    *labels.ROUTES,
    *bars.ROUTES,
    *decoding_routes.ROUTES,
    *bridge_relay.ROUTES,
    *live.ROUTES,
    *standing.ROUTES,
    *document.ROUTES,
)

# Caddy sends the same for the PWA's files; whoever runs the app without it is as safe.
_API_POLICY: Final = b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_PAGE_POLICY: Final = (
    b"default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; "
    b"media-src 'self' blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; object-src 'none'; "
    b"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_SECURITY_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(self), microphone=(), geolocation=(), payment=(), usb=()"),
)
_API_HEADERS: Final = (*_SECURITY_HEADERS, (b"content-security-policy", _API_POLICY), (b"cache-control", b"no-store"))
_PAGE_HEADERS: Final = (*_SECURITY_HEADERS, (b"content-security-policy", _PAGE_POLICY))


async def _secure(message: Message, scope: Scope) -> None:
    """Put the security headers on every answer, errors too; what a handler says about its caching stays."""
    if message["type"] != "http.response.start":
        return
    is_api = scope["path"].startswith("/api/")
    headers = list(message["headers"])
    said = {name.lower() for name, _ in headers} if is_api else frozenset()
    headers += [pair for pair in (_API_HEADERS if is_api else _PAGE_HEADERS) if pair[0] not in said]
    message["headers"] = headers


def create_app(
    settings: Settings | None = None,
    *,
    store: Store | None = None,
    clock: Clock = now,
    routes: Sequence[Any] = ROUTES,
) -> Litestar:
    """The whole server.

    store: books that the caller has opened and will close; opened from the settings when left out.
    clock: what sessions and contacts take for the time.
    """
    settings = settings or read_settings()
    own = store is None
    books = store or open_store(settings.database)
    hub = Hub(books)
    people = Sessions(books, clock, settings.origins)
    decoders = Decoders()
    relay = Relay()

    @asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncIterator[None]:
        hub.start()
        stop_telling = books.writer.subscribe(hub.publish)
        stop_hearing = _hear_others(books, hub) if books.dialect == "postgresql" else None
        try:
            yield
        finally:
            stop_telling()
            if stop_hearing is not None:
                await asyncio.to_thread(stop_hearing)
            hub.stop()
            await decoders.stop()
            relay.stop()
            if own:
                await asyncio.to_thread(books.close)

    handlers: list[Any] = [Router("/", route_handlers=list(routes), guards=[readable, same_origin]), *intake.ROUTES]
    if settings.pwa_folder is not None:
        handlers.append(
            create_static_files_router("/", directories=[settings.pwa_folder], html_mode=True, include_in_schema=False)
        )
    return Litestar(
        handlers,
        dependencies={
            "store": Provide(lambda: books, sync_to_thread=False),
            "hub": Provide(lambda: hub, sync_to_thread=False),
            "sessions": Provide(lambda: people, sync_to_thread=False),
            "decoders": Provide(lambda: decoders, sync_to_thread=False),
            "relay": Provide(lambda: relay, sync_to_thread=False),
            "signed_in": Provide(provide_signed_in),
        },
        state=State(
            {
                "sessions": people,
                "hub": hub,
                "decoders": decoders,
                "document": Document({name: kind.payload for name, kind in REGISTRY.items()}),
            }
        ),
        exception_handlers=EXCEPTION_HANDLERS,
        lifespan=[lifespan],
        before_send=[_secure],
        openapi_config=OpenAPIConfig("Truebin", VERSION, use_handler_docstrings=True, path="/api/openapi"),
        response_cache_config=ResponseCacheConfig(),
        logging_config=None,
        request_max_body_size=1024 * 1024,
        debug=False,
    )


def _hear_others(store: Store, hub: Hub) -> Callable[[], None]:
    """Follow at once what other processes write into the same PostgreSQL."""
    loop = asyncio.get_running_loop()
    return hear_others(store.url, lambda warehouse, number: _tell(loop, hub, warehouse, number))


def _tell(loop: asyncio.AbstractEventLoop, hub: Hub, warehouse: int, number: int) -> None:
    loop.call_soon_threadsafe(hub.hear, warehouse, number)
