"""What labels are printed on: sheets of common formats and rolls, with their measures."""

from typing import Final

from msgspec import Struct


class Medium(Struct, frozen=True):
    """Labels on a sheet or a roll, all measures in mm.

    name: what is printed on the box, or the size of the roll's labels. Labels stand in the middle of the sheet, so its
    margins follow from the rest. A roll's page is one label.
    """

    name: str
    width: float
    height: float
    columns: int = 1
    rows: int = 1
    gap: float = 0  # between columns; rows touch
    page_width: float = 0
    page_height: float = 0

    @property
    def is_roll(self) -> bool:
        """Whether every label is a page of its own: what label printers take."""
        return self.columns * self.rows == 1

    @property
    def on_a_page(self) -> int:
        """How many labels a page has."""
        return self.columns * self.rows

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of a page."""
        return (self.width, self.height) if self.is_roll else (self.page_width, self.page_height)

    def corner(self, position: int) -> tuple[float, float]:
        """Where the label at a position (0 is top left, then along the row) begins on its page."""
        page_width, page_height = self.page
        row, column = divmod(position, self.columns)
        left = (page_width - self.columns * self.width - (self.columns - 1) * self.gap) / 2
        top = (page_height - self.rows * self.height) / 2
        return left + column * (self.width + self.gap), top + row * self.height


_A4: Final = (210.0, 297.0)
_LETTER: Final = (215.9, 279.4)

# Sizes and counts as Avery states them for its boxes; 5160 in inches: 2 5/8 × 1, gap 1/8.
SHEETS: Final = (
    Medium("L7160", 63.5, 38.1, 3, 7, 2.5, *_A4),
    Medium("L7163", 99.1, 38.1, 2, 7, 2.5, *_A4),
    Medium("L7165", 99.1, 67.7, 2, 4, 2.5, *_A4),
    Medium("L7173", 99.1, 57.0, 2, 5, 2.5, *_A4),
    Medium("L7651", 38.1, 21.2, 5, 13, 2.5, *_A4),
    Medium("L4731", 25.4, 10.0, 7, 27, 2.5, *_A4),
    Medium("5160", 66.675, 25.4, 3, 10, 3.175, *_LETTER),
)
ROLLS: Final = (
    Medium("60x40", 60, 40),
    Medium("70x50", 70, 50),
    Medium("100x150", 100, 150),
)
MEDIA: Final = {medium.name: medium for medium in (*SHEETS, *ROLLS)}
