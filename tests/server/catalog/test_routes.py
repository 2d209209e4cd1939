"""The catalogue over HTTP: what phones and offices read of it."""

from collections.abc import Callable

from tests.server.web.conftest import Phone, app, books, client, clock, furnished, new_phone

__all__ = ["app", "books", "client", "clock", "furnished", "new_phone"]


def test_codes_come_once_and_then_only_when_they_have_changed(new_phone: Callable[[str], Phone]) -> None:
    admin, li = new_phone("admin"), new_phone("li")
    place = admin.do("catalog.add_bin", {"code": "A-1"})["made"]["place"]
    first = li.call("GET", "/api/codes?warehouse=1")
    assert first.status == 200
    assert first.body["codes"] == [["A-1", "bin", place, "A-1", "", 0]]
    tag = first.headers["etag"]
    assert li.call("GET", "/api/codes?warehouse=1", if_none_match=tag).status == 304
    admin.do("catalog.add_bin", {"code": "A-2"})
    second = li.call("GET", "/api/codes?warehouse=1", if_none_match=tag)
    assert (second.status, [code[0] for code in second.body["codes"]]) == (200, ["A-1", "A-2"])
    elsewhere = li.call("GET", "/api/codes?warehouse=2")
    assert (elsewhere.status, elsewhere.body["code"]) == (403, "people.not_your_warehouse")


def test_prices_are_for_those_who_may_see_them(new_phone: Callable[[str], Phone]) -> None:
    admin, li = new_phone("admin"), new_phone("li")
    item = admin.do("catalog.add_item", {"name": "茶", "code": "tea", "price": 50_000})["made"]["item"]
    assert [one["price"] for one in admin.call("GET", "/api/items?q=te").body] == [50_000]
    assert [one["price"] for one in li.call("GET", "/api/items?q=te").body] == [0]
    assert li.call("GET", f"/api/items/{item}").body["item"]["name"] == "茶"
    assert li.call("GET", "/api/items/99").body["code"] == "catalog.no_item"


def test_lists_are_found_by_part_of_the_code(new_phone: Callable[[str], Phone]) -> None:
    admin = new_phone("admin")
    for code in ("A-1", "A-2", "B-1"):
        admin.do("catalog.add_bin", {"code": code})
    admin.do("catalog.add_zone", {"code": "Z"})
    admin.do("catalog.add_party", {"name": "Shop", "kind": "customer"})
    assert [one["code"] for one in admin.call("GET", "/api/bins?warehouse=1&q=A&after=A-1").body] == ["A-2"]
    assert [one["code"] for one in admin.call("GET", "/api/zones?warehouse=1").body] == ["Z"]
    assert [one["code"] for one in admin.call("GET", "/api/parties?q=sho").body] == ["P-0001"]
    assert [one["id"] for one in new_phone("li").call("GET", "/api/warehouses").body] == [1]
    assert admin.call("GET", "/api/bins?warehouse=1&kind=attic").status == 400


def test_a_taken_code_is_refused_over_the_wire_with_both_owners(new_phone: Callable[[str], Phone]) -> None:
    admin = new_phone("admin")
    items = [admin.do("catalog.add_item", {"name": code, "code": code})["made"]["item"] for code in ("tea", "cup")]
    asked = [{"text": "6901", "kind": "item", "target_id": item} for item in items]
    assert admin.do("catalog.bind_barcode", asked[0])["result"] == "accepted"
    outcome = admin.do("catalog.bind_barcode", asked[1])
    assert (outcome["result"], outcome["code"]) == ("refused", "catalog.barcode_taken")
    assert (outcome["facts"]["taken_owner"], outcome["facts"]["owner"]) == ("管理员", "管理员")


def test_lists_are_narrowed_by_kind_zone_and_use(new_phone: Callable[[str], Phone]) -> None:
    admin = new_phone("admin")
    tea, cup = (
        admin.do("catalog.add_item", {"name": code, "code": code, "kind": kind})["made"]["item"]
        for code, kind in (("tea", "food"), ("cup", "ware"))
    )
    admin.do("catalog.change_item", {"item": cup, "active": False})
    zone = admin.do("catalog.add_zone", {"code": "Z"})["made"]["zone"]
    admin.do("catalog.add_bin", {"code": "A-1"})
    admin.do("catalog.add_bin", {"code": "Z-1", "zone": zone})
    for name, kind in (("Shop", "customer"), ("Mill", "supplier"), ("Barter", "both")):
        admin.do("catalog.add_party", {"name": name, "kind": kind})

    def listed(path: str, of: str = "code") -> list[str]:
        return [one[of] for one in admin.call("GET", path).body]

    assert listed("/api/items") == ["cup", "tea"]
    assert listed("/api/items?kind=food") == ["tea"]
    assert (listed("/api/items?active=true"), listed("/api/items?active=false")) == (["tea"], ["cup"])
    assert admin.call("GET", "/api/item-kinds").body == ["food", "ware"]
    assert listed(f"/api/bins?warehouse=1&zone={zone}") == ["Z-1"]
    assert sorted(listed("/api/parties?kind=supplier", "name")) == ["Barter", "Mill"]
    assert admin.call("GET", "/api/parties?kind=friend").status == 400
    assert tea


def test_an_item_shows_its_newest_lots(new_phone: Callable[[str], Phone]) -> None:
    admin = new_phone("admin")
    item = admin.do("catalog.add_item", {"name": "milk", "code": "milk", "by_lot": True})["made"]["item"]
    for code in ("L1", "L2"):
        admin.do("catalog.add_lot", {"item": item, "code": code, "expires_on": "2027-01-31"})
    lots = admin.call("GET", f"/api/items/{item}").body["lots"]
    assert [(one["code"], one["expires_on"]) for one in lots] == [("L2", "2027-01-31"), ("L1", "2027-01-31")]


def test_number_rules_show_the_number_that_comes_next(new_phone: Callable[[str], Phone]) -> None:
    admin = new_phone("admin")
    given = admin.do("catalog.add_party", {"name": "Shop", "kind": "customer"})["made"]["code"]
    rules = {one["name"]: one for one in admin.call("GET", "/api/number-rules?warehouse=1").body}
    assert (given, rules["party"]["pattern"], rules["party"]["next"]) == ("P-0001", "P-0001", "P-0002")
    tried = admin.call("GET", "/api/number-rules/example?warehouse=1&name=party&pattern=C-00001")
    assert (tried.status, tried.body["next"]) == (200, "C-00001")
    refused = admin.call("GET", "/api/number-rules/example?warehouse=1&name=party&pattern=none")
    assert (refused.status, refused.body["code"]) == (409, "catalog.bad_pattern")
    # Asking has counted nothing.
    assert admin.do("catalog.add_party", {"name": "Mill", "kind": "supplier"})["made"]["code"] == "P-0002"
    assert admin.do("catalog.set_number_rule", {"name": "party", "pattern": "C-00001"})["result"] == "accepted"
    assert admin.do("catalog.add_party", {"name": "Farm", "kind": "supplier"})["made"]["code"] == "C-00001"
    assert new_phone("li").call("GET", "/api/number-rules?warehouse=2").status == 403
