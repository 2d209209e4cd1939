"""When a movement is taken back, the order that it belonged to goes back with it."""

from server.kernel.outcome import Outcome
from server.kernel.refusal import Refusal
from server.ledger import perform as ledger
from server.ledger.commands import Reverse
from server.ledger.reversal import HEADER, moves_of
from server.selling import perform as selling
from server.selling import views as orders
from server.shipping import perform as shipments
from server.store.transaction import Act


def reverse(act: Act, do: Reverse) -> Outcome:
    """Take a movement back by another one that names it; shipped → checked where it was a shipment.

    A pick is taken back by its picker's undo alone, which knows the task, the tote and the promise: goods that went
    back to the bin behind their order's back could never be shipped.
    """
    kind, document = (act.tx.one(HEADER, w=act.warehouse_id, seq=do.seq) or ("", ""))[:2]
    if kind == "pick":
        raise Refusal("ledger.undo_the_pick", seq=do.seq, order=document)
    outcome = ledger.reverse(act, do)
    if kind == "ship":
        order = selling.load(act, int(act.tx.value(orders.BY_NUMBER, number=document)))
        for line in orders.lines(act.tx, order.id):
            selling.put_line(act, line.id, shipped=-line.shipped)
        shipments.come_back(act, {move.from_place for move in moves_of(act.tx, act.warehouse_id, do.seq)}, order.id)
        selling.move(act, order, "unship", shipped_at=0)
    return outcome
