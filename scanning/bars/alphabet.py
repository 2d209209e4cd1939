"""Bar symbologies as alphabets: which shapes may follow each other, and what a sequence of them says."""

from collections.abc import Callable, Collection
from functools import cache
from typing import Final, NamedTuple

from scanning.gs1 import check_digit_is_right
from scanning.labels.code128 import WIDTHS as CODE128_WIDTHS
from scanning.reading import Symbology

Shape = tuple[float, ...]  # Widths of elements in modules, bars positive, spaces negative.


class Said(NamedTuple):
    """What a sequence of shapes says, as Reading has it."""

    text: str
    aim: str
    symbology: Symbology
    raw: bytes


class Alphabet(NamedTuple):
    """One symbology, or one ratio of wide to narrow of it.

    name: for people and caches. shapes: the elements of each symbol. steps: for a number of shapes, which may stand at
    each place; those of one place have one width and one number of bars. lengths: numbers of shapes of a whole symbol.
    said: what a sequence says, None when it breaks a rule or its check digit is wrong.
    """

    name: str
    shapes: tuple[Shape, ...]
    steps: Callable[[int], list[tuple[int, ...]]]
    lengths: range
    said: Callable[[tuple[int, ...]], Said | None]

    def width(self, index: int) -> float:
        """Of a shape in modules."""
        return sum(map(abs, self.shapes[index]))

    def modules(self, count: int) -> float:
        """Width of a whole symbol of so many shapes in modules."""
        return self._middle_times(count, self.width)

    def bars(self, count: int) -> int:
        """How many bars a whole symbol of so many shapes has; each shape of a place has as many."""
        return round(self._middle_times(count, lambda index: sum(element > 0 for element in self.shapes[index])))

    def _middle_times(self, count: int, size: Callable[[int], float]) -> float:
        steps = self.steps(min(count, self.lengths[0]))
        # Longer symbols repeat what stands in the middle.
        more = count - len(steps)
        return sum(size(choices[0]) for choices in steps) + more * size(steps[1][0])


def _shape(widths: str | tuple[float, ...], bar_first: bool = True) -> Shape:
    numbers = [float(width) for width in widths]
    return tuple(width if (place % 2 == 0) == bar_first else -width for place, width in enumerate(numbers))


# ---- EAN and UPC. Source: GS1 General Specifications 5.2. ----
_EAN_LEFT = ("3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112")
_EAN_SHAPES = (
    *(_shape(widths, bar_first=False) for widths in _EAN_LEFT),  # 0 to 9, odd parity
    *(_shape(widths[::-1], bar_first=False) for widths in _EAN_LEFT),  # 10 to 19, even parity
    *(_shape(widths) for widths in _EAN_LEFT),  # 20 to 29, right half
    _shape("111"),  # 30, guard
    _shape("11111", bar_first=False),  # 31, centre
    _shape("111111", bar_first=False),  # 32, end of UPC-E
)
_ODD, _BOTH, _RIGHT = tuple(range(10)), tuple(range(20)), tuple(range(20, 30))
_EAN13_PARITY = {
    tuple(letter == "G" for letter in word): digit
    for digit, word in enumerate(
        ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")
    )
}
_UPCE_PARITY = {
    tuple((letter == "E") == (system == 0) for letter in word): (system, check)
    for system in (0, 1)
    for check, word in enumerate(
        ("EEEOOO", "EEOEOO", "EEOOEO", "EEOOOE", "EOEEOO", "EOOEEO", "EOOOEE", "EOEOEO", "EOEOOE", "EOOEOE")
    )
}


def _ean13_said(symbols: tuple[int, ...]) -> Said | None:
    left = symbols[1:7]
    first = _EAN13_PARITY.get(tuple(symbol >= 10 for symbol in left))
    if first is None:
        return None
    digits = str(first) + "".join(str(symbol % 10) for symbol in (*left, *symbols[8:14]))
    if not check_digit_is_right(digits):
        return None
    if first == 0:
        return Said(digits[1:], "]E0", "upca", digits[1:].encode())
    return Said(digits, "]E0", "ean13", digits.encode())


def _ean8_said(symbols: tuple[int, ...]) -> Said | None:
    digits = "".join(str(symbol % 10) for symbol in (*symbols[1:5], *symbols[6:10]))
    return Said(digits, "]E4", "ean8", digits.encode()) if check_digit_is_right(digits) else None


