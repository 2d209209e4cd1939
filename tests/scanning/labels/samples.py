"""Labels as a warehouse prints them, with names as long as real ones."""

from collections.abc import Iterable

import cv2
import numpy as np

from scanning.labels import content
from scanning.labels.content import Content
from scanning.labels.layout import Layout
from scanning.labels.symbol import Symbol

GTIN = "6901234567892"
OIL = "美孚 46# 抗磨液压油 高清洁型 工程机械专用 200L/桶"
LOT = content.lot_elements(GTIN, "L2609-14", "2026-12-31", 2026)
assert LOT is not None
SSCC = "369012340000000017"

LABELS: dict[str, Content] = {
    "bin": content.own("A-02-2", "A-02-2", "佛山一仓", ["A 区"]),
    "chinese bin": content.own("东-3-层2", "东-3-层2", "佛山一仓"),
    "item": content.item(GTIN, "MAT-2026-0001", OIL, ["200L/桶"]),
    "small item": content.item("96385074", "MAT-2026-0002", "WHITE METAL LANTERN"),
    "item of our own": content.item("85123A", "85123A", "WHITE HANGING HEART T-LIGHT HOLDER"),
    "lot": content.gs1(LOT, "L2609-14", OIL, ["MAT-2026-0001", "有效期 2026-12-31"]),
    "lot of our own": content.own("LOT-0007", "L2609-14", OIL, ["MAT-2026-0001", "有效期 2026-12-31"]),
    "pallet": content.gs1([("00", SSCC)], "P-0001", "佛山一仓"),
    "tote": content.own("T-0001", "T-0001", "佛山一仓"),
    "badge": content.own("U-1007", "欧阳春晓", "U-1007"),
    "device": content.own(
        "https://192.168.1.23:8443/#/pair/12345678", "1234 5678", "192.168.1.23:8443", ["有效到 18:30"]
    ),
}

_SYMBOLOGY = {"gs1_128": "code128", "gs1_data_matrix": "data_matrix"}


def meant(symbols: Iterable[Symbol]) -> set[tuple[str, str, bool]]:
    """What a decoder shall say: symbology, text, and whether FNC1 stood in front."""
    return {(_SYMBOLOGY.get(one.kind, one.kind), one.text, bool(one.elements)) for one in symbols}


def read(picture: np.ndarray) -> set[tuple[str, str, bool]]:
    """The same as our own decoder says it."""
    from scanning import decode

    return {(one.symbology, one.text, one.aim in ("]C1", "]d2")) for one in decode(picture)}


def blurred(picture: np.ndarray, sigma_px: float) -> np.ndarray:
    """As a camera sees it that is a little out of focus."""
    return cv2.GaussianBlur(picture, (0, 0), sigma_px)


def least_module_px(layout: Layout) -> int:
    """The narrowest bar or module on a label."""
    return min(min(box.width for box in layout.boxes), min(box.height for box in layout.boxes))
