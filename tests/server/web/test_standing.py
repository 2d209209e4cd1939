"""Who the server is: well, of a version, and a demo only when it is one."""

from server.commands.perform import Caller
from server.commands.registry import REGISTRY
from server.flows import demo
from server.people.commands import SetPreferences
from server.store.engine import Store
from tests.server.web.conftest import Phone


def test_the_server_says_that_it_is_well(phone: Phone) -> None:
    answer = phone.call("GET", "/api/health")
    assert (answer.status, answer.body["status"]) == (200, "ok")


def test_the_version_names_every_command(phone: Phone) -> None:
    assert set(phone.call("GET", "/api/version").body["commands"]) == set(REGISTRY)


def test_only_a_demo_tells_its_secrets(phone: Phone, books: Store) -> None:
    assert "demo" not in phone.call("GET", "/api/version").body
    Caller(books, 0, demo.DEVICE).do("people.set_preferences", SetPreferences())
    told = phone.call("GET", "/api/version").body["demo"]
    assert (told["pin"], told["password"]) == (demo.PIN, demo.PASSWORD)
    assert told["users"][0] == {
        "login": "li",
        "name": "李强",
        "badge": "U-1001",
        "roles": ["picker"],
        "everywhere": False,
    }
