"""People and roles over HTTP: for those who look after people."""

from collections.abc import Callable

from tests.server.web.conftest import Phone, app, books, client, clock, furnished, new_phone

__all__ = ["app", "books", "client", "clock", "furnished", "new_phone"]


def test_a_person_is_listed_with_each_role_and_where_it_holds(new_phone: Callable[[str], Phone]) -> None:
    admin = new_phone("admin")
    li = next(one for one in admin.call("GET", "/api/users").body if one["login"] == "li")
    assert li["grants"] == [{"role": "picker", "warehouse": 1}]
    admin.do("people.grant", {"user": li["id"], "role": "picker", "warehouse": 2})
    admin.do("people.grant", {"user": li["id"], "role": "counter", "warehouse": 0})
    li = next(one for one in admin.call("GET", "/api/users").body if one["login"] == "li")
    assert li["grants"] == [
        {"role": "counter", "warehouse": 0},
        {"role": "picker", "warehouse": 1},
        {"role": "picker", "warehouse": 2},
    ]
    assert li["roles"] == ["counter", "picker"]


def test_roles_are_listed_with_what_they_permit_also_those_nobody_has(new_phone: Callable[[str], Phone]) -> None:
    admin = new_phone("admin")
    before = {one["code"]: one for one in admin.call("GET", "/api/roles").body}
    assert (before["picker"]["users"], before["counter"]["users"]) == (1, 0)
    assert "counting.submit" in [one["permission"] for one in before["counter"]["permissions"]]
    role = {"code": "counter", "name_zh": "盘点", "name_en": "Counter"}
    asked = role | {"permissions": [{"permission": "selling.approve", "amount_max": 10_000}]}
    assert admin.do("people.set_role", asked)["result"] == "accepted"
    after = {one["code"]: one for one in admin.call("GET", "/api/roles").body}
    assert after["counter"]["permissions"] == [{"permission": "selling.approve", "amount_max": 10_000}]
    refused = new_phone("li").call("GET", "/api/roles")
    assert (refused.status, refused.body["code"]) == (403, "people.not_allowed")
