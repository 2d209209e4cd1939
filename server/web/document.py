"""The OpenAPI document: what Litestar knows of the typed routes, the intake, and every error with an example."""

from pathlib import Path
from typing import Any, Final

import msgspec
from litestar import Litestar, Request, Response, get

from server.commands.contact import Contact, ContactAnswer
from server.web.problems import MEDIA_TYPE, TITLES, Problem

_REFERENCE: Final = "#/components/schemas/{name}"
_PUBLIC: Final = frozenset({"/api/sign-in", "/api/pair", "/api/health", "/api/version", "/api/openapi.json"})
_EXAMPLES: Final[dict[int, tuple[str, dict[str, Any]]]] = {
    400: ("web.malformed", {"fields": ["Expected `int`, got `str` - at `$.entries[3].seq`"]}),
    401: ("web.not_signed_in", {}),
    403: ("people.not_allowed", {"permission": "people.change_user"}),
    404: ("web.not_found", {}),
    405: ("web.wrong_method", {}),
    409: ("people.login_taken", {"login": "li"}),
    413: ("web.too_large", {"most": 3_342_336}),
    415: ("web.wrong_media_type", {}),
    429: ("people.locked", {"minutes": 15}),
    500: ("web.failed", {}),
}
# One exchange of each operation as it went in a demo warehouse, lists cut short: parameters, request, response.
_EXCHANGES: Final[dict[str, dict[str, Any]]] = msgspec.json.decode(
    (Path(__file__).parent / "examples.json").read_bytes()
)
_REQUEST_ID: Final = "01970e5c-5a00-7a3b-9d2e-3f4a5b6c7d8e"
_CONTACT: Final[dict[str, Any]] = {
    "device": "01970e5c-5a00-7000-8000-000000000001",
    "newest": 8,
    "drained": True,
    "unsent": 0,
    "covered_ack": 0,
    "warehouse": 1,
    "clock": {"device_at": 1763800000000000, "monotonic_ms": 61250, "run_id": "k3v9", "last_round_trip_ms": 42},
    "entries": [
        {
            "version": 1,
            "id": "01970e5c-5a00-7000-8000-000000000008",
            "seq": 8,
            "kind": "command",
            "type": "tasks.claim",
            "user": 3,
            "warehouse": 1,
            "client_at": 1763799999000000,
            "monotonic_ms": 60250,
            "run_id": "k3v9",
            "payload": {"task": 12},
        }
    ],
}
_ANSWER: Final[dict[str, Any]] = {
    "epoch": "01970e5c-5a00-7000-8000-00000000000e",
    "head": 8,
    "covered": 0,
    "now": 1763800000100000,
    "hash_heads": {"1": "9f2c…"},
    "outcomes": [
        {
            "id": "01970e5c-5a00-7000-8000-000000000008",
            "seq": 8,
            "outcome": {"result": "accepted", "made": {"task": 12}},
        }
    ],
    "gap": 0,
    "alarm": "",
}


def document_of(app: Litestar) -> dict[str, Any]:
    """The whole document; a new dictionary."""
    made: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(app.openapi_schema.to_schema()))
    schemas: dict[str, Any] = made.setdefault("components", {}).setdefault("schemas", {})
    _, own = msgspec.json.schema_components([Problem, Contact, ContactAnswer], ref_template=_REFERENCE)
    schemas.update(own)
    # A payload has the shape of its command; to the envelope it is any object.
    schemas["Entry"]["properties"]["payload"] = {
        "type": "object",
        "description": "the shape of `type`, see x-commands",
    }
    made["components"]["securitySchemes"] = {
        "cookie": {"type": "apiKey", "in": "cookie", "name": "truebin_session"},
        "bearer": {"type": "http", "scheme": "bearer"},
    }
    made["paths"]["/api/commands"] = {"post": _intake()}
    for path, item in made["paths"].items():
        for method, operation in item.items():
            if isinstance(operation, dict) and "responses" in operation:
                _add_exchange(_EXCHANGES.get(f"{method.upper()} {path}", {}), operation)
                _add_problems(path, method, operation)
    made["paths"] = dict(sorted(made["paths"].items()))
    return made


