"""Pictures as phones send them: bytes or pixels to grey, turned as seen, within limits."""

import os
import struct
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    import numpy as np

BYTES_MAX: Final = 40 * 2**20  # A 108-megapixel phone's JPEG has 30 MB; a photo of a label has 1 to 8.
PIXELS_MAX: Final = 60_000_000  # Grey takes one byte each; phones send 12 to 50 million.

SIDE_MAX: Final = 16_000  # OpenCV turns no picture with a side past 32,766, and some steps look at twice the size.

Code = Literal[
    "picture.empty",
    "picture.too_many_bytes",
    "picture.too_many_pixels",
    "picture.unknown_format",
    "picture.heic",
    "picture.broken",
]

# ISO/IEC 14496-12 brands of HEIC and AVIF still pictures and sequences.
_HEIC_BRANDS: Final = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")


class NotAPicture(ValueError):
    """The bytes or the array hold no picture that can be read. code says why."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code


def grey(image: "bytes | bytearray | memoryview | np.ndarray") -> "np.ndarray":
    """The picture as (height, width) uint8, 0 black to 255 white, as a person sees it (EXIF turn done).

    image: a JPEG, PNG, WebP, BMP or GIF file; or an array (h, w), (h, w, 1), (h, w, 3) BGR or (h, w, 4) BGRA of uint8,
    left unchanged. What is transparent counts as white.
    Raises NotAPicture.
    """
    if isinstance(image, (bytes, bytearray, memoryview)):
        return _opened(bytes(image))
    return _flat(image)


def _flat(pixels: Any) -> "np.ndarray":
    import numpy as np

    if not isinstance(pixels, np.ndarray) or pixels.dtype != np.uint8 or pixels.ndim not in (2, 3):
        raise NotAPicture("picture.unknown_format")
    if pixels.ndim == 3 and pixels.shape[2] not in (1, 3, 4):
        raise NotAPicture("picture.unknown_format")
    if pixels.size == 0:
        raise NotAPicture("picture.empty")
    if _is_too_large(pixels.shape[1], pixels.shape[0]):
        raise NotAPicture("picture.too_many_pixels")
    return _one_channel(pixels)


def _is_too_large(width: int, height: int) -> bool:
    return width * height > PIXELS_MAX or max(width, height) > SIDE_MAX


def _one_channel(pixels: "np.ndarray") -> "np.ndarray":
    import cv2
    import numpy as np

    if pixels.ndim == 2:
        return np.ascontiguousarray(pixels)
    if pixels.shape[2] == 1:
        return np.ascontiguousarray(pixels[:, :, 0])
    flat = cv2.cvtColor(
        np.ascontiguousarray(pixels), cv2.COLOR_BGR2GRAY if pixels.shape[2] == 3 else cv2.COLOR_BGRA2GRAY
    )
    if pixels.shape[2] == 4 and (alpha := pixels[:, :, 3]).min() < 255:
        # Rounded c·a + 255·(1 − a): paper is white where nothing is drawn.
        flat = ((flat.astype(np.uint16) * alpha + 255 * (255 - alpha.astype(np.uint16)) + 127) // 255).astype(np.uint8)
    return flat


def _opened(data: bytes) -> "np.ndarray":
    if not data:
        raise NotAPicture("picture.empty")
    if len(data) > BYTES_MAX:
        raise NotAPicture("picture.too_many_bytes")
    kind = _kind(data)
    width, height = _size(data, kind)
    if _is_too_large(width, height):
        raise NotAPicture("picture.too_many_pixels")
    if width == 0 or height == 0:
        raise NotAPicture("picture.broken")
    return _decoded(data, kind)


def _kind(data: bytes) -> str:
    if data[:3] == b"\xff\xd8\xff":
        return "jpeg"
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    if data[:2] == b"BM" and len(data) >= 26:
        return "bmp"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        raise NotAPicture("picture.heic")
    raise NotAPicture("picture.unknown_format")


def _size(data: bytes, kind: str) -> tuple[int, int]:
    """Width and height that the file's head claims; known before a decoder takes memory for them."""
    try:
        return _SIZES[kind](data)
    except (struct.error, IndexError):
        raise NotAPicture("picture.broken")


def _png_size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", data, 16)
    return width, height


def _gif_size(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _bmp_size(data: bytes) -> tuple[int, int]:
    if struct.unpack_from("<I", data, 14)[0] == 12:
        width, height = struct.unpack_from("<HH", data, 18)
    else:
        width, height = struct.unpack_from("<ii", data, 18)
    return abs(width), abs(height)


def _webp_size(data: bytes) -> tuple[int, int]:
    chunk = data[12:16]
    if chunk == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if chunk == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if chunk == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise NotAPicture("picture.broken")


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """From the first start-of-frame segment (ITU-T T.81, B.2.2)."""
    at = 2
    while True:
        while data[at] != 0xFF:  # Some cameras write filler between segments.
            at += 1
        while data[at] == 0xFF:
            at += 1
        marker = data[at]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 4)
            return width, height
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:  # Markers that stand alone.
            at += 1
        else:
            at += 1 + struct.unpack_from(">H", data, at + 1)[0]


_SIZES: Final = {"jpeg": _jpeg_size, "png": _png_size, "webp": _webp_size, "gif": _gif_size, "bmp": _bmp_size}


def _is_transparent(data: bytes, kind: str) -> bool:
    """Whether the file's head says that pixels may be transparent."""
    if kind == "png":
        # Colour types 4 and 6 have an alpha channel (ISO/IEC 15948, 11.2.1); tRNS gives it to the others.
        return data[25:26] in (b"\x04", b"\x06") or b"tRNS" in data[: data.find(b"IDAT")]
    if kind == "webp":
        # Bit 4 of the extended head; bit 28 of the lossless one (RFC 9649, 2.7 and 3.4).
        return bool(data[20] & 0x10) if data[12:16] == b"VP8X" else data[12:16] == b"VP8L" and bool(data[24] & 0x10)
    return kind == "gif"


def _decoded(data: bytes, kind: str) -> "np.ndarray":
    os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(PIXELS_MAX))  # Read once, when cv2 is first imported.
    os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")  # What is wrong with a picture is told by NotAPicture.
    import cv2
    import numpy as np

    # OpenCV refuses WebP files of less than 32 bytes, though a single pixel needs but 30; what follows is ignored.
    padded = data if len(data) >= 64 else data + bytes(64 - len(data))
    # As grey libjpeg leaves out the colours and OpenCV turns as EXIF says. It would drop transparency, and what is
    # transparent is mostly stored as black; pictures with transparency are drawn, not photographed, and not turned.
    flags = cv2.IMREAD_UNCHANGED if _is_transparent(data, kind) else cv2.IMREAD_GRAYSCALE
    try:
        pixels = cv2.imdecode(np.frombuffer(padded, np.uint8), flags)
    except cv2.error:
        pixels = None
    if pixels is None:
        raise NotAPicture("picture.broken")
    if pixels.dtype == np.uint16:
        pixels = np.right_shift(pixels, 8).astype(np.uint8)
    return _one_channel(pixels)
