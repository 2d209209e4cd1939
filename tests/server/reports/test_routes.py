"""Board, snapshot, tasks, orders and counts over HTTP."""

from collections.abc import Callable

import pytest

from server.catalog.place import add_virtual
from server.store.engine import Store
from tests.server.web.conftest import Phone, app, books, client, clock, furnished, new_phone

__all__ = ["app", "books", "client", "clock", "furnished", "new_phone"]


@pytest.fixture(autouse=True)
def _outside(books: Store) -> None:
    """Where goods come from and go to."""
    books.writer.submit(lambda tx: add_virtual(tx, 1), (1,)).result()


def ordered(admin: Phone) -> dict[str, int]:
    """One order on the floor; the ids of what was made on the way."""
    made = {
        "item": admin.do("catalog.add_item", {"name": "茶", "code": "tea"})["made"]["item"],
        "bin": admin.do("catalog.add_bin", {"code": "A-1"})["made"]["place"],
    }
    stocked = admin.do(
        "ledger.adjust", {"place": made["bin"], "item": made["item"], "lot": 0, "quantity": 5, "reason": "opening"}
    )
    assert stocked["result"] == "accepted", stocked
    lines = [{"item": made["item"], "quantity": 3, "price": 20_000}]
    made["order"] = admin.do("selling.draft", {"lines": lines, "party": 0})["made"]["order"]
    assert admin.do("selling.submit", {"order": made["order"]})["result"] == "accepted"
    assert admin.do("selling.approve", {"order": made["order"]})["result"] == "accepted"
    made["task"] = admin.do("selling.release", {"orders": [made["order"]]})["made"]["tasks"][0]
    return made


def test_an_order_is_read_with_its_lines_and_prices_for_those_who_may(new_phone: Callable[[str], Phone]) -> None:
    admin = new_phone("admin")
    made = ordered(admin)
    listed = admin.call("GET", "/api/orders?warehouse=1&state=released").body
    assert [order["id"] for order in listed["orders"]] == [made["order"]]
    assert listed["after"] == ""
    assert admin.call("GET", f"/api/orders/{made['order']}").body["lines"][0]["price"] == 20_000
    assert new_phone("li").call("GET", f"/api/orders/{made['order']}").body["lines"][0]["price"] is None
    assert admin.call("GET", "/api/orders/99").body["code"] == "selling.no_order"
    for page in ("x", "1", "1.x", "99999999999999999999.1", "1.99999999999999999999"):
        assert admin.call("GET", f"/api/orders?warehouse=1&after={page}").body["code"] == "selling.bad_page"


def test_tasks_board_and_snapshot_agree(new_phone: Callable[[str], Phone]) -> None:
    admin = new_phone("admin")
    made = ordered(admin)
    (light,) = admin.call("GET", "/api/tasks?warehouse=1&kind=pick").body
    assert (light["id"], light["lines"], light["facts"]["zones"]) == (made["task"], 1, [])
    task = admin.call("GET", f"/api/tasks/{made['task']}").body
    assert task["lines"][0]["place"]["code"] == "A-1"
    board = admin.call("GET", "/api/board?warehouse=1").body
    assert board["orders"] == {"released": 1}
    snapshot = admin.call("GET", "/api/snapshot?warehouse=1").body
    assert snapshot["number"] == board["number"]
    assert snapshot["tasks"] == [task]
    assert snapshot["epoch"]


def test_what_is_not_for_them_is_not_shown(new_phone: Callable[[str], Phone]) -> None:
    li = new_phone("li")
    for path in ("board?", "snapshot?", "tasks?", "orders?", "counts?"):
        assert li.call("GET", f"/api/{path}warehouse=2").status == 403, path
    assert li.call("GET", "/api/counts?warehouse=1").body["code"] == "people.not_allowed", "a counter counts blind"
    assert li.call("GET", "/api/tasks/99").body["code"] == "tasks.no_task"
    assert li.call("GET", "/api/tasks?warehouse=1&state=lost").status == 400
