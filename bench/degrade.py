"""Pictures of bar codes as bad cameras see them: turned, tilted, small, out of focus, moved, faint, noisy; seeded."""

from typing import Final

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

FINE: Final = 8  # Drawn so many times finer than the camera's pixels, then averaged, as its pixels do.


class Camera(Struct, frozen=True, kw_only=True):
    """How badly a label is seen. The defaults spoil nothing.

    px_per_module: size of the narrowest element in pixels of the picture. angle_deg: turn, clockwise as a person sees
    it. tilt_deg: how far the label leans away, about an axis that tilt_axis_deg turns against its reading direction.
    defocus: radius of the circle of confusion in modules; blur: sigma of a Gaussian in modules; motion: length of a
    straight shake in modules, along motion_deg against the reading direction.
    contrast: share of the grey range between paper and ink. gradient: how much of the light is lost from one corner to
    the other, 0 to 1. noise: sigma in grey levels. jpeg: quality, or None. margin: paper around the symbol in modules.
    """

    px_per_module: float = 3.0
    angle_deg: float = 0.0
    tilt_deg: float = 0.0
    tilt_axis_deg: float = 90.0
    defocus: float = 0.0
    blur: float = 0.0
    motion: float = 0.0
    motion_deg: float = 0.0
    contrast: float = 0.9
    gradient: float = 0.0
    noise: float = 2.0
    jpeg: int | None = None
    margin: int = 14


def drawn(widths: list[int], height: int = 40, quiet: int = 10) -> Grey:
    """A symbol, one pixel a module, 0 and 255, from bar, space, bar … in modules; quiet modules of paper beside it."""
    line = [255] * quiet
    for place, width in enumerate(widths):
        line += [(0, 255)[place % 2]] * width
    line += [255] * quiet
    return np.tile(np.array(line, np.uint8), (height, 1))


def photographed(symbol: Grey, camera: Camera, seed: int = 0) -> Grey:
    """The picture (height, width) uint8 that such a camera takes of a symbol.

    symbol: (height, width) uint8, one pixel a module, with its own quiet zones. The same seed gives the same picture.
    """
    chance = np.random.default_rng(seed)
    symbol = np.pad(symbol, camera.margin, constant_values=255)
    height, width = symbol.shape
    scale = camera.px_per_module
    away = _turns(camera, width, height) * scale
    low, high = away.min(axis=0), away.max(axis=0)
    # Somewhere between two pixels, never just on one.
    origin = low - chance.uniform(0, 1, 2)
    columns, rows = (np.ceil(high - origin).astype(int) + 1).tolist()
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    fine = max(2, int(np.ceil(FINE / max(scale, 1.0))))
    # Pixel centres lie at whole numbers in warpPerspective, edges at halves: half a pixel is taken off on both sides.
    to_fine = cv2.getPerspectiveTransform(corners - 0.5, ((away - origin) * fine - 0.5).astype(np.float32))
    light = cv2.warpPerspective(
        symbol, to_fine, (columns * fine, rows * fine), flags=cv2.INTER_NEAREST, borderValue=(255.0,)
    ).astype(np.float32)
    light = _blurred(light, camera, fine * scale)
    picture = cv2.resize(light, (columns, rows), interpolation=cv2.INTER_AREA)
    picture = 127.5 + (picture - 127.5) * camera.contrast
    across, down = np.meshgrid(np.linspace(0, 1, columns), np.linspace(0, 1, rows))
    picture = picture * (1 - camera.gradient * (across + down) / 2)
    picture = picture + chance.normal(0, camera.noise, picture.shape)
    seen: Grey = np.clip(np.rint(picture), 0, 255).astype(np.uint8)
    if camera.jpeg is not None:
        _, packed = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, camera.jpeg])
        seen = np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)
    return seen


def _turns(camera: Camera, width: int, height: int) -> NDArray[np.float64]:
    """Where the four corners come to lie, in modules around the middle."""
    corners = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2.0
    axis = np.radians(camera.tilt_axis_deg)
    turned = corners @ _rotation(-axis).T  # The axis of the tilt lies along x now.
    lean, far = np.radians(camera.tilt_deg), 3.0 * max(width, height)  # seen from three widths away
    depth = 1 + turned[:, 1] * np.sin(lean) / far
    seen = np.stack([turned[:, 0] / depth, turned[:, 1] * np.cos(lean) / depth], axis=1)
    placed: NDArray[np.float64] = seen @ _rotation(axis + np.radians(camera.angle_deg)).T
    return placed


def _rotation(radians: float) -> NDArray[np.float64]:
    return np.array([[np.cos(radians), -np.sin(radians)], [np.sin(radians), np.cos(radians)]])


def _blurred(light: NDArray[np.float32], camera: Camera, px_per_module: float) -> NDArray[np.float32]:
    radius = camera.defocus * px_per_module
    if radius >= 1:
        light = cv2.filter2D(light, -1, _disc(radius), borderType=cv2.BORDER_REPLICATE).astype(np.float32)
    sigma = camera.blur * px_per_module
    if sigma > 0.3:
        light = cv2.GaussianBlur(light, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE).astype(np.float32)
    length = camera.motion * px_per_module
    if length >= 2:
        way = np.radians(camera.motion_deg + camera.angle_deg)
        light = cv2.filter2D(light, -1, _shake(length, way), borderType=cv2.BORDER_REPLICATE).astype(np.float32)
    return light


def _disc(radius: float) -> NDArray[np.float32]:
    reach = int(np.ceil(radius))
    across, down = np.meshgrid(np.arange(-reach, reach + 1), np.arange(-reach, reach + 1))
    disc = np.clip(radius + 0.5 - np.hypot(across, down), 0, 1).astype(np.float32)
    even: NDArray[np.float32] = disc / disc.sum()
    return even


def _shake(length: float, way: float) -> NDArray[np.float32]:
    reach = int(np.ceil(length / 2)) + 1
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    for along in np.linspace(-length / 2, length / 2, 4 * reach):
        x, y = reach + along * np.cos(way), reach + along * np.sin(way)
        left, top = int(np.floor(x)), int(np.floor(y))
        for column, row in ((left, top), (left + 1, top), (left, top + 1), (left + 1, top + 1)):
            kernel[row, column] += (1 - abs(x - column)) * (1 - abs(y - row))
    even: NDArray[np.float32] = kernel / kernel.sum()
    return even
