"""The one way into the books: streams, idempotency, permissions, evidence."""

from logging import LogRecord
from typing import Any

import msgspec
import pytest
from msgspec import Raw
from sqlalchemy import func, insert, select, update

from server.commands import cards, log
from server.commands.contact import ClockReading, Contact, Who
from server.commands.perform import Caller, contact
from server.commands.tables import command, event, scan_event
from server.kernel.clock import DAY, HOUR, SECOND
from server.kernel.command import ENTRY_BYTES_MAX, Scan
from server.kernel.ids import new_id
from server.kernel.refusal import Refusal
from server.ledger.prove import prove
from server.ledger.tables import movement
from server.people.tables import device, grant
from server.store.engine import Store
from server.store.transaction import Sql
from tests.server.commands.house import (
    HOUSE,
    KINDS,
    LOADER,
    NOON,
    ON_SHELF,
    PICKER,
    VISITOR,
    Bring,
    Phone,
    Take,
    enrol,
)

MOVEMENTS = Sql(select(func.count()).select_from(movement))
COMMANDS = Sql(select(command.c.seq, command.c.type, command.c.result).order_by(command.c.seq))
TIMES = Sql(select(command.c.effective_at, command.c.uncertainty_us, command.c.clock).order_by(command.c.received_at))
SCANS = Sql(select(scan_event.c.seq, scan_event.c.text, scan_event.c.verdict, scan_event.c.source))
DEVICE = Sql(select(device.c.head, device.c.newest, device.c.drained, device.c.unsent, device.c.alarm))
EVENTS = Sql(select(event.c.number, event.c.kind).where(event.c.warehouse_id == HOUSE).order_by(event.c.number))


def ask(store: Store, sql: Sql) -> Any:
    with store.reader() as reader:
        return reader.value(sql)


def rows(store: Store, sql: Sql) -> list[tuple[Any, ...]]:
    with store.reader() as reader:
        return reader.all(sql)


def proven(store: Store) -> None:
    with store.reader() as reader:
        assert not prove(reader).findings


def test_a_command_moves_goods_and_is_answered(house: Store, phone: Phone, forklift: Phone) -> None:
    forklift.do("testing.bring", Bring(5))
    answer = phone.send([phone.entry("testing.take", Take(2))])
    assert [(one.seq, one.outcome.result) for one in answer.outcomes] == [(1, "accepted")]
    assert (answer.head, answer.gap, answer.alarm) == (1, 0, "")
    assert len(answer.hash_heads[str(HOUSE)]) == 64
    assert ask(house, ON_SHELF) == 3
    proven(house)


def test_the_same_command_twice_moves_goods_once(house: Store, phone: Phone, forklift: Phone) -> None:
    forklift.do("testing.bring", Bring(5))
    entry = phone.entry("testing.take", Take(2))
    first, second = phone.send([entry]), phone.send([entry])
    assert first.outcomes == second.outcomes
    assert second.head == 1
    assert ask(house, ON_SHELF) == 3
    proven(house)


def test_the_same_command_twice_in_one_contact_moves_goods_once(house: Store, phone: Phone, forklift: Phone) -> None:
    forklift.do("testing.bring", Bring(5))
    entry = phone.entry("testing.take", Take(2))
    answer = phone.send([entry, entry])
    assert answer.outcomes[0] == answer.outcomes[1]
    assert ask(house, ON_SHELF) == 3


def test_a_known_id_with_another_payload_is_refused(house: Store, phone: Phone, forklift: Phone) -> None:
    forklift.do("testing.bring", Bring(5))
    entry = phone.entry("testing.take", Take(2))
    phone.send([entry])
    entry.payload = Raw(b'{"quantity":3}')
    outcome = phone.send([entry]).outcomes[0].outcome
    assert (outcome.result, outcome.code) == ("refused", "command.id_reused")
    assert ask(house, ON_SHELF) == 3


