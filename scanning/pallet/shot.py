"""What a pallet shot has to say: which codes were found, missing, unexpected, and where bars could not be read."""

from msgspec import Struct

from scanning.reading import Corner, Symbology


class Seen(Struct, frozen=True):
    """A label in the photo.

    number: how it is called on the drawn picture and in lists; counted through found, unexpected and unreadable ones
        from the photo's top to its bottom.
    text, symbology, aim: of its code as read; of the one that fits what was expected when it carries several.
    corners: four (x, y) in pixels of the photo as a person sees it.
    also: the corners of further codes on the same label that say the same, such as a QR code beside its bars.
    """

    number: int
    text: str
    symbology: Symbology
    aim: str
    corners: tuple[Corner, ...]
    also: tuple[tuple[Corner, ...], ...] = ()


class Unreadable(Struct, frozen=True):
    """A place with bars that nobody could read: look at it, or scan it by hand."""

    number: int
    corners: tuple[Corner, ...]


class Shot(Struct, frozen=True):
    """The whole photo.

    width, height: of the photo as a person sees it (turned as its EXIF says), in pixels.
    found: labels that were expected; all labels when nothing was.
    missing: expected texts as they were handed in, each as often as it was not found.
    unexpected: labels that nobody asked for, or more of one than was asked for.
    """

    width: int
    height: int
    found: tuple[Seen, ...] = ()
    missing: tuple[str, ...] = ()
    unexpected: tuple[Seen, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
