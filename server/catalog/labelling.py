"""What labels say: which of a thing's codes goes on its label, and the code that a lot gets when it has none."""

from collections.abc import Iterable
from datetime import UTC, datetime

from scanning.labels.content import lot_elements
from scanning.labels.elements import Element, is_gtin
from server.catalog import barcode
from server.catalog.lot import Lot, lot
from server.catalog.number import next_number
from server.store.transaction import Act, Reader


def sscc_text(sscc: str) -> str:
    """What a scanner reads from a label with this SSCC."""
    return "00" + sscc


def item_text(texts: Iterable[str], code: str) -> str:
    """Which of an item's texts its label says: a GTIN before the item's own code before any other; "" for none."""
    known = list(texts)
    return min(known, key=lambda text: (not is_gtin(text), text != code), default="")


def lot_says(reader: Reader, of: Lot, scope: str, now: int) -> list[Element] | None:
    """The GS1 elements of a lot's label, when its item has a GTIN there and GS1 can say its code.

    now: microseconds since 1970.
    """
    one_piece = [
        row[1]
        for row in reader.all(barcode.OF_TARGET, kind="item", target_id=of.item_id)
        if row[2] in (barcode.COMPANY, scope) and (row[3], row[4]) == ("", 1)
    ]
    gtins = [text for text in one_piece if is_gtin(text)]
    this_year = datetime.fromtimestamp(now / 1_000_000, UTC).year
    return lot_elements(gtins[0], of.code, of.expires_on, this_year) if gtins else None


def label_lot(act: Act, lot_id: int) -> bool:
    """Bind a number of ours to a lot that nothing else names; whether one was bound.

    A lot that GS1 can say needs none: its label names item and lot at once. Registered, the same text would mean the
    lot alone, and the item would have to be scanned as well.
    """
    of, scope = lot(act.tx, lot_id), barcode.scope_of(act.warehouse_id)
    if act.tx.one(barcode.OF_TARGET, kind="lot", target_id=lot_id) is not None or lot_says(act.tx, of, scope, act.at):
        return False
    barcode.bind(act, barcode.Binding(next_number(act.tx, "lot_label", act.at), "lot", lot_id))
    return True
