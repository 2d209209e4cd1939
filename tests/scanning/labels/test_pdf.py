"""PDF sheets: pages, used positions, and letters that can be copied."""

import pypdfium2
import pytest

from scanning.labels import pdf
from scanning.labels.layout import DRAWN_DPI, lay
from scanning.labels.media import MEDIA
from tests.scanning.labels.samples import LABELS, OIL


def made(medium: str, names: list[str], skip: int = 0) -> pypdfium2.PdfDocument:
    label = MEDIA[medium]
    layouts = [lay(LABELS[name], label.width, label.height, DRAWN_DPI) for name in names]
    return pypdfium2.PdfDocument(pdf.pages(layouts, label, "Labels", skip))


@pytest.mark.parametrize(("labels", "skip", "pages"), [(21, 0, 1), (22, 0, 2), (21, 1, 2), (1, 20, 1)])
def test_used_positions_of_the_first_sheet_stay_empty(labels: int, skip: int, pages: int) -> None:
    assert len(made("L7160", ["bin"] * labels, skip)) == pages


def test_a_sheet_has_its_papers_size_and_a_rolls_page_its_labels() -> None:
    assert made("L7160", ["bin"])[0].get_size() == pytest.approx((595.28, 841.89), abs=0.01)
    assert made("5160", ["bin"])[0].get_size() == pytest.approx((612, 792), abs=0.01)
    assert made("60x40", ["bin"] * 2)[1].get_size() == pytest.approx((170.08, 113.39), abs=0.01)


def test_letters_are_text_and_chinese_too() -> None:
    words = made("L7165", ["item"])[0].get_textpage().get_text_range().replace("\r\n", "")
    assert OIL.replace(" ", "") in words.replace(" ", "")
    assert "MAT-2026-0001" in words


def test_the_font_is_embedded_with_the_letters_it_needs_alone() -> None:
    label = MEDIA["60x40"]
    content = pdf.pages([lay(LABELS["lot"], 60, 40, DRAWN_DPI)], label, "Labels")
    assert b"NotoSansSC" in content
    assert len(content) < 40_000  # the whole font has 8 MB