def _upce_said(symbols: tuple[int, ...]) -> Said | None:
    found = _UPCE_PARITY.get(tuple(symbol >= 10 for symbol in symbols[1:7]))
    if found is None:
        return None
    digits = f"{found[0]}{''.join(str(symbol % 10) for symbol in symbols[1:7])}{found[1]}"
    # Zeros are left out in one way only: a 3, 4 or more in the last place says that no shorter way was there.
    if (digits[6] == "3" and digits[3] in "012") or (digits[6] >= "4" and digits[4 + (digits[6] > "4")] == "0"):
        return None
    return Said(digits, "]E0", "upce", digits.encode()) if check_digit_is_right(_upca(digits)) else None


def _upca(upce: str) -> str:
    """The digits of UPC-A that the 8 of a UPC-E leave zeros out of. Source: GS1 General Specifications 5.2.2.4.2."""
    body, last = upce[1:6], upce[6]
    if last in "012":
        body = f"{body[:2]}{last}0000{body[2:]}"
    elif last in "34":
        kept = int(last)
        body = f"{body[:kept]}00000{body[kept:]}"
    else:
        body = f"{body}0000{last}"
    return upce[0] + body + upce[7]


EAN13: Final = Alphabet(
    "ean13", _EAN_SHAPES, lambda _: [(30,), *[_BOTH] * 6, (31,), *[_RIGHT] * 6, (30,)], range(15, 16), _ean13_said
)
EAN8: Final = Alphabet(
    "ean8", _EAN_SHAPES, lambda _: [(30,), *[_ODD] * 4, (31,), *[_RIGHT] * 4, (30,)], range(11, 12), _ean8_said
)
UPCE: Final = Alphabet("upce", _EAN_SHAPES, lambda _: [(30,), *[_BOTH] * 6, (32,)], range(8, 9), _upce_said)

# ---- Code 128. Source: ISO/IEC 15417. ----
_STOP128, _FNC1 = 106, 102
_CODE128_SHAPES = (*(_shape(widths) for widths in CODE128_WIDTHS), _shape("2331112"))


def _code128_said(symbols: tuple[int, ...]) -> Said | None:
    start, *data, check, _ = symbols
    if not data or (start + sum(place * value for place, value in enumerate(data, 1))) % 103 != check:
        return None
    current, shifted = "ABC"[start - 103], False
    text, aim = "", "]C0"
    for place, value in enumerate(data):
        using = ("B" if current == "A" else "A") if shifted else current
        shifted = False
        if value == _FNC1:
            if place == 0:
                aim = "]C1"
            elif place == 1:
                aim = "]C2"
            else:
                text += "\x1d"
        elif using == "C":
            if value < 100:
                text += f"{value:02}"
            else:
                current = {100: "B", 101: "A"}[value]
        elif value < 96:
            text += chr(value + 32) if using == "B" or value < 64 else chr(value - 64)
        elif value == 98:
            shifted = True
        elif value == 99:
            current = "C"
        elif (value == 100 and using == "A") or (value == 101 and using == "B"):
            current = "B" if using == "A" else "A"
        else:
            return None  # FNC2, FNC3 and FNC4 program scanners or reach beyond ASCII; no label of goods has them.
    return Said(text, aim, "code128", text.encode()) if text.strip("\x1d") else None


CODE128: Final = Alphabet(
    "code128",
    _CODE128_SHAPES,
    lambda count: [(103, 104, 105), *[tuple(range(103))] * (count - 2), (_STOP128,)],
    range(4, 45),  # 2 to 42 symbols of text; more are wider than any label.
    _code128_said,
)

# ---- Two widths: Interleaved 2 of 5 (ISO/IEC 16390) and Code 39 (ISO/IEC 16388). ----
_ITF_DIGITS = ("00110", "10001", "01001", "11000", "00101", "10100", "01100", "00011", "10010", "01010")
_CODE39_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. *$/+%"
_CODE39_WIDTHS = """
    000110100 100100001 001100001 101100000 000110001 100110000 001110000 000100101 100100100 001100100
    100001001 001001001 101001000 000011001 100011000 001011000 000001101 100001100 001001100 000011100
    100000011 001000011 101000010 000010011 100010010 001010010 000000111 100000110 001000110 000010110
    110000001 011000001 111000000 010010001 110010000 011010000 010000101 110000100 011000100 010010100
    010101000 010100010 010001010 000101010
""".split()  # noqa: SIM905 -- a table is read more easily than a list of strings.


def _two_widths(word: str, wide: float) -> tuple[float, ...]:
    return tuple(wide if letter == "1" else 1.0 for letter in word)


