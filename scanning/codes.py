"""From what was read to the text that the registry knows: pure."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from scanning import gs1
from scanning.gs1 import moments
from scanning.reading import Reading

TEXT_MAX = 4096  # The largest QR code holds 2,953 bytes; more was never one code.
GROUP_SEPARATOR = "\x1d"
_WRAPPING = " \t\r\n"

# ISO/IEC 15424: `]`, a letter for the symbology, a modifier digit or letter.
_AIM = re.compile(r"\]([A-Za-z])([0-9A-Za-z])")
_AIM_SYMBOLOGY = {
    "A": "code39",
    "C": "code128",
    "d": "data_matrix",
    "E": "ean13",
    "e": "databar",
    "F": "codabar",
    "G": "code93",
    "I": "itf",
    "J": "dotcode",
    "L": "pdf417",
    "Q": "qr",
    "z": "aztec",
}


class NotACode(ValueError):
    """What was read cannot be the text of a code. reason: empty, too_long or control."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Cleaned(NamedTuple):
    """The text to look up, and the symbology when an AIM identifier told it."""

    text: str
    symbology: str


def clean(raw: str) -> Cleaned:
    """The text of a code without what scanners wrap around it.

    An AIM identifier in front and white space or line ends around go; GS stays inside, because GS1 codes need it.
    Upper and lower case stay: two codes may differ in nothing else.
    Raises NotACode when nothing is left, for more than TEXT_MAX characters, and for control characters inside.
    """
    text = raw.strip(_WRAPPING)
    symbology = ""
    found = _AIM.match(text)
    if found and found[1] in _AIM_SYMBOLOGY:
        symbology = _AIM_SYMBOLOGY[found[1]]
        text = text[found.end() :].lstrip(GROUP_SEPARATOR)
    if not text:
        raise NotACode("empty")
    if len(text) > TEXT_MAX:
        raise NotACode("too_long")
    if has_control(text):
        raise NotACode("control")
    return Cleaned(text, symbology)


def has_control(text: str) -> bool:
    """Whether a character stands in the text that no label can show (GS excepted)."""
    return any((mark < " " and mark != GROUP_SEPARATOR) or "\x7f" <= mark < "\xa0" for mark in text)


# What scanners send for FNC1 where they cannot send GS. Names in brackets stand for nothing else, though their letters
# could be part of a value; the single signs can be in no value.
_NAMES: Final = re.compile(r"[<\[{](?:GS|FNC1|F1)[>\]}]|\\x1[dD]|\\u001[dD]|\\F1?(?![0-9A-Za-z])|␝")
_SIGNS: Final = "^|~#@$`"
_KEYS: Final = ("01", "02", "8006", "00")
_PIECES: Final = ("8006", "8026")  # GTIN, which piece, of how many
_GTIN_LENGTHS: Final = (8, 12, 13, 14)

# Units of variable measures, by the first three digits of the AI; the fourth says how many digits are decimals.
# Source: GS1 General Specifications, 3.6. A trade item's own come first, then those of a logistic unit.
_TRADE_UNITS: Final = {
    "310": "kg", "311": "m", "312": "m", "313": "m", "314": "m²", "315": "l", "316": "m³", "320": "lb", "321": "in",
    "322": "ft", "323": "yd", "324": "in", "325": "ft", "326": "yd", "327": "in", "328": "ft", "329": "yd",
    "350": "in²", "351": "ft²", "352": "yd²", "356": "oz t", "357": "oz", "360": "qt", "361": "gal", "364": "in³",
    "365": "ft³", "366": "yd³",
}  # fmt: skip
_LOGISTIC_UNITS: Final = {
    "330": "kg", "331": "m", "332": "m", "333": "m", "334": "m²", "335": "l", "336": "m³", "337": "kg/m²",
    "340": "lb", "341": "in", "342": "ft", "343": "yd", "344": "in", "345": "ft", "346": "yd", "347": "in",
    "348": "ft", "349": "yd", "353": "in²", "354": "ft²", "355": "yd²", "362": "qt", "363": "gal", "367": "in³",
    "368": "ft³", "369": "yd³",
}  # fmt: skip
# How a house may write those units in its own books.
_SAME_UNIT: Final = {
    "kg": "kg", "KG": "kg", "Kg": "kg", "公斤": "kg", "千克": "kg", "m": "m", "M": "m", "米": "m", "m²": "m²",
    "平方米": "m²", "l": "l", "L": "l", "升": "l", "m³": "m³", "立方米": "m³", "方": "m³", "lb": "lb", "磅": "lb",
    "ft": "ft", "英尺": "ft", "yd": "yd", "码": "yd", "in": "in", "英寸": "in", "oz": "oz", "盎司": "oz",
    "gal": "gal", "加仑": "gal", "qt": "qt", "夸脱": "qt",
}  # fmt: skip
AMOUNT_MAX = 2**53 - 1  # The largest whole number that the phone and the wire hold exactly.


