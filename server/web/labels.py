"""Labels to print: a preview of each page, the sheets as PDF, and the commands of label printers (ZPL II)."""

from collections.abc import Iterable
from typing import Annotated, Final, Literal, cast

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter
from msgspec import Struct

from scanning.labels import qr
from scanning.labels.content import Content
from scanning.labels.layout import DRAWN_DPI, Codes, DoesNotFit, Layout, lay
from scanning.labels.media import MEDIA, Medium
from server.kernel.clock import now
from server.kernel.refusal import Refusal
from server.people.views import SignedIn
from server.store.engine import Store
from server.web.label_contents import LABELS_MAX, Found, Kind, Wanted, found

COPIES_MAX: Final = 50
MEDIUM_NAMES: Final = tuple(MEDIA)
QR_TEXT_MAX: Final = 500  # Bytes grow to four a character; more would be too fine for a phone to read off a screen.
MEDIUM: Final = "L7160"  # The sheet that stationers have everywhere.
# A browser shows a PDF with parts of its own, which the rule for all other answers of the API would forbid.
_PDF_POLICY: Final = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_REFUSALS: Final = {
    "square": "labels.does_not_fit",
    "bars": "labels.bars_do_not_fit",
    "title": "labels.title_does_not_fit",
}

Warehouse = Annotated[int, QueryParameter(ge=1, le=2**53 - 1)]
Ids = Annotated[str, QueryParameter(max_length=8000, pattern=r"^([0-9]{1,15}(,[0-9]{1,15})*)?\Z")]
Zone = Annotated[str, QueryParameter(max_length=64)]
Item = Annotated[int, QueryParameter(ge=0, le=2**53 - 1)]
Pairing = Annotated[str, QueryParameter(pattern=r"^([0-9]{8})?\Z")]
Address = Annotated[str, QueryParameter(max_length=200, pattern=r"^(https?://[!-.0-~]+)?\Z")]
MediumName = FromQuery[
    Literal["L7160", "L7163", "L7165", "L7173", "L7651", "L4731", "5160", "60x40", "70x50", "100x150"]
]
Skip = Annotated[int, QueryParameter(ge=0, le=200)]
Copies = Annotated[int, QueryParameter(ge=1, le=COPIES_MAX)]
Page = Annotated[int, QueryParameter(ge=1, le=LABELS_MAX * COPIES_MAX)]


class PaperLine(Struct):
    """A line of words on a label: where it begins, its baseline, its letters' size and how wide it gets, in dots."""

    text: str
    x: float
    y: float
    size: float
    width: float
    bold: bool


class PaperLabel(Struct):
    """A label on its page. x, y: its corner in mm. width, height: in dots, the box that path and words are drawn in.

    path: SVG path data of everything black. texts: what scanners read from it.
    """

    x: float
    y: float
    width: int
    height: int
    path: str
    words: list[PaperLine]
    texts: list[str]


class Preview(Struct):
    """One page as it will be printed. Measures in mm.

    labels: how many there are on all pages. places: where a page's labels begin, x and y, along the rows.
    without_code: lots that need a code first.
    """

    page: int
    pages: int
    labels: int
    page_width: float
    page_height: float
    label_width: float
    label_height: float
    places: list[tuple[float, float]]
    is_roll: bool
    here: list[PaperLabel]
    without_code: list[int]


class Drawing(Struct):
    """A QR code as SVG path data that fills a box `0 0 qr_size qr_size`."""

    qr: str
    qr_size: int


