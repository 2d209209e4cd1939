"""A small house for tests of the books: one warehouse, and items, bins and stock made as a test asks for them."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import bindparam, insert

from server.catalog import place as places
from server.catalog.commands import AddItem
from server.catalog.perform import ADD_WAREHOUSE, add_item
from server.kernel.clock import MINUTE
from server.kernel.ids import new_id
from server.ledger.balance import Standing, on_hand, standing
from server.ledger.move import Key, Move, Posted
from server.ledger.post import post
from server.ledger.prove import Heads, Proof, prove
from server.people.tables import user
from server.store.engine import Store
from server.store.transaction import Act, Sql, Tx

T = TypeVar("T")
MORNING = 1_700_000_000_000_000  # 2023-11-15 06:13 on the warehouse's clock
ADD_USER = Sql(insert(user).values({name: bindparam(name) for name in ("login", "name")}).returning(user.c.id))


class House:
    """The house: `do` performs one act in a transaction of its own, as the command path would."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = MORNING
        self.user = store.writer.submit(lambda tx: tx.value(ADD_USER, login="li", name="李强")).result()
        self.warehouse = store.writer.submit(self._open).result()
        with store.reader() as reader:
            self.virtual = {kind: places.virtual(reader, self.warehouse, kind) for kind in places.VIRTUAL}

    def _open(self, tx: Tx) -> int:
        made: int = tx.value(ADD_WAREHOUSE, code="W1", name="一号仓", utc_offset_min=480, created_at=MORNING)
        places.add_virtual(tx, made)
        return made

    def act(self, tx: Tx) -> Act:
        """One act, a minute after the one before."""
        self.now += MINUTE
        return Act(tx, new_id(), "test.do", self.user, "device", self.warehouse, self.now, self.now, 0, bytes(32))

    def do(self, work: Callable[[Act], T]) -> T:
        """Perform in a transaction; what it raises is raised here and nothing of it stays."""
        return self.store.writer.submit(lambda tx: work(self.act(tx))).result()

    def item(self, code: str = "", **more: Any) -> int:
        """A new item."""
        return int(self.do(lambda act: add_item(act, AddItem(name=code or "goods", code=code, **more))).made["item"])  # type: ignore[arg-type]

    def bin(self, code: str, kind: str = "bin", **more: Any) -> int:
        """A new place."""
        return self.do(lambda act: places.add(act.tx, self.warehouse, kind, code, **more))

    def bring(self, item: int, place: int, quantity: int, amount: int | None = None, **more: Any) -> Posted:
        """Goods come in from the supplier."""
        move = Move(item, self.virtual["supplier"], place, quantity, amount=amount, **more)
        return self.do(lambda act: post(act, "receipt", [move]))

    def take(
        self, item: int, place: int, quantity: int, observed: bool = False, consume: tuple[int, ...] = (), **more: Any
    ) -> Posted:
        """Goods go out to the customer."""
        move = Move(item, place, self.virtual["customer"], quantity, **more)
        return self.do(lambda act: post(act, "ship", [move], observed=observed, consume=consume))

    def on_hand(self, place: int, item: int, lot: int = 0, serial: int = 0) -> int:
        """What the books say."""
        with self.store.reader() as reader:
            return on_hand(reader, self.warehouse, Key(place, item, lot, serial))

    def standing(self, place: int, item: int, lot: int = 0, serial: int = 0) -> Standing:
        """What the books say, with holds."""
        with self.store.reader() as reader:
            return standing(reader, self.warehouse, Key(place, item, lot, serial))

    def prove(self, heads: Heads | None = None) -> Proof:
        """Read all books again."""
        with self.store.reader() as reader:
            return prove(reader, heads)
