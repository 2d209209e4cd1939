"""zbar: bars at any angle that cross whole scan lines, and QR; its short codes and ITF are not to be trusted alone."""

from collections.abc import Collection
from ctypes import c_char_p, c_int, c_void_p, cast, string_at
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from scanning.charset import text_of
from scanning.geometry import box
from scanning.reading import Corner, Reading, Symbology
from scanning.retail import as_printed

if TYPE_CHECKING:
    import numpy as np

# Our name and zbar's number of a symbology (zbar.h). Add-on symbols stay off: with them zbar fails on some pictures.
_TYPES: Final[dict[Symbology, int]] = {
    "ean13": 13,
    "ean8": 8,
    "upca": 13,  # A UPC-A is the EAN-13 that begins with 0.
    "upce": 9,
    "code128": 128,
    "code39": 39,
    "code93": 93,
    "codabar": 38,
    "itf": 25,
    "databar": 34,
    "qr": 64,
}
READS: Final[frozenset[Symbology]] = frozenset(_TYPES)
_OURS: Final[dict[int, Symbology]] = {kind: ours for ours, kind in _TYPES.items()}
_BINARY: Final = 4  # ZBAR_CFG_BINARY, since zbar 0.23.1: the bytes of a QR code as they stand in it.
_Y800: Final = int.from_bytes(b"Y800", "little")
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
}


@cache
def available() -> bool:
    """Whether pyzbar is installed and finds the system's libzbar."""
    try:
        import pyzbar.pyzbar  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def _types(symbologies: frozenset[Symbology]) -> list[int]:
    return sorted({_TYPES[ours] for ours in symbologies})


def read(grey: "np.ndarray", symbologies: Collection[Symbology] = READS) -> list[Reading]:
    """All codes that zbar sees in (height, width) uint8; none when libzbar is missing."""
    asked = READS.intersection(symbologies)
    if not asked or 0 in grey.shape or not available():
        return []
    found = (_reading(symbol, asked) for symbol in _scan(grey, _types(asked)))
    return [reading for reading in found if reading]


class _Symbol(NamedTuple):
    """What zbar tells of a code. orientation: 0 upright, then in quarter turns clockwise, negative when unknown."""

    kind: int
    raw: bytes
    points: list[Corner]
    orientation: int


def _scan(grey: "np.ndarray", types: list[int]) -> list[_Symbol]:
    """Run zbar. Not through pyzbar.decode, which asks for text: zbar guesses its character set, wrongly for Chinese."""
    from pyzbar import wrapper as library

    height, width = grey.shape
    pixels = grey.tobytes()
    scanner, image = library.zbar_image_scanner_create(), library.zbar_image_create()
    try:
        library.zbar_image_scanner_set_config(scanner, 0, library.ZBarConfig.CFG_ENABLE, 0)
        for kind in types:
            library.zbar_image_scanner_set_config(scanner, kind, library.ZBarConfig.CFG_ENABLE, 1)
        library.zbar_image_scanner_set_config(scanner, library.ZBarSymbol.QRCODE, _BINARY, 1)
        library.zbar_image_set_format(image, _Y800)
        library.zbar_image_set_size(image, width, height)
        library.zbar_image_set_data(image, cast(c_char_p(pixels), c_void_p), len(pixels), None)
        library.zbar_scan_image(scanner, image)
        symbols = []
        symbol = library.zbar_image_first_symbol(image)
        while symbol:
            symbols.append(_told(library, symbol))
            symbol = library.zbar_symbol_next(symbol)
        return symbols
    finally:
        library.zbar_image_destroy(image)
        library.zbar_image_scanner_destroy(scanner)


def _told(library: Any, symbol: Any) -> _Symbol:
    places = range(library.zbar_symbol_get_loc_size(symbol))
    return _Symbol(
        symbol.contents.type,
        string_at(library.zbar_symbol_get_data(symbol), library.zbar_symbol_get_data_length(symbol)),
        [(library.zbar_symbol_get_loc_x(symbol, at), library.zbar_symbol_get_loc_y(symbol, at)) for at in places],
        c_int(library.zbar_symbol_get_orientation(symbol)).value,
    )


def _reading(symbol: _Symbol, asked: Collection[Symbology]) -> Reading | None:
    symbology = _OURS[symbol.kind]
    text = text_of(symbol.raw)
    if symbology in ("ean13", "upca"):
        printed = as_printed(text, asked)
        if printed is None:
            return None
        text, symbology = printed
    return Reading(
        text=text,
        raw=symbol.raw,
        symbology=symbology,
        aim=_AIM.get(symbology, ""),
        corners=box(symbol.points, max(symbol.orientation, 0) * 90),
        engine="zbar",
    )
