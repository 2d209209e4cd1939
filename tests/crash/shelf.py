"""Two bins and a thousand pieces that hands move to and fro: the work that crashes interrupt."""

from sqlalchemy import func, select

from server.catalog.commands import AddBin, AddItem, AddWarehouse
from server.commands.perform import Caller
from server.commands.tables import command
from server.kernel.ids import new_id
from server.kernel.outcome import Outcome
from server.ledger.commands import Adjust
from server.ledger.prove import prove
from server.ledger.tables import movement
from server.relocating.commands import Move
from server.store.engine import Store
from server.store.transaction import Sql

HOUSE = 0
WAREHOUSE, ITEM = 1, 1
PIECES = 1000
KEPT = Sql(select(command.c.id).where(command.c.type == "relocating.move"))
POSTED_TWICE = Sql(select(movement.c.command_id).group_by(movement.c.command_id).having(func.count() > 1))


def furnish(store: Store) -> tuple[int, int]:
    """Make the warehouse, its two bins and its stock; answers the bins' ids."""
    caller = Caller(store, HOUSE, new_id())

    def done(outcome: Outcome) -> Outcome:
        assert outcome.result == "accepted", outcome
        return outcome

    done(caller.do("catalog.add_warehouse", AddWarehouse("CR", "Crash")))
    done(caller.do("catalog.add_item", AddItem("Soap", "SOAP")))
    bins = []
    for code in ("A-01-1", "A-01-2"):
        made = done(caller.do("catalog.add_bin", AddBin(code), WAREHOUSE)).made["place"]
        assert isinstance(made, int)
        bins.append(made)
        done(caller.do("ledger.adjust", Adjust(made, ITEM, PIECES, "opening"), WAREHOUSE))
    return bins[0], bins[1]


def swap(number: int, bins: tuple[int, int]) -> Move:
    """One piece from one bin to the other, the other way round next time."""
    there, here = bins if number % 2 else bins[::-1]
    return Move(ITEM, there, here, 1, [])


def check(store: Store, answered: set[str]) -> None:
    """Every answered command is in the books, none twice, and the books prove clean."""
    with store.reader() as reader:
        kept = {id for (id,) in reader.all(KEPT)}
        assert answered <= kept, f"{len(answered - kept)} answered commands are lost"
        assert reader.all(POSTED_TWICE) == []
        proof = prove(reader)
    assert not proof.findings, proof.findings
