"""The way in: a picture to the codes in it."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from scanning.picture import NotAPicture
from scanning.reading import SYMBOLOGIES, Reading, Symbology

if TYPE_CHECKING:
    import numpy as np

__all__ = ["NotAPicture", "decode"]

# How others spell our names, without case, blanks, hyphens and underscores; our own names come first.
_SPELLINGS: Final[dict[str, tuple[Symbology, ...]]] = {
    **{name.replace("_", ""): (name,) for name in SYMBOLOGIES},
    "qrcode": ("qr",),
    "microqrcode": ("micro_qr",),
    "rmqrcode": ("rmqr",),
    "datamatrixecc200": ("data_matrix",),
    "gs1128": ("code128",),
    "ean128": ("code128",),
    "ucc128": ("code128",),
    "gs1datamatrix": ("data_matrix",),
    "gs1qr": ("qr",),
    "gs1qrcode": ("qr",),
    "gs1databar": ("databar", "databar_limited", "databar_expanded"),
    "databaromni": ("databar",),
    "databarexp": ("databar_expanded",),
    "databarltd": ("databar_limited",),
    "rss14": ("databar",),
    "rsslimited": ("databar_limited",),
    "rssexpanded": ("databar_expanded",),
    "i25": ("itf",),
    "interleaved2of5": ("itf",),
    "itf14": ("itf",),
    "nw7": ("codabar",),
    "gtin13": ("ean13",),
    "gtin12": ("upca",),
    "gtin8": ("ean8",),
    "micropdf417": ("pdf417",),
}


def named(symbologies: Collection[str]) -> frozenset[Symbology]:
    """Our names of the symbologies; raises ValueError for one that nobody knows."""
    ours: set[Symbology] = set()
    for name in symbologies:
        known = _SPELLINGS.get("".join(mark for mark in name.lower() if mark not in " -_"))
        if known is None:
            raise ValueError(f"unknown symbology {name!r}")
        ours.update(known)
    return frozenset(ours)


def decode(
    image: "bytes | np.ndarray", *, budget_ms: float | None = None, symbologies: Collection[str] | None = None
) -> list[Reading]:
    """All codes in a picture that can be trusted, from the top down; none when there are none.

    image: a JPEG, PNG, WebP, BMP or GIF file, turned as its EXIF says; or an array (h, w), (h, w, 1), (h, w, 3) BGR or
        (h, w, 4) BGRA of uint8, left unchanged.
    budget_ms: CPU time this call may take; attempts are begun only while their usual cost still fits, the first one
        always. None: all that is worth it, 200 ms for a picture of a megapixel in which there is little to read.
    symbologies: names of scanning.reading.SYMBOLOGIES or common spellings of them; None reads all, but no ITF of fewer
        than six digits.
    Raises NotAPicture for what is no picture, ValueError for an unknown symbology.
    """
    asked = None if symbologies is None else named(symbologies)
    from scanning.ladder import climb
    from scanning.picture import grey

    return climb(grey(image), asked, budget_ms)
