"""Clean symbols turned, small and out of focus: how far each reader goes, on pictures drawn for this run."""

import random
import time
from collections.abc import Callable, Sequence
from typing import Final

import cv2
import numpy as np
import segno
import zxingcpp
from msgspec import Struct
from msgspec.structs import replace

from bench.decode_engines import READERS
from bench.degrade import Camera, Grey, photographed
from scanning.evaluate import same

ANGLES: Final = 12  # Every 30 degrees, each symbology beginning at another one.
BARS: Final = ("Code128", "Code39", "EAN13", "ITF")
SQUARES: Final = ("QRCode", "DataMatrix")


class Condition(Struct, frozen=True):
    """What is shown to the readers. wanted: share that is to be read, None where nothing was promised."""

    name: str
    symbologies: tuple[str, ...]
    camera: Camera
    wanted: float | None


CONDITIONS: Final = (
    Condition("1D at any angle, 1.4 px a module", BARS, Camera(px_per_module=1.4, noise=3), 1.0),
    Condition("1D at any angle, 1.0 px a module", BARS, Camera(px_per_module=1.0, noise=3), 0.9),
    Condition("1D, 3 px a module, defocus of 0.8 modules", BARS, Camera(px_per_module=3, defocus=0.8, noise=3), 0.9),
    Condition("EAN, 3 px a module, defocus of 1.2 modules", ("EAN13", "EAN8"), Camera(defocus=1.2, noise=3), 0.9),
    Condition(
        "1D, 3 px a module, Gaussian blur of 0.8 modules", BARS, Camera(px_per_module=3, blur=0.8, noise=3), None
    ),
    Condition("EAN, 3 px a module, Gaussian blur of 1.2 modules", ("EAN13", "EAN8"), Camera(blur=1.2, noise=3), None),
    Condition("2D at any angle, 1.4 px a module", SQUARES, Camera(px_per_module=1.4, noise=3), 0.95),
)


class Result(Struct, frozen=True):
    """One reader under one condition. wrong: texts that were not there."""

    condition: str
    wanted: float | None
    reader: str
    pictures: int
    found: int
    wrong: int
    mean_ms: float


def measure(readers: Sequence[str]) -> list[Result]:
    """All readers under all conditions, in this process."""
    cv2.setNumThreads(1)
    started = {reader: READERS[reader]() for reader in readers}
    for read in started.values():
        read(np.full((64, 64), 255, np.uint8))
    found: list[Result] = []
    for condition in CONDITIONS:
        pictures = _pictures(condition)
        found += [_judged(condition, reader, read, pictures) for reader, read in started.items()]
    return found


def _judged(
    condition: Condition, reader: str, read: Callable[[Grey], list[str]], pictures: Sequence[tuple[str, Grey]]
) -> Result:
    hits = wrong = 0
    began = time.process_time()
    for text, picture in pictures:
        texts = set(read(picture))
        hits += any(same(one, text) for one in texts)
        wrong += sum(not same(one, text) for one in texts)
    spent_ms = (time.process_time() - began) * 1000
    return Result(condition.name, condition.wanted, reader, len(pictures), hits, wrong, spent_ms / len(pictures))


def _pictures(condition: Condition) -> list[tuple[str, Grey]]:
    made: list[tuple[str, Grey]] = []
    for place, symbology in enumerate(condition.symbologies):
        for turn in range(ANGLES):
            # The same label at the same angle whoever runs it and whatever else is run.
            chance = random.Random(f"{condition.name} {symbology} {turn}")
            text = some_text(symbology, chance)
            angle = turn * 360 / ANGLES + place * 7
            camera = replace(condition.camera, angle_deg=angle)
            made.append((text, photographed(symbol(symbology, text), camera, seed=chance.randrange(2**31))))
    return made


def some_text(symbology: str, chance: random.Random) -> str:
    """A text such as a label of this symbology has."""
    digits = "".join(chance.choice("0123456789") for _ in range(13))
    if symbology in ("EAN13", "EAN8", "ITF"):
        body = {"EAN13": digits[:12], "EAN8": digits[:7], "ITF": digits}[symbology]
        return body + _check_digit(body)
    if symbology in SQUARES:
        return f"https://example.com/{digits}"
    return f"WH{digits[:2]}-{chance.choice('ABCDEFGH')}{digits[2:4]}-{digits[4:6]}"


def _check_digit(body: str) -> str:
    weighted = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(body)))
    return str(-weighted % 10)


def symbol(symbology: str, text: str) -> Grey:
    """One pixel a module, with its quiet zone."""
    if symbology == "QRCode":
        matrix = segno.make(text, error="m", micro=False).matrix
        modules = np.array([list(row) for row in matrix], np.uint8)
        return np.pad((255 * (1 - modules)).astype(np.uint8), 4, constant_values=255)
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, symbology))
    drawn = np.array(zxingcpp.write_barcode_to_image(made, scale=1, add_quiet_zones=False))
    if symbology == "DataMatrix":
        return np.pad(drawn, 2, constant_values=255)
    bars = np.pad(drawn[len(drawn) // 2], 11, constant_values=255)  # EAN wants eleven modules beside it, others ten.
    return np.tile(bars, (40, 1)).astype(np.uint8)
