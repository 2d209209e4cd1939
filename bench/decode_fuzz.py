"""Spoilt pictures through the decoder: only a list of readings or NotAPicture may ever come out.

`python -m bench.decode_fuzz NUMBER [SEED]` runs NUMBER of them in a process with limits on memory and time, and says
what came out. Each picture is made from the seed and its own number alone, so that one that fails can be made again.
"""

import json
import random
import resource
import struct
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

import scanning
from bench.decode_geometry import some_text, symbol
from bench.degrade import Camera, photographed

# What one decode may take on top of what the libraries need: pictures of 60 megapixels stand in memory twice or thrice.
MEMORY_MAX: Final = 1536 * 2**20
CPU_S_MAX: Final = 20
KINDS: Final = ("Code128", "EAN13", "ITF", "Code39", "QRCode", "DataMatrix")
FORMATS: Final = (".jpg", ".png", ".webp", ".bmp")


def seeds() -> list[bytes]:
    """Whole pictures to spoil: each symbology in each format."""
    made = []
    for number, kind in enumerate(KINDS):
        chance = random.Random(number)
        drawn = symbol(kind, some_text(kind, chance))
        picture = photographed(drawn, Camera(px_per_module=2, angle_deg=10.0 * number, noise=3, margin=6), number)
        for format in FORMATS:
            _, packed = cv2.imencode(format, picture)
            made.append(packed.tobytes())
    return made


def spoilt(chance: random.Random, whole: list[bytes]) -> Any:
    """One picture, or what pretends to be one: bytes, or an array of an odd kind."""
    return chance.choice(_WAYS)(chance, whole)


def _flipped(chance: random.Random, whole: list[bytes]) -> bytes:
    file = bytearray(chance.choice(whole))
    for _ in range(chance.choice((1, 3, 10, 100))):
        file[chance.randrange(len(file))] ^= 1 << chance.randrange(8)
    return bytes(file)


