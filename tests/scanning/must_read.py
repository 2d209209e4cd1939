"""How many codes of each set of the corpus must be read, and how many texts may be wrong.

Behind a number that is short of all stands how many there are.
"""

from typing import Final

MUST_READ: Final[dict[tuple[str, str], int]] = {
    ("negative", "falsepositives"): 0,
    ("negative", "falsepositives-1"): 0,
    ("negative", "partial"): 0,
    ("negative", "syn-bad-check"): 0,
    ("negative", "syn-clipped"): 0,
    ("negative", "syn-stripes"): 0,
    ("negative", "unsupported"): 0,
    ("photo", "aztec-2"): 18,
    ("photo", "benchmark-android-2"): 6,
    ("photo", "codabar"): 1,
    ("photo", "codabar-1"): 12,
    ("photo", "codabar-2"): 1,
    ("photo", "code128-1"): 7,
    ("photo", "code128-2"): 8,
    ("photo", "code128-3"): 2,
    ("photo", "code39-1"): 3,  # of 4
    ("photo", "code39-3"): 5,
    ("photo", "code93-1"): 6,
    ("photo", "code_128"): 5,
    ("photo", "code_32"): 1,
    ("photo", "code_39"): 9,
    ("photo", "code_93"): 2,
    ("photo", "datamatrix-1"): 20,
    ("photo", "datamatrix-3"): 18,
    ("photo", "datamatrix-4"): 3,
    ("photo", "datamatrix-5"): 3,
    ("photo", "ean"): 5,
    ("photo", "ean13-1"): 10,
    ("photo", "ean13-2"): 16,  # of 18
    ("photo", "ean13-4"): 14,  # of 18
    ("photo", "ean13-5"): 0,  # of 9
    ("photo", "ean13-extension-1"): 4,
    ("photo", "ean8-1"): 7,
    ("photo", "ean_8"): 6,
    ("photo", "ean_extended"): 3,
    ("photo", "examples"): 9,
    ("photo", "i2of5"): 1,
    ("photo", "itf-1"): 17,  # of 18
    ("photo", "microqrcode-1"): 8,  # of 9
    ("photo", "multi-1"): 13,
    ("photo", "multi-qrcode-1"): 4,
    ("photo", "pdf417-1"): 17,
    ("photo", "pdf417-2"): 18,
    ("photo", "qrcode-1"): 9,
    ("photo", "qrcode-2"): 17,
    ("photo", "qrcode-3"): 18,
    ("photo", "qrcode-5"): 18,
    ("photo", "qrcode-6"): 17,
    ("photo", "rss14-1"): 11,  # of 12
    ("photo", "rss14-2"): 5,  # of 9
    ("photo", "rssexpanded-2"): 5,
    ("photo", "rssexpandedstacked-2"): 4,
    ("photo", "upc"): 6,
    ("photo", "upc_e"): 5,
    ("photo", "upca-1"): 4,
    ("photo", "upca-2"): 16,  # of 17
    ("photo", "upca-4"): 9,  # of 11
    ("photo", "upca-6"): 0,  # of 8
    ("photo", "upca-extension-1"): 6,
    ("photo", "upce-1"): 5,
    ("photo", "upce-2"): 15,
    ("photo", "upcean-extension-1"): 1,
    ("synthetic", "L1"): 28,
    ("synthetic", "L2"): 61,  # of 63
    ("synthetic", "L3"): 79,  # of 84
    ("synthetic", "L4"): 52,  # of 84
    ("synthetic", "QR-zh-gb18030"): 4,
    ("synthetic", "QR-zh-utf-8"): 4,
    ("synthetic", "scene"): 17,
}


MAY_MISREAD: Final[dict[tuple[str, str], int]] = {}
