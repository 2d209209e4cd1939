"""Symbols of every symbology that bars are read in, drawn by zxing-cpp, and texts that may stand in them."""

from typing import Any

import numpy as np
import zxingcpp

from bench.degrade import Grey
from scanning.gs1 import check_digit
from scanning.reading import Symbology

FORMATS: dict[Symbology, str] = {
    "ean13": "EAN13",
    "upca": "UPCA",
    "ean8": "EAN8",
    "upce": "UPCE",
    "code128": "Code128",
    "itf": "ITF",
    "code39": "Code39",
    "code93": "Code93",
}
_LETTERS = list("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.")
_LENGTHS: dict[Symbology, int] = {"ean13": 12, "upca": 11, "ean8": 7, "itf": 13}


def text(symbology: Symbology, chance: np.random.Generator) -> str:
    """Something that such a symbol may say, check digit included."""
    if symbology == "upce":
        # With 0, 1 or 2 in the last place any five digits may stand before it.
        digits = f"0{chance.integers(0, 10**5):05}{chance.integers(0, 3)}"
        drawn = zxingcpp.create_barcode(digits, zxingcpp.BarcodeFormat.UPCE)
        # Its check digit is that of the UPC-A it stands for; zxing-cpp tells it only where it reads.
        extra: Any = zxingcpp.read_barcodes(drawn.to_image(scale=4))[0].extra
        return str(extra["UPCE"])
    length = _LENGTHS.get(symbology)
    if length is None:
        return "".join(chance.choice(_LETTERS, 9))
    digits = "".join(str(digit) for digit in chance.integers(0, 10, length))
    if symbology == "ean13":
        digits = str(chance.integers(1, 10)) + digits[1:]
    return digits + str(check_digit(digits))


def symbol(symbology: Symbology, said: str, height: int = 40) -> Grey:
    """The bars of a text, one pixel a module, with quiet zones."""
    barcode = zxingcpp.create_barcode(said, getattr(zxingcpp.BarcodeFormat, FORMATS[symbology]))
    line = np.array(barcode.to_image(scale=1, add_quiet_zones=True))[5]
    return np.tile(line.astype(np.uint8), (height, 1))
