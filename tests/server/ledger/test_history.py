"""Random histories of receipts, picks, promises, doubts and undoing keep I1, I2, I3 and I7 at every step."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.kernel.refusal import Refusal
from server.ledger import hold, reservation, reversal
from server.ledger.balance import available, standing
from server.ledger.move import Key, Move
from server.ledger.post import post
from server.store.transaction import Act
from tests.house import House

BINS = 3
NUMBER = st.integers(1, 6)
WHICH = st.integers(0, BINS - 1)
STEP = st.one_of(
    st.tuples(st.just("bring"), WHICH, NUMBER),
    st.tuples(st.just("take"), WHICH, NUMBER, st.booleans()),
    st.tuples(st.just("relocate"), WHICH, WHICH, NUMBER),
    st.tuples(st.just("reserve"), NUMBER, st.booleans()),
    st.tuples(st.just("promise"), NUMBER),
    st.tuples(st.just("pick"), NUMBER),
    st.tuples(st.just("doubt"), WHICH, NUMBER),
    st.tuples(
        st.just("end"),
    ),
    st.tuples(st.just("reverse"), st.integers(1, 20)),
)


class History:
    """Applies steps to a house with one item and three bins, and looks at the books after each."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.item = house.item()
        tag = str(self.item)
        self.bins = [house.bin(f"{tag}-{number}") for number in range(BINS)]
        self.tote = house.bin(f"{tag}-T", "container", pickable=False)
        self.reservations: list[int] = []

    def apply(self, act: Act, step: tuple[Any, ...]) -> None:
        """One step; a refused one changes nothing."""
        work: Callable[..., None] = getattr(self, f"_{step[0]}")
        try:
            with act.tx.savepoint():
                work(act, *step[1:])
        except Refusal as refusal:
            assert refusal.code.startswith("ledger.")  # noqa: PT017
        self.look(act)

    def _bring(self, act: Act, which: int, quantity: int) -> None:
        post(
            act,
            "receipt",
            [Move(self.item, self.house.virtual["supplier"], self.bins[which], quantity, amount=quantity * 10_000)],
        )

    def _take(self, act: Act, which: int, quantity: int, observed: bool) -> None:
        post(
            act,
            "ship",
            [Move(self.item, self.bins[which], self.house.virtual["customer"], quantity)],
            observed=observed,
        )

    def _relocate(self, act: Act, which: int, other: int, quantity: int) -> None:
        if which != other:
            post(act, "relocate", [Move(self.item, self.bins[which], self.bins[other], quantity)], observed=True)

    def _reserve(self, act: Act, quantity: int, whole: bool) -> None:
        made = reservation.reserve(act, self.item, quantity, "order_line", quantity, whole=whole)
        assert made.short + sum(one.quantity for one in made.holds) == quantity
        self.reservations += [one.id for one in made.holds]

    def _promise(self, act: Act, quantity: int) -> None:
        self.reservations += [one.id for one in reservation.promise(act, self.item, quantity, "order_line", 7).holds]

    def _pick(self, act: Act, quantity: int) -> None:
        if self.reservations:
            mine = hold.held(act.tx, act.warehouse_id, self.reservations[-1])
            if mine.place and mine.state == "active":
                post(act, "pick", [Move(self.item, mine.place, self.tote, quantity)], consume=[mine.id])

    def _doubt(self, act: Act, which: int, quantity: int) -> None:
        hold.put(act, "in_doubt", self.bins[which], self.item, quantity, holder_kind="card", holder_id=1)

    def _end(self, act: Act) -> None:
        if self.reservations:
            reservation.release(act, self.reservations.pop())

    def _reverse(self, act: Act, seq: int) -> None:
        reversal.reverse(act, seq)

    def look(self, act: Act) -> None:
        """I3 and I7 for every key, and for the item in the whole warehouse."""
        for place in (*self.bins, self.tote):
            now = standing(act.tx, act.warehouse_id, Key(place, self.item))
            assert now.on_hand >= 0
            assert now.reserved == 0 or now.available >= 0
        promised = sum(one[2] for one in act.tx.all(hold.UNALLOCATED, w=act.warehouse_id, item=self.item))
        assert promised == 0 or available(act.tx, act.warehouse_id, self.item) >= 0


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=8, max_size=25))
def test_any_history_keeps_the_books_right_at_every_step(house: House, steps: list[tuple[Any, ...]]) -> None:
    history = History(house)

    def live(act: Act) -> None:
        for step in (("bring", 0, 6), ("bring", 1, 4), ("reserve", 8, False), *steps):
            history.apply(act, step)

    house.do(live)
    assert house.prove().findings == []


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asks=st.lists(NUMBER, min_size=1, max_size=8), stock=st.integers(0, 20))
def test_promises_never_pass_what_is_there(house: House, asks: list[int], stock: int) -> None:
    history = History(house)
    if stock:
        house.bring(history.item, history.bins[0], stock)
    made = [house.do(lambda act, ask=ask: reservation.reserve(act, history.item, ask, "order_line", 1)) for ask in asks]  # type: ignore[misc]
    held = sum(one.quantity for result in made for one in result.holds)
    assert held == min(stock, sum(asks))
    assert all(result.short == 0 or held == stock for result in made)
