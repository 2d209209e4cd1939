"""Who may do what where, and what a password, a PIN and a hash must be."""

import pytest

from server.kernel.refusal import Refusal
from server.people import rules
from server.people.rules import STANDARD_ROLES, Granted


@pytest.mark.parametrize(
    ("permission", "asked", "covered"),
    [
        ("picking.confirm", "picking.confirm", True),
        ("picking.confirm", "picking.short", False),
        ("picking.*", "picking.confirm", True),
        ("picking.*", "picking", False),
        ("pick.*", "picking.confirm", False),
        ("*", "anything.at_all", True),
    ],
)
def test_a_permission_covers_its_own_name_and_what_its_star_says(permission: str, asked: str, covered: bool) -> None:
    assert rules.covers(permission, asked) is covered


@pytest.mark.parametrize(
    ("granted_at", "asked_at", "may"),
    [(0, 0, True), (0, 7, True), (7, 7, True), (7, 8, False), (7, 0, False)],
)
def test_a_grant_reaches_as_far_as_its_warehouse(granted_at: int, asked_at: int, may: bool) -> None:
    grants = [Granted("picker", "picking.confirm", granted_at)]
    assert rules.may(grants, "picking.confirm", asked_at) is may
    assert rules.enters(grants, asked_at) is may


def test_the_largest_limit_counts_and_no_limit_beats_all() -> None:
    small, large = Granted("a", "ledger.adjust", 1, 500), Granted("b", "ledger.*", 0, 900)
    assert rules.amount_max([small, large], "ledger.adjust", 1) == 900
    assert rules.amount_max([small, large, Granted("c", "*")], "ledger.adjust", 1) == 0
    with pytest.raises(Refusal) as refused:
        rules.amount_max([small], "ledger.adjust", 2)
    assert refused.value.code == "people.not_allowed"


@pytest.mark.parametrize(
    ("check", "secret", "code"),
    [
        (rules.check_password, "1234567", "people.password_too_short"),
        (rules.check_password, "x" * 257, "people.password_too_long"),
        (rules.check_pin, "123", "people.pin_not_digits"),
        (rules.check_pin, "123456789", "people.pin_not_digits"),
        (rules.check_pin, "١٢٣٤", "people.pin_not_digits"),
        (rules.check_pin, "12a4", "people.pin_not_digits"),
        (rules.check_pin, "7777", "people.pin_too_simple"),
    ],
)
def test_a_weak_secret_is_refused(check: object, secret: str, code: str) -> None:
    assert callable(check)
    with pytest.raises(Refusal) as refused:
        check(secret)
    assert refused.value.code == code


def test_a_good_secret_passes() -> None:
    rules.check_password("12345678")
    rules.check_pin("2468")


TAIL = "$c29tZXNhbHRzb21lc2FsdA$bm9ib2R5IGhhcyB0aGlzIGhhc2gsIG5vYm9keSBhdCA"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "secret",
        "$argon2i$v=19$m=19456,t=2,p=1" + TAIL,
        "$argon2id$v=19$m=4194304,t=2,p=1" + TAIL,
        "$argon2id$v=19$m=19456,t=90,p=1" + TAIL,
        "$argon2id$v=19$m=19456,t=2,p=9" + TAIL,
        "$argon2id$v=19$m=19456,t=2,p=1" + TAIL + "\n",
    ],
)
def test_what_is_no_hash_or_would_cost_the_server_too_much_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.check_hash(text)
    assert refused.value.code == "people.not_a_hash"


def test_each_standard_role_does_its_own_work_only() -> None:
    may = {code: set(role.permissions) for code, role in STANDARD_ROLES.items()}
    assert set(may) == {"picker", "checker", "counter", "receiver", "supervisor", "admin"}
    assert "picking.confirm" in may["picker"]
    assert not may["picker"] & {"picking.override", "checking.confirm", "counting.submit", "ledger.adjust"}
    assert may["admin"] == {"*"}
    assert not any(permission.startswith("people.set") for permission in may["supervisor"])
