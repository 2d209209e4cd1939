"""The demo: a whole house made by commands, with work lying ready."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from server.catalog.barcode import meanings
from server.commands.perform import Caller
from server.flows import demo
from server.kernel.clock import DAY, HOUR, now
from server.kernel.refusal import Refusal
from server.ledger.prove import prove
from server.people import views as people
from server.people.hashing import is_right
from server.selling.tables import sales_order
from server.store.engine import Store
from server.store.transaction import Sql
from server.tasks.tables import task

STATES = Sql(select(sales_order.c.state, func.count()).group_by(sales_order.c.state))
NEWEST = Sql(select(func.max(sales_order.c.ordered_at)))
TASKS = Sql(select(task.c.kind, task.c.state, task.c.lines, task.c.due_at))


def test_a_house_with_people_goods_and_work_lies_ready(sqlite_store: Store) -> None:
    at = now()
    with sqlite_store.reader() as reader:
        assert demo.shown(reader) is None
    caller = Caller(sqlite_store, 0, demo.DEVICE)
    told: list[str] = []
    outcome = demo.build(sqlite_store, caller.do, lambda phase, done, total: told.append(phase), at)
    assert outcome.made["orders"] == 1352
    assert list(dict.fromkeys(told))[-2:] == ["release", "reserve"]
    with sqlite_store.reader() as reader:
        states = dict(reader.all(STATES))  # type: ignore[var-annotated]
        assert states["released"] == sum(count for _, count in demo.SIZES)
        assert sum(states.values()) == 1352
        assert set(states) == {"approved", "reserved", "released"}
        assert reader.value(NEWEST) == at
        tasks = reader.all(TASKS)
        assert {(kind, state) for kind, state, _, _ in tasks} == {("pick", "open")}
        assert all(at + HOUR // 2 < due_at <= at + DAY for _, _, _, due_at in tasks)
        assert len({lines for _, _, lines, _ in tasks}) > 10
        _check_people(reader)
        found = demo.shown(reader)
        assert found is not None
        assert (found.pin, found.password, len(found.users)) == ("2468", "truebin-demo", 8)
        assert prove(reader).is_clean
    with pytest.raises(Refusal, match=r"demo\.not_empty"):
        demo.build(sqlite_store, caller.do)


def _check_people(reader: object) -> None:
    listed = {one.login: one for one in people.users(reader)}  # type: ignore[arg-type]
    assert {login: one.roles for login, one in listed.items()} == {
        person.login: sorted(person.roles) for person in demo.PEOPLE
    }
    user_id, pin_hash, active = people.user_by_badge(reader, "U-1001")  # type: ignore[arg-type,misc]
    assert active
    assert is_right(pin_hash, demo.PIN)
    assert [(one.kind, one.id) for one in meanings(reader, "U-1001", 1)] == [("user", user_id)]  # type: ignore[arg-type]


@given(st.lists(st.integers(1, 60)))
def test_orders_of_all_sizes_take_turns(sizes: list[int]) -> None:
    chosen = demo.choose(list(enumerate(sizes)))
    assert len(chosen) == len(set(chosen))
    groups = Counter(
        next(place for place, (lines, _) in enumerate(demo.SIZES) if sizes[order] in lines) for order in chosen
    )
    for place, (lines, count) in enumerate(demo.SIZES):
        assert groups[place] == min(count, sum(size in lines for size in sizes))
