"""Labels as PDF: sheets of a common format, or a page a label for rolls; codes are drawn, letters embedded."""

from collections.abc import Sequence
from typing import Final

from fpdf import FPDF
from fpdf.enums import TextMode

from scanning.labels import letters
from scanning.labels.layout import DOTS, DRAWN_DPI, Layout
from scanning.labels.media import Medium
from scanning.labels.raster import BOLD

_POINTS_PER_MM: Final = 72 / 25.4
_DOT: Final = 72 / DRAWN_DPI  # points


def pages(labels: Sequence[Layout], medium: Medium, title: str, skip: int = 0) -> bytes:
    """The PDF of these labels, laid out for DRAWN_DPI.

    skip: how many labels of the first sheet have been used already.
    """
    width, height = (mm * _POINTS_PER_MM for mm in medium.page)
    document = FPDF(unit="pt", format=(width, height))
    document.set_auto_page_break(False)
    document.set_margin(0)
    document.c_margin = 0
    document.set_title(title)
    # No scaling: a module that is not whole dots wide cannot be read at a distance.
    document.viewer_preferences = None
    document.add_font("label", fname=letters.FONT)
    for place, label in enumerate(labels, skip):
        position = place % medium.on_a_page
        if position == 0 or place == skip:
            document.add_page()
        left, top = (round(mm * DOTS[DRAWN_DPI]) for mm in medium.corner(position))
        _draw(document, label, left, top)
    return bytes(document.output())


def _draw(document: FPDF, label: Layout, left: int, top: int) -> None:
    document.set_fill_color(0)
    for box in label.boxes:
        document.rect((left + box.x) * _DOT, (top + box.y) * _DOT, box.width * _DOT, box.height * _DOT, style="F")
    for words in label.words:
        document.set_font("label", size=words.size * _DOT)
        with document.local_context(
            text_mode=TextMode.FILL_STROKE if words.bold else TextMode.FILL,
            line_width=2 * BOLD * words.size * _DOT,
        ):
            document.text((left + words.x) * _DOT, (top + words.y) * _DOT, words.text)
