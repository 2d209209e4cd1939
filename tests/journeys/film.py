"""What the fake camera sees: labels walked past one after the other, in a circle."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import segno
import zxingcpp

from scanning.labels.label import draw
from scanning.labels.picture import Picture, label_picture, scene, write_mjpeg

WIDTH, HEIGHT = 640, 480
FRAMES_A_SECOND = 30  # Chromium plays JPEGs at this speed.
WALL_GREY = 150


def label(text: str, title: str = "") -> Picture:
    """A printed label as the camera sees it."""
    return scene(label_picture(draw(text, title or text, "Truebin")), WIDTH, HEIGHT)


def wall() -> Picture:
    """Nothing to read."""
    return np.full((HEIGHT, WIDTH, 3), WALL_GREY, np.uint8)


def ean13(digits: str, degrees: float) -> Picture:
    """The bars of an EAN-13 on white paper, turned."""
    return _turned(_drawn(zxingcpp.create_barcode(digits, zxingcpp.BarcodeFormat.EAN13), 3), degrees)


def gs1_data_matrix(elements: str) -> Picture:
    """A GS1 DataMatrix with FNC1 in front; elements in square brackets, "[01]…[10]…"."""
    return _turned(_drawn(zxingcpp.create_barcode(elements, zxingcpp.BarcodeFormat.DataMatrix, gs1=True), 8), 0)


def databar_limited(digits: str) -> Picture:
    """A GS1 DataBar Limited, which of our decoders only one knows; 13 digits and their check digit."""
    return _turned(_drawn(zxingcpp.create_barcode(digits, zxingcpp.BarcodeFormat.DataBarLtd), 4), 0)


def gb18030_qr(text: str) -> Picture:
    """A QR code with the text as undeclared GB 18030, as label printers here make it."""
    code = segno.make(text, encoding="gb18030", eci=False, micro=False)
    dark = np.array(list(code.matrix_iter(scale=8, border=4)), np.uint8)
    return _turned(np.where(dark > 0, 0, 255).astype(np.uint8), 0)


def _drawn(code: zxingcpp.Barcode, module_px: int) -> Picture:
    return np.asarray(code.to_image(scale=module_px, add_quiet_zones=True), np.uint8)


def _turned(paper: Picture, degrees: float) -> Picture:
    """Paper in the middle of the view: grey (height, width) to (HEIGHT, WIDTH, 3)."""
    height, width = paper.shape
    matrix = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1), np.float64)
    matrix[:, 2] += (WIDTH - width) / 2, (HEIGHT - height) / 2
    view = np.full((HEIGHT, WIDTH), WALL_GREY, np.uint8)
    cv2.warpAffine(paper, matrix, (WIDTH, HEIGHT), view, cv2.INTER_LINEAR, cv2.BORDER_TRANSPARENT)
    return np.asarray(cv2.cvtColor(view, cv2.COLOR_GRAY2BGR), np.uint8)


def film(path: Path, shots: Sequence[tuple[str | Picture, float]]) -> list[str]:
    """Write the film and answer the options that make it Chromium's camera.

    shots: (code of a label of ours, "" for the wall, or what is to be seen; seconds).
    """
    views = [(_view(what), round(seconds * FRAMES_A_SECOND)) for what, seconds in shots]
    write_mjpeg(path, views)
    return [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={path}",
    ]


def _view(what: str | Picture) -> Picture:
    if isinstance(what, str):
        return label(what) if what else wall()
    return what
