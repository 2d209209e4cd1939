"""Where everything on a label goes, in whole dots of the printer, and the refusal of what does not fit."""

import math
from collections.abc import Callable
from typing import Final, Literal

from msgspec import Struct

from scanning.labels import letters
from scanning.labels.content import Content
from scanning.labels.symbol import Symbol, drawn, height_least_mm

Codes = Literal["auto", "both", "square", "bars"]

# Dots per mm. Printers said to have 203 dpi have 8 dots per mm.
DOTS: Final = {203: 8.0, 300: 300 / 25.4}
DRAWN_DPI: Final = 300  # Sheets are drawn on this grid: whole dots for office printers of 300, 600 and 1200 dpi.

_INSET_MM: Final = 2.0  # A sheet is cut and fed a millimetre more or less to each side.
_INSET_SMALL_MM: Final = 1.0  # Where 2 mm on each side would leave no room: labels under 15 mm.
_GAP_MM: Final = 1.2
_READABLE_MM: Final = 2.6  # the size of what stands beneath bars: capitals of 1.9 mm; more on labels over 10 cm
_READABLE_SMALL_MM: Final = 2.1
_TITLE_LEAST_MM: Final = 1.9  # Smaller nobody reads without glasses, and 203 dpi have too few dots for a character.
_NAME_LEAST_MM: Final = 2.0
_NAME_MOST_MM: Final = 8.0
_TITLE_MOST_MM: Final = 30.0
_BOTH_MM: Final = 30  # On lower labels both codes leave the title too small to be read from two metres.
_GUARD_MODULES: Final = 5  # how far EAN's guard bars reach down. Source: ISO/IEC 15420, 4.3.5.


class DoesNotFit(ValueError):
    """A label's content is larger than the label. what: square, bars or title; needs and has in mm.

    needs 0: there are no bars for this text at all.
    """

    def __init__(self, what: str, text: str, needs_mm: float, has_mm: float) -> None:
        super().__init__(f"{what} of {text}: {needs_mm:.1f} mm into {has_mm:.1f} mm")
        self.what = what
        self.text = text
        self.needs_mm = math.ceil(needs_mm * 10) / 10
        self.has_mm = math.floor(has_mm * 10) / 10


class Box(Struct, frozen=True):
    """A black rectangle in whole dots from the label's top left."""

    x: int
    y: int
    width: int
    height: int


class Words(Struct, frozen=True):
    """A line of words: x where it begins, y its baseline, size of the letters, and how wide it gets; in dots."""

    text: str
    x: float
    y: float
    size: float
    width: float
    bold: bool = False


class Layout(Struct, frozen=True):
    """A label ready for a printer with `per_mm` dots. symbols: what can be read from it."""

    width: int
    height: int
    per_mm: float
    boxes: tuple[Box, ...]
    words: tuple[Words, ...]
    symbols: tuple[Symbol, ...]


class _Area(Struct, frozen=True):
    x: int
    y: int
    width: int
    height: int


def lay(content: Content, width_mm: float, height_mm: float, dpi: int, codes: Codes = "auto") -> Layout:
    """Lay a label out.

    codes: which of its two codes; auto takes both where there is room for both, else the square, else the bars. What
        has no bars has its square instead of both.
    Raises DoesNotFit when the codes in their least sizes, or the title, do not fit.
    """
    if content.bars is None:
        if codes == "bars":
            raise DoesNotFit("bars", content.square.text, 0, 0)
        codes = "square"
    both, square, bars = (True, True), (True, False), (False, True)
    orders = {"auto": [both, square, bars], "both": [both], "square": [square], "bars": [bars]}
    order = orders[codes]
    if codes == "auto" and height_mm < _BOTH_MM:
        order = [square, both, bars]
    failed: dict[tuple[bool, bool], DoesNotFit] = {}
    for which in order:
        try:
            return _arranged(content, width_mm, height_mm, DOTS[dpi], *which)
        except DoesNotFit as wrong:
            failed[which] = wrong
    # What the square needs is the least that a label must have.
    raise failed.get(square) or failed[order[0]]


