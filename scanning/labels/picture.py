"""Labels as pictures, and pictures as the film of a camera that walks past them."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from scanning.labels import code128, qr
from scanning.labels.label import Label

Picture = NDArray[np.uint8]

WHITE = 255


def qr_picture(text: str, module_px: int = 8) -> Picture:
    """The QR code alone with its quiet zone: (side, side) uint8, 0 black to 255 white."""
    dark = np.pad(np.array(qr.modules(text), dtype=bool), qr.QUIET)
    return _enlarged(dark, module_px, module_px)


def code128_picture(text: str, module_px: int = 2, height_px: int = 120, gs1: bool = False) -> Picture:
    """The bars alone with their quiet zones: (height_px, width) uint8. gs1: as of `code128.symbols`."""
    widths = [code128.QUIET, *code128.widths(text, gs1), code128.QUIET]
    dark = np.concatenate([np.full(width, place % 2 == 1, dtype=bool) for place, width in enumerate(widths)])
    return _enlarged(dark[np.newaxis, :], height_px, module_px)


def label_picture(label: Label, width_px: int = 800, height_px: int = 500) -> Picture:
    """The whole label as it is printed: QR code left, words right, bars below; (height_px, width_px) uint8."""
    picture = np.full((height_px, width_px), WHITE, dtype=np.uint8)
    square = qr_picture(label.text, max(2, height_px * 6 // 10 // label.qr_size))
    picture[10 : 10 + len(square), 10 : 10 + len(square)] = square
    left = 30 + len(square)
    # OpenCV's own letters are ASCII; what they lack is printed by the browser, which draws the same label from paths.
    for text, y, scale in ((label.title, 90, 1.8), (label.subtitle, 150, 0.8)):
        printable = "".join(mark if mark.isascii() else "-" for mark in text)
        cv2.putText(picture, printable, (left, y), cv2.FONT_HERSHEY_SIMPLEX, scale, 0, 3, cv2.LINE_AA)
    if label.code128:
        bars = code128_picture(label.text, max(1, (width_px - 20) // label.code128_width), height_px // 4)
        picture[height_px - 10 - len(bars) : height_px - 10, 10 : 10 + bars.shape[1]] = bars
    return picture


def png(picture: Picture) -> bytes:
    """The picture as a PNG file."""
    done, encoded = cv2.imencode(".png", picture)
    assert done
    return encoded.tobytes()


def scene(picture: Picture, width_px: int = 640, height_px: int = 480, scale: float = 0.7) -> Picture:
    """A camera's view of a label on a grey wall: (height_px, width_px, 3) uint8, BGR.

    scale: how much of the view's smaller fit the label takes, 0 to 1.
    """
    fit = min(width_px / picture.shape[1], height_px / picture.shape[0]) * scale
    size = (int(picture.shape[1] * fit), int(picture.shape[0] * fit))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    view = np.full((height_px, width_px), 150, dtype=np.uint8)
    top, left = (height_px - size[1]) // 2, (width_px - size[0]) // 2
    view[top : top + size[1], left : left + size[0]] = small
    return np.asarray(cv2.cvtColor(view, cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def write_mjpeg(path: Path, shots: Sequence[tuple[Picture, int]]) -> None:
    """A film for Chromium's `--use-file-for-fake-video-capture`: JPEGs one after the other, played in a circle.

    shots: (view, how many frames it stays), views as `scene` makes them, all of one size.
    """
    with path.open("wb") as film:
        for view, frames in shots:
            done, encoded = cv2.imencode(".jpg", view, [cv2.IMWRITE_JPEG_QUALITY, 90])
            assert done
            film.write(encoded.tobytes() * frames)


def write_y4m(path: Path, shots: Sequence[tuple[Picture, int]], frames_per_second: int = 10) -> None:
    """The same film uncompressed (YUV4MPEG2), for browsers that read no MJPEG."""
    height, width = shots[0][0].shape[:2]
    with path.open("wb") as film:
        film.write(f"YUV4MPEG2 W{width} H{height} F{frames_per_second}:1 Ip A1:1 C420jpeg\n".encode())
        for view, frames in shots:
            film.write((b"FRAME\n" + cv2.cvtColor(view, cv2.COLOR_BGR2YUV_I420).tobytes()) * frames)


def _enlarged(dark: NDArray[np.bool_], tall: int, wide: int) -> Picture:
    grey = np.where(dark, 0, WHITE).astype(np.uint8)
    return np.repeat(np.repeat(grey, tall, axis=0), wide, axis=1)
