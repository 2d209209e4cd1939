"""What goes wrong, said as `application/problem+json`: refusals with code and facts, faults with an id and no more."""

from typing import Any, Final

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from msgspec import Struct, field

from server.kernel.ids import new_id
from server.kernel.refusal import Fact, Refusal

MEDIA_TYPE: Final = "application/problem+json"
TITLES: Final[dict[int, str]] = {
    400: "The request cannot be read",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Refused",
    413: "Too large",
    415: "Unsupported media type",
    429: "Too many tries",
    500: "The server failed",
    503: "Not ready",
}
_CODES: Final[dict[int, str]] = {
    400: "web.malformed",
    401: "web.not_signed_in",
    403: "web.forbidden",
    404: "web.not_found",
    405: "web.wrong_method",
    413: "web.too_large",
    415: "web.wrong_media_type",
    429: "web.too_many",
    503: "web.not_ready",
}
_STATUS_OF_CODE: Final[dict[str, int]] = {
    "people.wrong_password": 401,
    "people.wrong_pin": 401,
    "people.wrong_old": 403,
    "people.not_allowed": 403,
    "people.not_your_warehouse": 403,
    "command.foreign_device": 403,
    "command.batch_too_large": 413,
    "device.blocked": 403,
    "device.unknown": 403,
    "people.device_blocked": 403,
    "people.device_not_enrolled": 403,
    "people.locked": 429,
    "decoding.busy": 429,
    "picture.too_many_bytes": 413,
    "picture.unknown_format": 415,
    "picture.heic": 415,
    "importing.no_header": 409,  # What was sent has none; the address was right.
    "importing.unknown_encoding": 409,
    "web.not_signed_in": 401,
    "web.foreign_origin": 403,
    "web.malformed": 400,
    "web.too_large": 413,
}

_log = structlog.get_logger("truebin.web")


class Problem(Struct):
    """RFC 9457, with our code and facts; `title` and `code` are for programs, people read the catalogue's words."""

    title: str
    status: int
    code: str
    facts: dict[str, Fact] = field(default_factory=dict)
    request_id: str = ""
    type: str = "about:blank"


def status_of(code: str) -> int:
    """The HTTP status that a refusal's code means."""
    known = _STATUS_OF_CODE.get(code)
    if known is not None:
        return known
    what = code.rpartition(".")[2]
    return 404 if what.startswith(("unknown", "no_")) or what == "not_found" else 409


def problem(code: str, facts: dict[str, Fact], status: int = 0) -> Problem:
    """A problem with an id of its own, by which the log can be searched."""
    status = status or status_of(code)
    return Problem(TITLES.get(status, "Refused"), status, code, facts, new_id())


def answer(found: Problem) -> Response[bytes]:
    """The problem as Litestar sends it."""
    headers = {}
    if found.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if found.status == 413:
        headers["Connection"] = "close"  # The rest of the body is not read, so nothing can follow it.
    return Response(msgspec.json.encode(found), status_code=found.status, media_type=MEDIA_TYPE, headers=headers)


def on_refusal(_request: Request[Any, Any, Any], refusal: Refusal) -> Response[bytes]:
    """A read or a sign-in was refused: code and facts."""
    return answer(problem(refusal.code, refusal.facts))


def on_http(_request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """Litestar could not read or route the request; where it can say what is wrong, the facts name the fields."""
    status = error.status_code if error.status_code in TITLES else (400 if error.status_code < 500 else 500)
    facts: dict[str, Fact] = {}
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        facts["fields"] = [_field(one) for one in error.extra if isinstance(one, dict)]
    return answer(problem(_CODES.get(status, "web.failed"), facts, status))


def _field(one: dict[str, Any]) -> str:
    # Litestar repeats the wrong value inside some messages; only the name and msgspec's own words go back.
    return f"{one.get('key', '')}: {one.get('message', '')}"[:200]


def on_fault(request: Request[Any, Any, Any], fault: Exception) -> Response[bytes]:
    """The world failed, or we did: the log gets everything under the id, the caller the id alone."""
    found = problem("web.failed", {}, 500)
    _log.error("fault", request_id=found.request_id, method=request.method, path=request.scope["path"], exc_info=fault)
    return answer(found)


EXCEPTION_HANDLERS: Final[dict[int | type[Exception], Any]] = {
    Refusal: on_refusal,
    HTTPException: on_http,
    Exception: on_fault,
}
