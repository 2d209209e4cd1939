"""The people commands: each works, comes twice, is refused for its reasons, and is not for everybody."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec import Struct

from server.commands.perform import Caller
from server.kernel.ids import new_id
from server.kernel.outcome import Outcome
from server.people import commands as do
from server.people import views
from server.people.hashing import hashed, is_right
from server.people.rules import may
from server.people.session import DeviceSelf, open_session
from server.people.views import SignedIn
from server.store.engine import Store

Ask = Callable[..., Outcome]
HASH = hashed("correct horse")


@pytest.fixture
def ask(store: Store) -> Ask:
    """Performs a command for the house, or for a user."""

    def perform(type: str, payload: Struct, user: int = 0, id: str = "") -> Outcome:
        return Caller(store, user, new_id()).do(type, payload, id=id)

    return perform


def add(ask: Ask, login: str, *roles: str, **more: Any) -> int:
    user = ask("people.add_user", do.AddUser(login, login, roles=list(roles), **more)).made["user"]
    assert isinstance(user, int)
    return user


def code_of(outcome: Outcome) -> str:
    assert outcome.result == "refused", outcome
    return outcome.code


def test_a_new_person_has_the_roles_given(ask: Ask, store: Store) -> None:
    li = add(ask, "li", "picker", badge="U-1001", warehouse=3)
    with store.reader() as reader:
        grants = views.grants_of(reader, li)
        users = views.users(reader)
    assert may(grants, "picking.confirm", 3)
    assert not may(grants, "picking.confirm", 4)
    assert [(one.login, one.badge, one.roles, one.has_password) for one in users] == [
        ("li", "U-1001", ["picker"], False)
    ]


def test_the_same_command_twice_adds_one_person(ask: Ask, store: Store) -> None:
    caller, own = Caller(store, 0, new_id()), new_id()
    first, second = (caller.do("people.add_user", do.AddUser("li", "李强"), id=own) for _ in range(2))
    assert first == second
    with store.reader() as reader:
        assert len(views.users(reader)) == 1


def test_login_and_badge_belong_to_one_person(ask: Ask) -> None:
    li = add(ask, "li", badge="U-1001")
    wu = add(ask, "wu")
    assert code_of(ask("people.add_user", do.AddUser("li", "x"))) == "people.login_taken"
    assert code_of(ask("people.add_user", do.AddUser("x", "x", badge="U-1001"))) == "people.badge_taken"
    assert code_of(ask("people.change_user", do.ChangeUser(wu, badge="U-1001"))) == "people.badge_taken"
    assert ask("people.change_user", do.ChangeUser(li, badge="U-1001")).result == "accepted"
    assert ask("people.change_user", do.ChangeUser(li, badge="")).result == "accepted"
    assert ask("people.change_user", do.ChangeUser(wu, badge="U-1001")).result == "accepted"


def test_a_refused_person_leaves_nothing_behind(ask: Ask, store: Store) -> None:
    assert code_of(ask("people.add_user", do.AddUser("li", "x", roles=["no_such_role"]))) == "people.unknown_role"
    with store.reader() as reader:
        assert views.users(reader) == []


def test_only_a_hash_is_taken_for_a_password(ask: Ask, store: Store) -> None:
    li = add(ask, "li")
    assert code_of(ask("people.set_password", do.SetPassword(li, "correct horse"))) == "people.not_a_hash"
    assert ask("people.set_password", do.SetPassword(li, HASH)).result == "accepted"
    assert ask("people.set_pin", do.SetPin(li, HASH)).result == "accepted"
    with store.reader() as reader:
        password, pin = views.secrets_of(reader, li) or ("", "")
    assert is_right(password, "correct horse")
    assert not is_right(pin, "wrong")
    assert not is_right("", "")


def test_the_last_admin_stays(ask: Ask) -> None:
    one = add(ask, "one", "admin")
    refused = {
        code_of(ask("people.revoke", do.Revoke(one, "admin"))),
        code_of(ask("people.change_user", do.ChangeUser(one, active=False))),
        code_of(ask("people.set_role", do.SetRole("admin", "管理员", "Admin", []))),
    }
    assert refused == {"people.last_admin"}
    add(ask, "two", "admin")
    assert ask("people.revoke", do.Revoke(one, "admin")).result == "accepted"
    assert code_of(ask("people.revoke", do.Revoke(one, "admin"))) == "people.not_granted"


def test_what_was_granted_is_true_for_the_next_command(ask: Ask) -> None:
    boss = add(ask, "boss", "admin")
    li = add(ask, "li", "picker")
    wish = do.PairCode()
    assert code_of(ask("people.pair_code", wish, user=li)) == "people.not_allowed"
    assert ask("people.grant", do.Grant(li, "supervisor"), user=boss).result == "accepted"
    assert ask("people.pair_code", wish, user=li).result == "accepted"
    assert code_of(ask("people.grant", do.Grant(li, "supervisor"), user=boss)) == "people.already_granted"
    assert ask("people.revoke", do.Revoke(li, "supervisor"), user=boss).result == "accepted"
    assert code_of(ask("people.pair_code", wish, user=li)) == "people.not_allowed"


def test_a_changed_role_changes_what_all_its_people_may(ask: Ask) -> None:
    li = add(ask, "li", "picker")
    role = do.SetRole("picker", "拣货员", "Picker", [do.RolePermission("people.pair_code")])
    assert ask("people.set_role", role).result == "accepted"
    assert ask("people.pair_code", do.PairCode(), user=li).result == "accepted"
    twice = do.SetRole("new", "新", "New", [do.RolePermission("a.b"), do.RolePermission("a.b", 5)])
    assert code_of(ask("people.set_role", twice)) == "people.permission_twice"


def test_everybody_sets_their_own_preferences(ask: Ask, store: Store) -> None:
    li = add(ask, "li")
    wu = add(ask, "wu")
    assert ask("people.set_preferences", do.SetPreferences(hand="left", language="en"), user=li).result == "accepted"
    with store.reader() as reader:
        assert {one.id: one.language for one in views.users(reader)} == {li: "en", wu: "zh"}


def open_on(store: Store, user: int, device: str, now: int = 1000) -> bytes:
    token = bytes([user % 256]) * 32
    store.writer.submit(
        lambda tx: open_session(tx, DeviceSelf(device), user, token, "cookie", now, now + 1000)
    ).result()
    return token


def find(store: Store, token: bytes, now: int = 1500) -> SignedIn | None:
    with store.reader() as reader:
        return views.signed_in(reader, token, now)


def test_who_leaves_is_signed_out(ask: Ask, store: Store) -> None:
    add(ask, "boss", "admin")
    li = add(ask, "li", "picker")
    token = open_on(store, li, new_id())
    person = find(store, token)
    assert person is not None
    assert person.may("picking.confirm")
    assert find(store, token, now=2000) is None
    assert ask("people.change_user", do.ChangeUser(li, active=False)).result == "accepted"
    assert find(store, token) is None


def test_a_device_is_renamed_and_blocked(ask: Ask, store: Store) -> None:
    li, device = add(ask, "li"), new_id()
    token = open_on(store, li, device)
    assert ask("people.rename_device", do.RenameDevice(device, "Gate 2")).result == "accepted"
    assert ask("people.block_device", do.BlockDevice(device)).result == "accepted"
    assert find(store, token) is None
    with store.reader() as reader:
        line = next(one for one in views.devices(reader) if one.id == device)
    assert (line.name, line.blocked, line.enrolled) == ("Gate 2", True, False)
    for type, payload in (
        ("people.rename_device", do.RenameDevice(new_id(), "x")),
        ("people.block_device", do.BlockDevice(new_id())),
    ):
        assert code_of(ask(type, payload)) == "people.unknown_device"


PROFILE = do.ScannerProfile(
    version=1, letters={"ß": "-"}, lost="", caps=False, wide=False, prefix="", tail="", separator="",
    names={"F8": "\x1d"}, doubled="", echo_ms=0, gap_ms=50, silence=False, aim=True,
    findings=[do.ScannerFinding("layout", {"scanner": "US", "phone": "DE"}), do.ScannerFinding("slow", {"ms": 62})],
)  # fmt: skip


def scanners(store: Store) -> dict[str, list[do.ScannerFinding] | None]:
    with store.reader() as reader:
        return {one.id: one.scanner for one in views.devices(reader)}


def test_a_device_says_what_its_scanner_suffers_from(ask: Ask, store: Store) -> None:
    li, he = (add(ask, login, "picker") for login in ("li", "he"))
    mine, other = new_id(), new_id()
    open_on(store, li, mine)
    open_on(store, he, other)
    phone = Caller(store, li, mine)
    id = new_id()
    assert scanners(store) == {mine: None, other: None}
    first, second = (phone.do("people.set_device_profile", do.SetDeviceProfile(PROFILE), id=id) for _ in range(2))
    assert first == second
    assert first.result == "accepted"
    assert scanners(store) == {mine: PROFILE.findings, other: None}
    phone.do("people.set_device_profile", do.SetDeviceProfile(None))
    assert scanners(store) == {mine: None, other: None}


@pytest.mark.parametrize(
    ("type", "payload"),
    [
        ("people.change_user", do.ChangeUser(99)),
        ("people.set_password", do.SetPassword(99, HASH)),
        ("people.set_pin", do.SetPin(99, HASH)),
        ("people.grant", do.Grant(99, "picker")),
        ("people.revoke", do.Revoke(99, "picker")),
    ],
)
def test_nobody_is_changed_who_is_not_there(ask: Ask, type: str, payload: Struct) -> None:
    assert code_of(ask(type, payload)) == "people.unknown_user"


def test_pickers_change_nobody(ask: Ask) -> None:
    li = add(ask, "li", "picker")
    for type, payload in (
        ("people.add_user", do.AddUser("x", "x")),
        ("people.grant", do.Grant(li, "admin")),
        ("people.set_password", do.SetPassword(li, HASH)),
        ("people.set_role", do.SetRole("picker", "x", "x", [do.RolePermission("*")])),
        ("people.block_device", do.BlockDevice(new_id())),
    ):
        assert code_of(ask(type, payload, user=li)) == "people.not_allowed"
