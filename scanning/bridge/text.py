"""Bytes and keys of scanners to the texts of scans: pure."""

from collections.abc import Iterator
from typing import Final

SUFFIXES: Final = b"\r\n\x00\x03"  # Enter, line feed, and what some scanners close a frame with (ETX).
PREFIX: Final = b"\x02"  # STX, the other half of such a frame.


# How long a scan may pause. A scanner that was seen to end its scans with Enter is waited for: Bluetooth stutters, and
# half a scan is a wrong code. From one that never sends Enter, silence is all that ends a scan.
PATIENCE_S: Final = 2.0
PATIENCE_WITHOUT_SUFFIX_S: Final = 0.3


class Splitter:
    """Bytes of a serial line to scans: one ends at Enter, or where a line without Enter falls silent."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._has_suffix = False
        self._open = bytearray()
        self._too_long = False

    def feed(self, data: bytes) -> Iterator[str]:
        """The scans that these bytes finish."""
        for byte in data:
            if byte in SUFFIXES:
                self._has_suffix = True
                yield from self._end()
            elif len(self._open) < 4 * self._most:  # A character has at most four bytes in UTF-8 and GB18030.
                self._open.append(byte)
            else:
                self._too_long = True

    @property
    def patience_s(self) -> float:
        """How long to wait for the rest before `silence`."""
        return PATIENCE_S if self._has_suffix else PATIENCE_WITHOUT_SUFFIX_S

    def silence(self) -> Iterator[str]:
        """Nothing came for so long: what is open was a scan without a suffix, or the torn half of one with it."""
        if self._has_suffix:
            self._open.clear()
            self._too_long = False
        else:
            yield from self._end()

    def _end(self) -> Iterator[str]:
        """The open scan; one that is too long is dropped whole."""
        data, self._open = bytes(self._open).lstrip(PREFIX), bytearray()
        is_too_long, self._too_long = self._too_long, False
        text = decoded(data)
        if text.strip() and not is_too_long and len(text) <= self._most:
            yield text


def decoded(data: bytes) -> str:
    """The text of a scan: UTF-8 as scanners send it today, GB18030 as Chinese ones do, else byte by byte."""
    for charset in ("utf-8", "gb18030"):
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


# Linux key codes (input-event-codes.h) of the main block, row by row, with what a US keyboard types, and shifted.
_CODES: Final = (*range(2, 14), *range(16, 28), *range(30, 42), 43, *range(44, 54), 57, 86)
# Rows from the digits down; then the bar, and the key beside the left shift that US keyboards lack.
_ROWS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "us": (
        ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'`", "\\", "zxcvbnm,./", " ", "\\"),
        ("!@#$%^&*()_+", "QWERTYUIOP{}", 'ASDFGHJKL:"~', "|", "ZXCVBNM<>?", " ", "|"),
    ),
    "de": (
        ("1234567890ß´", "qwertzuiopü+", "asdfghjklöä^", "#", "yxcvbnm,.-", " ", "<"),
        ('!"§$%&/()=?`', "QWERTZUIOPÜ*", "ASDFGHJKLÖÄ°", "'", "YXCVBNM;:_", " ", ">"),
    ),
    "fr": (
        ("&é\"'(-è_çà)=", "azertyuiop^$", "qsdfghjklmù²", "*", "wxcvbn,;:!", " ", "<"),
        ("1234567890°+", "AZERTYUIOP¨£", "QSDFGHJKLM%³", "µ", "WXCVBN?./§", " ", ">"),
    ),
}
LAYOUTS: Final = tuple(_ROWS)
# What the same keys type with AltGr, by their key code. Source: xkeyboard-config 2.35, symbols de and fr, level 3.
_ALT_GR_TYPES: Final[dict[str, dict[int, str]]] = {
    "us": {},
    "de": {3: "²", 4: "³", 8: "{", 9: "[", 10: "]", 11: "}", 12: "\\", 16: "@", 18: "€", 27: "~", 50: "µ", 86: "|"},
    "fr": {3: "~", 4: "#", 5: "{", 6: "[", 7: "|", 8: "`", 9: "\\", 10: "^", 11: "@", 12: "]", 13: "}", 18: "€"},
}
ALT_DIGITS_MAX: Final = 5  # The longest number that a keyboard driver takes.
_KEYPAD: Final = {82: "0", 79: "1", 80: "2", 81: "3", 75: "4", 76: "5", 77: "6", 71: "7", 72: "8", 73: "9", 83: ".",
                  74: "-", 78: "+", 55: "*", 98: "/"}  # fmt: skip
_ENTER: Final = frozenset({28, 96})  # KEY_ENTER, KEY_KPENTER
_TAB: Final = 15
_SHIFT: Final = frozenset({42, 54})
_CTRL: Final = frozenset({29, 97})
_ALT: Final = frozenset({56})
_ALT_GR: Final = frozenset({100})
_CAPS_LOCK: Final = 58
_NUM_LOCK: Final = 69  # Some scanners press it before they type on the keypad.
_SILENT: Final = _SHIFT | _CTRL | _ALT | _ALT_GR | {_NUM_LOCK}
_UP, _DOWN = 0, 1  # 2 is the keyboard's own repetition, which a scanner never means.
_GS_KEYS: Final = frozenset({27, 66})  # Ctrl + ] and F8: the two ways in which scanners type a GS.


class Keys:
    """Events of a keyboard device to scans. layout: what the scanner believes to type on; one of LAYOUTS."""

    def __init__(self, layout: str, most: int) -> None:
        plain, shifted = _ROWS[layout]
        self._with_alt_gr = _ALT_GR_TYPES[layout]
        self._plain: dict[int, str] = dict(zip(_CODES, "".join(plain), strict=True)) | _KEYPAD
        self._shifted: dict[int, str] = dict(zip(_CODES, "".join(shifted), strict=True)) | _KEYPAD
        self._most = most
        self._has_suffix = False
        self._held: set[int] = set()
        self._caps = False
        self._typed: list[str] = []
        self._alt_digits = ""
        self._is_spoilt = False

    def press(self, code: int, value: int) -> str | None:
        """One key event; the text of a scan when this was its Enter (or Tab)."""
        if value == _UP:
            self._held.discard(code)
            if code in _ALT and self._alt_digits:
                # Alt + decimal code on the keypad: how scanners type what the layout lacks.
                digits, self._alt_digits = self._alt_digits, ""
                return self._meant(numbered(digits))
            return None
        if value != _DOWN:
            return None
        self._held.add(code)
        if code in _ENTER or code == _TAB:
            self._has_suffix = True
            return self._end()
        if code == _CAPS_LOCK:
            self._caps = not self._caps
        elif code in _SILENT:
            pass
        elif self._held & _ALT and _KEYPAD.get(code, "").isdigit():
            # One digit more than any number has is kept, so that what is too long is seen to be.
            self._alt_digits = (self._alt_digits + _KEYPAD[code])[: ALT_DIGITS_MAX + 1]
        elif code in _GS_KEYS and (code == 66 or self._held & _CTRL):
            self._type("\x1d")
        elif self._held & _ALT_GR:
            self._type(self._with_alt_gr.get(code, ""))
        elif self._held & _CTRL and not self._held & _ALT:
            return self._meant(controlled(self._plain.get(code, "")))
        elif self._held & _ALT:
            self._type("")
        elif (character := self._character(code)) or self._typed:
            self._type(character)
        return None

    def spoil(self) -> None:
        """Keys were lost on their way: the scan that is open, or begins with them, is no code."""
        self._is_spoilt = True
        self._held.clear()
        self._alt_digits = ""

    @property
    def patience_s(self) -> float:
        """How long to wait for the rest before `silence`."""
        return PATIENCE_S if self._has_suffix else PATIENCE_WITHOUT_SUFFIX_S

    def silence(self) -> str | None:
        """Nothing came for so long: what is open was a scan without a suffix, or the torn half of one with it."""
        text = self._end()
        return None if self._has_suffix else text

    def _end(self) -> str | None:
        text, self._typed = "".join(self._typed), []
        # A number whose Alt was never let go is a character that is missing.
        is_whole = not (self._is_spoilt or self._alt_digits)
        self._is_spoilt, self._alt_digits = False, ""
        return text if is_whole and text.strip() and len(text) <= self._most else None

    def _meant(self, character: str) -> str | None:
        """A character that came by its number; Enter and Tab end the scan this way too."""
        if character in ("\r", "\n", "\t"):
            self._has_suffix = True
            return self._end()
        self._type(character)
        return None

    def _character(self, code: int) -> str:
        is_shifted = bool(self._held & _SHIFT)
        if self._caps and self._plain.get(code, "").isalpha():
            is_shifted = not is_shifted
        typed = self._shifted if is_shifted else self._plain
        return typed.get(code, "")

    def _type(self, character: str) -> None:
        """One more character; "" for a key that stands for one we do not know: a code without it would be wrong."""
        if not character:
            self._is_spoilt = True
        # One more than the most is kept, so that what is too long is seen to be.
        elif len(self._typed) <= self._most:
            self._typed.append(character)


def numbered(digits: str) -> str:
    """The character of Alt and decimal digits; "" for one that depends on the machine's code page.

    Below 128 ASCII, above it Windows-1252 when a zero leads. Source: Windows, "Alt codes"; the phone's reader does the
    same (pwa/src/scanner/burst.ts).
    """
    number = int(digits) if len(digits) <= ALT_DIGITS_MAX else 256
    if number < 128:
        return chr(number)
    if number > 255 or not digits.startswith("0"):
        return ""
    return bytes([number]).decode("cp1252", errors="ignore")


def controlled(key: str) -> str:
    """What Ctrl makes of a key: the control character at that place of ASCII, "" where there is none."""
    key = key.upper()
    return chr(ord(key) - 0x40) if len(key) == 1 and "A" <= key <= "_" else ""