def _head_spoilt(chance: random.Random, whole: list[bytes]) -> bytes:
    """Headers hold sizes: numbers there are made extreme."""
    file = bytearray(chance.choice(whole))
    for _ in range(chance.choice((1, 2, 4))):
        at = chance.randrange(min(64, len(file) - 4))
        file[at : at + 4] = struct.pack(
            chance.choice("<>") + "I", chance.choice((0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
        )
    return bytes(file)


def _cut(chance: random.Random, whole: list[bytes]) -> bytes:
    file = chance.choice(whole)
    return file[: chance.randrange(len(file))]


def _patched(chance: random.Random, whole: list[bytes]) -> bytes:
    one, other = chance.choice(whole), chance.choice(whole)
    return one[: chance.randrange(len(one))] + other[chance.randrange(len(other)) :]


def _noise(chance: random.Random, whole: list[bytes]) -> bytes:
    start = chance.choice((b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8 ", b"BM", b"GIF89a"))
    return start + chance.randbytes(chance.choice((0, 1, 10, 200, 5000)))


def _giant(chance: random.Random, whole: list[bytes]) -> bytes:
    """A PNG, BMP or GIF of a few bytes that says it has thousands of millions of pixels."""
    width, height = chance.choice(((60000, 60000), (2**31 - 1, 1), (1, 2**31 - 1), (20000, 3000), (0, 0), (100000, 1)))
    if chance.random() < 0.5:
        head = struct.pack(">IIBBBBB", width, height, 8, chance.choice((0, 2, 6)), 0, 0, 0)
        rows = zlib.compress(bytes(chance.choice((0, 1000, 100000))))
        return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")
    if chance.random() < 0.5:
        return b"GIF89a" + struct.pack("<HH", width & 0xFFFF, height & 0xFFFF) + bytes(20)
    head = struct.pack("<IiiHHIIiiII", 40, min(width, 2**31 - 1), height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + head + bytes(100)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _exif(chance: random.Random, whole: list[bytes]) -> bytes:
    """A JPEG whose EXIF turn is any number, or whose EXIF points anywhere."""
    file = whole[4 * chance.randrange(len(KINDS))]
    order = chance.choice((b"II*\0", b"MM\0*", b"XX*\0"))
    sign = "<" if order.startswith(b"I") else ">"
    tiff = order + struct.pack(sign + "I", chance.choice((8, 0, 7, 0xFFFFFFFF)))
    tiff += struct.pack(
        sign + "HHHII", chance.choice((1, 0, 0xFFFF)), 0x0112, 3, 1, chance.choice((0, 6, 8, 9, 0xFFFF))
    )
    body = b"Exif\0\0" + tiff + chance.randbytes(chance.randrange(20))
    return file[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + chance.choice((2, 2, 0, 40))) + body + file[2:]


def _array(chance: random.Random, whole: list[bytes]) -> NDArray[Any]:
    shape = tuple(chance.choice((0, 1, 2, 3, 4, 7, 33, 400)) for _ in range(chance.randrange(0, 5)))
    if np.prod(shape, dtype=np.int64) > 4_000_000:
        shape = shape[:2]
    type = chance.choice(("uint8", "uint8", "uint8", "float32", "int16", "bool", "uint16"))
    dice = np.random.default_rng(chance.randrange(2**32))
    made = (dice.random(shape) * 255).astype(type)
    return made[..., ::-1] if made.ndim and chance.random() < 0.2 else made


def _stretched(chance: random.Random, whole: list[bytes]) -> NDArray[Any]:
    """A true picture as an array, drawn out, cut small, turned inside out or laid out strangely in memory."""
    kind = chance.choice(KINDS)
    camera = Camera(
        px_per_module=chance.uniform(0.3, 6), angle_deg=chance.uniform(0, 360), noise=chance.choice((0, 5, 60))
    )
    picture = photographed(symbol(kind, some_text(kind, chance)), camera, chance.randrange(2**31))
    wide, high = chance.choice(((1, 1), (9, 1), (1, 9), (40, 1)))
    picture = picture.repeat(high, axis=0).repeat(wide, axis=1)
    ways: list[Callable[[NDArray[Any]], NDArray[Any]]] = [
        lambda one: one.T, lambda one: 255 - one, lambda one: one[::3, ::2], lambda one: np.asfortranarray(one),
        lambda one: np.dstack([one] * 3), lambda one: np.dstack([one] * 4)[:, ::-1], lambda one: one[:, :1],
    ]  # fmt: skip
    return chance.choice(ways)(picture)


_WAYS: Final[tuple[Callable[[random.Random, list[bytes]], Any], ...]] = (
    _flipped, _flipped, _head_spoilt, _head_spoilt, _cut, _patched, _noise, _giant, _exif, _array,
    _stretched, _stretched,
)  # fmt: skip


def outcome(image: Any) -> str:
    """What the decoder makes of it: "read N", or the code of NotAPicture; whatever else it raises goes on."""
    try:
        return f"read {len(scanning.decode(image))}"
    except scanning.NotAPicture as refused:
        return refused.code


def limited() -> None:
    """Bind this process to MEMORY_MAX on top of what it has now."""
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY_MAX, used + MEMORY_MAX))


def run(number: int, seed: int) -> dict[str, Any]:
    """Decode `number` spoilt pictures; raises at the first that breaks the promise, naming it."""
    cv2.setNumThreads(1)
    whole = seeds()
    for file in whole:  # Loads every engine before memory is bound.
        scanning.decode(file)
    limited()
    counts: Counter[str] = Counter()
    slowest, slow = 0.0, -1
    for place in range(number):
        image = spoilt(random.Random(f"{seed} {place}"), whole)
        began = time.process_time()
        # Ends the process when one picture hangs, with its number as the last line on standard error.
        resource.setrlimit(resource.RLIMIT_CPU, (int(began) + CPU_S_MAX, resource.RLIM_INFINITY))
        try:
            counts[outcome(image)] += 1
        except BaseException:
            print(f"picture {place} of seed {seed}", file=sys.stderr)
            raise
        if time.process_time() - began > slowest:
            slowest, slow = time.process_time() - began, place
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"outcomes": dict(counts), "slowest_s": round(slowest, 2), "slowest": slow, "peak_mb": round(peak_mb)}


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)))