class Measure(NamedTuple):
    """How much of a variable measure: value × 10^-digits units. ai: whose measure, by its four digits."""

    ai: str
    value: int
    digits: int
    unit: str


class Name(NamedTuple):
    """A text by which the registry may know what a code stands for. kind: of what; "" for anything."""

    text: str
    kind: str


class Code(Struct, frozen=True):
    """What a text says by itself, before any registry is asked.

    text: as cleaned. symbology: when an AIM identifier told it. elements: GS1's (AI, value), none for a plain code.
    gtin: 14 digits, sscc: 18 digits, "" where none is told. contained: the GTIN is of what lies in a logistic unit
    (AI 02), of which count are in it. count: how many, 0 where not told. lot, serial: as written. measures: with the
    net ones of the trade item first.
    """

    text: str
    symbology: str = ""
    elements: tuple[tuple[str, str], ...] = ()
    gtin: str = ""
    sscc: str = ""
    lot: str = ""
    serial: str = ""
    count: int = 0
    contained: bool = False
    measures: tuple[Measure, ...] = ()

    def value(self, ai: str) -> str:
        """The value of an AI, "" when the code has none."""
        return next((value for known, value in self.elements if known == ai), "")

    def names(self) -> list[Name]:
        """The texts to look up, in order: its own, and where that means nothing, those of the item or container."""
        # Eight digits can be an EAN-8 and a UPC-E; only the registry knows which of them is in use.
        gtins = dict.fromkeys([self.gtin, *_of_upce(self.text)])
        found = [Name(text, "item") for gtin in gtins for text in _spellings(gtin)]
        if self.sscc:
            found += [Name(text, "container") for text in (self.sscc, "00" + self.sscc)]
        return [Name(self.text, "")] + [name for name in found if name.text != self.text]

    def day(self, ai: str, today: date) -> date | None:
        """The day that an AI tells (11, 12, 13, 15, 16, 17, 7003, 7006 …); None when it tells none.

        Day 00 is the month's last; the century is the one nearest to today (GS1 General Specifications, 7.12).
        """
        told = self.value(ai)[:6]
        try:
            return moments.day(told, today) if len(told) == 6 and told.isdigit() else None
        except ValueError:
            return None  # No date, or a 29 February that the century nearest to today does not have.

    def expires_on(self, today: date) -> date | None:
        """The last day on which it may be used: expiry (17, 7003), else best before (15), else sell by (16)."""
        return next((day for ai in ("17", "7003", "15", "16") if (day := self.day(ai, today))), None)

    def amount(self, once: int, unit: str) -> int:
        """What one scan counts for, where the plain code of the item counts for `once` (both in base units).

        unit: of the plain code. 0: the label names the item and counts none.
        An item that is kept by weight, length, area or volume counts what the label measures in that unit; 0 where it
        measures in another one only, or not in whole base units. A logistic unit counts as many as are in it (37).
        Items in a trade item (30) are single ones, so they count where the plain code means a single one; 0 for a pack,
        whose number would be taken twice, and for what is kept by measure. One piece of an item that comes in several
        (8006, 8026) is not the item: 0.
        """
        if any(ai in _PIECES and value[-2:] != "01" for ai, value in self.elements):
            return 0
        kept_in = _SAME_UNIT.get(unit)
        nets = [one for one in self.measures if one.ai[:3] in _TRADE_UNITS]
        if nets and kept_in:
            told = next((one for one in nets if one.unit == kept_in), None)
            exact, rest = divmod(once * told.value, 10**told.digits) if told else (0, 0)
            return 0 if rest else _kept(exact)
        if not self.count:
            return once
        if self.contained:
            return _kept(once * self.count)
        return self.count if once == 1 and not kept_in else 0


def of(reading: Reading) -> Code:
    """What a reading says; raises NotACode."""
    return read(reading.text, reading.symbology, reading.aim)