def test_another_spelling_of_the_same_payload_is_the_same(house: Store, phone: Phone, forklift: Phone) -> None:
    forklift.do("testing.bring", Bring(5))
    entry = phone.entry("testing.take", b'{"quantity": 2, "note": ""}')
    first = phone.send([entry])
    entry.payload = Raw(b'{"note":"","quantity":2}')
    assert phone.send([entry]).outcomes == first.outcomes


@pytest.mark.parametrize(("quantity", "result"), [(2, "accepted"), (3, "refused")])
def test_a_known_id_under_a_new_number_consumes_the_number_and_does_nothing(
    house: Store, phone: Phone, forklift: Phone, quantity: int, result: str
) -> None:
    forklift.do("testing.bring", Bring(5))
    entry = phone.entry("testing.take", Take(2))
    phone.send([entry])
    again = phone.entry("testing.take", Take(quantity), id=entry.id)
    answer = phone.send([again])
    assert (answer.head, answer.outcomes[0].outcome.result) == (2, result)
    assert phone.send([again]).outcomes == answer.outcomes
    assert ask(house, ON_SHELF) == 3
    assert phone.do("testing.take", Take(1)).result == "accepted"


def test_a_missing_number_is_named_and_nothing_behind_it_is_taken(house: Store, phone: Phone, forklift: Phone) -> None:
    forklift.do("testing.bring", Bring(5))
    first, second, third = (phone.entry("testing.take", Take(1)) for _ in range(3))
    answer = phone.send([first, third])
    assert (answer.head, answer.gap, len(answer.outcomes)) == (1, 2, 1)
    answer = phone.send([second, third])
    assert (answer.head, answer.gap, len(answer.outcomes)) == (3, 0, 2)
    assert ask(house, ON_SHELF) == 2


def test_a_used_number_with_another_id_raises_the_alarm_and_is_kept_off(
    house: Store, phone: Phone, forklift: Phone
) -> None:
    forklift.do("testing.bring", Bring(5))
    phone.do("testing.take", Take(1))
    copy = phone.entry("testing.take", Take(1), seq=1)
    behind = phone.entry("testing.take", Take(1))
    answer = phone.send([copy, behind])
    assert (answer.alarm, answer.outcomes, answer.head) == ("device.seq_reused", [], 1)
    assert ask(house, ON_SHELF) == 4
    assert phone.send([behind]).alarm == ""
    assert "device.seq_reused" in {row[4] for row in rows(house, DEVICE)}, "the alarm stands until somebody looks at it"


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown command": ({"type": "testing.dance"}, "command.unknown"),
    "an unknown version": ({"version": 9}, "command.unknown_version"),
    "an unknown warehouse": ({"warehouse": 77}, "command.unknown_warehouse"),
    "the company's warehouse": ({"warehouse": 0}, "command.unknown_warehouse"),
    "an id that is none": ({"id": "not an id"}, "command.bad_id"),
    "a person who never signed in here": ({"user": VISITOR}, "command.not_signed_in"),
    "text for a number": ({"payload": Raw(b'{"quantity":"two"}')}, "command.bad_payload"),
    "an unknown field": ({"payload": Raw(b'{"quantity":2,"price":1}')}, "command.bad_payload"),
    "a missing field": ({"payload": Raw(b"{}")}, "command.bad_payload"),
    "a list": ({"payload": Raw(b"[]")}, "command.bad_payload"),
    "a number beyond the books": ({"payload": Raw(b'{"quantity":99999999999999999999}')}, "command.bad_payload"),
    "a NUL in a text": ({"payload": Raw(b'{"quantity":1,"note":"a\\u0000b"}')}, "command.bad_payload"),
    "half a character": ({"payload": Raw(b'{"quantity":1,"note":"\\ud800"}')}, "command.bad_payload"),
    "bytes that are no text": ({"payload": Raw(b'{"quantity":1,"note":"\xff"}')}, "command.bad_payload"),
    "too large a payload": (
        {"payload": Raw(b'{"quantity":1,"note":"' + b"x" * ENTRY_BYTES_MAX + b'"}')},
        "command.too_large",
    ),
    "a refusing performer": ({"payload": Raw(b'{"quantity":1,"note":"refuse"}')}, "testing.refused"),
}


