"""What each rule of the dictionary lets pass."""

import pytest

from scanning.gs1.characters import CHARACTERS
from scanning.gs1.flaw import Flaw
from scanning.gs1.rules import RULES, check_digit_is_right

GOOD = {
    "couponcode": (
        "012345612345611110123",
        "0123456123456111101231011012310123456",
        "012345612345611110123101101239",
        "012345612345611110123" + "3261231" + "4250101" + "50123456" + "611234567" + "90000",
    ),
    "couponposoffer": ("001234561234560123456", "061234567890121234569123456789012345"),
    "csum": ("96385074", "6901234567892", "123456789012345675"),
    "csumalpha": ("22", "!22", "1987654Ad4X4bL5ttr2310c2K", "12345678901234567890123NT"),
    "gcppos1": ("1234", "1234A"),
    "gcppos2": ("A1234", "91234"),
    "hasnondigit": ("1A", "/"),
    "hh": ("00", "23"),
    "hhmi": ("0000", "2359"),
    "hyphen": ("-",),
    "iban": ("FR7630006000011234567890189", "BE71096123456769", "MU43BOMM0101123456789101000MUR"),
    "importeridx": ("-", "_", "0", "Z", "a"),
    "iso3166": ("004", "156", "894"),
    "iso3166999": ("156", "999"),
    "iso3166alpha2": ("CN", "ZW"),
    "iso4217": ("156", "840", "924", "999"),
    "iso5218": ("0", "1", "2", "9"),
    "latitude": ("0000000000", "1800000000"),
    "longitude": ("0000000000", "3600000000"),
    "mediatype": ("01", "10", "80", "99"),
    "mi": ("00", "59"),
    "nonzero": ("0001",),
    "nozeroprefix": ("10",),
    "packagetype": ("1A", "8", "APE", "ZZ"),
    "pcenc": ("A", "%20", "%fFB"),
    "pieceoftotal": ("0101", "0203", "9999"),
    "posinseqslash": ("1/1", "2/3"),
    "ss": ("00", "59"),
    "winding": ("0", "1", "9"),
    "yesno": ("0", "1"),
    "yymmd0": ("200229", "200600", "000229", "991231"),
    "yymmdd": ("200229",),
    "yyyymmdd": ("20240229", "20000229"),
    "zero": ("0", "00"),
}
BAD = {
    "couponcode": {
        "a12345612345611110123": Flaw("not_digits", 0),
        "712345612345611110123": Flaw("coupon_prefix", 0),
        "012345": Flaw("coupon_prefix", 1),
        "01234561234560": Flaw("coupon_value", 13),
        "012345612345611115": Flaw("coupon_first_code", 17),
        "0123456123456111101234": Flaw("coupon_start", 22),
        "0123456123456111101234200010": Flaw("coupon_start", 22),
        "01234561234561111012335006064500607": Flaw("coupon_expiry_before_start", 29),
        "01234561234561111012393": Flaw("coupon_value_code", 22),
        "0123456123456111101238": Flaw("coupon_too_long", 21),
    },
    "couponposoffer": {
        "201234561234560123456": Flaw("coupon_format", 0),
        "07": Flaw("coupon_funder", 1),
        "0012345612345601234567": Flaw("coupon_too_long", 21),
    },
    "csum": {"6901234567893": Flaw("check_digit", 12)},
    "csumalpha": {
        "2": Flaw("too_short_for_check_pair", 0),
        "33": Flaw("check_pair", 0),
        "12N0": Flaw("not_cset32", 3),
    },
    "gcppos1": {"123": Flaw("too_short_for_prefix"), "12A4": Flaw("company_prefix", 2)},
    "gcppos2": {"9123": Flaw("too_short_for_prefix", 1), "912A45": Flaw("company_prefix", 3)},
    "hasnondigit": {"12": Flaw("digits_only")},
    "hh": {"24": Flaw("hour")},
    "hhmi": {"2400": Flaw("hour"), "2360": Flaw("minute", 2)},
    "hyphen": {"X": Flaw("not_hyphen")},
    "iban": {
        "FR12345678": Flaw("iban_too_short"),
        "FR12_45678901234": Flaw("iban_character", 4),
        "AB12345678901234": Flaw("iban_country"),
        "BE71096123456760": Flaw("iban_check_digits", 2),
    },
    "importeridx": {"=": Flaw("importer")},
    "iso3166": {"999": Flaw("country"), "005": Flaw("country")},
    "iso3166999": {"998": Flaw("country")},
    "iso3166alpha2": {"AA": Flaw("country")},
    "iso4217": {"000": Flaw("currency")},
    "iso5218": {"3": Flaw("sex")},
    "latitude": {"1800000001": Flaw("latitude")},
    "longitude": {"3600000001": Flaw("longitude")},
    "mediatype": {"00": Flaw("media_type"), "11": Flaw("media_type")},
    "mi": {"60": Flaw("minute")},
    "nonzero": {"0000": Flaw("zero")},
    "nozeroprefix": {"01": Flaw("zero_in_front")},
    "packagetype": {"Y": Flaw("package_type")},
    "pcenc": {"AB%": Flaw("percent", 2), "%2": Flaw("percent", 0), "A%fg": Flaw("percent", 1)},
    "pieceoftotal": {"0001": Flaw("zero"), "0100": Flaw("zero", 2), "0302": Flaw("piece_over_total")},
    "posinseqslash": {
        "111": Flaw("position"),
        "1//": Flaw("position"),
        "0/3": Flaw("zero_in_front"),
        "1/0": Flaw("zero_in_front", 2),
        "2/1": Flaw("position_over_end"),
    },
    "ss": {"60": Flaw("second")},
    "winding": {"2": Flaw("winding")},
    "yesno": {"2": Flaw("yes_no")},
    "yymmd0": {"201300": Flaw("month", 2), "210229": Flaw("day", 4), "200132": Flaw("day", 4)},
    "yymmdd": {"200600": Flaw("day", 4)},
    "yyyymmdd": {"20200600": Flaw("day", 6), "21000229": Flaw("day", 6), "20200010": Flaw("month", 4)},
    "zero": {"1": Flaw("not_zero")},
}