def read(raw: str, symbology: str = "", aim: str = "") -> Code:
    """What a scanned or typed text says. symbology, aim: as the reader told them, "" when it did not.

    GS1 is seen in all its disguises: with the symbology identifier of GS1-128, DataMatrix, QR or DataBar or without,
    GS or what scanners send for it, AIs in brackets, Digital Links; also GTIN, SSCC and UPC-E without any of it.
    Raises NotACode as clean does.
    """
    text, told = clean(raw)
    if told:
        aim = raw.strip(_WRAPPING)[:3]
    code = Code(text, symbology or told)
    digits = text if text.isascii() and text.isdigit() else ""
    if code.symbology == "upce" and (gtins := _of_upce(digits)):
        return replace(code, gtin=gtins[0])
    if len(digits) in _GTIN_LENGTHS and gs1.check_digit_is_right(digits):
        return replace(code, gtin=digits.zfill(14))
    if len(digits) == 18 and gs1.check_digit_is_right(digits):
        return replace(code, sscc=digits)
    elements = (_parsed(gs1.scan, text, aim) if aim else []) or _elements(text)
    return _labelled(code, elements) if elements else code


def _elements(text: str) -> list[tuple[str, str]]:
    """The elements of a text that may be GS1 in disguise; none when it says nothing in any way."""
    if text.startswith("("):
        return _parsed(gs1.brackets, text.replace(" ", ""))  # As people write it; no value has a space.
    if text.startswith(gs1.SCHEMES):
        return _parsed(gs1.link, text)
    named = _NAMES.sub(GROUP_SEPARATOR, text)
    if named[:1] not in "0123456789\x1d" + _SIGNS:
        return []
    found = _string(named)
    for sign in _SIGNS:
        if not found and sign in named:
            found = _string(named.replace(sign, GROUP_SEPARATOR))
    return found


def _string(text: str) -> list[tuple[str, str]]:
    """An element string, when it names a trade item or a logistic unit: without FNC1 in front that is what tells it."""
    found = _parsed(gs1.scan, text.lstrip(GROUP_SEPARATOR), "]C1")
    return found if any(ai in _KEYS for ai, _ in found) else []


def _parsed(parse: Callable[..., gs1.Message], *given: str) -> list[tuple[str, str]]:
    try:
        return parse(*given).elements
    except gs1.Malformed:
        return []


def _labelled(code: Code, elements: list[tuple[str, str]]) -> Code:
    told = dict(reversed(elements))
    gtin = told.get("01") or told.get("02") or told.get("8006", "")[:14] or told.get("8026", "")[:14]
    contained = "01" not in told and ("02" in told or "8026" in told)
    return replace(
        code,
        elements=tuple(elements),
        gtin=gtin,
        sscc=told.get("00", ""),
        lot=told.get("10", ""),
        serial=told.get("21", ""),
        count=int(told.get("37" if contained else "30", "0")),
        contained=contained,
        measures=tuple(
            Measure(ai, int(value), int(ai[3]), units[ai[:3]])
            for units in (_TRADE_UNITS, _LOGISTIC_UNITS)
            for ai, value in elements
            if len(ai) == 4 and ai[:3] in units
        ),
    )


def _spellings(gtin: str) -> list[str]:
    """A GTIN as 14, 13, 12 and 8 digits, as far as only zeros go away."""
    return [gtin[14 - length :] for length in (14, 13, 12, 8) if gtin and not gtin[: 14 - length].strip("0")]


def _of_upce(text: str) -> list[str]:
    """The GTINs that the digits of a UPC-E may mean: number system and check digit (8), or without check digit (7, 6).

    Source: GS1 General Specifications, 5.2.2.4.2.
    """
    if not (text.isascii() and text.isdigit()) or len(text) not in (6, 7, 8):
        return []
    digits = text if len(text) > 6 else "0" + text
    if digits[0] not in "01":
        return []
    system, body = digits[0], digits[1:7]
    last = int(body[5])
    if last <= 2:
        company, item = body[:2] + body[5] + "00", "00" + body[2:5]
    elif last == 3:
        company, item = body[:3] + "00", "000" + body[3:5]
    elif last == 4:
        company, item = body[:4] + "0", "0000" + body[4]
    else:
        company, item = body[:5], "0000" + body[5]
    bare = f"00{system}{company}{item}"
    gtin = bare + str(gs1.check_digit(bare))
    return [gtin] if len(digits) == 7 or digits[7] == gtin[-1] else []


def _kept(amount: int) -> int:
    return amount if amount <= AMOUNT_MAX else 0
