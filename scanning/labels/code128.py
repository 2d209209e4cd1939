"""Code 128 and GS1-128: text to bars, in the fewest symbols."""

from functools import cache

# Widths of bar, space, bar, space, bar, space per symbol value. Source: ISO/IEC 15417, table 1.
_TABLE = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 "
    "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 "
    "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 "
    "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
    "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232"
)
WIDTHS = _TABLE.split()
_STOP = "2331112"
_START = {"A": 103, "B": 104, "C": 105}
_TURN = {"A": 101, "B": 100, "C": 99}  # The symbol that changes into that set, from either other one.
_FNC1 = 102  # in all three sets
_SEPARATOR = "\x1d"

QUIET = 10  # modules on each side. Source: ISO/IEC 15417, 4.3.2.
TEXT_MAX = 80  # Longer lines of bars are wider than any label we print.
GS1_TEXT_MAX = 48  # characters, separators included. Source: GS1 General Specifications, 5.4.


class NotEncodable(ValueError):
    """Code 128 has no bars for this text: empty, too long, or a character beyond ASCII."""


def symbols(text: str, gs1: bool = False) -> list[int]:
    """The symbol values from start to check symbol, without the stop.

    text: 1 to TEXT_MAX ASCII characters; of GS1-128 an element string of 1 to GS1_TEXT_MAX.
    gs1: FNC1 stands first, which makes it a GS1-128, and takes the place of each GS in the text.
    Raises NotEncodable for anything else.
    """
    if not 0 < len(text) <= (GS1_TEXT_MAX if gs1 else TEXT_MAX) or not text.isascii():
        raise NotEncodable(text)
    first, *rest = _shortest(_SEPARATOR + text if gs1 else text, gs1)
    check = first + sum(place * value for place, value in enumerate(rest, 1))
    return [first, *rest, check % 103]


def widths(text: str, gs1: bool = False) -> list[int]:
    """Bar, space, bar … in modules, beginning and ending with a bar, without quiet zones."""
    bars = "".join(WIDTHS[value] for value in symbols(text, gs1)) + _STOP
    return [int(width) for width in bars]


def path(text: str, gs1: bool = False) -> tuple[str, int]:
    """SVG path data of the bars in a box `0 0 width 1`, to be stretched upright, and that width in modules.

    The quiet zones are inside the box. gs1: as of `symbols`.
    """
    x = QUIET
    drawn: list[str] = []
    for place, width in enumerate(widths(text, gs1)):
        if place % 2 == 0:
            drawn.append(f"M{x} 0h{width}v1h-{width}z")
        x += width
    return "".join(drawn), x + QUIET


def _shortest(text: str, gs1: bool) -> list[int]:
    """Start and data symbols with the fewest symbols, found from the back over the three sets."""

    @cache
    def best(at: int, current: str) -> tuple[int, tuple[int, ...]]:
        if at == len(text):
            return 0, ()
        choices: list[tuple[int, tuple[int, ...]]] = []
        for target in "CBA":
            value, taken = (_FNC1, 1) if gs1 and text[at] == _SEPARATOR else _value(text, at, target)
            if taken:
                turn = () if target == current else (_TURN[target] if current else _START[target],)
                length, rest = best(at + taken, target)
                choices.append((length + 1 + len(turn), (*turn, value, *rest)))
        return min(choices, key=lambda choice: choice[0])

    return list(best(0, "")[1])


def _value(text: str, at: int, target: str) -> tuple[int, int]:
    """The value of what stands at `at` in that set and how many characters it takes; 0 characters when it has none."""
    if target == "C":
        pair = text[at : at + 2]
        return (int(pair), 2) if len(pair) == 2 and pair.isdigit() else (0, 0)
    mark = ord(text[at])
    if target == "A":
        return (mark - 32, 1) if 32 <= mark < 96 else (mark + 64, 1) if mark < 32 else (0, 0)
    return (mark - 32, 1) if mark >= 32 else (0, 0)
