"""What goods cost: a fold over what came in and went out, by FIFO, LIFO, dearest first or average. Pure.

Quantity and value are kept, never a rounded average; money is rounded half up to 1/10,000 and the last unit takes the
rest, so that the costs of all issues, late costs and the closing value together are exactly the value that came in.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

Method = Literal["fifo", "lifo", "hifo", "average"]
Kind = Literal["receipt", "issue", "return_in", "return_out", "adjustment"]
Line = tuple[int, int]  # seq and line of a cost entry


class Entry(Struct, frozen=True):
    """One cost entry of one item (lot, serial), in the order of seq.

    amount: money of the whole line; known: whether it is given or follows from the method.
    of: the issue that comes back, the receipt that goes back or is adjusted; (0, 0) for none.
    """

    at: Line
    kind: Kind
    quantity: int
    amount: int = 0
    known: bool = False
    of: Line = (0, 0)


class Layer(Struct):
    """So much that came in together and what it is worth."""

    of: Line
    quantity: int
    value: int


class Costed(Struct, frozen=True):
    """One entry with its cost: money of the whole line, and the parts of layers (quantity, value) that it took.

    late: of an adjustment, what belongs to goods that have left: a price difference to the cost of sales.
    on_hand, value: what is in stock after it.
    """

    at: Line
    kind: Kind
    quantity: int
    cost: int
    parts: tuple[tuple[int, int], ...]
    late: int
    on_hand: int
    value: int


class Costs(Struct, frozen=True):
    """The whole fold: every entry's cost in order, and the layers that are left."""

    entries: list[Costed]
    layers: list[Layer]

    @property
    def on_hand(self) -> int:
        """Quantity that the layers hold."""
        return sum(layer.quantity for layer in self.layers)

    @property
    def value(self) -> int:
        """Money that the layers are worth."""
        return sum(layer.value for layer in self.layers)


class MissingGoodsError(AssertionError):
    """More was to leave than had come in: the books never do that, so somebody has cut a ledger in pieces."""


def half_up(numerator: int, denominator: int) -> int:
    """numerator/denominator to a whole number, 四舍五入: halves go away from zero. denominator above 0."""
    whole = (2 * abs(numerator) + denominator) // (2 * denominator)
    return whole if numerator >= 0 else -whole


def fold(entries: Iterable[Entry], method: Method) -> Costs:
    """Cost every entry in the order given.

    Raises MissingGoodsError when more leaves than there is.
    """
    past: list[Entry] = []
    later: dict[Line, int] = {}  # what became known later, per receipt
    state = _State(method)
    costed = []
    for entry in entries:
        if entry.kind == "adjustment":
            later[entry.of] = later.get(entry.of, 0) + entry.amount
            before = state.value
            recosted = _State(method)
            for earlier in past:
                if earlier.kind != "adjustment":
                    recosted.take_in(earlier, later)
            # What has left keeps its posted cost and comes back at it; the stock is worth what it would have been.
            recosted.left, state = state.left, recosted
            late = before + entry.amount - state.value
            costed.append(_costed(entry, entry.amount, (), late, state))
        else:
            parts = state.take_in(entry, {})
            cost = sum(value for _, value in parts)
            costed.append(_costed(entry, cost, tuple(parts), 0, state))
        past.append(entry)
    return Costs(costed, state.layers)


def _costed(entry: Entry, cost: int, parts: tuple[tuple[int, int], ...], late: int, state: "_State") -> Costed:
    return Costed(entry.at, entry.kind, entry.quantity, cost, parts, late, state.on_hand, state.value)


class _State:
    def __init__(self, method: Method) -> None:
        self.method = method
        self.layers: list[Layer] = []
        self.left: dict[Line, Layer] = {}  # what left by an entry and has not come back, with its cost
        self.last = (1, 0)  # quantity and value of what came in last
        self.on_hand = 0
        self.value = 0

    def take_in(self, entry: Entry, later: Mapping[Line, int]) -> list[tuple[int, int]]:
        """Apply an entry; the parts that it moved: quantity and value."""
        if entry.kind in ("receipt", "return_in"):
            value = self._worth(entry) + later.get(entry.at, 0)
            self._enter(entry, value)
            return [(entry.quantity, value)]
        if entry.quantity > self.on_hand:
            raise MissingGoodsError(f"{entry.quantity} of {self.on_hand} at {entry.at}")
        parts = self._leave(entry)
        value = sum(part for _, part in parts)
        self.on_hand -= entry.quantity
        self.value -= value
        self.left[entry.at] = Layer(entry.at, entry.quantity, value)
        return parts

    def _worth(self, entry: Entry) -> int:
        back = self.left.get(entry.of)
        if entry.kind == "return_in" and back is not None and back.quantity >= entry.quantity:
            return _cut(back, entry.quantity)  # it comes back at the cost it left with
        if entry.known:
            return entry.amount
        # Found goods: the average of the moment, or what the last ones cost.
        quantity, value = (self.on_hand, self.value) if self.on_hand else self.last
        return half_up(value * entry.quantity, quantity)

    def _enter(self, entry: Entry, value: int) -> None:
        if self.method == "average" and self.layers:
            self.layers[0].quantity += entry.quantity
            self.layers[0].value += value
        else:
            self.layers.append(Layer(entry.at, entry.quantity, value))
        self.last = (entry.quantity, value)
        self.on_hand += entry.quantity
        self.value += value

    def _leave(self, entry: Entry) -> list[tuple[int, int]]:
        parts = []
        wanted = entry.quantity
        while wanted:
            layer = self._next(entry)
            quantity = min(wanted, layer.quantity)
            parts.append((quantity, _cut(layer, quantity)))
            wanted -= quantity
            if not layer.quantity:
                self.layers.remove(layer)
        return parts

    def _next(self, entry: Entry) -> Layer:
        if entry.of != (0, 0) and self.method != "average":
            for layer in self.layers:
                if layer.of == entry.of:
                    return layer  # what goes back to the supplier takes the layer of its own receipt while it lasts
        if self.method == "lifo":
            return self.layers[-1]
        if self.method == "hifo":
            dearest = self.layers[0]
            for layer in self.layers:
                if layer.value * dearest.quantity > dearest.value * layer.quantity:
                    dearest = layer
            return dearest
        return self.layers[0]


def _cut(layer: Layer, quantity: int) -> int:
    """Take a quantity out of a layer with its share of the value; the last unit takes the rest."""
    value = layer.value if quantity == layer.quantity else half_up(layer.value * quantity, layer.quantity)
    layer.quantity -= quantity
    layer.value -= value
    return value


def conserved(entries: Sequence[Entry], costs: Costs) -> bool:
    """Whether what came in is exactly what left, what was late and what is in stock."""
    came = sum(one.cost for one in costs.entries if one.kind in ("receipt", "return_in", "adjustment"))
    went = sum(one.cost for one in costs.entries if one.kind in ("issue", "return_out"))
    late = sum(one.late for one in costs.entries)
    return len(entries) == len(costs.entries) and came == went + late + costs.value
