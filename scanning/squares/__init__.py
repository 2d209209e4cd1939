"""Our own reader of QR and Data Matrix where a module has few pixels: fits the known patterns, then weighs modules."""

from scanning.squares.locate import Square, places
from scanning.squares.read import READS, read

__all__ = ["READS", "Square", "places", "read"]
