"""Signing in and out, pairing, and who is behind a request."""

from collections.abc import Callable
from typing import Any

import pytest

from server.cli import CONSOLE_DEVICE
from server.flows.demo import DEVICE as DEMO_DEVICE
from server.kernel.clock import MINUTE
from server.people import rules
from server.people.tables import session
from server.store.engine import Store
from server.store.transaction import Sql
from server.web.secrets import OFFICE_DEVICE
from server.web.sessions import is_our_origin, token_of
from tests.server.web.conftest import PIN, Clock, Phone

NewPhone = Callable[[str], Phone]


def pair(phone: Phone, supervisor: Phone) -> None:
    code = supervisor.call("POST", "/api/pairing", {}).body["code"]
    assert phone.call("POST", "/api/pair", {"code": code, "device": {"id": phone.device}}).status == 200


def test_a_password_opens_a_session_by_cookie(phone: Phone) -> None:
    answer = phone.sign_in("li", bearer=False)
    assert answer.status == 200
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Secure" not in cookie
    assert "token" not in answer.body
    me = phone.call("GET", "/api/me").body
    assert me["user"]["login"] == "li"
    assert me["user"]["roles"] == ["picker"]
    assert "picking.confirm" in me["user"]["permissions"]
    assert [one["code"] for one in me["user"]["warehouses"]] == ["SZ"]


def test_over_https_the_cookie_is_secure(phone: Phone) -> None:
    phone.client.base_url = "https://testserver.local"
    assert "Secure" in phone.sign_in("li", bearer=False).headers["set-cookie"]


def test_a_bearer_token_opens_a_session_without_a_cookie(phone: Phone) -> None:
    answer = phone.sign_in("chen")
    assert answer.body["token"]
    assert "set-cookie" not in answer.headers
    assert phone.call("GET", "/api/me").status == 200


def test_a_token_is_kept_only_as_its_hash(phone: Phone, books: Store) -> None:
    token = phone.sign_in("li").body["token"]
    with books.reader() as reader:
        kept = reader.all(Sql(session.select()))
    assert kept
    assert all(token.encode() not in bytes(row[0]) for row in kept)


def test_a_wrong_password_and_an_unknown_login_say_the_same(phone: Phone) -> None:
    wrong, unknown = phone.sign_in("li", "wrong password"), phone.sign_in("nobody", "wrong password")
    assert (wrong.status, unknown.status) == (401, 401)
    assert wrong.body["code"] == unknown.body["code"] == "people.wrong_password"
    assert wrong.headers["content-type"] == "application/problem+json"


def test_signing_out_ends_the_session_at_once(phone: Phone) -> None:
    phone.sign_in("li")
    assert phone.call("POST", "/api/sign-out").status == 204
    answer = phone.call("GET", "/api/me")
    assert (answer.status, answer.body["code"]) == (401, "web.not_signed_in")


def test_a_session_ends_by_itself(phone: Phone, clock: Clock) -> None:
    phone.sign_in("li", bearer=False)
    clock.at += rules.SESSION_LASTS - 1
    assert phone.call("GET", "/api/me").status == 200
    clock.at += 1
    assert phone.call("GET", "/api/me").status == 401
    assert phone.call("POST", "/api/commands", phone.contact()).status == 401


def test_badge_and_pin_are_good_on_an_enrolled_device_only(phone: Phone, new_phone: NewPhone) -> None:
    refused = phone.badge_in("U-1001")
    assert (refused.status, refused.body["code"]) == (403, "people.device_not_enrolled")
    pair(phone, new_phone("chen"))
    answer = phone.badge_in("U-1001")
    assert answer.status == 200
    assert answer.body["device"]["enrolled"] is True


def test_knowing_an_enrolled_device_s_id_is_not_being_it(phone: Phone, new_phone: NewPhone) -> None:
    pair(phone, new_phone("chen"))
    phone.client.cookies.clear()
    assert phone.badge_in("U-1001").body["code"] == "people.device_not_enrolled"


def test_a_pairing_code_is_good_once_and_for_a_while(phone: Phone, new_phone: NewPhone, clock: Clock) -> None:
    supervisor = new_phone("chen")
    code = supervisor.call("POST", "/api/pairing", {}).body["code"]
    body = {"code": code, "device": {"id": phone.device}}
    assert phone.call("POST", "/api/pair", body).status == 200
    again = phone.call("POST", "/api/pair", body)
    assert (again.status, again.body["code"]) == (409, "people.pairing_unknown")
    late = supervisor.call("POST", "/api/pairing", {"minutes": 1}).body["code"]
    clock.at += 2 * MINUTE
    assert phone.call("POST", "/api/pair", {**body, "code": late}).body["code"] == "people.pairing_unknown"


def test_a_picker_may_not_make_pairing_codes(new_phone: NewPhone) -> None:
    answer = new_phone("li").call("POST", "/api/pairing", {})
    assert (answer.status, answer.body["code"]) == (403, "people.not_allowed")


def test_the_fifth_wrong_pin_locks_badge_and_device_for_a_while(
    phone: Phone, new_phone: NewPhone, clock: Clock
) -> None:
    pair(phone, new_phone("chen"))
    for _ in range(rules.PIN_TRIES_MAX):
        assert phone.badge_in("U-1001", "1357").body["code"] == "people.wrong_pin"
    locked = phone.badge_in("U-1001", PIN)
    assert (locked.status, locked.body["code"], locked.body["facts"]) == (429, "people.locked", {"minutes": 15})
    assert phone.badge_in("U-1007", PIN).status == 200, "another person on the same device is not locked"
    clock.at += rules.LOCKED_FOR
    assert phone.badge_in("U-1001", PIN).status == 200


