"""What a decoder saw: text, symbology and where in the picture."""

from typing import Literal

from msgspec import Struct

Symbology = Literal[
    "code128", "code39", "code93", "codabar", "ean8", "ean13", "upca", "upce", "itf", "databar", "databar_expanded",
    "qr", "data_matrix", "aztec", "pdf417", "",
]  # fmt: skip

Corner = tuple[float, float]


class Reading(Struct, frozen=True):
    """One code as decoded.

    text: the characters as the decoder gave them, GS (0x1D) kept.
    symbology: which kind of code; "" when the device does not tell (a keyboard wedge).
    corners: in picture pixels, clockwise from the code's own top left; empty when there was no picture.
    """

    text: str
    symbology: Symbology = ""
    corners: tuple[Corner, ...] = ()
