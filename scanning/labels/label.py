"""One label: what a person reads on it and what a scanner reads from it."""

from msgspec import Struct

from scanning.labels import code128, qr


class Label(Struct, frozen=True):
    """A label ready to be drawn.

    text: what the codes say. title, subtitle: what people read.
    qr: SVG path data in a box `0 0 qr_size qr_size`.
    code128: SVG path data in a box `0 0 code128_width 1`, to be stretched upright; "" and 0 when Code 128 has no bars
        for the text.
    """

    text: str
    title: str
    subtitle: str
    qr: str
    qr_size: int
    code128: str
    code128_width: int


def draw(text: str, title: str, subtitle: str = "") -> Label:
    """The label for a text of the barcode registry."""
    square, size = qr.path(text)
    try:
        bars, width = code128.path(text)
    except code128.NotEncodable:
        bars, width = "", 0
    return Label(text, title, subtitle, square, size, bars, width)