def test_every_rule_is_tried_both_ways() -> None:
    assert set(GOOD) == set(BAD) == set(RULES)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in GOOD.items() for text in texts])
def test_a_rule_lets_pass(name: str, text: str) -> None:
    assert RULES[name](text) is None


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in BAD.items() for text in texts])
def test_a_rule_says_what_is_wrong_and_where(name: str, text: str) -> None:
    assert RULES[name](text) == BAD[name][text]


@pytest.mark.parametrize(
    ("characters", "good", "flaw"),
    [
        ("N", "0123456789", ("12a", "not_digits", 2)),
        ("N", "0", ("1٣", "not_digits", 1)),
        ("X", "!\"%&'()*+,-./09:;<=>?AZ_az", ("A B", "not_cset82", 1)),
        ("Y", "#-/09AZ", ("a", "not_cset39", 0)),
        ("Z", "AZaz09-_", ("AB+", "not_cset64", 2)),
        ("Z", "12=", ("123=", "padding", 3)),
        ("Z", "1==", ("===", "padding", 0)),
    ],
)
def test_a_character_set_holds_its_characters_alone(characters: str, good: str, flaw: tuple[str, str, int]) -> None:
    check = CHARACTERS[characters]
    assert check(good) is None
    assert check(flaw[0]) == flaw[1:]


def test_the_check_digit_sees_every_wrong_digit_and_most_swaps() -> None:
    assert check_digit_is_right("6901234567892")
    for at in range(13):
        changed = "6901234567892"[:at] + str((int("6901234567892"[at]) + 1) % 10) + "6901234567892"[at + 1 :]
        assert not check_digit_is_right(changed)
