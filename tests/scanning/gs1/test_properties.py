"""For any elements: written in every form and read again they are the same; for any text: a message or Malformed."""

from hypothesis import assume, given
from hypothesis import strategies as st

from scanning import gs1
from scanning.gs1.characters import CSET_82
from scanning.gs1.message import whole
from scanning.gs1.rules import RULES, check_digit_is_right
from scanning.gs1.table import IDENTIFIERS, Identifier, Part
from tests.scanning.gs1.vectors import official, verdict

SETS = {"digits": "0123456789", "cset82": CSET_82, "cset39": "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
NAMES = {rule: name for name, rule in RULES.items()}
# What chance would not find soon enough.
KNOWN = {
    "couponcode": ["012345612345611110123"],
    "couponposoffer": ["001234561234560123456"],
    "csumalpha": ["1987654Ad4X4bL5ttr2310c2K", "12345_!\"%&'()*+,-./LC"],
    "hhmi": ["0000", "2359"],
    "iban": ["FR7630006000011234567890189", "BE71096123456769"],
    "iso3166": ["156", "008"],
    "iso3166999": ["156", "999"],
    "iso3166alpha2": ["CN"],
    "iso4217": ["156"],
    "latitude": ["0279085848"],
    "longitude": ["3600000000"],
    "mediatype": ["80"],
    "packagetype": ["1A", "APE"],
    "pcenc": ["A%20B", "x"],
    "pieceoftotal": ["0203"],
    "posinseqslash": ["1/2"],
    "yymmd0": ["261100", "280229"],
    "yymmdd": ["261130"],
    "yyyymmdd": ["20240229"],
}
BY_AI = sorted(IDENTIFIERS)


@st.composite
def part_values(draw: st.DrawFn, part: Part) -> str:
    for rule in part.rules:
        if NAMES[rule] in KNOWN:
            return draw(st.sampled_from(KNOWN[NAMES[rule]]))
    most = min(part.most, part.least + 12)
    drawn = draw(st.text(SETS["digits"] if part.rules else widest(part), min_size=part.least, max_size=most))
    if RULES["csum"] in part.rules:
        drawn = next(drawn[:-1] + last for last in "0123456789" if check_digit_is_right(drawn[:-1] + last))
    assume(all(rule(drawn) is None for rule in part.rules))
    return drawn


def widest(part: Part) -> str:
    return next(marks for marks in ("Aa0-_", *reversed(SETS.values())) if part.characters(marks) is None)


@st.composite
def labels(draw: st.DrawFn) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for ai in draw(st.lists(st.sampled_from(BY_AI), min_size=1, max_size=5, unique=True)):
        parts = [part for part in IDENTIFIERS[ai].parts if not part.may_be_missing]
        found.append((ai, "".join(draw(part_values(part)) for part in parts)))
    return found


def right(of: list[tuple[str, str]]) -> bool:
    found = verdict("bracketed", "".join(f"({ai})" + value.replace("(", "\\(") for ai, value in of))
    assert found == of or str(found).split()[0] in ("excluded", "serial_missing"), (of, found)
    return found == of


@given(labels())
def test_elements_come_back_from_every_form(of: list[tuple[str, str]]) -> None:
    assume(right(of))
    string = "".join(ai + value + ("^" if IDENTIFIERS[ai].is_separated else "") for ai, value in of)
    assert gs1.parse("^" + string).elements == of
    assert gs1.parse("^" + string.rstrip("^")).elements == of
    assert gs1.parse("]C1" + string.replace("^", "\x1d")).elements == of
    assert gs1.parse("".join(f"({ai})" + value.replace("(", "\\(") for ai, value in of)).elements == of


@given(labels())
def test_elements_come_back_from_a_digital_link(of: list[tuple[str, str]]) -> None:
    def escaped(value: str) -> str:
        return "".join(mark if mark.isalnum() else f"%{ord(mark):02x}" for mark in value)

    key = ("01", "06901234567892")
    beside = [(ai, value) for ai, value in of if IDENTIFIERS[ai].is_attribute and ai not in ("01", "10")]
    assume(right([key, *beside]))
    query = "&".join(f"{ai}={escaped(value)}" for ai, value in beside)
    assert gs1.parse(f"https://a.example/01/{key[1]}?x=1&{query}&y").elements == [key, *beside]


texts = st.one_of(
    st.text(),
    st.from_regex(r"\A(\]C1|\]d2|\]E0|\]Q1https://a|\^|\(|https://)[-0-9A-Za-z()^%/?&=\x1d|\\]{0,40}\Z"),
    st.sampled_from([vector["input"] for vector in official()]).flatmap(
        lambda text: st.integers(0, len(text)).flatmap(
            lambda at: st.text(st.sampled_from("0159AZ()^%/?&=\x1d|\\~"), max_size=2).map(
                lambda put: text[:at] + put + text[at + 1 :]
            )
        )
    ),
)


@given(texts, st.sampled_from([None, "", "]C1", "]E0", "]E4", "]Q1", "]Q3", "]A0"]), st.booleans())
def test_any_text_is_a_message_or_malformed(text: str, aim: str | None, strict: bool) -> None:
    try:
        elements, wrong = gs1.parse(text, aim, strict=strict).elements, None
    except gs1.Malformed as refused:
        elements, wrong = [], refused
    assert wrong is None or (wrong.code.isidentifier() and 0 <= wrong.place <= len(text))
    for ai, value in elements:
        identifier: Identifier = IDENTIFIERS[ai]
        assert identifier.least <= len(value) <= identifier.most


@given(labels(), labels())
def test_what_holds_of_a_message_holds_whatever_stands_before_it(
    one: list[tuple[str, str]], other: list[tuple[str, str]]
) -> None:
    """Excluding and repeating know no order."""
    there = right([*one, *other]) if not {ai for ai, _ in one} & {ai for ai, _ in other} else None
    assume(there is not None)
    assert right([*other, *one]) == there


def test_a_message_without_elements_is_plain() -> None:
    assert whole([], strict=True).elements == []
