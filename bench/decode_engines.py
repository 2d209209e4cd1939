"""Barcode readers as anybody would call them: ours, and each engine alone in its plain best setting.

`python -m bench.decode_engines NAME CORPUS` reads names of files on standard input, one a line, and answers with a line
of JSON for each: texts, CPU milliseconds, and our steps.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

Grey = Any  # numpy.ndarray (height, width) uint8; numpy is loaded in the process that reads, not where tables are made.
Reader = Callable[[Grey], list[str]]


class Read(str):
    """A text, with the engine and attempt that read it."""

    step = ""


BUDGET_MS = 15.0


def ours() -> Reader:
    """scanning.decode with all the time it wants."""
    import scanning

    return lambda grey: _with_steps(scanning.decode(grey))


def ours_in_15_ms() -> Reader:
    """scanning.decode with a budget."""
    import scanning

    return lambda grey: _with_steps(scanning.decode(grey, budget_ms=BUDGET_MS))


def _with_steps(readings: list[Any]) -> list[str]:
    texts: list[str] = []
    for reading in readings:
        text = Read(reading.text)
        text.step = f"{reading.engine} {reading.attempt}".strip()
        texts.append(text)
    return texts


def zxing() -> Reader:
    """zxing-cpp: all formats, its defaults, but separators in the text instead of brackets."""
    import zxingcpp

    plain = zxingcpp.TextMode.Plain
    return lambda grey: [found.text for found in zxingcpp.read_barcodes(grey, text_mode=plain)]


def zbar() -> Reader:
    """pyzbar: zbar's defaults."""
    from pyzbar import pyzbar

    return lambda grey: [found.data.decode(errors="replace") for found in pyzbar.decode(grey)]


def opencv() -> Reader:
    """OpenCV: its barcode and its QR detector, both looking for many."""
    import cv2

    bars, squares = cv2.barcode.BarcodeDetector(), cv2.QRCodeDetector()

    def read(grey: Grey) -> list[str]:
        if min(grey.shape) < 2:  # The detectors raise on such pictures.
            return []
        _, texts, _ = bars.detectAndDecodeMulti(grey)[:3]
        # As bytes, because asking for text raises on every code that is not UTF-8.
        _, more, _ = squares.detectAndDecodeBytesMulti(grey)[:3]
        return [text for text in (*texts, *(one.decode(errors="replace") for one in more)) if text]

    return read


def tapirscan(mode: str) -> Callable[[], Reader]:
    """tapirscan in one of its modes: all formats, one thread."""

    def start() -> Reader:
        import tapirscan as engine

        scanner = engine.Scanner(mode=mode, formats="all", parallel=False)  # type: ignore[arg-type]
        return lambda grey: [found.text for found in scanner.scan(grey).barcodes]

    return start


READERS: Final[dict[str, Callable[[], Reader]]] = {
    "truebin": ours,
    "truebin 15 ms": ours_in_15_ms,
    "zxing-cpp": zxing,
    "pyzbar": zbar,
    "opencv": opencv,
    "tapirscan low": tapirscan("low"),
    "tapirscan medium": tapirscan("medium"),
    "tapirscan high": tapirscan("high"),
    "tapirscan very-high": tapirscan("very-high"),
}


def opened(path: Path) -> Grey | None:
    """The picture as grey values, turned as its EXIF says, transparent places white; None when it is none.

    Not timed: every reader is given the same pixels.
    """
    import cv2
    import numpy

    file = numpy.fromfile(path, numpy.uint8)
    picture = cv2.imdecode(file, cv2.IMREAD_UNCHANGED)
    if picture is None:
        return None
    if picture.ndim == 3 and picture.shape[2] == 4:
        cover = picture[:, :, 3:].astype(numpy.float32) / 255
        flat = (picture[:, :, :3] * cover + 255 * (1 - cover)).round().astype(numpy.uint8)
        return cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY)
    return cv2.imdecode(file, cv2.IMREAD_GRAYSCALE)


def main(name: str, corpus: Path) -> None:
    """Read all pictures that standard input names."""
    import cv2
    import numpy

    cv2.setNumThreads(1)
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    read = READERS[name]()
    read(
        numpy.full((64, 64), 255, numpy.uint8)
    )  # Loads what is loaded at first use; nobody pays that for every picture.
    for line in sys.stdin:
        grey = opened(corpus / line.rstrip("\n"))
        began = time.process_time()
        texts = [] if grey is None else read(grey)
        spent = (time.process_time() - began) * 1000
        steps = [text.step for text in texts if isinstance(text, Read)]
        print(json.dumps({"texts": texts, "cpu_ms": spent, "steps": steps}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
