"""A hot bin: everybody wants the last pieces at once, through several writers; none is lost, none invented."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from server.commands.cards import in_state
from server.commands.perform import Caller
from server.kernel.ids import new_id
from server.selling.commands import Approve, Draft, DraftLine, Release, Reserve, Submit
from server.store.engine import Store, open_store
from tests.server.commands.house import HOUSE
from tests.server.flows.house import CHEN, LI, Hand, House

PIECES, WANTED, AT_ONCE = 100, 150, 15
BIN = "A-01-1"


@pytest.fixture
def house(store: Store) -> House:
    """A furnished house on each database."""
    return House(store)


@pytest.fixture(params=["one process", "two processes"])
def doors(request: pytest.FixtureRequest, store: Store, url: str) -> Iterator[list[Store]]:
    """The ways into the books: one writer, or that of another process beside it."""
    if request.param == "one process":
        yield [store]
        return
    other = open_store(url)
    yield [store, other]
    other.close()


def approved_orders(house: House) -> list[int]:
    """Orders for one piece each."""
    caller = Caller(house.store, CHEN, new_id())
    orders: list[int] = []
    for _ in range(0, WANTED, 50):
        drafts = caller.do_all([("selling.draft", Draft([DraftLine(house.ids["OIL"], 1)]))] * 50, HOUSE)
        made = [int(one.made["order"]) for one in drafts]  # type: ignore[arg-type]
        caller.do_all([("selling.submit", Submit(order)) for order in made], HOUSE)
        caller.do_all([("selling.approve", Approve(order)) for order in made], HOUSE)
        orders += made
    assert len(orders) == WANTED
    return orders


def test_a_hot_bin_promises_exactly_what_is_in_it(house: House, doors: list[Store]) -> None:
    house.stock(BIN, "OIL", PIECES)
    orders = approved_orders(house)

    def ask(number: int) -> list[tuple[str, str]]:
        caller = Caller(doors[number % len(doors)], CHEN, new_id())
        mine = orders[number::AT_ONCE]
        return [(one.result, one.code) for one in (caller.do("selling.reserve", Reserve(n), HOUSE) for n in mine)]

    with ThreadPoolExecutor(AT_ONCE) as people:
        answers = Counter(one for answered in people.map(ask, range(AT_ONCE)) for one in answered)
    assert answers == {("accepted", ""): PIECES, ("refused", "selling.nothing_free"): WANTED - PIECES}
    assert house.there(BIN, "OIL") == (PIECES, PIECES, 0)
    house.proved()


def test_a_hot_bin_gives_what_is_in_it_and_holds_the_rest(house: House, doors: list[Store]) -> None:
    house.stock(BIN, "OIL", WANTED)
    released = Caller(house.store, CHEN, new_id()).do("selling.release", Release(approved_orders(house)), HOUSE)
    tasks = released.made["tasks"]
    assert isinstance(tasks, list)
    totes = house.totes(len(tasks))
    free = iter(totes)
    hands: list[Hand] = []
    for number in range(AT_ONCE):
        li = house.hand(LI)
        li.store = doors[number % len(doors)]
        li.online = False
        for task in tasks[number::AT_ONCE]:
            li.open(task).pick(BIN, "OIL", 1, next(free))
        hands.append(li)
    house.lose(BIN, "OIL", WANTED - PIECES)

    def sync(li: Hand) -> list[str]:
        """One entry after the other, as a phone with a good line does."""
        waiting, li.outbox = li.outbox, []
        answers = [li.send([entry]) for entry in waiting]
        assert not any(answer.gap or answer.alarm for answer in answers)
        return [
            answer.outcomes[0].outcome.result
            for entry, answer in zip(waiting, answers, strict=True)
            if entry.kind == "command"
        ]

    with ThreadPoolExecutor(AT_ONCE) as people:
        results = Counter(result for answered in people.map(sync, hands) for result in answered)
    assert results == {"accepted": PIECES, "held": WANTED - PIECES}
    assert sum(house.there(tote, "OIL")[0] for tote in totes) == PIECES
    assert house.there(BIN, "OIL") == (0, 0, WANTED - PIECES)
    cards = house.read(in_state, HOUSE)
    assert len(cards) == WANTED - PIECES
    assert sum(card.quantity for card in cards) == WANTED - PIECES
    house.proved()
