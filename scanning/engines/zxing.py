"""zxing-cpp: the fastest engine with the most symbologies; everything but 1D codes turned by 30 to 60 degrees."""

from collections.abc import Collection
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Literal

from scanning.charset import text_of
from scanning.reading import Corner, Reading, Symbology
from scanning.retail import RETAIL, as_printed

if TYPE_CHECKING:
    import numpy as np

Binarizer = Literal["LocalAverage", "GlobalHistogram", "FixedThreshold"]

# Our name of a symbology and zxing's formats. Code 39 is read as it stands: six characters that happen to be an
# Italian pharmacy number (Code 32) are a bin's label in a warehouse, so zxing may not rewrite them.
_FORMATS: Final[dict[Symbology, tuple[str, ...]]] = {
    "ean13": ("EAN13",),
    "ean8": ("EAN8",),
    "upca": ("EAN13",),  # A UPC-A is the EAN-13 that begins with 0.
    "upce": ("UPCE",),
    "code128": ("Code128",),
    "code39": ("Code39Std",),
    "code93": ("Code93",),
    "codabar": ("Codabar",),
    "itf": ("ITF",),
    "databar": ("DataBarOmni", "DataBarStk", "DataBarStkOmni"),
    "databar_limited": ("DataBarLtd",),
    "databar_expanded": ("DataBarExp", "DataBarExpStk"),
    "qr": ("QRCodeModel2",),
    "micro_qr": ("MicroQRCode",),
    "rmqr": ("RMQRCode",),
    "data_matrix": ("DataMatrix",),
    "aztec": ("AztecCode",),
    "pdf417": ("PDF417", "CompactPDF417", "MicroPDF417"),
    "maxicode": ("MaxiCode",),
}
READS: Final[frozenset[Symbology]] = frozenset(_FORMATS)
# zxing answers a family's name where several of its formats were asked for.
_OURS: Final[dict[str, Symbology]] = {name: ours for ours, names in _FORMATS.items() for name in names} | {
    "Code39": "code39",
    "QRCode": "qr",
    "Aztec": "aztec",
}


def available() -> bool:
    """Whether zxing-cpp is installed."""
    return find_spec("zxingcpp") is not None


@cache
def _formats(symbologies: frozenset[Symbology]) -> Any:
    import zxingcpp

    names = {name for ours in symbologies for name in _FORMATS[ours]}
    return zxingcpp.BarcodeFormats([getattr(zxingcpp.BarcodeFormat, name) for name in sorted(names)])


def _corners(position: Any) -> tuple[Corner, ...]:
    points = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return tuple((float(point.x), float(point.y)) for point in points)


def read(
    grey: "np.ndarray",
    symbologies: Collection[Symbology] = READS,
    *,
    rotate: bool = True,
    downscale: bool = True,
    invert: bool = True,
    binarizer: Binarizer = "LocalAverage",
) -> list[Reading]:
    """All codes that zxing sees.

    grey: (height, width) uint8. rotate: also bars that stand in columns; downscale: also half and quarter size;
    invert: also light on dark.
    """
    import zxingcpp

    asked = READS.intersection(symbologies)
    if not asked or 0 in grey.shape:
        return []
    found = zxingcpp.read_barcodes(
        grey,
        formats=_formats(asked),
        try_rotate=rotate,
        try_downscale=downscale,
        try_invert=invert,
        binarizer=getattr(zxingcpp.Binarizer, binarizer),
        # The bytes with their declared character sets; zxing takes undeclared GB 18030 for Japanese.
        text_mode=zxingcpp.TextMode.HexECI,
    )
    return [reading for barcode in found if (reading := _reading(barcode, asked))]


def _reading(barcode: Any, asked: Collection[Symbology]) -> Reading | None:
    symbology, text = _OURS[barcode.format.name], text_of(barcode.bytes, bytes.fromhex(barcode.text))
    if symbology == "upce":
        text = barcode.extra["UPCE"]
    elif symbology in ("ean13", "upca"):
        printed = as_printed(text, asked)
        if printed is None:
            return None
        text, symbology = printed
    return Reading(
        text=text,
        raw=text.encode() if symbology in RETAIL else barcode.bytes,
        symbology=symbology,
        aim=barcode.symbology_identifier,
        corners=_corners(barcode.position),
        engine="zxing",
    )


# With QRCodeModel2 zxing finds no perfectly aligned code at all.
_ALIGNED: Final[dict[Symbology, str]] = {"qr": "QRCode", "data_matrix": "DataMatrix"}


def read_modules(light: "np.ndarray", symbology: Symbology) -> Reading | None:
    """The code whose modules are known one by one: (size, size) bool, True for light, without its margin."""
    import numpy as np
    import zxingcpp

    drawn = np.kron(np.pad(light, 4, constant_values=True), np.ones((2, 2), bool)).astype(np.uint8) * 255
    found = zxingcpp.read_barcodes(
        drawn,
        formats=getattr(zxingcpp.BarcodeFormat, _ALIGNED[symbology]),
        is_pure=True,
        try_rotate=False,
        try_downscale=False,
        try_invert=False,
        text_mode=zxingcpp.TextMode.HexECI,
    )
    return _reading(found[0], frozenset({symbology})) if found and found[0].valid else None