def itf(wide: float) -> Alphabet:
    """Interleaved 2 of 5 with wide elements of so many modules."""
    pairs = [
        "".join(bar + space for bar, space in zip(_ITF_DIGITS[value // 10], _ITF_DIGITS[value % 10], strict=True))
        for value in range(100)
    ]
    shapes = (*(_shape(_two_widths(word, wide)) for word in pairs), _shape("1111"), _shape((wide, 1.0, 1.0)))

    def said(symbols: tuple[int, ...]) -> Said | None:
        digits = "".join(f"{value:02}" for value in symbols[1:-1])
        if len(digits) == 14 and not check_digit_is_right(digits):
            return None
        return Said(digits, "]I1" if len(digits) == 14 else "]I0", "itf", digits.encode())

    # 6 digits at least: shorter ones are found in anything that has stripes.
    return Alphabet(
        f"itf {wide}", shapes, lambda count: [(100,), *[tuple(range(100))] * (count - 2), (101,)], range(5, 23), said
    )


def code39(wide: float) -> Alphabet:
    """Code 39 with wide elements of so many modules and gaps of one."""
    star = _CODE39_LETTERS.index("*")
    shapes = (
        *((*_shape(_two_widths(word, wide)), -1.0) for word in _CODE39_WIDTHS),
        _shape(_two_widths(_CODE39_WIDTHS[star], wide)),
    )
    end = len(_CODE39_LETTERS)
    data = tuple(index for index in range(end) if index != star)

    def said(symbols: tuple[int, ...]) -> Said:
        text = "".join(_CODE39_LETTERS[index] for index in symbols[1:-1])
        return Said(text, "]A0", "code39", text.encode())

    # Two characters at least; it has no check digit, so that one is found too easily.
    return Alphabet(
        f"code39 {wide}", shapes, lambda count: [(star,), *[data] * (count - 2), (end,)], range(4, 42), said
    )


# ---- Code 93. Source: AIM BC5. ----
_CODE93_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
_CODE93_WIDTHS = """
    131112 111213 111312 111411 121113 121212 121311 111114 131211 141111 211113 211212 211311 221112 221211 231111
    112113 112212 112311 122112 132111 111123 111222 111321 121122 131121 212112 212211 211122 211221 221121 222111
    112122 112221 122121 123111 121131 311112 311211 321111 112131 113121 211131 121221 312111 311121 122211
""".split()  # noqa: SIM905 -- a table is read more easily than a list of strings.


def _code93_said(symbols: tuple[int, ...]) -> Said | None:
    values = symbols[1:-1]
    for checks, weights in ((2, 20), (1, 15)):
        body = values[: len(values) - checks]
        weighted = sum(value * (place % weights + 1) for place, value in enumerate(reversed(body)))
        if weighted % 47 != values[len(values) - checks]:
            return None
    text, shift = "", ""
    for value in values[:-2]:
        if value >= 43:
            if shift:
                return None
            shift = "$%/+"[value - 43]
        elif shift:
            letter = _shifted(shift, _CODE93_LETTERS[value])
            if letter is None:
                return None
            text, shift = text + letter, ""
        else:
            text += _CODE93_LETTERS[value]
    return Said(text, "]G0", "code93", text.encode()) if text and not shift else None


def _shifted(shift: str, letter: str) -> str | None:
    """The ASCII character of a pair that Code 93 makes of a shift and a letter."""
    if not "A" <= letter <= "Z":
        return None
    place = ord(letter) - ord("A")
    if shift == "$":
        return chr(place + 1)
    if shift == "+":
        return chr(place + ord("a"))
    if shift == "/":
        return chr(place + ord("!")) if place <= 14 else ":" if letter == "Z" else None
    return (
        "".join(map(chr, (*range(27, 32), *range(59, 64), *range(91, 96), *range(123, 128), 0, 64, 96)))[
            place : place + 1
        ]
        or None
    )


CODE93: Final = Alphabet(
    "code93",
    (*(_shape(widths) for widths in _CODE93_WIDTHS), _shape("111141"), _shape("1111411")),
    lambda count: [(47,), *[tuple(range(47))] * (count - 2), (48,)],
    range(5, 45),
    _code93_said,
)


@cache
def alphabets(symbologies: frozenset[Symbology]) -> tuple[Alphabet, ...]:
    """The alphabets that read these symbologies, the likeliest on goods first.

    Wide elements are between 2 and 3 modules; a decoder that follows drift does not mind the quarter between.
    """
    ways: tuple[tuple[Collection[str], tuple[Alphabet, ...]], ...] = (
        (("ean13", "upca"), (EAN13,)),
        (("code128",), (CODE128,)),
        (("itf",), tuple(itf(wide) for wide in (2.0, 2.5, 3.0))),
        (("code39",), tuple(code39(wide) for wide in (2.0, 2.5, 3.0))),
        (("ean8",), (EAN8,)),
        (("upce",), (UPCE,)),
        (("code93",), (CODE93,)),
    )
    return tuple(alphabet for names, found in ways if symbologies.intersection(names) for alphabet in found)
