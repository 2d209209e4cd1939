"""A phone's photo of twelve megapixels as the server gets it: CPU time and memory, in a process of its own.

`python -m bench.decode_large FOLDER` decodes the pictures in a folder and answers with one line of JSON.
"""

import json
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from msgspec import Struct

import scanning
from bench.decode_geometry import some_text, symbol
from bench.degrade import Camera, Grey, photographed
from scanning.evaluate import quantile

WIDTH, HEIGHT = 4032, 3024  # What phones of 12 megapixels send.
PHOTOS: Final = 20
LABELS: Final = 3


def photo(seed: int) -> tuple[list[str], bytes]:
    """A JPEG of labels in front of a shelf of boxes, with the texts on them."""
    chance, dice = np.random.default_rng(seed), random.Random(seed)
    scene = _boxes(chance)
    texts: list[str] = []
    for place in range(LABELS):
        symbology = dice.choice(("Code128", "EAN13", "QRCode", "DataMatrix", "Code39"))
        text = some_text(symbology, dice)
        px = float(chance.uniform(2.5, 5.0))
        camera = Camera(
            px_per_module=px, angle_deg=float(chance.uniform(-25, 25)), tilt_deg=15, blur=0.3, noise=0, margin=6
        )
        label = photographed(symbol(symbology, text), camera, seed + place)
        top = int(chance.integers(100, HEIGHT - label.shape[0] - 100))
        left = place * WIDTH // LABELS + int(chance.integers(0, max(1, WIDTH // LABELS - label.shape[1])))
        room = scene[top : top + label.shape[0], left : left + label.shape[1]]
        room[:] = label[: room.shape[0], : room.shape[1]]
        if room.shape == label.shape:
            texts.append(text)
    noisy = np.clip(scene + chance.normal(0, 4, scene.shape), 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", cv2.cvtColor(noisy, cv2.COLOR_GRAY2BGR), [cv2.IMWRITE_JPEG_QUALITY, 88])
    return texts, packed.tobytes()


def _boxes(chance: np.random.Generator) -> Grey:
    """Surfaces of several shades with edges, printing and cardboard's grain."""
    coarse = chance.integers(60, 220, (6, 8)).astype(np.uint8)
    scene = cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_NEAREST)
    grain = cv2.resize(chance.normal(0, 10, (HEIGHT // 8, WIDTH // 8)), (WIDTH, HEIGHT))
    for _ in range(60):
        at = (int(chance.integers(0, WIDTH)), int(chance.integers(0, HEIGHT)))
        cv2.putText(scene, f"BOX {chance.integers(1000)}", at, cv2.FONT_HERSHEY_SIMPLEX, 2.5, (30.0,), 6)
    made: Grey = np.clip(scene + grain, 0, 255).astype(np.uint8)
    return made


class Large(Struct, frozen=True):
    """CPU milliseconds and the most memory of a process that decodes photos one after another; codes found in them."""

    photos: int
    found: int
    expected: int
    median_ms: float
    p95_ms: float
    peak_mb: float


def measure() -> Large:
    """Make the photos, have them decoded in a fresh process."""
    with tempfile.TemporaryDirectory() as at:
        expected: list[list[str]] = []
        for seed in range(PHOTOS):
            texts, file = photo(seed)
            (Path(at) / f"{seed:03}.jpg").write_bytes(file)
            expected.append(texts)
        told = subprocess.run([sys.executable, "-m", "bench.decode_large", at], stdout=subprocess.PIPE, check=True)
    answer = json.loads(told.stdout)
    found = sum(len(set(texts) & set(read)) for texts, read in zip(expected, answer["texts"], strict=True))
    spent = answer["cpu_ms"]
    return Large(PHOTOS, found, sum(map(len, expected)), quantile(spent, 0.5), quantile(spent, 0.95), answer["peak_mb"])


def main(folder: Path) -> None:
    """Decode all photos of a folder, as the server does: from the bytes that came in."""
    spent: list[float] = []
    texts: list[list[str]] = []
    for path in sorted(folder.iterdir()):
        file = path.read_bytes()
        began = time.process_time()
        readings = scanning.decode(file)
        spent.append((time.process_time() - began) * 1000)
        texts.append([reading.text for reading in readings])
    # Not ru_maxrss, which counts what the parent had taken when it started this process.
    peak = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
    assert peak
    peak_mb = int(peak.group(1)) / 1024
    print(json.dumps({"cpu_ms": spent, "texts": texts, "peak_mb": peak_mb}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
