"""Which devices may still hold what was done up to a moment: what a count's posting waits for (I5)."""

import pytest
from sqlalchemy import update

from server.commands.contact import ClockReading, Contact, ContactAnswer, Who
from server.commands.perform import Caller, contact
from server.kernel.clock import MINUTE, SECOND
from server.kernel.ids import new_id
from server.people.tables import device
from server.people.views import not_drained_since
from server.store.engine import Store
from server.store.transaction import Sql
from tests.server.commands.house import HOUSE, KINDS, LOADER, NOON, PICKER, Bring, Phone, enrol, furnish

WAY = 20_000


@pytest.fixture
def phone(store: Store) -> Phone:
    """The loader's phone, not heard of yet."""
    furnish(store)
    made = Phone(store, LOADER)
    enrol(store, made, LOADER)
    return made


def said(phone: Phone, at: int, newest: int = 0, drained: bool = True, run: str = "run") -> Contact:
    """What the phone says at a moment; its clock is right."""
    return Contact(phone.id, newest, drained, newest, ClockReading(at, at // 1000 % 10**9, run))


def arrives(phone: Phone, sent: Contact, at: int) -> ContactAnswer:
    who = Who(phone.user, phone.id, "cookie")
    return phone.store.writer.submit(lambda tx: contact(tx, who, sent, at, KINDS, lambda: at)).result()


def waited_for(phone: Phone, moment: int) -> list[str]:
    with phone.store.reader() as reader:
        return [one.id for one in not_drained_since(reader, HOUSE, moment)]


def test_a_device_that_was_never_heard_is_waited_for(phone: Phone) -> None:
    assert waited_for(phone, NOON) == [phone.id]


def test_a_device_that_has_said_so_since_is_not_waited_for(phone: Phone) -> None:
    arrives(phone, said(phone, NOON), NOON + WAY)
    assert waited_for(phone, NOON - 5 * SECOND) == []
    assert waited_for(phone, NOON + WAY) == [phone.id], "what it did while its word was under way may be missing"


def test_a_device_with_something_left_is_waited_for(phone: Phone) -> None:
    arrives(phone, said(phone, NOON), NOON + WAY)
    arrives(phone, said(phone, NOON + MINUTE, newest=2, drained=False), NOON + MINUTE + WAY)
    assert waited_for(phone, NOON - 5 * SECOND) == [phone.id], "numbers are missing that it has spoken of"


def test_an_old_word_that_comes_late_is_not_believed(phone: Phone) -> None:
    arrives(phone, said(phone, NOON), NOON + WAY)
    old = said(phone, NOON + MINUTE)
    arrives(phone, said(phone, NOON + 2 * MINUTE), NOON + 2 * MINUTE + WAY)
    arrives(phone, said(phone, NOON + 3 * MINUTE, newest=3, drained=False), NOON + 3 * MINUTE + WAY)
    arrives(phone, old, NOON + 30 * MINUTE)
    with phone.store.reader() as reader:
        (one,) = not_drained_since(reader, HOUSE, NOON)
    assert (one.newest, one.head, one.last_contact_at) == (3, 0, NOON + 3 * MINUTE + WAY)
    assert one.drained_at <= NOON + 2 * MINUTE


def test_the_same_word_twice_counts_for_when_it_was_said(phone: Phone) -> None:
    word = said(phone, NOON)
    arrives(phone, word, NOON + WAY)
    arrives(phone, word, NOON + 30 * MINUTE)
    assert waited_for(phone, NOON + MINUTE) == [phone.id]


def test_a_word_from_before_a_restart_is_not_believed(phone: Phone) -> None:
    old = said(phone, NOON)
    arrives(phone, old, NOON + WAY)
    arrives(phone, said(phone, NOON + MINUTE, run="next run"), NOON + MINUTE + WAY)
    arrives(phone, old, NOON + 30 * MINUTE)
    assert waited_for(phone, NOON + 2 * MINUTE) == [phone.id]


def test_only_devices_that_act_in_the_warehouse_are_waited_for(phone: Phone) -> None:
    picker = Phone(phone.store, PICKER)
    enrol(phone.store, picker, PICKER)
    Caller(phone.store, LOADER, new_id(), KINDS).do("testing.bring", Bring(1), HOUSE)
    with phone.store.reader() as reader:
        assert {one.id for one in not_drained_since(reader, HOUSE, NOON)} == {phone.id, picker.id}
        assert [one.id for one in not_drained_since(reader, HOUSE + 1, NOON)] == [phone.id], "the loader works anywhere"


def test_a_blocked_device_is_waited_for_only_while_numbers_of_it_are_missing(phone: Phone) -> None:
    arrives(phone, said(phone, NOON, newest=1, drained=False), NOON + WAY)
    phone.store.writer.submit(lambda tx: tx.run(Sql(update(device).values(blocked=True)))).result()
    assert waited_for(phone, NOON) == [phone.id]
    phone.store.writer.submit(lambda tx: tx.run(Sql(update(device).values(newest=0)))).result()
    assert waited_for(phone, NOON) == []


def test_a_device_in_alarm_is_waited_for(phone: Phone) -> None:
    arrives(phone, said(phone, NOON), NOON + WAY)
    phone.store.writer.submit(lambda tx: tx.run(Sql(update(device).values(alarm="device.seq_reused")))).result()
    assert waited_for(phone, NOON - 5 * SECOND) == [phone.id]
