"""Photos of pallets made of cartons and labels: where every code lies is known."""

from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from zxingcpp import BarcodeFormat, create_barcode

from scanning.labels.picture import code128_picture, qr_picture

Picture = NDArray[np.uint8]


class Placed(NamedTuple):
    """A code of the scene and where its middle lies, in pixels."""

    text: str
    middle: tuple[float, float]


class Scene(NamedTuple):
    """A photo as grey pixels and the codes in it."""

    picture: Picture
    placed: list[Placed]


def jpeg(picture: Picture, quality: int = 90) -> bytes:
    """The photo as a phone stores it."""
    done, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return encoded.tobytes()


def bars(text: str, kind: str = "code128", module_px: int = 8) -> Picture:
    """A code with its quiet zone, drawn large."""
    if kind == "code128":
        return code128_picture(text, module_px, 60 * module_px)
    if kind == "qr":
        return qr_picture(text, module_px)
    drawn = create_barcode(text, {"ean13": BarcodeFormat.EAN13, "data_matrix": BarcodeFormat.DataMatrix}[kind])
    wide = np.array(drawn.to_image(scale=module_px, add_hrt=False, add_quiet_zones=True))
    return np.asarray(wide, dtype=np.uint8)


def pallet(
    codes: Sequence[tuple[str, str]],
    *,
    width_px: int = 4000,
    height_px: int = 3000,
    module_px: float = 2.5,
    tilt_deg: float = 8.0,
    blur_px: float = 0.8,
    seed: int = 1,
) -> Scene:
    """Cartons in rows, each with one label of one code. codes: (text, kind)."""
    chance = Random(seed)
    noise = np.random.default_rng(seed)
    columns = max(1, round((len(codes) * width_px / height_px) ** 0.5))
    rows = -(-len(codes) // columns)
    wall = cv2.resize(
        noise.normal(120, 14, (height_px // 16, width_px // 16)).astype(np.float32), (width_px, height_px)
    )
    cell_w, cell_h = width_px / columns, height_px / rows
    for column in range(columns + 1):
        cv2.line(wall, (round(column * cell_w), 0), (round(column * cell_w), height_px), 60.0, 6)
    for row in range(rows + 1):
        cv2.line(wall, (0, round(row * cell_h)), (width_px, round(row * cell_h)), 50.0, 8)
    placed = []
    for place, (text, kind) in enumerate(codes):
        row, column = divmod(place, columns)
        code = bars(text, kind)
        scale = module_px / 8
        label = np.pad(code, 40, constant_values=255)
        height, width = label.shape[0] * scale, label.shape[1] * scale
        assert width < cell_w, f"{text} is {width:.0f} px wide, its carton {cell_w:.0f}"
        assert height < cell_h
        turn = np.deg2rad(chance.uniform(-tilt_deg, tilt_deg))
        x = (column + 0.5) * cell_w + chance.uniform(-0.2, 0.2) * max(0.0, cell_w - 1.2 * width)
        y = (row + 0.5) * cell_h + chance.uniform(-0.2, 0.2) * max(0.0, cell_h - 1.2 * height)
        corners = np.array([(-width, -height), (width, -height), (width, height), (-width, height)]) / 2
        # Each corner moves a little on its own: the carton stands a few degrees off the picture's plane.
        corners *= 1 + noise.uniform(-0.04, 0.04, (4, 2))
        around = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        corners = corners @ around.T + (x, y)
        placed.append(Placed(text, _paste(wall, label, corners)))
    wall = cv2.GaussianBlur(wall, (0, 0), blur_px)
    light = np.linspace(0.75, 1.05, width_px, dtype=np.float32)
    grain = noise.normal(0, 3, wall.shape)
    return Scene(np.asarray(np.clip(wall * light + grain, 0, 255), dtype=np.uint8), placed)


def _paste(wall: Any, label: Picture, corners: NDArray[np.float64]) -> tuple[float, float]:
    """Warp the label onto the wall and answer where the crossing of its diagonals comes to lie."""
    left, top = np.floor(corners.min(axis=0)).astype(int) - 1
    right, bottom = np.ceil(corners.max(axis=0)).astype(int) + 1
    height, width = label.shape
    # Shrinking by more than two needs an average over the pixels that vanish, else the bars alias.
    factor = max(1.0, width / float(np.linalg.norm(corners[1] - corners[0])))
    soft = cv2.GaussianBlur(label, (0, 0), factor / 2.5) if factor > 1.5 else label
    before = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(before, (corners - (left, top)).astype(np.float32))
    size = (int(right - left), int(bottom - top))
    warped = cv2.warpPerspective(soft.astype(np.float32), matrix, size)
    there = cv2.warpPerspective(np.ones(label.shape, np.float32), matrix, size)
    view = wall[top:bottom, left:right]
    view[:] = view * (1 - there) + warped * there
    x, y, depth = matrix @ (width / 2, height / 2, 1.0)
    return float(left + x / depth), float(top + y / depth)


def many(count: int, seed: int = 1) -> list[tuple[str, str]]:
    """Codes of several kinds, all different."""
    chance = Random(seed)
    kinds = ["code128", "code128", "ean13", "qr", "data_matrix"]
    made = []
    for number in range(count):
        kind = kinds[number % len(kinds)]
        if kind == "ean13":
            digits = "69" + "".join(chance.choice("0123456789") for _ in range(10))
            total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
            made.append((digits + str(-total % 10), kind))
        else:
            made.append((f"PAL-{seed:02d}{number:03d}-{chance.randrange(10**4):04d}", kind))
    return made
