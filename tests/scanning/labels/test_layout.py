"""Labels in dots: whole modules, the least sizes that standards want, and refusal instead of shrinking."""

import itertools

import pytest

from scanning.labels import content, letters
from scanning.labels.layout import DOTS, DoesNotFit, Layout, lay
from scanning.labels.media import MEDIA
from scanning.labels.symbol import drawn
from tests.scanning.labels.samples import GTIN, LABELS, LOT, OIL, SSCC


def laid(name: str, medium: str, dpi: int = 203, codes: str = "auto") -> Layout:
    return lay(LABELS[name], MEDIA[medium].width, MEDIA[medium].height, dpi, codes)  # type: ignore[arg-type]


def bars_mm(layout: Layout) -> tuple[float, float]:
    """Narrowest bar and least height of the bars of a label that has bars alone, in mm."""
    return (
        min(box.width for box in layout.boxes) / layout.per_mm,
        min(box.height for box in layout.boxes) / layout.per_mm,
    )


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("name", LABELS)
def test_everything_lies_on_the_label_and_words_lie_beside_codes(name: str, medium: str, dpi: int) -> None:
    try:
        layout = laid(name, medium, dpi)
    except DoesNotFit:
        assert (name, medium) == ("device", "L4731")
        return
    edge = DOTS[dpi] * 0.9
    for box in layout.boxes:
        assert edge <= box.x
        assert edge <= box.y
        assert box.x + box.width <= layout.width - edge
        assert box.y + box.height <= layout.height - edge
    for words in layout.words:
        assert words.x >= edge
        assert words.x + words.width <= layout.width - edge + 1
        top, bottom = words.y - words.size * letters.CAP_HEIGHT, words.y
        assert top >= 0
        assert words.y + words.size * letters.DESCENT <= layout.height
        for box in layout.boxes:
            beside = box.x >= words.x + words.width or box.x + box.width <= words.x
            assert beside or box.y >= bottom - 1 or box.y + box.height <= top + 1


@pytest.mark.parametrize(("dpi", "dots"), [(203, 2), (300, 3)])
def test_no_bar_is_narrower_than_a_quarter_of_a_millimetre(dpi: int, dots: int) -> None:
    long = content.own("A" * 14, "A" * 14)
    layout = lay(long, 60, 40, dpi, "bars")
    assert min(box.width for box in layout.boxes) == dots
    with pytest.raises(DoesNotFit) as refused:
        lay(content.own("A" * 16, "A" * 16), 60, 40, dpi, "bars")
    assert (refused.value.what, refused.value.has_mm) == ("bars", 56 if dpi == 203 else 55.8)
    assert refused.value.needs_mm > refused.value.has_mm


def test_an_sscc_has_the_size_that_docks_and_conveyors_read() -> None:
    label = content.gs1([("00", SSCC)], "P-0001")
    for dpi in (203, 300):
        module, height = bars_mm(lay(label, 100, 150, dpi, "bars"))
        assert module >= 0.495
        assert height >= 31.75
    with pytest.raises(DoesNotFit):
        lay(label, 60, 40, 203, "bars")


def test_an_ean_is_never_under_80_per_cent() -> None:
    label = content.item(GTIN, "MAT-2026-0001", OIL)
    for dpi in (203, 300):
        module, height = bars_mm(lay(label, 60, 40, dpi, "bars"))
        assert module >= 0.264
        assert height >= 18.28


def test_auto_gives_up_the_bars_before_the_square() -> None:
    assert [symbol.kind for symbol in laid("lot", "60x40").symbols] == ["gs1_data_matrix"]
    assert {symbol.kind for symbol in laid("lot", "100x150").symbols} == {"gs1_128", "gs1_data_matrix"}


def test_asked_for_bars_that_do_not_exist_it_says_so() -> None:
    with pytest.raises(DoesNotFit) as refused:
        laid("chinese bin", "60x40", codes="bars")
    assert (refused.value.what, refused.value.needs_mm) == ("bars", 0)
    assert [symbol.kind for symbol in laid("chinese bin", "60x40", codes="both").symbols] == ["qr"]


def test_the_code_is_whole_and_largest_and_a_long_name_is_cut_on_its_second_line() -> None:
    words = laid("item", "L7651").words
    assert words[0].text == "MAT-2026-0001"
    assert words[0].size == max(line.size for line in words)
    assert [line.text[-1] for line in words[1:3]][1] == letters.ELLIPSIS
    assert words[-1].text == "200L/桶"


def test_the_last_day_stays_where_a_name_must_give_way() -> None:
    assert "有效期 2026-12-31" in [line.text for line in laid("lot", "5160").words]


def test_a_title_that_does_not_fit_is_refused() -> None:
    with pytest.raises(DoesNotFit) as refused:
        lay(content.own("X", "W" * 40), 38.1, 21.2, 300)
    assert refused.value.what == "title"
    assert refused.value.needs_mm > refused.value.has_mm


def test_bars_keep_their_quiet_zones_inside_the_label() -> None:
    assert LOT is not None
    layout = lay(content.gs1(LOT, "L2609-14"), 99.1, 38.1, 300, "bars")
    (symbol,) = layout.symbols
    module = min(box.width for box in layout.boxes)
    shape = drawn(symbol)
    left = min(box.x for box in layout.boxes)
    right = max(box.x + box.width for box in layout.boxes)
    assert left >= 10 * module
    assert layout.width - right >= 10 * module
    assert right - left == (shape.columns - 20) * module


def test_modules_are_whole_dots() -> None:
    for name, medium in itertools.product(LABELS, ("60x40", "100x150")):
        layout = laid(name, medium, 203, "square")
        side = min(box.height for box in layout.boxes)
        assert all(box.width % side == 0 and box.height == side for box in layout.boxes)


def test_a_long_name_is_broken_once_a_size() -> None:
    letters.broken.cache_clear()
    lay(content.own("A-01", "A-01", "名 a" * 67, ["f " * 100] * 6), 100, 150, 300, "auto")
    # 73 sizes and widths; each was tried a hundred times.
    assert letters.broken.cache_info().misses < 150