@pytest.mark.parametrize("bad", BAD)
def test_whatever_is_wrong_with_an_entry_it_is_stored_answered_and_consumes_its_number(
    house: Store, phone: Phone, forklift: Phone, bad: str
) -> None:
    forklift.do("testing.bring", Bring(5))
    change, code = BAD[bad]
    wrong = phone.entry("testing.take", Take(1))
    for name, value in change.items():
        setattr(wrong, name, value)
    good = phone.entry("testing.take", Take(1))
    answer = phone.send([wrong, good])
    assert [one.outcome.result for one in answer.outcomes] == ["refused", "accepted"]
    assert answer.outcomes[0].outcome.code == code
    assert phone.send([wrong]).outcomes[0] == answer.outcomes[0]
    assert ask(house, ON_SHELF) == 4
    with house.reader() as reader:
        kept = log.at_seq(reader, phone.id, 1)
    assert kept is not None
    assert kept.id == wrong.id
    proven(house)


def test_what_names_a_refused_command_as_its_cause_is_refused_with_it(
    house: Store, phone: Phone, forklift: Phone
) -> None:
    forklift.do("testing.bring", Bring(5))
    cause = phone.entry("testing.take", Take(1, "refuse"))
    effect = phone.entry("testing.take", Take(1), cause=cause.id)
    other = phone.entry("testing.take", Take(1))
    outcomes = [one.outcome.code for one in phone.send([cause, effect, other]).outcomes]
    assert outcomes == ["testing.refused", "command.cause_refused", ""]


def test_a_request_without_its_permission_is_refused(house: Store, phone: Phone) -> None:
    outcome = phone.do("testing.ask", Take(1))
    assert (outcome.result, outcome.code) == ("refused", "people.not_allowed")
    assert outcome.facts == {"permission": "testing.ask"}
    assert ask(house, ON_SHELF) is None


def test_somebody_elses_entry_counts_with_his_own_rights(house: Store, phone: Phone) -> None:
    assert phone.do("testing.bring", Bring(5), user=LOADER).result == "accepted"


def test_a_grant_is_noticed_by_the_next_command(house: Store, phone: Phone) -> None:
    assert phone.do("testing.bring", Bring(5)).code == "people.not_allowed"
    # As another process would do it: the grant, and a number of stream 0.
    from server.commands import events
    from server.store.transaction import Told, Tx

    def work(tx: Tx) -> None:
        tx.run(Sql(insert(grant).values(user_id=PICKER, role_id=2, warehouse_id=0)))
        events.store(tx, [("", Told("company.changed", (), {}, 0))], NOON)

    house.writer.submit(work).result()
    assert phone.do("testing.bring", Bring(5)).result == "accepted"


def test_a_refused_neighbour_is_not_rolled_back_with(house: Store, phone: Phone, forklift: Phone) -> None:
    forklift.do("testing.bring", Bring(5))
    entries = [phone.entry("testing.take", Take(1, note)) for note in ("", "refuse", "")]
    assert [one.outcome.result for one in phone.send(entries).outcomes] == ["accepted", "refused", "accepted"]
    assert ask(house, ON_SHELF) == 3


