"""Held commands and fates over HTTP: for the people of the warehouse."""

from collections.abc import Callable

from tests.server.web.conftest import Phone, app, books, client, clock, furnished, new_phone

__all__ = ["app", "books", "client", "clock", "furnished", "new_phone"]


def test_cards_are_for_the_people_of_the_warehouse(new_phone: Callable[[str], Phone]) -> None:
    picker = new_phone("li")
    assert (picker.call("GET", "/api/cards?warehouse=1").status, picker.call("GET", "/api/cards?warehouse=1").body) == (
        200,
        [],
    )
    elsewhere = picker.call("GET", "/api/cards?warehouse=2")
    assert (elsewhere.status, elsewhere.body["code"]) == (403, "people.not_your_warehouse")
    assert picker.call("GET", "/api/cards?warehouse=1&state=dancing").status == 400


def test_a_commands_fate_is_told_by_its_id(new_phone: Callable[[str], Phone]) -> None:
    admin = new_phone("admin")
    sent = admin.contact(("testing.unknown", {}))
    admin.call("POST", "/api/commands", sent)
    own = sent["entries"][0]["id"]
    found = admin.call("GET", f"/api/commands/{own}")
    assert (found.status, found.body["outcomes"][0]["code"]) == (200, "command.unknown")
    li = new_phone("li")
    assert li.call("GET", "/api/commands/never-came").status == 404
    mine = li.contact(("people.set_preferences", {"hand": "left"}))
    mine["entries"][0]["warehouse"] = 0
    assert li.call("POST", "/api/commands", mine).body["outcomes"][0]["outcome"]["result"] == "accepted"
    assert li.call("GET", f"/api/commands/{mine['entries'][0]['id']}").status == 200
    theirs = admin.contact(("people.set_preferences", {"hand": "left"}))
    theirs["entries"][0]["warehouse"] = 0
    admin.call("POST", "/api/commands", theirs)
    assert li.call("GET", f"/api/commands/{theirs['entries'][0]['id']}").status == 403


def test_what_a_role_can_permit_is_every_command_but_those_everybody_may(new_phone: Callable[[str], Phone]) -> None:
    known = new_phone("li").call("GET", "/api/permissions").body
    assert {"picking.confirm", "catalog.see_prices", "picking.override", "people.set_role"} <= set(known)
    assert "people.set_preferences" not in known
