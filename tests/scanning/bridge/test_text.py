"""Bytes and keys to scans, with recorded events and plain values."""

from hypothesis import given
from hypothesis import strategies as st

from scanning.bridge.text import LAYOUTS, PATIENCE_S, PATIENCE_WITHOUT_SUFFIX_S, Keys, Splitter, decoded

MOST = 4096
SHIFT, CTRL, ALT, ENTER, TAB, CAPS = 42, 29, 56, 28, 15, 58
# Key codes of input-event-codes.h.
CODES = {
    **dict(zip("1234567890", range(2, 12), strict=True)),
    **dict(zip("qwertyuiop", range(16, 26), strict=True)),
    **dict(zip("asdfghjkl", range(30, 39), strict=True)),
    **dict(zip("zxcvbnm", range(44, 51), strict=True)),
    "-": 12,
    "/": 53,
    " ": 57,
}


def typed(text: str) -> list[tuple[int, int]]:
    """The events of a scanner that types on a US keyboard, as evtest records them."""
    events = []
    for mark in text:
        code = CODES[mark.lower()]
        pressed = [(code, 1), (code, 0)]
        events += [(SHIFT, 1), *pressed, (SHIFT, 0)] if mark.isupper() else pressed
    return events


def scans(keys: Keys, events: list[tuple[int, int]]) -> list[str]:
    heard = [keys.press(code, value) for code, value in events]
    return [text for text in heard if text is not None]


def test_a_scan_ends_at_enter_and_the_next_begins() -> None:
    keys = Keys("us", MOST)
    assert scans(keys, [*typed("A-03-2"), (ENTER, 1), (ENTER, 0), *typed("box 7"), (ENTER, 1)]) == ["A-03-2", "box 7"]


def test_tab_ends_a_scan_too_and_an_enter_behind_it_gives_no_empty_one() -> None:
    assert scans(Keys("us", MOST), [*typed("B1"), (TAB, 1), (TAB, 0), (ENTER, 1), (ENTER, 0)]) == ["B1"]


def test_a_key_that_repeats_counts_once() -> None:
    assert scans(
        Keys("us", MOST), [(CODES["a"], 1), (CODES["a"], 2), (CODES["a"], 2), (CODES["a"], 0), (ENTER, 1)]
    ) == ["a"]


def test_caps_lock_turns_letters_and_leaves_digits() -> None:
    assert scans(Keys("us", MOST), [(CAPS, 1), (CAPS, 0), *typed("aB-1"), (ENTER, 1)]) == ["Ab-1"]


def test_a_separator_comes_by_ctrl_or_by_f8() -> None:
    by_ctrl = [(CTRL, 1), (27, 1), (27, 0), (CTRL, 0)]
    by_f8 = [(66, 1), (66, 0)]
    for way in (by_ctrl, by_f8):
        assert scans(Keys("us", MOST), [*typed("10a"), *way, *typed("21b"), (ENTER, 1)]) == ["10a\x1d21b"]


def test_alt_and_a_number_on_the_keypad_is_that_character() -> None:
    alt_029 = [(ALT, 1), (82, 1), (82, 0), (80, 1), (80, 0), (73, 1), (73, 0), (ALT, 0)]
    assert scans(Keys("us", MOST), [*typed("10a"), *alt_029, *typed("21b"), (ENTER, 1)]) == ["10a\x1d21b"]


def alt(digits: str) -> list[tuple[int, int]]:
    keypad = dict(zip("0123456789", (82, 79, 80, 81, 75, 76, 77, 71, 72, 73), strict=True))
    return [(ALT, 1), *((keypad[digit], value) for digit in digits for value in (1, 0)), (ALT, 0)]


def test_a_number_that_names_no_character_for_certain_makes_no_code() -> None:
    for digits in ("55296", "233", "1" * 5000, "99999"):
        keys = Keys("us", MOST)
        assert scans(keys, [*typed("a"), *alt(digits), *typed("b"), (ENTER, 1)]) == [], digits
        assert scans(keys, [*typed("c"), *alt("0233"), (ENTER, 1)]) == ["cé"]


def test_enter_by_ctrl_or_by_its_number_ends_a_scan() -> None:
    ctrl_m = [(CTRL, 1), (CODES["m"], 1), (CODES["m"], 0), (CTRL, 0)]
    assert scans(Keys("us", MOST), [*typed("a1"), *ctrl_m, *typed("b2"), *alt("013")]) == ["a1", "b2"]


def test_what_alt_gr_types_is_never_taken_for_the_plain_key() -> None:
    bracketed = [(100, 1), (9, 1), (9, 0), (100, 0), *typed("7"), (ENTER, 1)]
    assert scans(Keys("de", MOST), bracketed) == ["[7"]
    assert scans(Keys("fr", MOST), [(100, 1), (11, 1), (11, 0), (100, 0), (ENTER, 1)]) == ["@"]
    assert scans(Keys("us", MOST), bracketed) == []


