"""Which stock a pick takes: a chain of rules over what is free. Pure.

Rules are tried in order, each in its zone (or any): FEFO (no date last), FIFO, LIFO or nearest; all, whole packs first,
or bins that become empty first. Ties go by walk order, then bin code. What has expired is never taken.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, Literal

from msgspec import Struct

from server.kernel.refusal import Refusal

Order = Literal["fefo", "fifo", "lifo", "nearest"]
Take = Literal["any", "empty_bin", "packs"]


class Stock(Struct, frozen=True):
    """What lies free on one key.

    free: what may be promised. on_hand: all of it. mixed: the bin holds other items or lots too.
    in_at: since when (microseconds UTC). expires_on: ISO day or "".
    """

    place: int
    code: str
    free: int
    on_hand: int
    zone: int = 0
    walk: int = 0
    lot: int = 0
    serial: int = 0
    in_at: int = 0
    expires_on: str = ""
    mixed: bool = False


class Rule(Struct, frozen=True):
    """One step of the chain.

    zone: only there; 0 is anywhere. sort: the first order decides, the next breaks its ties.
    take: `any`; `empty_bin`, only what leaves nothing in the bin; `packs`, only whole packs, the largest first.
    packs: contents in base quantities; a pack of nothing is ignored. only_over: bins with more than that on hand.
    """

    zone: int = 0
    take: Take = "any"
    sort: tuple[Order, ...] = ("fefo", "fifo")
    packs: tuple[int, ...] = ()
    only_over: int = 0


class Taken(Struct, frozen=True):
    """So much of one key."""

    place: int
    lot: int
    serial: int
    quantity: int


FIRST_CHAIN: Final = (Rule(),)  # A new warehouse: what expires first, else what came first.

_ORDERS: dict[str, Callable[[Stock], Any]] = {
    "fefo": lambda stock: (stock.expires_on == "", stock.expires_on),
    "fifo": lambda stock: stock.in_at,
    "lifo": lambda stock: -stock.in_at,
    "nearest": lambda stock: 0,  # the tie-break is the walk
}


def orders(sort: str) -> tuple[Order, ...]:
    """Read a rule's sort: orders separated by spaces; Refusal `ledger.bad_rule` for an unknown one."""
    names = tuple(sort.split())
    if not names or any(name not in _ORDERS for name in names):
        raise Refusal("ledger.bad_rule", sort=sort)
    return names  # type: ignore[return-value]


def choose(stocks: Iterable[Stock], quantity: int, chain: Sequence[Rule], today: str) -> tuple[list[Taken], int]:
    """What to take for so much, and how much is short.

    today: ISO day on the warehouse's wall clock; the day of expiry still counts.
    """
    usable = [stock for stock in stocks if stock.free > 0 and not (stock.expires_on and stock.expires_on < today)]
    free = {id(stock): stock.free for stock in usable}
    took: dict[int, int] = {}
    left = quantity
    for rule in chain:
        if not left:
            break
        here = [
            stock
            for stock in usable
            if rule.zone in (0, stock.zone) and (not rule.only_over or stock.on_hand > rule.only_over)
        ]
        here.sort(
            key=lambda stock: (
                *(_ORDERS[order](stock) for order in rule.sort),
                stock.walk,
                stock.code,
                stock.lot,
                stock.serial,
            )
        )
        for stock, limit, step in _offers(rule, here):
            part = min(free[id(stock)], left, limit) // step * step
            if rule.take == "empty_bin" and part < stock.on_hand:
                continue
            if part:
                free[id(stock)] -= part
                took[id(stock)] = took.get(id(stock), 0) + part
                left -= part
    by_id = {id(stock): stock for stock in usable}
    taken = [Taken(by_id[at].place, by_id[at].lot, by_id[at].serial, part) for at, part in took.items()]
    return taken, left


def _offers(rule: Rule, here: Sequence[Stock]) -> Iterable[tuple[Stock, int, int]]:
    """In the order of trying: a stock, how much of it at most, and in which steps."""
    if rule.take == "packs":
        for pack in sorted({pack for pack in rule.packs if pack > 0}, reverse=True):
            for stock in here:
                yield stock, stock.free, pack
    else:
        for stock in here:
            if rule.take == "any" or not stock.mixed:
                yield stock, stock.free, 1
