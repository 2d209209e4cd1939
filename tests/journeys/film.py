"""What the fake camera sees: labels walked past one after the other, in a circle."""

from collections.abc import Sequence
from pathlib import Path

from scanning.labels.label import draw
from scanning.labels.picture import Picture, label_picture, scene, write_mjpeg

WIDTH, HEIGHT = 640, 480
FRAMES_A_SECOND = 30  # Chromium plays JPEGs at this speed.


def label(text: str, title: str = "") -> Picture:
    """A printed label as the camera sees it."""
    return scene(label_picture(draw(text, title or text, "Truebin")), WIDTH, HEIGHT)


def wall() -> Picture:
    """Nothing to read."""
    empty = scene(label_picture(draw("0", "0")), WIDTH, HEIGHT)
    empty[:] = 150
    return empty


def film(path: Path, shots: Sequence[tuple[str, float]]) -> list[str]:
    """Write the film and answer the options that make it Chromium's camera.

    shots: (code, or "" for the wall; seconds).
    """
    views = [(label(code) if code else wall(), round(seconds * FRAMES_A_SECOND)) for code, seconds in shots]
    write_mjpeg(path, views)
    return [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={path}",
    ]
