"""zbar: bars at any angle that cross whole scan lines, and QR; its short codes and ITF are not to be trusted alone."""

from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from scanning.geometry import box
from scanning.reading import Reading, Symbology
from scanning.retail import as_printed

if TYPE_CHECKING:
    import numpy as np

# Our name and zbar's. Add-on symbols (EAN2, EAN5) stay off: with them zbar fails on some pictures.
_TYPES: Final[dict[Symbology, str]] = {
    "ean13": "EAN13",
    "ean8": "EAN8",
    "upca": "EAN13",  # A UPC-A is the EAN-13 that begins with 0.
    "upce": "UPCE",
    "code128": "CODE128",
    "code39": "CODE39",
    "code93": "CODE93",
    "codabar": "CODABAR",
    "itf": "I25",
    "databar": "DATABAR",
    "databar_expanded": "DATABAR_EXP",
    "qr": "QRCODE",
}
READS: Final[frozenset[Symbology]] = frozenset(_TYPES)
_OURS: Final[dict[str, Symbology]] = {name: ours for ours, name in _TYPES.items()}
# zbar does not tell FNC1 in front of a Code 128 or QR, so that these get no AIM identifier.
_AIM: Final[dict[Symbology, str]] = {
    "ean13": "]E0",
    "upca": "]E0",
    "upce": "]E0",
    "ean8": "]E4",
    "code39": "]A0",
    "code93": "]G0",
    "codabar": "]F0",
    "itf": "]I0",
    "databar": "]e0",
    "databar_expanded": "]e0",
}
# Degrees, clockwise, that a code's own top is turned by.
_TURN: Final = {"UP": 0, "RIGHT": 90, "DOWN": 180, "LEFT": 270}


@cache
def available() -> bool:
    """Whether pyzbar is installed and finds the system's libzbar."""
    try:
        import pyzbar.pyzbar  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


@cache
def _types(symbologies: frozenset[Symbology]) -> list[Any]:
    from pyzbar.wrapper import ZBarSymbol

    return sorted({ZBarSymbol[_TYPES[ours]] for ours in symbologies})


def read(grey: "np.ndarray", symbologies: Collection[Symbology] = READS) -> list[Reading]:
    """All codes that zbar sees in (height, width) uint8; none when libzbar is missing."""
    asked = READS.intersection(symbologies)
    if not asked or 0 in grey.shape or not available():
        return []
    from pyzbar.pyzbar import decode

    found = (_reading(symbol, asked) for symbol in decode(grey, symbols=_types(asked)))
    return [reading for reading in found if reading]


def _reading(symbol: Any, asked: Collection[Symbology]) -> Reading | None:
    symbology = _OURS[symbol.type]
    try:
        text = symbol.data.decode()
    except UnicodeDecodeError:
        return None  # zbar promises UTF-8; what is none was damaged.
    if symbology in ("ean13", "upca"):
        printed = as_printed(text, asked)
        if printed is None:
            return None
        text, symbology = printed
    return Reading(
        text=text,
        raw=symbol.data,
        symbology=symbology,
        aim=_AIM.get(symbology, ""),
        corners=box(symbol.polygon, _TURN.get(symbol.orientation, 0)),
        engine="zbar",
    )