def _arranged(
    content: Content, width_mm: float, height_mm: float, per_mm: float, with_square: bool, with_bars: bool
) -> Layout:
    def dots(mm: float) -> int:
        return round(mm * per_mm)

    width, height = math.floor(width_mm * per_mm), math.floor(height_mm * per_mm)
    inset = dots(_INSET_MM if min(width_mm, height_mm) >= 15 else _INSET_SMALL_MM)
    inside = _Area(inset, inset, width - 2 * inset, height - 2 * inset)
    gap = dots(_GAP_MM)
    boxes: list[Box] = []
    words: list[Words] = []
    symbols: list[Symbol] = []
    room = inside
    if with_bars:
        assert content.bars is not None
        size = dots(_READABLE_SMALL_MM if height_mm < 30 else max(_READABLE_MM, height_mm / 38))
        used = _bars(content.bars, inside, size, per_mm, boxes, words)
        symbols.append(content.bars)
        room = _Area(inside.x, inside.y, inside.width, inside.height - used - gap)
    title_least = dots(_TITLE_LEAST_MM * letters.LINE)
    if room.height < title_least:
        taken = inside.height - room.height
        raise DoesNotFit("bars", content.title, (taken + title_least) / per_mm, inside.height / per_mm)
    if with_square:
        symbols.append(content.square)
        room = _square(content.square, content.title, room, gap, per_mm, boxes)
    _words(content, room, dots, words)
    return Layout(width, height, per_mm, tuple(boxes), tuple(words), tuple(symbols))