def add_kinds(made: dict[str, Any], kinds: dict[str, type[msgspec.Struct]]) -> None:
    """Add the payload's shape of every command, and the list of them."""
    # Kept apart by their prefix: Litestar's own schema of the same struct does not say that unknown fields are refused.
    reference = _REFERENCE.replace("{name}", "commands.{name}")
    schemas, components = msgspec.json.schema_components(kinds.values(), ref_template=reference)
    into = made["components"]["schemas"]
    into |= {f"commands.{name}": schema for name, schema in components.items()}
    made["x-commands"] = dict(zip(kinds, schemas, strict=True))


def _intake() -> dict[str, Any]:
    return {
        "tags": ["commands"],
        "operationId": "Contact",
        "summary": "Contact",
        "description": "One contact of a device: how it stands and what it has to send, in its own order. Answered "
        "after the commit, an outcome per entry; without entries a sign of life. At most 50 entries.",
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"$ref": "#/components/schemas/Contact"},
                    "examples": {"one claim": {"value": _CONTACT}},
                }
            },
        },
        "responses": {
            "200": {
                "description": "Everything readable is stored; what became of each entry",
                "content": {
                    "application/json": {
                        "schema": {"$ref": "#/components/schemas/ContactAnswer"},
                        "examples": {"accepted": {"value": _ANSWER}},
                    }
                },
            }
        },
    }


def _add_exchange(exchange: dict[str, Any], operation: dict[str, Any]) -> None:
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in exchange.get("parameters", {}):
            parameter["example"] = exchange["parameters"][parameter["name"]]
    if "request" in exchange:
        for content in operation["requestBody"]["content"].values():
            content["example"] = exchange["request"]
    operation["responses"].get("204", {}).pop("content", None)  # Litestar says `null`; there is no body.
    if "response" in exchange:
        for status, answer in operation["responses"].items():
            for content in answer.get("content", {}).values() if status < "300" else ():
                content["example"] = exchange["response"]


def _add_problems(path: str, method: str, operation: dict[str, Any]) -> None:
    statuses = {500}
    if path not in _PUBLIC:
        statuses |= {401, 403}
        operation["security"] = [{"cookie": []}, {"bearer": []}]
    if operation.get("parameters") or "requestBody" in operation:
        statuses |= {400, 404, 409}
    if method == "post":
        statuses |= {400, 401, 403, 409, 413, 415, 429}
    for status in sorted(statuses):
        code, facts = _EXAMPLES[status]
        example = {
            "type": "about:blank",
            "title": TITLES[status],
            "status": status,
            "code": code,
            "facts": facts,
            "request_id": _REQUEST_ID,
        }
        operation["responses"][str(status)] = {
            "description": TITLES[status],
            "content": {
                MEDIA_TYPE: {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "examples": {code: {"value": example}},
                }
            },
        }


def _say_patterns(part: Any) -> None:
    r"""Say patterns as JSON Schema does: Python's `\Z`, the very end, is `$` there."""
    if isinstance(part, dict):
        pattern = part.get("pattern")
        if isinstance(pattern, str):
            part["pattern"] = pattern.replace(r"\Z", "$")
        for inner in part.values():
            _say_patterns(inner)
    elif isinstance(part, list):
        for inner in part:
            _say_patterns(inner)


class Document:
    """The document as bytes, made on the first question."""

    def __init__(self, kinds: dict[str, type[msgspec.Struct]]) -> None:
        self._kinds = kinds
        self._made = b""

    def of(self, app: Litestar) -> bytes:
        """JSON of the whole document."""
        if not self._made:
            made = document_of(app)
            add_kinds(made, self._kinds)
            _say_patterns(made)
            self._made = msgspec.json.encode(made)
        return self._made


@get("/api/openapi.json", sync_to_thread=False, include_in_schema=False)
def openapi(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The OpenAPI document."""
    document: Document = request.app.state["document"]
    return Response(document.of(request.app), media_type="application/json")


ROUTES: Final = [openapi]
