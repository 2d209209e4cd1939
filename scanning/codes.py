"""From what was read to the text that the registry knows: pure."""

import re
from typing import NamedTuple

TEXT_MAX = 4096  # The largest QR code holds 2,953 bytes; more was never one code.
GROUP_SEPARATOR = "\x1d"

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
    text = raw.strip(" \t\r\n")
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
