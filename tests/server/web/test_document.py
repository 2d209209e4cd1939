"""The OpenAPI document is complete, and the server keeps to it whatever is sent."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import jsonschema_rs
import msgspec
import pytest
import requests
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from litestar import Litestar
from litestar.routes import ASGIRoute, HTTPRoute
from litestar.testing import TestClient
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from server.app import create_app
from server.commands.contact import Contact
from server.commands.registry import REGISTRY
from server.kernel.ids import new_id
from server.settings import Settings
from server.store.engine import open_store
from server.web.problems import MEDIA_TYPE
from tests.server.web.conftest import PASSWORD

EXAMPLES_PER_ROUTE = 15  # In each mode; with about fifty routes half a minute of the suite on a busy machine.


@contextmanager
def serving(app: Litestar) -> Iterator[str]:
    """The app under uvicorn, on a free port; its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(app, loop="uvloop", http="httptools", ws="websockets-sansio", log_config=None, access_log=False)
    )
    ready = threading.Event()
    startup = server.startup

    async def started(*given: Any, **named: Any) -> None:
        await startup(*given, **named)
        ready.set()

    server.startup = started  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        assert ready.wait(20)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


class House:
    """The served app, the document, and somebody who may do everything."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.device = new_id()
        self.document = httpx.get(f"{address}/api/openapi.json").json()
        body = {"device": {"id": self.device}, "login": "admin", "password": PASSWORD, "bearer": True}
        me = httpx.post(f"{address}/api/sign-in", json=body).json()
        self.token: str = me["token"]
        self.user: int = me["user"]["id"]
        self.session = requests.Session()
        self.seen: dict[str, set[int]] = {}

    def send(self, case: schemathesis.Case[Any]) -> None:
        """Send what was made up, and hold the answer against the document."""
        headers = {"authorization": f"Bearer {self.token}"}
        if case.operation.path == "/api/sign-out":
            headers = {}  # Else the next example would be nobody.
        if case.operation.path == "/api/commands" and isinstance(case.body, dict):
            # Otherwise every contact would stop at the first check.
            case.body["device"] = self.device
            entries = case.body.get("entries")
            for seq, entry in enumerate(entries if isinstance(entries, list) else [], 1):
                if isinstance(entry, dict):
                    entry |= {"seq": seq, "user": self.user, "id": new_id()}
        response = case.call(base_url=self.address, headers=headers, session=self.session)
        if response.status_code == 400 and response.text == "Invalid HTTP request received.":
            return  # An address of more than 64 KiB: the HTTP parser refuses it before there is a request to answer.
        self.seen.setdefault(case.operation.path, set()).add(response.status_code)
        case.validate_response(
            response,
            checks=[
                not_a_server_error,
                status_code_conformance,
                content_type_conformance,
                response_schema_conformance,
            ],
        )


@pytest.fixture(scope="module")
def house(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    path = tmp_path_factory.mktemp("document") / "truebin.db"
    shutil.copy(furnished, path)
    store = open_store(f"sqlite:///{path}")
    with serving(create_app(Settings(pwa=""), store=store)) as address:
        yield House(address)
    store.close()


def without_tuples(part: Any) -> Any:
    """The document with tuples as plain lists: Schemathesis 4.32 rewrites `prefixItems` and then calls it invalid."""
    if isinstance(part, dict):
        return {name: without_tuples(inner) for name, inner in part.items() if name != "prefixItems"}
    return [without_tuples(inner) for inner in part] if isinstance(part, list) else part


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_nothing_that_is_sent_makes_the_server_fail(house: House, mode: GenerationMode) -> None:
    made: Any = schemathesis.openapi.from_dict(without_tuples(house.document))
    operations = [found.ok() for found in made.get_all_operations()]
    assert len(operations) > 10
    if mode is GenerationMode.NEGATIVE:
        # What takes nothing cannot be asked wrongly.
        operations = [one for one in operations if one.body or one.query or one.path_parameters]
    for operation in operations:

        @settings(
            max_examples=EXAMPLES_PER_ROUTE,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def send(case: schemathesis.Case[Any]) -> None:
            house.send(case)

        send()
    assert {200, 400} <= house.seen["/api/commands"]
    assert {200, 400, 409} <= {status for statuses in house.seen.values() for status in statuses}


def test_every_route_is_in_the_document_with_its_errors_and_examples(
    app: Litestar, client: TestClient[Litestar]
) -> None:
    made = client.get("/api/openapi.json").json()
    paths = {
        route.path_format.replace(":str", "").replace(":int", "")
        for route in app.routes
        if isinstance(route, (HTTPRoute, ASGIRoute)) and route.path.startswith("/api/")
    }
    shown = {path for path in paths if not path.startswith("/api/openapi")}
    assert len(shown) > 10
    assert set(made["paths"]) == shown
    for path, item in made["paths"].items():
        for method, operation in item.items():
            assert operation.get("description"), f"{method} {path} says nothing"
            problems = [
                one
                for status, one in operation["responses"].items()
                if status >= "400" and MEDIA_TYPE in one["content"]
            ]
            assert problems, f"{method} {path} names no error"
            for one in problems:
                example = next(iter(one["content"][MEDIA_TYPE]["examples"].values()))["value"]
                assert example["code"]


def test_every_route_shows_an_exchange_that_fits_its_own_shapes(client: TestClient[Litestar]) -> None:
    made = client.get("/api/openapi.json").json()

    def fits(value: Any, schema: dict[str, Any], where: str) -> None:
        whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": made["components"], **schema}
        found = [error.message for error in jsonschema_rs.validator_for(whole).iter_errors(value)]
        assert not found, f"{where}: {found[:3]}"

    seen = 0
    for path, item in made["paths"].items():
        for method, operation in item.items():
            where = f"{method} {path}"
            for parameter in operation.get("parameters", []):
                if parameter["required"]:
                    assert "example" in parameter, f"{where}: {parameter['name']}"
                if "example" in parameter:
                    fits(parameter["example"], parameter["schema"], f"{where}: {parameter['name']}")
            bodies = [("request", operation.get("requestBody", {}))]
            bodies += [(status, one) for status, one in operation["responses"].items() if status < "300"]
            for which, body in bodies:
                for content in body.get("content", {}).values():
                    shown = [one["value"] for one in content.get("examples", {}).values()] or [content.get("example")]
                    assert shown != [None], f"{where} shows no {which}"
                    for value in shown:
                        fits(value, content["schema"], f"{where}: {which}")
                        seen += 1
    assert seen > 40


def test_the_example_of_a_contact_is_one() -> None:
    from server.web.document import _CONTACT

    assert msgspec.convert(_CONTACT | {"entries": []}, Contact).newest == 8
    assert msgspec.json.decode(msgspec.json.encode(_CONTACT), type=Contact).entries[0].type == "tasks.claim"


def test_every_command_has_its_shape_in_the_document(client: TestClient[Litestar]) -> None:
    made = client.get("/api/openapi.json").json()
    assert set(made["x-commands"]) == set(REGISTRY)
    schemas = made["components"]["schemas"]
    for name, shape in made["x-commands"].items():
        target = shape["$ref"].rpartition("/")[2]
        assert schemas[target]["additionalProperties"] is False, name
