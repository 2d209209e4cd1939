"""Bytes of 2D codes to text."""

from collections.abc import Iterable

import numpy as np
import pytest
import segno
import zxingcpp
from numpy.typing import NDArray

from scanning import decode
from scanning.charset import likeliest, text_of

CHINESE = [
    "库位：B07-12-3", "中", "零件", "轴承6204-2RS 外径47㎜", "收货单号SH20261122-0008", "合格证", "Φ12×30内六角",
    "深圳市南山区", "防静电袋（大）", "镕基路", "客户：鑫淼机械厂", "50个/箱", "℃", "电阻10kΩ±5%", "，", "卡板A",
    "叉车", "仓", "保质期：十二个月", "倉庫編號", "A类", "合格", "入库", "出库单", "拣货员王磊", "（空）", "第3排",
    "B区2层", "垫圈Ø8", "不合格品",
]  # fmt: skip


@pytest.mark.parametrize("text", CHINESE)
def test_chinese_is_told_from_its_bytes_in_utf_8_and_gb18030(text: str) -> None:
    assert text_of(text.encode("utf-8")) == text
    assert text_of(text.encode("gb18030")) == text


@pytest.mark.parametrize("text", ["㐂", "𠮷野家", "镕喆㐂"])
def test_rare_hanzi_of_four_bytes_are_told_when_declared(text: str) -> None:
    assert text_of(text.encode("gb18030"), b"]Q2\\000032" + text.encode("gb18030")) == text
    assert text_of(text.encode("gb18030"), b"]Q2\\000029" + text.encode("gb18030")) == text


def test_a_rare_hanzi_among_common_ones_is_told_without_declaration() -> None:
    assert text_of("客户：𠮷祥㐂庆有限公司".encode("gb18030")) == "客户：𠮷祥㐂庆有限公司"


@pytest.mark.parametrize(
    "text",
    [
        "café",
        "Größe 42",
        "naïve",
        "Stück",
        "25°C",
        "10 µm",
        "M24×69",
        "Señor Muñoz",
        "Ärger",
        "déjà vu",
        "50 €",
        "3 m²",
    ],
)
def test_western_text_in_latin_1_stays_western(text: str) -> None:
    assert text_of(text.encode("cp1252")) == text


@pytest.mark.parametrize("text", ["今日の在庫は三箱です", "テスト", "ﾃﾞｻﾞｲﾝQR", "ﾊﾞｰｺｰﾄﾞ", "東京", "株式会社"])
def test_japanese_in_shift_jis_stays_japanese(text: str) -> None:
    assert text_of(text.encode("cp932")) == text


def test_plain_ascii_is_itself_with_separators_and_backslashes() -> None:
    raw = b"0109\x1d10A\\B\\000026"
    assert text_of(raw) == "0109\x1d10A\\B\\000026"
    assert text_of(raw, b"]d2" + raw) == raw.decode()


def test_each_part_is_read_in_the_character_set_declared_for_it() -> None:
    marked = b"]L1\\000003AB\\000020\x93_\\000029\xf7\xfe\xb0\xf2\\000009\xe1\\000022\x90\\000004\xac"
    assert text_of(b"AB\x93_\xf7\xfe\xb0\xf2\xe1\x90\xac", marked) == "AB点齄膀αђŹ"


def test_a_doubled_backslash_is_one_beside_declared_parts() -> None:
    assert text_of("a\\中".encode(), b"]Q2\\000026a\\\\" + "中".encode()) == "a\\中"


def test_a_part_before_any_declaration_is_told_by_its_bytes() -> None:
    raw = "托盘".encode("gb18030") + "中".encode()
    assert text_of(raw, b"]Q2" + "托盘".encode("gb18030") + b"\\000026" + "中".encode()) == "托盘中"


def test_bytes_that_are_not_of_the_declared_set_are_told_by_what_they_look_like() -> None:
    raw = "托盘".encode("gb18030")
    assert text_of(raw, b"]Q2\\000026" + raw) == "托盘"


def test_an_unknown_declaration_is_read_as_utf_8() -> None:
    assert text_of("中".encode(), b"]Q2\\000811" + "中".encode()) == "中"


def test_bytes_of_no_character_set_keep_their_numbers() -> None:
    raw = bytes(range(0x80, 0x100)) + b"\xff"
    assert [ord(letter) for letter in likeliest(raw)] == list(raw)


def test_a_byte_order_mark_is_no_text() -> None:
    assert likeliest("\ufeff库位".encode()) == "库位"


def picture(matrix: Iterable[Iterable[int]]) -> NDArray[np.uint8]:
    """A symbol's modules (1 dark) as a picture, four pixels a module."""
    modules = np.pad(np.array([list(row) for row in matrix], np.uint8), 4)
    return np.kron(255 * (1 - modules), np.ones((4, 4), np.uint8)).astype(np.uint8)


@pytest.mark.parametrize("text", ["物料：垫圈M8×16 批次07", "库位", "镕喆㐂", "𠮷野家仓库"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("eci", [False, True])
def test_chinese_in_a_qr_code_is_read(text: str, encoding: str, eci: bool) -> None:
    code = segno.make(text, encoding=encoding, eci=eci, mode="byte", micro=False)
    assert [reading.text for reading in decode(picture(code.matrix))] == [text]


def test_chinese_in_hanzi_mode_is_read() -> None:
    code = segno.make("仓库托盘", mode="hanzi", micro=False)
    assert [reading.text for reading in decode(picture(code.matrix))] == ["仓库托盘"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("format", ["DataMatrix", "QRCode", "Aztec", "PDF417"])
def test_chinese_bytes_in_other_squares_are_read(encoding: str, format: str) -> None:
    raw = "物料：垫圈M8×16 批次07".encode(encoding)
    made = zxingcpp.create_barcode(raw, getattr(zxingcpp.BarcodeFormat, format))
    read = decode(np.array(zxingcpp.write_barcode_to_image(made, scale=4)))
    assert [reading.text for reading in read] == ["物料：垫圈M8×16 批次07"]
