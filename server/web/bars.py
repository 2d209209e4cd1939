"""Bars of any text: `GET /api/bars` draws a Code 128 or a GS1-128, for codes that no label carries."""

from typing import Annotated, Final

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter
from msgspec import Struct

from scanning.labels import code128
from server.people.views import SignedIn

# ASCII that prints, and GS where a GS1-128 has FNC1; longer ones are too fine for a screen.
TEXT: Final = rf"^[\x1d -~]{{1,{code128.GS1_TEXT_MAX}}}$"


class Bars(Struct):
    """SVG path data that fills a box `0 0 width 1`, to be stretched upright; width in modules, quiet zones included."""

    path: str
    width: int


@get("/api/bars", sync_to_thread=True, tags=["catalog"])
def bars(
    signed_in: NamedDependency[SignedIn],
    text: Annotated[str, QueryParameter(min_length=1, max_length=code128.GS1_TEXT_MAX, pattern=TEXT)],
    gs1: FromQuery[bool] = False,
) -> Bars:
    """The codes that a scanner is examined with, for example. gs1: FNC1 stands first and for each GS in the text."""
    return Bars(*code128.path(text, gs1=gs1))


ROUTES: Final = [bars]
