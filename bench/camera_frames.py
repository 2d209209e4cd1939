"""Pictures as a phone's camera gives them: frames of the corpus, and a film of labels walked past."""

from pathlib import Path

import cv2
import numpy as np
import segno
import zxingcpp
from numpy.typing import NDArray

from scanning.picture import grey

Frame = NDArray[np.uint8]

WIDTH, HEIGHT = 1280, 720
BORDER = 128  # Grey beside a picture that has another shape than the frame.
FRAMES_A_SECOND = 30  # Chromium plays JPEGs at this speed.
SHOWN_S, WALL_S = 1.6, 0.6
TREMBLES = 8  # Different frames of one shot, again and again.
CORNER_PX = 16  # White while a label is shown, so that the page sees when it comes.


def frame_of(picture: bytes) -> Frame:
    """A picture file in a frame, as large as it fits: (HEIGHT, WIDTH) uint8."""
    seen = grey(picture)
    scale = min(WIDTH / seen.shape[1], HEIGHT / seen.shape[0])
    size = (max(1, round(seen.shape[1] * scale)), max(1, round(seen.shape[0] * scale)))
    fitted = cv2.resize(seen, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    frame = np.full((HEIGHT, WIDTH), BORDER, np.uint8)
    top, left = (HEIGHT - size[1]) // 2, (WIDTH - size[0]) // 2
    frame[top : top + size[1], left : left + size[0]] = fitted
    return frame


def png(frame: Frame) -> bytes:
    """Without loss, so that the browser decodes the very same pixels."""
    done, encoded = cv2.imencode(".png", frame, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    assert done
    return encoded.tobytes()


def labels() -> list[tuple[str, Frame]]:
    """Texts and their labels, each in the ways a hand holds them: straight, turned, small, blurred."""
    codes: list[tuple[str, Frame]] = []
    for number in range(2):
        digits = f"69{number}12345678{number}"
        ean = zxingcpp.create_barcode(f"{digits}{_check(digits)}", zxingcpp.BarcodeFormat.EAN13)
        bars = zxingcpp.create_barcode(f"BIN-{number}7-{number}3", zxingcpp.BarcodeFormat.Code128)
        elements = f"[01]0{digits}{_check(digits)}[10]L{number}4711"
        square = zxingcpp.create_barcode(elements, zxingcpp.BarcodeFormat.DataMatrix, gs1=True)
        codes += [(ean.text, _drawn(ean)), (bars.text, _drawn(bars)), (square.text, _drawn(square))]
        text = f"库位 {number}-{number}1"
        codes.append((text, _square(segno.make(text, encoding="gb18030", micro=False))))
    return codes


def _check(digits: str) -> int:
    return -sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10


def _drawn(code: zxingcpp.Barcode) -> Frame:
    return np.asarray(code.to_image(scale=4, add_quiet_zones=True), np.uint8)


def _square(code: segno.QRCode) -> Frame:
    dark = np.array(list(code.matrix_iter(scale=8, border=4)), np.uint8)
    return np.where(dark > 0, 0, 255).astype(np.uint8)


def film(path: Path, seed: int = 3) -> int:
    """Write every label in four views with the wall between them; answers how many shots there are.

    Views: straight and near; turned by any angle; far; out of focus. Each shot trembles and has a sensor's noise.
    """
    chance = np.random.default_rng(seed)
    shots = 0
    with path.open("wb") as out:
        # The same label again would be the same scan: it comes back after all others.
        for view in range(4):
            for _, label in labels():
                turn = float(chance.uniform(0, 360)) if view == 1 else float(chance.uniform(-8, 8))
                share = 0.32 if view == 2 else 0.55
                blur = 2.2 if view == 3 else 0.8
                wall = _jpeg(_seen(None, 0, 0, 0, chance))
                out.write(wall * round(WALL_S * FRAMES_A_SECOND))
                trembling = [_jpeg(_seen(label, turn, share, blur, chance)) for _ in range(TREMBLES)]
                frames = round(SHOWN_S * FRAMES_A_SECOND)
                out.write(b"".join(trembling * (frames // TREMBLES)))
                shots += 1
    return shots


def _jpeg(frame: Frame) -> bytes:
    done, encoded = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, 85])
    assert done
    return encoded.tobytes()


def _seen(label: Frame | None, turn: float, share: float, blur: float, chance: np.random.Generator) -> Frame:
    """One frame with a label in its middle, or the wall."""
    frame = np.full((HEIGHT, WIDTH), 150, np.uint8)
    if label is not None:
        height, width = label.shape
        scale = share * min(WIDTH / width, HEIGHT / height)
        matrix = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), turn, scale), np.float64)
        matrix[:, 2] += np.array([WIDTH - width, HEIGHT - height]) / 2 + chance.normal(0, 1.5, 2)
        cv2.warpAffine(label, matrix, (WIDTH, HEIGHT), frame, cv2.INTER_AREA, cv2.BORDER_TRANSPARENT)
        frame = np.asarray(cv2.GaussianBlur(frame, (0, 0), blur), np.uint8)
    noisy = frame + chance.normal(0, 3, frame.shape).astype(np.float32)
    seen = np.asarray(noisy.clip(0, 255), np.uint8)
    seen[:CORNER_PX, :CORNER_PX] = 0 if label is None else 255
    return np.asarray(cv2.cvtColor(seen, cv2.COLOR_GRAY2BGR), np.uint8)
