"""What is on a label: words for people, a square and bars for scanners."""

from collections.abc import Sequence

from msgspec import Struct

from scanning.gs1.moments import century
from scanning.labels import data_matrix, symbol
from scanning.labels.elements import Element, is_gtin
from scanning.labels.symbol import Symbol

LOT_MAX = 20  # characters of AI 10. Source: GS1 General Specifications, 3.4.1.
# GS1 AI encodable character set 82. Source: same, figure 7.11-1.
_SET_82 = frozenset("!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")


class Content(Struct, frozen=True):
    """One label before it has a size.

    title: the code that people read from afar; never cut. name: may wrap to two lines and be cut.
    facts: short lines, the last ones left out where there is no room. square, bars: the same thing in two symbologies.
    """

    title: str
    name: str
    square: Symbol
    bars: Symbol | None
    facts: tuple[str, ...] = ()


def own(text: str, title: str, name: str = "", facts: Sequence[str] = ()) -> Content:
    """A label for a text of our own registry: bin, tote, badge, an item or lot without GTIN."""
    return Content(title, name, symbol.square_of(text), symbol.bars_of(text), tuple(facts))


def gs1(parts: Sequence[Element], title: str, name: str = "", facts: Sequence[str] = ()) -> Content:
    """A label that says GS1 element strings: a lot with its GTIN, a container with its SSCC.

    Raises data_matrix.NotEncodable for what GS1 does not know.
    """
    square = symbol.gs1_square(parts)
    symbol.drawn(square)  # Says now whether it can be drawn.
    return Content(title, name, square, symbol.gs1_bars(parts), tuple(facts))


def item(text: str, title: str, name: str, facts: Sequence[str] = ()) -> Content:
    """An item's label by a text of its registry: a GTIN becomes EAN and GS1 DataMatrix, anything else is our own."""
    if not is_gtin(text):
        return own(text, title, name, facts)
    parts = [("01", text.zfill(14))]
    retail = symbol.bars_of(text) if len(text) in (8, 13) else None
    return Content(title, name, symbol.gs1_square(parts), retail or symbol.gs1_bars(parts), tuple(facts))


def lot_elements(gtin: str, lot: str, expires_on: str = "", this_year: int = 0) -> list[Element] | None:
    """(01) GTIN, (17) expiry and (10) lot, the lot last so that nothing needs a separator; None when GS1 cannot say it.

    expires_on: ISO day or "", to be read in this_year: left out where two digits would mean another century, such as
    the year 9999 of what never expires.
    """
    if not is_gtin(gtin) or not 0 < len(lot) <= LOT_MAX or not set(lot) <= _SET_82:
        return None
    parts = [("01", gtin.zfill(14))]
    if expires_on and century(int(expires_on[2:4]), this_year) == int(expires_on[:4]):
        parts.append(("17", expires_on[2:].replace("-", "")))
    parts.append(("10", lot))
    try:
        data_matrix.modules(parts)
    except data_matrix.NotEncodable:
        return None
    return parts