def test_a_mistake_of_ours_is_kept_on_a_card_and_blocks_nothing(
    house: Store, phone: Phone, forklift: Phone, mistakes: list[LogRecord]
) -> None:
    forklift.do("testing.bring", Bring(5))
    before = rows(house, EVENTS)
    entries = [phone.entry("testing.take", Take(1, note)) for note in ("", "break", "")]
    answer = phone.send(entries)
    assert [one.outcome.result for one in answer.outcomes] == ["accepted", "held", "accepted"]
    broken = answer.outcomes[1].outcome
    assert (broken.code, broken.facts["id"]) == ("command.fault", entries[1].id)
    assert phone.send(entries).outcomes == answer.outcomes
    assert ask(house, ON_SHELF) == 3
    assert [kind for _, kind in rows(house, EVENTS)[len(before) :]].count("testing.half_done") == 0
    with house.reader() as reader:
        (card,) = cards.in_state(reader, HOUSE)
    assert (card.type, card.code, bytes(card.payload)) == ("testing.take", "command.fault", bytes(entries[1].payload))
    (logged,) = mistakes
    assert entries[1].id in logged.getMessage()
    mistakes.clear()
    proven(house)


def test_a_mistake_of_ours_in_a_request_refuses_it(phone: Phone, mistakes: list[LogRecord]) -> None:
    entries = [phone.entry("testing.ask", Take(1, note), user=LOADER) for note in ("break", "refuse")]
    answer = phone.send(entries)
    assert [(one.outcome.result, one.outcome.code) for one in answer.outcomes] == [
        ("refused", "command.fault"),
        ("refused", "testing.refused"),
    ]
    mistakes.clear()


def test_a_mistake_that_only_the_memory_made_is_no_mistake(house: Store, phone: Phone, forklift: Phone) -> None:
    forklift.do("testing.bring", Bring(5))
    house.writer.submit(lambda tx: tx.seen.update(testing="wrong")).result()
    assert phone.do("testing.take", Take(1, "remember")).result == "accepted"
    assert ask(house, ON_SHELF) == 4


def test_a_fault_of_the_world_leaves_nothing_behind_and_the_phone_may_send_again(
    house: Store, phone: Phone, forklift: Phone
) -> None:
    forklift.do("testing.bring", Bring(5))
    before = rows(house, EVENTS)
    entries = [phone.entry("testing.take", Take(1)), phone.entry("testing.take", Take(1, "disk full"))]
    with pytest.raises(OSError, match="no space"):
        phone.send(entries)
    assert ask(house, ON_SHELF) == 5
    assert rows(house, EVENTS) == before
    assert phone.send(entries[:1]).outcomes[0].outcome.result == "accepted"


def test_a_payload_nested_deeper_than_python_calls_is_refused(house: Store, phone: Phone) -> None:
    deep = b'{"quantity":' + b"[" * 900 + b'"\\u0000"' + b"]" * 900 + b"}"
    assert phone.do("testing.take", deep).code == "command.bad_payload"


def test_another_spelling_of_the_same_scan_is_the_same(house: Store, phone: Phone) -> None:
    scan = phone.entry("scan", b'{"text":"A-01-1","source":"hid","verdict":"seen"}', kind="scan")
    first = phone.send([scan])
    scan.payload = Raw(b'{"verdict": "seen", "text": "A-01-1", "source": "hid", "line": 0}')
    assert phone.send([scan]).outcomes == first.outcomes
    scan.payload = Raw(b'{"verdict": "seen", "text": "A-01-2", "source": "hid"}')
    assert phone.send([scan]).outcomes[0].outcome.code == "command.id_reused"


def test_a_scan_is_kept_as_evidence(house: Store, phone: Phone) -> None:
    scan = phone.entry("scan", Scan("A-01-1", "camera", "accepted"), kind="scan")
    answer = phone.send([scan])
    assert (answer.head, answer.outcomes[0].outcome.result) == (1, "accepted")
    assert phone.send([scan]).outcomes == answer.outcomes
    assert rows(house, SCANS) == [(1, "A-01-1", "accepted", "camera")]


