"""Every label that we make is read back by our own decoder: as printed at 203 and 300 dpi, as PDF, and out of focus."""

from collections.abc import Iterable

import numpy as np
import pypdfium2
import pytest
import zplkit
from zplkit.rendering import Limits

from scanning.labels import media, pdf, raster, zpl
from scanning.labels.layout import DOTS, DRAWN_DPI, DoesNotFit, Layout, lay
from tests.scanning.labels.samples import LABELS, blurred, meant, read

# An address of 41 characters is 33 modules of 0.25 mm wide and more: nothing for a label of 10 mm.
TOO_SMALL = {("device", "L4731")}


# One of each symbology and way of laying out; what they say does not change with the paper.
SOME = ("bin", "item", "lot", "pallet", "device")


@pytest.mark.parametrize(
    ("medium", "dpi", "names"), [("60x40", 203, LABELS), ("60x40", 300, LABELS), ("100x150", 203, SOME)]
)
def test_every_label_is_read_from_its_dots_sharp_and_out_of_focus(medium: str, dpi: int, names: Iterable[str]) -> None:
    paper = media.MEDIA[medium]
    for name in names:
        layout = lay(LABELS[name], paper.width, paper.height, dpi)
        picture = framed(raster.picture(raster.dots(layout)))
        assert read(picture) == meant(layout.symbols), name
        # One dot of the printer: half of the narrowest bar that we print.
        assert read(blurred(picture, 1.0)) == meant(layout.symbols), f"{name} out of focus"


@pytest.mark.parametrize("medium", media.MEDIA.values(), ids=lambda medium: medium.name)
def test_every_label_of_a_pdf_is_read_where_it_stands(medium: media.Medium) -> None:
    names = [name for name in SOME if (name, medium.name) not in TOO_SMALL]
    layouts = [lay(LABELS[name], medium.width, medium.height, DRAWN_DPI) for name in names]
    document = pypdfium2.PdfDocument(pdf.pages(layouts, medium, "labels"))
    assert len(document) == -(-len(layouts) // medium.on_a_page)
    sheets = [rendered(document, number, dpi=DRAWN_DPI) for number in range(len(document))]
    for place, (name, layout) in enumerate(zip(names, layouts, strict=True)):
        number, position = divmod(place, medium.on_a_page)
        left, top = (round(mm * DOTS[DRAWN_DPI]) for mm in medium.corner(position))
        cut = sheets[number][top : top + layout.height, left : left + layout.width]
        assert read(framed(cut)) == meant(layout.symbols), name


@pytest.mark.parametrize(("name", "medium"), sorted(TOO_SMALL))
def test_what_no_scanner_would_read_is_refused_and_not_shrunk(name: str, medium: str) -> None:
    label = media.MEDIA[medium]
    with pytest.raises(DoesNotFit) as refused:
        lay(LABELS[name], label.width, label.height, 203)
    assert (refused.value.what, refused.value.needs_mm, refused.value.has_mm) == ("square", 9.3, 8.0)


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("name", ["60x40", "100x150"])
def test_another_ones_zpl_renderer_prints_the_very_dots_that_we_read(name: str, dpi: int) -> None:
    medium = media.MEDIA[name]
    pictures = [raster.dots(lay(LABELS[name], medium.width, medium.height, dpi)) for name in SOME]
    for black in pictures:
        # The renderer knows no copies; tests/scanning/labels/test_zpl.py holds that command.
        commands = zpl.labels([black]).replace("^PQ1\n", "")
        printed = zplkit.render(
            commands.encode("ascii"),
            zplkit.Options(profile="specification", dpi=dpi),
            limits=Limits(graphic_bytes=10**7, input_bytes=10**7),
        )
        assert printed.warnings == []
        (label,) = printed.labels
        paper = label.rasterize()
        dots = np.frombuffer(paper.pixels, np.uint8).reshape(paper.height, paper.width)
        assert np.array_equal(dots, raster.picture(black))


@pytest.mark.parametrize("codes", ["both", "square", "bars"])
def test_one_can_choose_which_codes_a_label_has(codes: str) -> None:
    layout = lay(LABELS["bin"], 60, 40, 203, codes)  # type: ignore[arg-type]
    kinds = {"both": {"code128", "qr"}, "square": {"qr"}, "bars": {"code128"}}
    assert {symbology for symbology, _, _ in read(framed(raster.picture(raster.dots(layout))))} == kinds[codes]


def test_a_label_that_lies_on_dark_cardboard_has_its_quiet_zones_on_it() -> None:
    layout: Layout = lay(LABELS["item"], 60, 40, 203)
    on_dark = np.pad(raster.picture(raster.dots(layout)), 40, constant_values=30)
    assert read(on_dark) == meant(layout.symbols)


def framed(picture: np.ndarray) -> np.ndarray:
    """The label on its white backing paper."""
    return np.pad(picture, 16, constant_values=255)


def rendered(document: pypdfium2.PdfDocument, number: int, dpi: int) -> np.ndarray:
    """A page as a printer's own renderer makes it."""
    found = document[number].render(scale=dpi / 72, grayscale=True).to_numpy()
    return np.ascontiguousarray(found.reshape(found.shape[:2]))
