"""A code to be printed: which symbology, what it says, how small its modules may get and how high its bars must be."""

from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

from scanning.labels import code128, data_matrix, ean, elements, qr
from scanning.labels.elements import Element

Kind = Literal["code128", "gs1_128", "ean13", "ean8", "qr", "gs1_data_matrix"]


class Rule(Struct, frozen=True):
    """Sizes in mm. least, most: width of a module. height: of the bars, 0 for squares."""

    least: float
    most: float
    height: float = 0


LEAST_MM: Final = 0.25  # Two dots of a 203 dpi printer; one dot more or less of ink must not close a gap.
_RULES: Final[dict[Kind, Rule]] = {
    # Height: 5 mm, or 15 % of the width where that is more (`height`). Source: ISO/IEC 15417, 4.7 e.
    "code128": Rule(LEAST_MM, 0.6, 5),
    # GS1 demands 0.495 mm for scanning on conveyors; in a hall a hand holds the scanner. Height: the least that GS1
    # has for any use. Source: GS1 General Specifications, 5.12.3, symbol specification tables 1 and 6.
    "gs1_128": Rule(LEAST_MM, 0.6, 12.7),
    # 80 to 200 % of the nominal 0.330 mm; the height is that of the smallest. Source: same, 5.2.3.1, 5.12.3.1.
    "ean13": Rule(0.264, 0.66, 18.28),
    "ean8": Rule(0.264, 0.66, 14.58),
    # A phone sees a square from further away the larger its modules are; more than 2 mm nobody needs indoors.
    "qr": Rule(LEAST_MM, 2),
    "gs1_data_matrix": Rule(LEAST_MM, 1.5),
}
# A logistic label is read on docks and conveyors of other firms too. Source: same, symbol specification table 5.
_SSCC: Final = Rule(0.495, 1.016, 31.75)


class Symbol(Struct, frozen=True):
    """One code. text: what a scanner reads from it, GS for each separator. elements: its GS1 elements, if any."""

    kind: Kind
    text: str
    elements: tuple[Element, ...] = ()

    @property
    def readable(self) -> str:
        """What stands beneath it for eyes."""
        return elements.readable(self.elements) if self.elements else self.text

    @property
    def rule(self) -> Rule:
        """Its sizes."""
        if self.kind == "gs1_128" and any(ai == "00" for ai, _ in self.elements):
            return _SSCC
        return _RULES[self.kind]


class Run(Struct, frozen=True):
    """One bar, or dark modules beside each other: x from the left edge of the quiet zone, in modules.

    y: the row of a square, 0 for bars. guard: a bar that reaches further down (EAN).
    """

    x: int
    width: int
    y: int = 0
    guard: bool = False


class Drawn(Struct, frozen=True):
    """A symbol in modules, quiet zones included. rows: 1 for bars, as many as columns for squares."""

    columns: int
    rows: int
    runs: tuple[Run, ...]


def bars_of(text: str) -> Symbol | None:
    """Bars for a text of our own registry: EAN where it is one, else Code 128; None when neither can say it."""
    if len(text) in (8, 13) and elements.is_gtin(text):
        return Symbol("ean13" if len(text) == 13 else "ean8", text)
    try:
        code128.symbols(text)
    except code128.NotEncodable:
        return None
    return Symbol("code128", text)


def square_of(text: str) -> Symbol:
    """A QR code for any text."""
    return Symbol("qr", text)


def gs1_bars(parts: Sequence[Element]) -> Symbol:
    """A GS1-128."""
    return Symbol("gs1_128", elements.element_string(parts), tuple(parts))


def gs1_square(parts: Sequence[Element]) -> Symbol:
    """A GS1 DataMatrix."""
    return Symbol("gs1_data_matrix", elements.element_string(parts), tuple(parts))


def drawn(symbol: Symbol) -> Drawn:
    """The symbol's dark parts. Raises the NotEncodable of its symbology."""
    match symbol.kind:
        case "qr":
            return _square(qr.modules(symbol.text), qr.QUIET)
        case "gs1_data_matrix":
            return _square(data_matrix.modules(symbol.elements), data_matrix.QUIET)
        case "ean13" | "ean8":
            found = ean.bars(symbol.text)
            left, right = ean.QUIET_13 if symbol.kind == "ean13" else ean.QUIET_8
            return _bars(found.widths, left, right, found.guards)
        case "code128" | "gs1_128":
            widths = code128.widths(symbol.text, gs1=symbol.kind == "gs1_128")
            return _bars(widths, code128.QUIET, code128.QUIET)


def height_least_mm(symbol: Symbol, width_mm: float) -> float:
    """How high its bars must be at least, when they are so wide."""
    share = 0.15 if symbol.kind == "code128" else 0
    return max(symbol.rule.height, share * width_mm)


def _bars(widths: Sequence[int], left: int, right: int, guards: frozenset[int] = frozenset()) -> Drawn:
    x = left
    runs = []
    for place, width in enumerate(widths):
        if place % 2 == 0:
            runs.append(Run(x, width, guard=place in guards))
        x += width
    return Drawn(x + right, 1, tuple(runs))


def _square(rows: Sequence[Sequence[bool]], quiet: int) -> Drawn:
    runs = []
    for y, row in enumerate(rows, quiet):
        x = 0
        while x < len(row):
            width = 0
            while x + width < len(row) and row[x + width]:
                width += 1
            if width:
                runs.append(Run(x + quiet, width, y))
            x += width + 1
    size = len(rows) + 2 * quiet
    return Drawn(size, size, tuple(runs))