@pytest.mark.parametrize(
    ("payload", "code", "kept"),
    [
        (msgspec.json.encode(Scan("x" * 10_000, "hid", "seen")), "scan.too_long", (1, "x" * 4096, "seen", "hid")),
        (b'{"text":1}', "command.bad_payload", (1, "", "refused", "unreadable")),
        (b'"' + b"x" * ENTRY_BYTES_MAX + b'"', "command.too_large", (1, "", "refused", "unreadable")),
    ],
)
def test_a_scan_that_cannot_be_taken_is_kept_as_refused(
    house: Store, phone: Phone, payload: bytes, code: str, kept: tuple[Any, ...]
) -> None:
    scan = phone.entry("scan", payload, kind="scan")
    answer = phone.send([scan])
    assert answer.outcomes[0].outcome.code == code
    assert phone.send([scan]).outcomes == answer.outcomes
    assert rows(house, SCANS) == [kept]


def test_a_scanned_NUL_is_kept_as_its_picture_in_both_databases(house: Store, phone: Phone) -> None:  # noqa: N802
    phone.send([phone.entry("scan", Scan("a\0b", "hid", "seen"), kind="scan")])
    assert rows(house, SCANS) == [(1, "a\u2400b", "seen", "hid")]


def test_an_id_used_for_a_scan_is_not_taken_for_a_command(house: Store, phone: Phone, forklift: Phone) -> None:
    forklift.do("testing.bring", Bring(5))
    scan = phone.entry("scan", Scan("A", "hid", "seen"), kind="scan")
    phone.send([scan])
    assert phone.do("testing.take", Take(1), id=scan.id).code == "command.id_reused"
    assert ask(house, ON_SHELF) == 5


def test_each_contact_says_how_the_device_stands(house: Store, phone: Phone) -> None:
    phone.send([], newest=7, drained=False, unsent=7)
    assert rows(house, DEVICE) == [(0, 7, False, 7, "")]


def test_a_device_that_says_drained_with_a_number_missing_is_not(house: Store, phone: Phone) -> None:
    phone.send([], newest=3, drained=True)
    assert [bool(row[2]) for row in rows(house, DEVICE)] == [False]


def test_another_device_than_the_session_is_refused(house: Store, phone: Phone) -> None:
    with pytest.raises(Refusal) as refusal:
        phone.send([], device=new_id())
    assert refusal.value.code == "command.foreign_device"


def test_a_blocked_device_is_refused_and_nothing_is_lost(house: Store, phone: Phone) -> None:
    house.writer.submit(lambda tx: tx.run(Sql(update(device).values(blocked=True)))).result()
    entry = phone.entry("testing.take", Take(1))
    with pytest.raises(Refusal) as refusal:
        phone.send([entry])
    assert refusal.value.code == "device.blocked"
    house.writer.submit(lambda tx: tx.run(Sql(update(device).values(blocked=False)))).result()
    assert phone.send([entry]).head == 1


def test_more_entries_than_a_contact_holds_are_refused(house: Store, phone: Phone) -> None:
    with pytest.raises(Refusal) as refusal:
        phone.send([phone.entry("testing.take", Take(1)) for _ in range(51)])
    assert refusal.value.code == "command.batch_too_large"


def test_a_late_command_counts_for_when_it_was_done(house: Store, phone: Phone, forklift: Phone) -> None:
    forklift.now = NOON - 10 * SECOND
    forklift.do("testing.bring", Bring(5))
    phone.send([])
    phone.now += HOUR
    late = phone.entry("testing.take", Take(1), client_at=NOON + SECOND)
    phone.send([late])
    effective, uncertainty, clock = rows(house, TIMES)[-1]
    assert clock == ""
    assert abs(effective - (NOON + SECOND)) <= uncertainty < 5 * SECOND


def test_what_is_done_while_a_request_is_under_way_keeps_its_time(house: Store, phone: Phone, forklift: Phone) -> None:
    forklift.now = NOON - 10 * SECOND
    forklift.do("testing.bring", Bring(5))
    for _ in range(3):
        phone.send([])
        phone.now += SECOND
    phone.way_us = 1_500_000
    phone.send([])
    meanwhile = phone.entry("testing.take", Take(1), client_at=phone.now + SECOND)
    phone.way_us, phone.now = 20_000, phone.now + 3 * SECOND
    phone.send([meanwhile])
    effective, uncertainty, clock = rows(house, TIMES)[-1]
    assert clock == ""
    assert abs(effective - meanwhile.client_at) <= uncertainty < SECOND


