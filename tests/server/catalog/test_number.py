"""Numbers by rule begin again with each period and are never given twice."""

import pytest

from server.catalog import number
from server.kernel.clock import DAY
from server.kernel.refusal import Refusal
from tests.house import MORNING, House


def test_a_rule_counts_and_begins_again_with_the_year(house: House) -> None:
    house.do(lambda act: number.set_rule(act.tx, "item", "MAT-YYYY-0001"))
    given = [
        house.do(lambda act, at=at: number.next_number(act.tx, "item", at, house.warehouse))  # type: ignore[misc]
        for at in (MORNING, MORNING + DAY, MORNING + 60 * DAY)
    ]
    assert given == ["MAT-2023-0001", "MAT-2023-0002", "MAT-2024-0001"]


def test_the_day_is_the_one_on_the_wall_of_the_warehouse(house: House) -> None:
    evening = MORNING + 12 * DAY // 24  # 18:13 in China, 10:13 UTC
    with house.store.reader() as reader:
        assert number.day(reader, house.warehouse, MORNING) == "2023-11-15"
        assert number.day(reader, house.warehouse, evening) == "2023-11-15"
        assert number.day(reader, house.warehouse, evening + 6 * DAY // 24) == "2023-11-16"


def test_a_counter_that_outgrows_its_width_goes_on(house: House) -> None:
    house.do(lambda act: number.set_rule(act.tx, "tote", "T09"))
    given = [house.do(lambda act: number.next_number(act.tx, "tote", act.at)) for _ in range(92)]
    assert (given[0], given[-1], len(set(given))) == ("T09", "T100", 92)


def test_a_refused_command_gives_its_number_back(house: House) -> None:
    def lost(act: object) -> None:
        number.next_number(act.tx, "task", act.at)  # type: ignore[attr-defined]
        raise Refusal("test.refused")

    first = house.do(lambda act: number.next_number(act.tx, "task", act.at))
    with pytest.raises(Refusal):
        house.do(lost)
    second = house.do(lambda act: number.next_number(act.tx, "task", act.at))
    assert (first[-4:], second[-4:]) == ("0001", "0002")


@pytest.mark.parametrize("pattern", ["MAT-YYYY", "0001-0001", "MAT\n0001", "0" * 41])
def test_a_pattern_without_one_counter_is_refused(pattern: str) -> None:
    with pytest.raises(Refusal, match=r"catalog\.bad_pattern"):
        number.rule(pattern)


def test_braces_mark_the_counter_beside_other_digits(house: House) -> None:
    house.do(lambda act: number.set_rule(act.tx, "pallet", "6900{0099}X"))
    given = [house.do(lambda act: number.next_number(act.tx, "pallet", act.at)) for _ in range(2)]
    assert given == ["69000099X", "69000100X"]


def test_an_sscc_counts_and_has_its_check_digit(house: House) -> None:
    house.do(lambda act: number.set_rule(act.tx, "sscc", "3690123{0000000008}"))
    given = [house.do(lambda act: number.next_number(act.tx, "sscc", act.at)) for _ in range(2)]
    # 3·(3+9+1+3+0+0+0+0+8) + (6+0+2+0+…) by hand: 72 + 8 = 80, so 0; then 75 + 8 = 83, so 7.
    assert given == ["369012300000000080", "369012300000000097"]
    with house.store.reader() as reader:
        assert number.example(reader, "sscc", MORNING) == "369012300000000103"


@pytest.mark.parametrize("pattern", ["3690123{00001}", "A690123{0000000001}", "3690123{00000000001}"])
def test_a_rule_that_gives_no_sscc_is_refused(house: House, pattern: str) -> None:
    with pytest.raises(Refusal, match=r"catalog\.bad_sscc_rule"):
        house.do(lambda act: number.set_rule(act.tx, "sscc", pattern))


def test_without_a_company_prefix_there_is_no_sscc(house: House) -> None:
    with pytest.raises(Refusal, match=r"catalog\.no_number_rule"):
        house.do(lambda act: number.next_number(act.tx, "sscc", act.at))
    with house.store.reader() as reader:
        assert number.patterns(reader)["sscc"] == ""


def test_a_used_up_sscc_serial_is_refused_and_not_grown(house: House) -> None:
    house.do(lambda act: number.set_rule(act.tx, "sscc", "369012345678901{09}"))
    for _ in range(91):
        house.do(lambda act: number.next_number(act.tx, "sscc", act.at))
    with pytest.raises(Refusal, match=r"catalog\.bad_sscc_rule"):
        house.do(lambda act: number.next_number(act.tx, "sscc", act.at))
