"""GS1 DataMatrix as drawings."""

from collections.abc import Sequence
from typing import Final

from scanning.labels.elements import Element

QUIET: Final = 1  # module on each side. Source: ISO/IEC 16022, 7.2.


class NotEncodable(ValueError):
    """These element strings have no GS1 DataMatrix: an identifier or a value that GS1 does not know, or too much."""


def modules(elements: Sequence[Element]) -> list[list[bool]]:
    """The dark modules, row by row, without the quiet zone; always a square, with FNC1 first.

    Raises NotEncodable.
    """
    # Loaded when first used: a server that only draws QR codes need not wait for it.
    import numpy as np
    import zxingcpp

    # Square brackets, because a lot may have round ones and neither set of GS1 characters has square ones.
    text = "".join(f"[{ai}]{value}" for ai, value in elements)
    try:
        made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix, gs1=True, force_square=True)
    except ValueError as wrong:
        raise NotEncodable(str(wrong)) from None
    picture = np.array(made.to_image(scale=1, add_quiet_zones=False))
    return [[bool(grey == 0) for grey in row] for row in picture]