@pytest.mark.parametrize("client_at", [-(2**61), 0, NOON + 400 * DAY, 2**62])
def test_an_absurd_clock_is_evidence_and_no_error(house: Store, phone: Phone, forklift: Phone, client_at: int) -> None:
    forklift.do("testing.bring", Bring(5))
    assert phone.do("testing.take", Take(1), client_at=client_at).result == "accepted"
    effective, uncertainty, clock = rows(house, TIMES)[-1]
    assert clock in ("past", "future")
    assert NOON - DAY <= effective <= phone.now + SECOND
    assert uncertainty > HOUR
    with house.reader() as reader:
        assert (
            reader.value(Sql(select(func.max(command.c.client_at)).where(command.c.device_id == phone.id))) == client_at
        )


def test_events_are_numbered_without_gaps_and_published_after_the_commit(
    house: Store, phone: Phone, forklift: Phone
) -> None:
    heard: list[Any] = []
    house.writer.subscribe(heard.extend)
    forklift.do("testing.bring", Bring(5))
    phone.send([phone.entry("testing.take", Take(1, note)) for note in ("", "refuse", "")])
    stored = rows(house, EVENTS)
    assert [number for number, _ in stored] == list(range(1, len(stored) + 1))
    assert [kind for _, kind in stored if kind.startswith("testing")] == ["testing.brought"] + ["testing.taken"] * 2
    assert [(one.number, one.kind) for one in heard if one.warehouse == HOUSE] == stored


def test_programs_of_our_own_go_the_same_way(house: Store) -> None:
    caller = Caller(house, LOADER, new_id(), kinds=KINDS, clock=lambda: NOON)
    own = new_id()
    first = caller.do("testing.bring", Bring(5), HOUSE, id=own)
    assert caller.do("testing.bring", Bring(5), HOUSE, id=own) == first
    assert [one.result for one in caller.do_all([("testing.take", Take(1))] * 3, HOUSE)] == ["accepted"] * 3
    assert caller.do("testing.bring", Bring(5), 77).code == "command.unknown_warehouse"
    assert ask(house, ON_SHELF) == 2
    assert [row[0] for row in rows(house, COMMANDS)] == [1, 2, 3, 4, 5]


def test_a_command_of_ones_own_needs_no_permission(house: Store) -> None:
    visitor = Phone(house, VISITOR)
    enrol(house, visitor, VISITOR)
    assert visitor.do("testing.hello", Bring(1), warehouse=0).result == "accepted"


def test_what_was_made_before_its_clock_was_set_is_not_dated_by_the_new_one(house: Store, phone: Phone) -> None:
    phone.send([])
    phone.now += HOUR
    early = phone.entry("testing.hello", Bring(1), client_at=phone.now)
    late = phone.entry("testing.hello", Bring(1), client_at=phone.now)
    true, phone.now = phone.now, phone.now + HOUR
    # Somebody sets the wall clock back by 30 minutes, and then one entry after the other finds its way.
    who = Who(phone.user, phone.id, "cookie")
    for entry in (early, late):
        reading = ClockReading(phone.now - HOUR // 2, 1_000, "run")
        sent = Contact(phone.id, phone.seq, entry is late, 1, reading, [entry])
        at = phone.now + 20_000
        house.writer.submit(lambda tx, s=sent, t=at: contact(tx, who, s, t, KINDS, lambda: t)).result()  # type: ignore[misc]
        phone.now += 5 * SECOND
    for effective, uncertainty, clock in rows(house, TIMES):
        assert clock == "jumped"
        assert abs(effective - true) <= uncertainty
