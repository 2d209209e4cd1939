"""Photos with codes over HTTP: `POST /api/decode`."""

from dataclasses import dataclass
from typing import Any, Final

from litestar import post
from litestar.connection import ASGIConnection
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler
from litestar.params import MultipartBody
from msgspec import Struct

from scanning.codes import TEXT_MAX
from scanning.pallet.match import listed
from scanning.pallet.shot import Seen, Unreadable
from server.kernel.refusal import Refusal
from server.people.views import SignedIn
from server.web.decoding.pool import Decoders
from server.web.sessions import Sessions

PHOTO_BYTES_MAX: Final = 24 * 1024 * 1024  # A phone's 50 megapixels as JPEG; 12 megapixels have 3 to 8 MB.
EXPECTED_MAX: Final = 2000  # Cartons of one truck.
FORM_BYTES: Final = 1024 * 1024  # The list of expected codes and what a form has around its file.


@dataclass
class Photo:
    """The form of a photo.

    photo: a JPEG, PNG or WebP file. expected: one code a line, as often as it should be there; left out or empty when
    nobody knows what should be there. draw: answer the marked photo too.
    """

    photo: UploadFile
    expected: str = ""
    draw: bool = False


class DecodeAnswer(Struct):
    """What is in the photo; corners are (x, y) in its pixels, turned as its EXIF says.

    found: labels that were expected, all labels when nothing was. missing: expected codes that are not there.
    unexpected: labels that nobody asked for. unreadable: places with bars that could not be read. drawn: the marked
    photo as a JPEG in base64, "" unless it was asked for.
    """

    width: int
    height: int
    found: list[Seen]
    missing: list[str]
    unexpected: list[Seen]
    unreadable: list[Unreadable]
    drawn: bytes = b""


def has_room(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """A guard: nobody's megabytes are read who is not signed in, or who would be refused for want of room."""
    scope: Any = connection.scope
    sessions: Sessions = connection.app.state["sessions"]
    sessions.of(scope["headers"], writes=True)
    decoders: Decoders = connection.app.state["decoders"]
    if decoders.is_full:
        raise Refusal("decoding.busy")


@post(
    "/api/decode",
    status_code=200,
    tags=["scanning"],
    guards=[has_room],
    request_max_body_size=PHOTO_BYTES_MAX + FORM_BYTES,
)
async def decode(
    data: MultipartBody[Photo], signed_in: NamedDependency[SignedIn], decoders: NamedDependency[Decoders]
) -> DecodeAnswer:
    """Every code in a photo with its corners, held against a list of expected ones.

    Takes a second or two; 429 `decoding.busy` when several photos wait already.
    """
    expected = listed(data.expected)
    if len(expected) > EXPECTED_MAX:
        raise Refusal("decoding.too_many_expected", most=EXPECTED_MAX)
    if any(len(text) > TEXT_MAX for text in expected):
        raise Refusal("decoding.code_too_long", most=TEXT_MAX)
    done = await decoders.decode(await data.photo.read(), expected or None, draw=data.draw)
    shot = done.shot
    assert shot is not None, "what is not refused has a shot"
    return DecodeAnswer(
        shot.width,
        shot.height,
        list(shot.found),
        list(shot.missing),
        list(shot.unexpected),
        list(shot.unreadable),
        done.drawn,
    )


ROUTES: Final = [decode]