def _bars(symbol: Symbol, inside: _Area, size: int, per_mm: float, boxes: list[Box], words: list[Words]) -> int:
    """Put bars and their text at the bottom; returns how many dots of height they take."""
    shape = drawn(symbol)
    module = _module(symbol, shape.columns, inside.width, per_mm)
    width = shape.columns * module
    least = math.ceil(height_least_mm(symbol, width / per_mm) * per_mm)
    # A quarter of the label where that is more: a higher field is easier to hit with a line of light.
    high = max(least, inside.height // 4)
    lines, whole = letters.broken(letters.shown(symbol.readable), inside.width / size, 2)
    if not whole:
        raise DoesNotFit("bars", symbol.text, letters.width(symbol.readable) * size / per_mm, inside.width / per_mm)
    below = round(size * (letters.LINE * len(lines)))
    if high + below > inside.height:
        raise DoesNotFit("bars", symbol.text, (least + below) / per_mm, inside.height / per_mm)
    left = inside.x + (inside.width - width) // 2
    top = inside.y + inside.height - below - high
    for run in shape.runs:
        longer = min(_GUARD_MODULES * module, below // 2) if run.guard else 0
        boxes.append(Box(left + run.x * module, top, run.width * module, high + longer))
    if symbol.kind in ("ean13", "ean8"):
        words += _under_ean(symbol.text, left, top + high, module, size)
    else:
        baseline = top + high + size * (letters.CAP_HEIGHT + 0.25)
        for place, line in enumerate(lines):
            reach = letters.width(line) * size
            x = inside.x + (inside.width - reach) / 2
            words.append(Words(line, x, baseline + place * size * letters.LINE, size, reach))
    return high + below


def _under_ean(digits: str, left: int, bottom: int, module: int, size_most: int) -> list[Words]:
    """EAN's digits: the first in the left quiet zone, the others beneath their bars between the guards."""
    half = 6 if len(digits) == 13 else 4
    quiet = 11 if len(digits) == 13 else 7
    parts = [(digits[-2 * half : -half], quiet + 3), (digits[-half:], quiet + 3 + 7 * half + 5)]
    # Never wider than the bars above, else digits would touch the guards.
    size = min(size_most, math.floor(7 * half * module / letters.width("0" * half)))
    baseline = bottom + module + size * letters.CAP_HEIGHT
    found = []
    for text, from_module in parts:
        reach = letters.width(text) * size
        x = left + from_module * module + (7 * half * module - reach) / 2
        found.append(Words(text, x, baseline, size, reach))
    if len(digits) == 13:
        reach = letters.width(digits[0]) * size
        found.insert(0, Words(digits[0], left + (quiet - 2) * module - reach, baseline, size, reach))
    return found


def _square(symbol: Symbol, title: str, room: _Area, gap: int, per_mm: float, boxes: list[Box]) -> _Area:
    """Put the square where it leaves the words their place, and return that place.

    A wide room has it at the left, a tall one at the bottom with the words above it.
    """
    shape = drawn(symbol)
    tall = room.height > room.width * 0.8
    most = round(room.height * 0.6) if tall else min(room.height, round(room.width * 0.45))
    module = _module(symbol, shape.columns, min(most, room.width), per_mm)
    side = shape.columns * module
    left, top = room.x, room.y + (room.height - side if tall else (room.height - side) // 2)
    if tall:
        left = room.x + (room.width - side) // 2
    boxes += [Box(left + run.x * module, top + run.y * module, run.width * module, module) for run in shape.runs]
    if tall:
        return _Area(room.x, room.y, room.width, room.height - side - gap)
    return _Area(room.x + side + gap, room.y, room.width - side - gap, room.height)


def _module(symbol: Symbol, modules: int, room: int, per_mm: float) -> int:
    """The largest whole number of dots for a module that fits and is allowed. Raises DoesNotFit."""
    rule = symbol.rule
    # A thousandth less: 0.25 mm are two dots of 8 per mm, and a dot of 300 dpi is no round number.
    least = max(1, math.ceil(rule.least * per_mm - 0.001))
    most = max(least, math.floor(rule.most * per_mm + 0.001))
    module = min(room // modules, most)
    if module < least:
        what = "square" if symbol.kind in ("qr", "gs1_data_matrix") else "bars"
        raise DoesNotFit(what, symbol.text, modules * least / per_mm, room / per_mm)
    return module


def _words(content: Content, room: _Area, dots: Callable[[float], int], words: list[Words]) -> None:
    """Title as large as its place allows and never cut, name on two lines at most, then what facts there is room for.

    The title gives way down to three fifths of that when the name would be cut otherwise.
    """
    title = letters.shown(content.title)
    least = dots(_TITLE_LEAST_MM)
    share = 0.55 if content.name or content.facts else 1.0
    wide = math.floor(room.width / letters.width(title)) if title else dots(_TITLE_MOST_MM)
    most = min(dots(_TITLE_MOST_MM), wide, math.floor(room.height * share / letters.LINE))
    if most < least:
        # On the smallest labels the title alone may have all the height.
        most = min(least, wide, math.floor(room.height / letters.LINE))
    if most < least:
        one_mm = least / _TITLE_LEAST_MM
        needs, has = letters.width(title) * least / one_mm, room.width / one_mm
        raise DoesNotFit("title", content.title, needs, min(has, needs))
    size, lines = most, None
    for tried in range(most, max(least, round(most * 0.6)) - 1, -1):
        small = max(dots(_NAME_LEAST_MM), min(dots(_NAME_MOST_MM), round(tried * 0.5)))
        beneath = room.height - tried * letters.LINE
        found, whole = _under_title(content, room.width, beneath, small, dots(_NAME_LEAST_MM))
        if lines is None or whole:
            size, lines = tried, found
        if whole:
            break
    assert lines is not None
    total = size * letters.LINE + sum(high * letters.LINE for _, high in lines)
    y = room.y + max(0, (room.height - total) / 2)
    for text, high, bold in [(title, size, True), *((text, high, False) for text, high in lines)]:
        # The middle of a line is the middle between a Chinese character's top and bottom.
        baseline = y + high * (letters.LINE / 2 + 0.5 - letters.DESCENT)
        words.append(Words(text, room.x, baseline, high, letters.width(text) * high, bold))
        y += high * letters.LINE


def _under_title(
    content: Content, width: int, height: float, size: int, least: int
) -> tuple[list[tuple[str, int]], bool]:
    """The name's and the facts' lines with their size, and whether nothing is missing.

    As large as all of them fit; else the name is cut, else there are fewer facts.
    """
    name = letters.shown(content.name)
    facts = [letters.shown(fact) for fact in content.facts]
    for high in range(size, least - 1, -1):
        lines, whole = letters.broken(name, width / high, 2) if name else ([], True)
        uncut = all(letters.width(fact) * high <= width for fact in facts)
        if whole and uncut and (len(lines) + len(facts)) * high * letters.LINE <= height:
            return [(line, high) for line in (*lines, *facts)], True
    most = int(height / (least * letters.LINE))
    # Facts such as the last day matter more than the second line of a name.
    lines_max = max(1, min(2, most - len(facts)))
    lines = letters.broken(name, width / least, lines_max)[0] if name else []
    told = [letters.broken(fact, width / least, 1)[0][0] for fact in facts]
    return [(line, least) for line in (*lines, *told)[:most]], False
