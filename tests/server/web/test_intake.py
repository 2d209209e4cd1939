"""What devices send: bad input gets a clear coded answer, moves nothing, and the server lives on."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from server.commands.tables import command, scan_event
from server.kernel.clock import DAY
from server.kernel.command import BATCH_MAX, ENTRY_BYTES_MAX
from server.kernel.ids import new_id
from server.store.engine import Store
from server.store.transaction import Sql
from server.web.intake import BODY_BYTES_MAX
from tests.server.web.conftest import Clock, Phone

NewPhone = Callable[[str], Phone]
PREFERENCES = ("people.set_preferences", {"theme": "dark"})
SCAN = {"text": "A-02-2", "source": "hid", "verdict": "seen"}


def stored(books: Store) -> int:
    """How many entries of phones stand in the log (those that furnished the house aside)."""
    with books.reader() as reader:
        commands = reader.all(Sql(command.select().where(command.c.user_id != 0)))
        return len(commands) + len(reader.all(Sql(scan_event.select())))


def test_a_contact_is_answered_entry_by_entry(new_phone: NewPhone, books: Store) -> None:
    li = new_phone("li")
    answer = li.call("POST", "/api/commands", li.contact(PREFERENCES, ("scan", SCAN)))
    assert answer.status == 200
    assert [one["outcome"]["result"] for one in answer.body["outcomes"]] == ["accepted", "accepted"]
    assert answer.body["head"] == 2
    assert li.call("GET", "/api/me").body["device"]["head"] == 2
    assert stored(books) == 2


def test_a_contact_without_entries_is_a_sign_of_life(new_phone: NewPhone) -> None:
    li = new_phone("li")
    answer = li.call("POST", "/api/commands", li.contact())
    assert (answer.status, answer.body["head"], answer.body["outcomes"]) == (200, 0, [])


def test_the_same_contact_twice_gives_the_same_outcomes(new_phone: NewPhone, books: Store) -> None:
    li = new_phone("li")
    contact = li.contact(PREFERENCES)
    first, second = (li.call("POST", "/api/commands", contact).body["outcomes"] for _ in range(2))
    assert first == second
    assert stored(books) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"\xff\xfe",
        b'{"device": "\xff"}',
        b'{"device": "\\ud800"}',
        b"[" * 100_000,
        b'{"entries": [{"payload": ' + b"[" * 100_000,
        b'{"device": 1e999}',
        b"{}" * 3,
    ],
    ids=lambda body: repr(body[:24]),
)
def test_malformed_json_is_refused_whole(new_phone: NewPhone, books: Store, body: bytes) -> None:
    answer = new_phone("li").call("POST", "/api/commands", body)
    assert (answer.status, answer.body["code"]) == (400, "web.malformed")
    assert answer.headers["content-type"] == "application/problem+json"
    assert stored(books) == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seq", "one"),
        ("seq", -1),
        ("seq", 2**63),
        ("seq", 1.5),
        ("user", None),
        ("id", 7),
        ("id", "x" * 5000),
        ("kind", "wish"),
        ("warehouse", 2**70),
        ("client_at", "yesterday"),
        ("client_at", 10**30),
        ("run_id", "\0"),
        ("version", True),
        ("task", []),
    ],
)
def test_an_unreadable_envelope_refuses_the_whole_contact_and_names_the_place(
    new_phone: NewPhone, books: Store, field: str, value: Any
) -> None:
    li = new_phone("li")
    contact = li.contact(PREFERENCES, PREFERENCES)
    contact["entries"][1][field] = value
    answer = li.call("POST", "/api/commands", contact)
    assert (answer.status, answer.body["code"]) == (400, "web.malformed")
    assert f"entries[1].{field}" in answer.body["facts"]["fields"][0]
    assert stored(books) == 0


@pytest.mark.parametrize(
    ("type", "payload", "code"),
    [
        ("no.such_command", {}, "command.unknown"),
        ("people", {}, "command.unknown"),
        ("people.set_preferences", {"theme": 5}, "command.bad_payload"),
        ("people.set_preferences", {"theme": "dark", "colour": "red"}, "command.bad_payload"),
        ("people.set_preferences", [], "command.bad_payload"),
        ("people.set_preferences", "text", "command.bad_payload"),
        ("people.set_preferences", None, "command.bad_payload"),
        ("people.grant", {"user": "three", "role": "picker"}, "people.not_allowed"),
    ],
)
def test_what_cannot_be_done_is_refused_stored_and_uses_its_number(
    new_phone: NewPhone, books: Store, type: str, payload: Any, code: str
) -> None:
    li = new_phone("li")
    answer = li.call("POST", "/api/commands", li.contact((type, payload), PREFERENCES))
    outcomes = [one["outcome"] for one in answer.body["outcomes"]]
    assert (outcomes[0]["result"], outcomes[0]["code"]) == ("refused", code)
    assert outcomes[1]["result"] == "accepted", "it does not block what is behind it"
    assert answer.body["head"] == 2
    assert stored(books) == 2


@pytest.mark.parametrize(
    "payload",
    [
        {"user": 2**53, "role": "picker"},
        {"user": 10**40, "role": "picker"},
        {"user": -1, "role": "picker"},
        {"user": 1.5, "role": "picker"},
        {"user": 1, "role": "x" * 10_000},
        {"user": 1, "role": "a\0b"},
    ],
)
def test_absurd_values_are_refused(new_phone: NewPhone, payload: Any) -> None:
    outcome = new_phone("admin").do("people.grant", payload)
    assert (outcome["result"], outcome["code"]) == ("refused", "command.bad_payload")


def test_a_body_that_is_too_large_is_not_read(new_phone: NewPhone, books: Store) -> None:
    li = new_phone("li")
    answer = li.call("POST", "/api/commands", b" " * (BODY_BYTES_MAX + 1))
    assert (answer.status, answer.body["code"]) == (413, "web.too_large")
    assert stored(books) == 0
    assert li.do(*PREFERENCES)["result"] == "accepted"


def test_more_entries_than_a_batch_holds_are_refused_whole(new_phone: NewPhone, books: Store) -> None:
    li = new_phone("li")
    answer = li.call("POST", "/api/commands", li.contact(*[PREFERENCES] * (BATCH_MAX + 1)))
    assert (answer.status, answer.body["code"]) == (413, "command.batch_too_large")
    assert stored(books) == 0


def test_one_entry_that_is_too_large_is_refused_alone(new_phone: NewPhone) -> None:
    li = new_phone("li")
    large = ("people.set_preferences", {"theme": "x" * ENTRY_BYTES_MAX})
    answer = li.call("POST", "/api/commands", li.contact(large, PREFERENCES))
    assert [one["outcome"]["result"] for one in answer.body["outcomes"]] == ["refused", "accepted"]
    assert answer.body["outcomes"][0]["outcome"]["code"] == "command.too_large"


@pytest.mark.parametrize("text", ["x" * 10_000, "1" * 10_000, "", "\x1d\x1e\x04", "\x07bell", "🙂" * 3000, "\u202eabc"])
def test_a_strange_barcode_is_evidence_and_no_fault(new_phone: NewPhone, text: str) -> None:
    li = new_phone("li")
    answer = li.call("POST", "/api/commands", li.contact(("scan", SCAN | {"text": text}), PREFERENCES))
    assert answer.status == 200
    assert answer.body["head"] == 2
    outcome = answer.body["outcomes"][0]["outcome"]
    if len(text) > 4096:
        assert (outcome["result"], outcome["code"]) == ("refused", "scan.too_long")
    else:
        assert outcome["result"] == "accepted"


def test_another_device_s_entries_are_not_taken(new_phone: NewPhone, books: Store) -> None:
    li = new_phone("li")
    answer = li.call("POST", "/api/commands", li.contact(PREFERENCES, device=new_id()))
    assert (answer.status, answer.body["code"]) == (403, "command.foreign_device")
    assert stored(books) == 0


def test_nobody_speaks_for_a_person_who_never_signed_in_here(new_phone: NewPhone) -> None:
    li, admin = new_phone("li"), new_phone("admin")
    contact = li.contact(("people.pair_code", {}))
    contact["entries"][0]["user"] = admin.user
    outcome = li.call("POST", "/api/commands", contact).body["outcomes"][0]["outcome"]
    assert (outcome["result"], outcome["code"]) == ("refused", "command.not_signed_in")


@pytest.mark.parametrize("user", [0, 999_999])
def test_nobody_speaks_for_the_house_or_for_nobody(new_phone: NewPhone, user: int) -> None:
    li = new_phone("li")
    contact = li.contact(("people.pair_code", {}))
    contact["entries"][0]["user"] = user
    assert li.call("POST", "/api/commands", contact).body["outcomes"][0]["outcome"]["code"] == "command.not_signed_in"


@pytest.mark.parametrize("off", [-50 * 365 * DAY, 50 * 365 * DAY, 5 * 10**15])
def test_an_absurd_clock_never_stops_the_books(new_phone: NewPhone, off: int) -> None:
    li = new_phone("li")
    contact = li.contact(PREFERENCES, ("scan", SCAN))
    contact["clock"]["device_at"] += off
    for entry in contact["entries"]:
        entry["client_at"] += off
    answer = li.call("POST", "/api/commands", contact)
    assert answer.status == 200
    assert [one["outcome"]["result"] for one in answer.body["outcomes"]] == ["accepted", "accepted"]


def test_a_missing_number_is_named(new_phone: NewPhone) -> None:
    li = new_phone("li")
    li.seq = 4
    answer = li.call("POST", "/api/commands", li.contact(PREFERENCES))
    assert (answer.status, answer.body["gap"], answer.body["outcomes"]) == (200, 1, [])


def test_without_a_session_nothing_is_read(phone: Phone, clock: Clock) -> None:
    answer = phone.call("POST", "/api/commands", b"{")
    assert (answer.status, answer.body["code"]) == (401, "web.not_signed_in")
    assert answer.headers["www-authenticate"] == "Bearer"
    phone.token = "no such token"
    assert phone.call("POST", "/api/commands", phone.contact()).status == 401


def test_other_methods_are_answered_as_such(new_phone: NewPhone) -> None:
    for method in ("GET", "PUT", "DELETE", "PATCH"):
        answer = new_phone("li").call(method, "/api/commands")
        assert (answer.status, answer.body["code"]) == (405, "web.wrong_method")


def test_a_fault_answers_with_an_id_and_no_more(
    new_phone: NewPhone, books: Store, capfd: pytest.CaptureFixture[str]
) -> None:
    li = new_phone("li")
    books.close()
    answer = li.call("POST", "/api/commands", li.contact(PREFERENCES))
    assert (answer.status, answer.body["code"]) == (500, "web.failed")
    assert answer.body["request_id"]
    assert "Traceback" not in json.dumps(answer.body)
    assert answer.body["request_id"] in "".join(capfd.readouterr())


def test_every_answer_carries_the_security_headers(new_phone: NewPhone, phone: Phone) -> None:
    li = new_phone("li")
    answers = [
        li.call("POST", "/api/commands", li.contact()),
        li.call("POST", "/api/commands", b"{"),
        li.call("GET", "/api/me"),
        phone.call("GET", "/api/no-such-thing"),
    ]
    assert [one.status for one in answers] == [200, 400, 200, 404]
    for one in answers:
        assert one.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in one.headers["content-security-policy"]
        assert one.headers["cache-control"] == "no-store"
