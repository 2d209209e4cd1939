"""A house with people, and the app that serves it, asked as a phone or a browser would."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from msgspec import Struct

from server.app import create_app
from server.catalog.tables import warehouse
from server.commands.perform import Caller
from server.kernel.clock import now
from server.kernel.ids import new_id
from server.people.commands import AddUser, SetPassword, SetPin
from server.people.hashing import hashed
from server.settings import Settings
from server.store.engine import Store, open_store
from server.store.transaction import Sql, Tx

PASSWORD = "correct horse"
PIN = "2468"
PASSWORD_HASH = hashed(PASSWORD)
PIN_HASH = hashed(PIN)
PEOPLE = (
    ("admin", "管理员", "", "admin", 0),
    ("chen", "陈主管", "U-1007", "supervisor", 0),
    ("li", "李强", "U-1001", "picker", 1),
)


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.at = now()

    def __call__(self) -> int:
        return self.at


class Answer(Struct):
    """What came back."""

    status: int
    body: Any
    headers: Any


class Phone:
    """A client with a device of its own."""

    def __init__(self, client: TestClient[Litestar]) -> None:
        self.client = client
        self.device = new_id()
        self.seq = 0
        self.user = 0
        self.token = ""

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Send JSON (or bytes as they are) and read the answer."""
        content = body if isinstance(body, bytes) else (None if body is None else msgspec.json.encode(body))
        sent = {"content-type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent["authorization"] = f"Bearer {self.token}"
        found = self.client.request(method, path, content=content, headers=sent)
        kind = found.headers.get("content-type", "")
        return Answer(found.status_code, found.json() if "json" in kind else found.text, found.headers)

    def sign_in(self, login: str, password: str = PASSWORD, bearer: bool = True) -> Answer:
        """Sign in with a password."""
        body = {"device": {"id": self.device, "name": "test"}, "login": login, "password": password, "bearer": bearer}
        return self._signed(self.call("POST", "/api/sign-in", body))

    def badge_in(self, badge: str, pin: str = PIN) -> Answer:
        """Sign in with badge and PIN, by cookie."""
        return self._signed(
            self.call("POST", "/api/sign-in", {"device": {"id": self.device}, "badge": badge, "pin": pin})
        )

    def _signed(self, answer: Answer) -> Answer:
        if answer.status == 200:
            self.user = answer.body["user"]["id"]
            self.token = answer.body.get("token", "")
        return answer

    def contact(self, *commands: tuple[str, Any], **more: Any) -> dict[str, Any]:
        """A contact with these commands, as it goes over the wire."""
        entries = []
        for type, payload in commands:
            self.seq += 1
            entries.append(
                {
                    "version": 1,
                    "id": new_id(),
                    "seq": self.seq,
                    "kind": "scan" if type == "scan" else "command",
                    "type": type,
                    "user": self.user,
                    "warehouse": 1,
                    "client_at": now(),
                    "payload": payload,
                }
            )
        contact = {
            "device": self.device,
            "newest": self.seq,
            "drained": True,
            "unsent": 0,
            "clock": {"device_at": now()},
            "entries": entries,
        }
        return contact | more

    def do(self, type: str, payload: Any) -> Any:
        """One command and its outcome."""
        answer = self.call("POST", "/api/commands", self.contact((type, payload)))
        assert answer.status == 200, answer.body
        return answer.body["outcomes"][0]["outcome"]


def furnish(store: Store) -> None:
    """Two warehouses and three people."""

    def build(tx: Tx) -> None:
        add = Sql(warehouse.insert().values(code="", name=""))
        for code in ("SZ", "GZ"):
            tx.run(add, code=code, name=code)

    store.writer.submit(build).result()
    console = Caller(store, 0, new_id())
    for login, name, badge, role, where in PEOPLE:
        user = console.do("people.add_user", AddUser(login, name, badge=badge, roles=[role], warehouse=where)).made[
            "user"
        ]
        assert isinstance(user, int)
        console.do("people.set_password", SetPassword(user, PASSWORD_HASH))
        console.do("people.set_pin", SetPin(user, PIN_HASH))


@pytest.fixture(scope="session")
def furnished(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Books with people, to be copied."""
    path = tmp_path_factory.mktemp("furnished") / "truebin.db"
    shutil.copy(sqlite_template, path)
    store = open_store(f"sqlite:///{path}")
    furnish(store)
    store.close()
    return path


@pytest.fixture
def books(furnished: Path, tmp_path: Path) -> Iterator[Store]:
    """Books with people, open."""
    path = tmp_path / "truebin.db"
    shutil.copy(furnished, path)
    store = open_store(f"sqlite:///{path}")
    yield store
    store.close()


@pytest.fixture
def clock() -> Clock:
    """The app's clock."""
    return Clock()


@pytest.fixture
def app(books: Store, clock: Clock) -> Litestar:
    """The whole app."""
    return create_app(Settings(pwa=""), store=books, clock=clock)


@pytest.fixture
def client(app: Litestar) -> Iterator[TestClient[Litestar]]:
    """A client of the running app that raises no error of the server, as no real one does."""
    with TestClient(app, raise_server_exceptions=False) as running:
        yield running


@pytest.fixture
def phone(client: TestClient[Litestar]) -> Phone:
    """A phone where nobody is signed in."""
    return Phone(client)


@pytest.fixture
def new_phone(client: TestClient[Litestar]) -> Callable[[str], Phone]:
    """Makes phones, each signed in as somebody."""

    def make(login: str) -> Phone:
        made = Phone(client)
        assert made.sign_in(login).status == 200
        return made

    return make
