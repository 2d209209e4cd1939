"""Stock and movements over HTTP, down to the scans that a movement rests on."""

from collections.abc import Callable

from server.catalog.place import add_virtual
from server.store.engine import Store
from tests.server.web.conftest import Phone, app, books, client, clock, furnished, new_phone

__all__ = ["app", "books", "client", "clock", "furnished", "new_phone"]


def test_stock_and_its_movements_name_command_person_and_device(
    books: Store,
    new_phone: Callable[[str], Phone],
) -> None:
    books.writer.submit(lambda tx: add_virtual(tx, 1)).result()
    admin = new_phone("admin")
    item = admin.do("catalog.add_item", {"name": "茶", "code": "tea"})["made"]["item"]
    place = admin.do("catalog.add_bin", {"code": "A-1"})["made"]["place"]
    adjusted = admin.do("ledger.adjust", {"place": place, "item": item, "quantity": 7, "reason": "found"})
    admin.do("ledger.freeze", {"place": place, "item": item, "quantity": 2, "reason": "wet"})
    (line,) = admin.call("GET", f"/api/stock?warehouse=1&item={item}").body
    assert [line[name] for name in ("place", "on_hand", "frozen", "available")] == ["A-1", 7, 2, 5]
    assert admin.call("GET", f"/api/stock?warehouse=1&place={place}").body == [line]
    (moved,) = admin.call("GET", f"/api/movements?warehouse=1&item={item}").body
    assert (moved["seq"], moved["command_type"]) == (adjusted["made"]["movement"], "ledger.adjust")
    assert (moved["user"], moved["device"]) == ("管理员", "test")
    assert (moved["lines"][0]["from_place"], moved["lines"][0]["quantity"]) == ("variance", 7)


def test_stock_is_asked_for_by_item_or_place_and_only_where_one_works(new_phone: Callable[[str], Phone]) -> None:
    li = new_phone("li")
    assert li.call("GET", "/api/stock?warehouse=1").body["code"] == "ledger.ask_item_or_place"
    assert li.call("GET", "/api/stock?warehouse=2&item=1").status == 403
    assert li.call("GET", "/api/movements?warehouse=2").status == 403
    assert li.call("GET", "/api/movements?warehouse=1&limit=9999").status == 400


def test_what_is_frozen_says_why_and_by_whom_until_it_is_free_again(
    books: Store, new_phone: Callable[[str], Phone]
) -> None:
    books.writer.submit(lambda tx: add_virtual(tx, 1)).result()
    admin = new_phone("admin")
    item = admin.do("catalog.add_item", {"name": "茶", "code": "tea"})["made"]["item"]
    place = admin.do("catalog.add_bin", {"code": "A-1"})["made"]["place"]
    admin.do("ledger.adjust", {"place": place, "item": item, "quantity": 7, "reason": "found"})
    hold = admin.do("ledger.freeze", {"place": place, "item": item, "quantity": 2, "reason": "wet"})["made"]["hold"]
    (line,) = admin.call("GET", f"/api/frozen?warehouse=1&item={item}").body
    assert [line[name] for name in ("id", "place", "quantity", "reason", "user")] == [hold, "A-1", 2, "wet", "管理员"]
    assert admin.do("ledger.unfreeze", {"hold": hold})["result"] == "accepted"
    assert admin.call("GET", f"/api/frozen?warehouse=1&item={item}").body == []
    assert new_phone("li").call("GET", "/api/frozen?warehouse=2&item=1").status == 403


def test_removal_rules_are_read_step_by_step_as_they_were_set(new_phone: Callable[[str], Phone]) -> None:
    admin = new_phone("admin")
    zone = admin.do("catalog.add_zone", {"code": "Z"})["made"]["zone"]
    steps = [{"zone": zone, "take": "packs", "sort": "fefo"}, {"sort": "fifo nearest", "only_over": 5}]
    assert admin.do("ledger.set_removal_rules", {"item_kind": "food", "rules": steps})["result"] == "accepted"
    read = admin.call("GET", "/api/removal-rules?warehouse=1").body
    names = ("item_kind", "position", "zone", "take", "sort", "only_over")
    assert [[one[name] for name in names] for one in read] == [
        ["food", 1, "Z", "packs", "fefo", 0],
        ["food", 2, "", "any", "fifo nearest", 5],
    ]
    assert new_phone("li").call("GET", "/api/removal-rules?warehouse=2").status == 403