def test_a_code_with_a_key_that_nobody_knows_is_dropped_whole() -> None:
    keys, f5, num_lock = Keys("us", MOST), [(63, 1), (63, 0)], [(69, 1), (69, 0)]
    assert scans(keys, [*typed("a"), *f5, *typed("b"), (ENTER, 1)]) == []
    assert scans(keys, [*f5, *typed("a"), *num_lock, *typed("b"), (ENTER, 1)]) == ["ab"]


def test_lost_keys_spoil_the_scan_that_is_open_and_no_other() -> None:
    keys = Keys("us", MOST)
    assert scans(keys, [*typed("a"), (SHIFT, 1)]) == []
    keys.spoil()
    assert scans(keys, [*typed("b"), (ENTER, 1), *typed("c"), (ENTER, 1)]) == ["c"]


def test_the_layout_decides_what_a_key_means() -> None:
    z_and_minus = [(44, 1), (44, 0), (53, 1), (53, 0), (ENTER, 1)]
    assert scans(Keys("de", MOST), z_and_minus) == ["y-"]
    assert scans(Keys("us", MOST), z_and_minus) == ["z/"]
    assert scans(Keys("fr", MOST), [(SHIFT, 1), (2, 1), (2, 0), (SHIFT, 0), (16, 1), (16, 0), (ENTER, 1)]) == ["1a"]


def test_every_layout_types_every_digit_and_letter() -> None:
    for layout in LAYOUTS:
        keys = Keys(layout, MOST)
        heard = set()
        for shift in (False, True):
            for code in range(1, 90):
                if code in (ENTER, TAB, CAPS, SHIFT, 54, CTRL, ALT):
                    continue
                events = [(SHIFT, 1)] * shift + [(code, 1), (code, 0)] + [(SHIFT, 0)] * shift + [(ENTER, 1), (ENTER, 0)]
                heard |= set(scans(keys, events))
        assert set("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-./") <= heard, layout


def test_a_scanner_without_enter_ends_with_silence() -> None:
    keys = Keys("us", MOST)
    assert scans(keys, typed("A1")) == []
    assert keys.patience_s == PATIENCE_WITHOUT_SUFFIX_S
    assert keys.silence() == "A1"
    assert keys.silence() is None


def test_half_a_scan_of_a_scanner_with_enter_is_never_a_code() -> None:
    keys = Keys("us", MOST)
    scans(keys, [*typed("A1"), (ENTER, 1), (ENTER, 0), *typed("A2")])
    assert keys.patience_s == PATIENCE_S
    assert keys.silence() is None
    assert scans(keys, [*typed("A3"), (ENTER, 1)]) == ["A3"]


def test_bytes_end_at_every_suffix_that_scanners_send() -> None:
    assert list(Splitter(MOST).feed(b"A1\r\nB2\rC3\nD4\x00\x02E5\x03")) == ["A1", "B2", "C3", "D4", "E5"]


def test_a_scan_that_comes_in_pieces_is_one() -> None:
    splitter = Splitter(MOST)
    assert [text for piece in (b"]C1", b"0106901234567892", b"10L\x1d21S", b"\r") for text in splitter.feed(piece)] == [
        "]C1010690123456789210L\x1d21S"
    ]


def test_silence_ends_bytes_only_where_no_suffix_was_ever_seen() -> None:
    splitter = Splitter(MOST)
    assert list(splitter.feed(b"A1")) == []
    assert list(splitter.silence()) == ["A1"]
    assert list(splitter.feed(b"B2\rC")) == ["B2"]
    assert list(splitter.silence()) == []
    assert list(splitter.feed(b"D4\r")) == ["D4"]


def test_what_is_too_long_is_dropped_whole() -> None:
    splitter = Splitter(10)
    assert list(splitter.feed(b"x" * 100 + b"\r" + b"A1\r")) == ["A1"]
    assert list(splitter.feed(b"x" * 11 + b"\r" + b"x" * 10 + b"\r")) == ["x" * 10]


def test_silence_behind_what_is_too_long_does_not_take_the_next_scan_along() -> None:
    splitter = Splitter(10)
    assert list(splitter.feed(b"A1\r" + b"x" * 100)) == ["A1"]
    assert list(splitter.silence()) == []
    assert list(splitter.feed(b"B2\r")) == ["B2"]


def test_chinese_comes_in_either_of_its_encodings() -> None:
    assert decoded("库位 A-03".encode()) == "库位 A-03"
    assert decoded("库位 A-03".encode("gb18030")) == "库位 A-03"


@given(
    st.lists(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1).filter(str.strip)), st.data()
)
def test_however_bytes_are_cut_the_scans_are_the_same(texts: list[str], data: st.DataObject) -> None:
    stream = b"".join(text.encode() + b"\r" for text in texts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    splitter = Splitter(MOST)
    pieces = [stream[start:end] for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert [text for piece in pieces for text in splitter.feed(piece)] == texts


@given(st.lists(st.tuples(st.integers(0, 255), st.integers(0, 2)), max_size=200))
def test_no_events_of_any_keyboard_break_it(events: list[tuple[int, int]]) -> None:
    keys = Keys("us", MOST)
    for text in scans(keys, events):
        assert text.strip()