def test_a_right_pin_gives_the_tries_back(phone: Phone, new_phone: NewPhone) -> None:
    pair(phone, new_phone("chen"))
    for _ in range(2):
        for _ in range(rules.PIN_TRIES_MAX - 1):
            assert phone.badge_in("U-1001", "1357").status == 401
        assert phone.badge_in("U-1001", PIN).status == 200


def test_passwords_are_tried_so_often_only(phone: Phone) -> None:
    statuses = [phone.sign_in("li", "wrong password").status for _ in range(rules.PASSWORD_TRIES_MAX + 1)]
    assert statuses == [401] * rules.PASSWORD_TRIES_MAX + [429]
    assert phone.sign_in("li").status == 429, "the right one comes too late"


def test_a_blocked_device_is_signed_out_and_stays_out(new_phone: NewPhone, clock: Clock) -> None:
    chen, li = new_phone("chen"), new_phone("li")
    assert chen.do("people.block_device", {"device": li.device})["result"] == "accepted"
    clock.at += rules.LOCKED_FOR
    assert li.call("GET", "/api/me").status == 401
    assert li.sign_in("li").body["code"] == "people.device_blocked"


@pytest.mark.parametrize("taken", [CONSOLE_DEVICE, OFFICE_DEVICE, DEMO_DEVICE])
def test_nobody_signs_in_as_a_stream_of_the_house(phone: Phone, taken: str) -> None:
    phone.device = taken
    answer = phone.sign_in("li")
    assert (answer.status, answer.body["code"]) == (409, "people.not_a_device_id")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver.local.evil.example"])
def test_a_foreign_page_cannot_use_the_cookie(phone: Phone, origin: str) -> None:
    phone.sign_in("li", bearer=False)
    for path, body in (("/api/commands", phone.contact()), ("/api/sign-out", None), ("/api/sign-in", {})):
        answer = phone.call("POST", path, body, origin=origin)
        assert (answer.status, answer.body["code"]) == (403, "web.foreign_origin"), path
    assert phone.call("GET", "/api/me").status == 200


def test_our_own_page_can_use_the_cookie(phone: Phone) -> None:
    phone.sign_in("li", bearer=False)
    assert phone.call("POST", "/api/commands", phone.contact(), origin="http://testserver.local").status == 200


def test_an_origin_is_ours_by_host_or_by_setting() -> None:
    host = (b"host", b"Wms.local:8443")
    assert is_our_origin([host, (b"origin", b"https://wms.local:8443")], ())
    assert not is_our_origin([host, (b"origin", b"https://wms.local")], ())
    assert is_our_origin([host, (b"origin", b"https://a.example")], ("https://a.example",))
    assert is_our_origin([host], ())
    assert not is_our_origin([host, (b"sec-fetch-site", b"cross-site")], ())


def test_a_token_is_read_from_header_or_cookie() -> None:
    assert token_of([(b"authorization", b"Bearer abc"), (b"cookie", b"truebin_session=x")]) == ("abc", False)
    assert token_of([(b"cookie", b"a=1; truebin_session=xyz; b=2")]) == ("xyz", True)
    assert token_of([(b"cookie", b"nottruebin_session=xyz")]) == ("", False)
    assert token_of([]) == ("", False)


def test_one_s_own_password_needs_the_old_one(new_phone: NewPhone) -> None:
    li = new_phone("li")
    wrong = li.call("POST", "/api/password", {"old": "not this", "new": "another one"})
    assert (wrong.status, wrong.body["code"]) == (403, "people.wrong_old")
    assert li.call("POST", "/api/password", {"old": "correct horse", "new": "another one"}).status == 204
    assert li.sign_in("li", "another one").status == 200
    assert li.sign_in("li").status == 401


def test_only_who_may_sets_another_person_s_pin(new_phone: NewPhone) -> None:
    li, admin = new_phone("li"), new_phone("admin")
    refused = li.call("POST", "/api/pin", {"user": admin.user, "new": "1357"})
    assert (refused.status, refused.body["code"]) == (403, "people.not_allowed")
    assert admin.call("POST", "/api/pin", {"user": li.user, "new": "1357"}).status == 204
    pair(li, new_phone("chen"))
    assert li.badge_in("U-1001", "1357").status == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"device": {"id": "x" * 36}, "login": "li", "password": "correct horse"},
        {"device": {"id": "01970e5c-5a00-7000-8000-000000000001"}},
        {"device": {"id": "01970e5c-5a00-7000-8000-000000000001"}, "login": 5, "password": "correct horse"},
        {"device": {"id": "01970e5c-5a00-7000-8000-000000000001"}, "login": "li", "password": "x" * 300},
        {"device": {"id": "01970e5c-5a00-7000-8000-000000000001"}, "login": "li", "password": "x", "more": 1},
        {"device": {"id": "01970e5c-5a00-7000-8000-000000000001"}, "login": "li\0", "password": "correct horse"},
    ],
)
def test_a_sign_in_that_cannot_be_read_is_refused(phone: Phone, body: Any) -> None:
    answer = phone.call("POST", "/api/sign-in", body)
    assert 400 <= answer.status < 500
    assert answer.body["code"]


def test_people_and_devices_are_listed_for_who_looks_after_them(new_phone: NewPhone) -> None:
    chen, li = new_phone("chen"), new_phone("li")
    users = chen.call("GET", "/api/users").body
    assert [one["login"] for one in users] == ["admin", "chen", "li"]
    assert users[2]["roles"] == ["picker"]
    assert "hash" not in str(users)
    assert {one["id"] for one in chen.call("GET", "/api/devices").body} == {chen.device, li.device}
    assert li.call("GET", "/api/users").status == 403
    assert li.call("GET", "/api/devices").status == 403
