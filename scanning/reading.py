"""What a decoder saw: text, bytes, symbology and where in the picture."""

from typing import Final, Literal, get_args

from msgspec import Struct

Symbology = Literal[
    "code128", "code39", "code93", "codabar", "itf", "ean8", "ean13", "upca", "upce", "databar", "databar_limited",
    "databar_expanded", "qr", "micro_qr", "rmqr", "data_matrix", "aztec", "pdf417", "maxicode", "",
]  # fmt: skip

SYMBOLOGIES: Final[frozenset[Symbology]] = frozenset(get_args(Symbology)) - {""}

Corner = tuple[float, float]


class Reading(Struct, frozen=True):
    """One code as decoded.

    text: the characters, without AIM identifier; a GS (0x1D) stands for each FNC1 that separates fields, none for the
        FNC1 in front, which `aim` tells.
    raw: the bytes that the symbol holds, before any character set was applied; empty when the device does not tell.
    symbology: which kind of code; "" when the device does not tell (a keyboard wedge).
    aim: AIM identifier of ISO/IEC 15424 with its bracket, such as "]C1"; "" when unknown.
    corners: four (x, y) in pixels of the picture as a person sees it (turned as its EXIF says), clockwise from the
        code's own top left; empty when there was no picture.
    engine: who decoded it, such as "zxing", "zbar", "bars"; attempt: what was done to the picture before, such as
        "whole", "half", "rectified". Both say how a reading came about; no decision hangs on them.
    """

    text: str
    raw: bytes = b""
    symbology: Symbology = ""
    aim: str = ""
    corners: tuple[Corner, ...] = ()
    engine: str = ""
    attempt: str = ""