@get("/api/labels", sync_to_thread=True, tags=["catalog"])
def preview(
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    warehouse: Warehouse,
    kind: FromQuery[Kind],
    ids: Ids = "",
    zone: Zone = "",
    item: Item = 0,
    pairing: Pairing = "",
    address: Address = "",
    medium: MediumName = MEDIUM,
    codes: FromQuery[Codes] = "auto",
    skip: Skip = 0,
    copies: Copies = 1,
    language: FromQuery[Literal["zh", "en"]] = "zh",
    page: Page = 1,
) -> Preview:
    """A page of labels as it will be printed: of these ids, a zone's bins, an item's lots, or all of a kind.

    Lots without ids and item are those that lie in the warehouse. A device's label says where it is let in: `address`
    of this server and the eight digits of `pairing`. skip: labels of the first sheet that are used up already.
    """
    wanted = _asked(warehouse, kind, ids, zone, item, pairing, address, language)
    them = _found(signed_in, store, wanted)
    paper = _paper(medium, skip)
    count = len(them.contents) * copies
    pages = -(-(count + skip) // paper.on_a_page) if count else 0
    first = max(0, (page - 1) * paper.on_a_page - skip)
    last = min(count, page * paper.on_a_page - skip)
    here = []
    for place in range(first, last):
        # Refused here, not when it is printed: every label of this page is laid out.
        label = _laid([them.contents[place // copies]], paper, DRAWN_DPI, codes)[0]
        here.append(_on_paper(label, *paper.corner((place + skip) % paper.on_a_page)))
    width, height = paper.page
    return Preview(
        page=page,
        pages=pages,
        labels=count,
        page_width=width,
        page_height=height,
        label_width=paper.width,
        label_height=paper.height,
        places=[paper.corner(position) for position in range(paper.on_a_page)],
        is_roll=paper.is_roll,
        here=here,
        without_code=them.without_code,
    )


@get("/api/labels.pdf", sync_to_thread=True, tags=["catalog"], media_type="application/pdf")
def as_pdf(
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    warehouse: Warehouse,
    kind: FromQuery[Kind],
    ids: Ids = "",
    zone: Zone = "",
    item: Item = 0,
    pairing: Pairing = "",
    address: Address = "",
    medium: MediumName = MEDIUM,
    codes: FromQuery[Codes] = "auto",
    skip: Skip = 0,
    copies: Copies = 1,
    language: FromQuery[Literal["zh", "en"]] = "zh",
) -> Response[bytes]:
    """The same labels as PDF: sheets, or one page a label for rolls. To be printed at 100 %."""
    wanted = _asked(warehouse, kind, ids, zone, item, pairing, address, language)
    content = pdf_of(_found(signed_in, store, wanted), f"{kind} {medium}", medium, codes, skip, copies)
    return Response(
        content,
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="labels-{kind}-{medium}.pdf"',
            "Content-Security-Policy": _PDF_POLICY,
        },
    )


@get("/api/labels.zpl", sync_to_thread=True, tags=["catalog"], media_type="text/plain")
def as_zpl(
    signed_in: NamedDependency[SignedIn],
    store: NamedDependency[Store],
    warehouse: Warehouse,
    kind: FromQuery[Kind],
    ids: Ids = "",
    zone: Zone = "",
    item: Item = 0,
    pairing: Pairing = "",
    address: Address = "",
    medium: MediumName = "60x40",
    codes: FromQuery[Codes] = "auto",
    copies: Copies = 1,
    language: FromQuery[Literal["zh", "en"]] = "zh",
    dpi: FromQuery[Literal[203, 300]] = 203,
) -> Response[bytes]:
    """The same labels in the language of label printers, ZPL II: each as one picture of exactly the printer's dots."""
    wanted = _asked(warehouse, kind, ids, zone, item, pairing, address, language)
    text = zpl_of(_found(signed_in, store, wanted), medium, codes, copies, dpi)
    return Response(
        text.encode("ascii"),
        media_type="text/plain",
        headers={"Content-Disposition": f'attachment; filename="labels-{kind}-{medium}-{dpi}dpi.zpl"'},
    )


@get("/api/qr", sync_to_thread=True, tags=["catalog"])
def qr_code(
    signed_in: NamedDependency[SignedIn], text: Annotated[str, QueryParameter(min_length=1, max_length=QR_TEXT_MAX)]
) -> Drawing:
    """A QR code of any text: the address that lets a phone in, for example."""
    return Drawing(*qr.path(text))


def pdf_of(them: Found, title: str, medium: str, codes: Codes = "auto", skip: int = 0, copies: int = 1) -> bytes:
    """The PDF of these labels.

    Raises Refusal `labels.nothing`, `labels.too_many`, `labels.used_up`, `labels.lots_without_code`, or what does not
    fit.
    """
    # Fonts and drawing are loaded when the first label is printed.
    from scanning.labels import pdf

    contents = _all_with_code(them).contents
    paper = _paper(medium, skip)
    if len(contents) * copies > LABELS_MAX:
        raise Refusal("labels.too_many", most=LABELS_MAX)
    labels = [label for label in _laid(contents, paper, DRAWN_DPI, codes) for _ in range(copies)]
    return pdf.pages(labels, paper, title, skip)


def zpl_of(them: Found, medium: str, codes: Codes = "auto", copies: int = 1, dpi: int = 203) -> str:
    """The same for a label printer; the printer makes the copies. Raises Refusal `labels.not_a_roll` too."""
    from scanning.labels import raster, zpl

    contents = _all_with_code(them).contents
    paper = _paper(medium, 0)
    if not paper.is_roll:
        raise Refusal("labels.not_a_roll", medium=medium)
    return zpl.labels((raster.dots(label) for label in _laid(contents, paper, dpi, codes)), copies)


def _asked(
    warehouse: int, kind: Kind, ids: str, zone: str, item: int, pairing: str, address: str, language: str
) -> Wanted:
    chosen = tuple(int(part) for part in ids.split(",") if part)
    return Wanted(warehouse, kind, chosen, zone, item, pairing, address, cast(Literal["zh", "en"], language))


def _found(signed_in: SignedIn, store: Store, wanted: Wanted) -> Found:
    signed_in.enter(wanted.warehouse)
    if wanted.kind in ("user", "device"):
        # A badge opens the door, so who may let devices in prints badges.
        signed_in.must("people.pair_code", wanted.warehouse)
    with store.reader() as reader:
        return found(reader, wanted, now())


def _all_with_code(them: Found) -> Found:
    if them.without_code:
        raise Refusal("labels.lots_without_code", count=len(them.without_code))
    if not them.contents:
        raise Refusal("labels.nothing")
    return them


def _paper(name: str, skip: int) -> Medium:
    medium = MEDIA[name]
    if skip >= medium.on_a_page and skip:
        raise Refusal("labels.used_up", medium=name, most=medium.on_a_page, skip=skip)
    return medium


def _laid(contents: Iterable[Content], paper: Medium, dpi: int, codes: Codes) -> list[Layout]:
    try:
        return [lay(one, paper.width, paper.height, dpi, codes) for one in contents]
    except DoesNotFit as wrong:
        if not wrong.needs_mm:
            raise Refusal("labels.not_as_bars", text=wrong.text) from None
        facts = {"needs": f"{wrong.needs_mm:g}", "has": f"{wrong.has_mm:g}"}
        raise Refusal(_REFUSALS[wrong.what], text=wrong.text, **facts) from None


def _on_paper(label: Layout, x: float, y: float) -> PaperLabel:
    path = "".join(f"M{box.x} {box.y}h{box.width}v{box.height}h-{box.width}z" for box in label.boxes)
    words = [
        PaperLine(line.text, round(line.x, 1), round(line.y, 1), round(line.size, 1), round(line.width, 1), line.bold)
        for line in label.words
    ]
    texts = [symbol.text for symbol in label.symbols]
    return PaperLabel(round(x, 3), round(y, 3), label.width, label.height, path, words, texts)


ROUTES: Final = [preview, as_pdf, as_zpl, qr_code]
