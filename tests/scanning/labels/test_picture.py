"""Whole labels, and the films that a fake camera plays: a decoder finds in them what was printed."""

from pathlib import Path

import cv2
import numpy as np
import zxingcpp

from scanning.labels.label import draw
from scanning.labels.picture import label_picture, png, scene, write_mjpeg, write_y4m

BIN = draw("A-02-2", "A-02-2", "佛山一仓")


def texts(picture: np.ndarray) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def test_both_codes_of_a_label_say_the_same() -> None:
    assert texts(label_picture(BIN)) == ["A-02-2", "A-02-2"]


def test_a_text_without_bars_still_has_its_square() -> None:
    label = draw("佛山", "佛山")
    assert (label.code128, label.code128_width) == ("", 0)
    assert texts(label_picture(label)) == ["佛山"]


def test_the_png_is_the_picture() -> None:
    picture = label_picture(BIN)
    decoded = cv2.imdecode(np.frombuffer(png(picture), np.uint8), cv2.IMREAD_GRAYSCALE)
    assert decoded is not None
    assert np.array_equal(decoded, picture)


def test_a_film_shows_its_labels_in_turn(tmp_path: Path) -> None:
    shots = [(scene(label_picture(draw(text, text))), 3) for text in ("A-02-2", "85123A")]
    write_mjpeg(tmp_path / "walk.mjpeg", shots)
    film = cv2.VideoCapture(str(tmp_path / "walk.mjpeg"))
    seen = []
    while (shown := film.read())[0]:
        seen.append(set(texts(shown[1])))
    assert seen == [{"A-02-2"}] * 3 + [{"85123A"}] * 3


def test_the_uncompressed_film_holds_every_frame(tmp_path: Path) -> None:
    write_y4m(tmp_path / "walk.y4m", [(scene(label_picture(BIN), 320, 240), 2)])
    content = (tmp_path / "walk.y4m").read_bytes()
    assert content.startswith(b"YUV4MPEG2 W320 H240 F10:1")
    assert content.count(b"FRAME\n") == 2
    assert len(content) == content.index(b"\n") + 1 + 2 * (6 + 320 * 240 * 3 // 2)
