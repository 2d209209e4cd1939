"""Labels as the dots that a printer burns."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from scanning.labels import letters
from scanning.labels.layout import Layout

Dots = NDArray[np.bool_]

BOLD = 0.03  # how much wider each side of a bold letter's strokes is, in parts of the size; by eye, beside Noto's Bold


def dots(layout: Layout) -> Dots:
    """The whole label: (height, width), True is black."""
    picture = Image.new("1", (layout.width, layout.height), 0)
    brush = ImageDraw.Draw(picture)
    brush.fontmode = "1"  # A printer knows no grey.
    for words in layout.words:
        x, font = words.x, _font(round(words.size))
        for mark in words.text:
            # Mark by mark, because hinted letters are whole dots wide and a line would drift from its place.
            stroke = round(words.size * BOLD) if words.bold else 0
            brush.text((round(x), round(words.y)), mark, fill=1, font=font, anchor="ls", stroke_width=stroke)
            x += letters.advance(mark) * words.size
    black = np.array(picture, dtype=np.bool_)
    for box in layout.boxes:
        black[box.y : box.y + box.height, box.x : box.x + box.width] = True
    return black


def picture(black: Dots) -> NDArray[np.uint8]:
    """The same as a grey picture: 0 black to 255 white."""
    return np.where(black, 0, 255).astype(np.uint8)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(letters.FONT), size, layout_engine=ImageFont.Layout.BASIC)
