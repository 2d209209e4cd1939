"""Which form of GS1 a text is in, and the message it holds: pure.

The verdicts are those of the GS1 Barcode Syntax Engine, which tests/scanning/gs1 holds this module to.
"""

import re
from collections.abc import Callable
from typing import Final

from scanning.gs1 import digital_link, element_string
from scanning.gs1.message import Element, Malformed, Message, whole
from scanning.gs1.rules import check_digit_is_right

TEXT_MAX = 8190  # As long as the reference engine takes; the largest symbol holds less than half.
FNC1 = "^"
GROUP_SEPARATOR = "\x1d"

# Symbology identifiers (ISO/IEC 15424) whose symbol has FNC1 in front: GS1-128, DataBar and composites, DataMatrix,
# QR, DotCode, Aztec; d5, Q4 and z4 are d2, Q3 and z1 that also name a character set.
_GS1: Final = frozenset(["]C1", "]e0", "]d2", "]d5", "]Q3", "]Q4", "]J1", "]z1", "]z4"])
_EAN_LENGTH: Final = {"]E0": 13, "]E4": 8}
# Letters of the symbologies that scanners here read; what any of them carries without FNC1 is plain data.
_KNOWN: Final = re.compile(r"\][ACEFGIJLQdez][0-9A-Za-z]")
_COMPOSITE: Final = "|]e0"


def parse(text: str, aim: str | None = None, *, strict: bool = False) -> Message:
    r"""The GS1 message that a text holds; one without elements for plain data.

    text: the data of a scan (with its AIM identifier in front, or that given as aim) with GS (0x1D) for each FNC1 that
    separates; (01)…(10)… with `\(` for a bracket inside a value; a Digital Link URI; or `^…` with ^ for each FNC1.
    aim: the symbology identifier, such as "]C1"; None or "" when nobody told. strict: also demand the AIs that another
    AI requires. Raises Malformed for what has one of these forms and is not right.
    """
    if aim or text.startswith("]"):
        return scan(text, aim, strict=strict)
    if text.startswith("("):
        return brackets(text, strict=strict)
    if text.startswith(FNC1):
        return raw(text, strict=strict)
    return link(text, strict=strict)


def scan(text: str, aim: str | None = None, *, strict: bool = False) -> Message:
    """The message of a scan, which must say its symbology: as aim, at the text's beginning, or both.

    An EAN or UPC is an element with AI 01.
    """
    _short_enough(text)
    start = 3 if not aim or text.startswith(aim) else 0
    aim = aim or text[:3]
    if not _KNOWN.fullmatch(aim):
        raise Malformed("aim", 0)
    if aim in _EAN_LENGTH:
        return _ean(text, start, start + _EAN_LENGTH[aim], strict)
    if aim in _GS1:
        return whole(element_string.elements(text, start, len(text), GROUP_SEPARATOR), strict=strict)
    return _link(text, start, strict)


def brackets(text: str, *, strict: bool = False) -> Message:
    r"""The message of (01)…(10)…; `\(` is a bracket of the value, | stands before a composite component."""
    _short_enough(text)
    return whole(_composite(text, element_string.bracketed), strict=strict)


def raw(text: str, *, strict: bool = False) -> Message:
    """The message of `^…` with ^ for each FNC1, | before a composite component; plain data without the first one."""
    _short_enough(text)
    if not text.startswith(FNC1):
        return Message([])
    return whole(_composite(text, _raw), strict=strict)


def link(text: str, *, strict: bool = False) -> Message:
    """The message of a Digital Link URI; plain data when it is no web address."""
    _short_enough(text)
    return _link(text, 0, strict)


def _short_enough(text: str) -> None:
    if len(text) > TEXT_MAX:
        raise Malformed("text_too_long", TEXT_MAX)


def _link(text: str, start: int, strict: bool) -> Message:
    if not digital_link.is_link(text, start):
        return Message([])
    return whole(digital_link.elements(text, start), strict=strict)


def _raw(text: str, start: int, end: int) -> list[Element]:
    if text[start : start + 1] != FNC1:
        raise Malformed("no_fnc1", start)
    return element_string.elements(text, start + 1, end, FNC1)


def _composite(text: str, read: Callable[[str, int, int], list[Element]]) -> list[Element]:
    bar = text.find("|")
    if bar < 0:
        return read(text, 0, len(text))
    return read(text, 0, bar) + read(text, bar + 1, len(text))


def _ean(text: str, start: int, end: int, strict: bool) -> Message:
    digits = text[start:end]
    if len(text) < end:
        raise Malformed("too_short", start)
    if len(text) > end and not (text.startswith(_COMPOSITE, end) and len(text) >= end + len(_COMPOSITE)):
        raise Malformed("too_long", end)
    if digits.strip("0123456789"):
        raise Malformed("not_digits", start)
    if not check_digit_is_right(digits):
        raise Malformed("check_digit", end - 1)
    gtin = ("01", digits.zfill(14))
    if len(text) == end:
        return Message([gtin])
    beside = element_string.elements(text, end + len(_COMPOSITE), len(text), GROUP_SEPARATOR)
    return Message([gtin, *whole(beside, strict=strict).elements])
