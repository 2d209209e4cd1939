"""When did it happen? The true time is known here, the clocks are made wrong, and the answer must hold the truth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.commands.rules import UNKNOWN_DELAY, KnownClock, drained_until, happened, measured, order
from server.kernel.clock import HOUR, MINUTE, SECOND

NOON = 1_700_000_000 * SECOND


def after(exchanges: list[tuple[int, int, int]], wrong_by: int) -> KnownClock:
    """What is known after exchanges (true time of sending, way there, way back) of a device whose clock is wrong."""
    known, round_trip = KnownClock(), 0
    for sent, there, back in exchanges:
        known = measured(known, sent + wrong_by, "run", round_trip, sent + there).clock
        round_trip = there + back
    return known


delays = st.integers(1_000, 1_500_000)


@given(st.integers(-HOUR, HOUR), st.lists(st.tuples(delays, delays), min_size=2, max_size=8))
def test_the_true_offset_lies_within_what_was_measured(wrong_by: int, ways: list[tuple[int, int]]) -> None:
    exchanges = [(NOON + n * 20 * SECOND, there, back) for n, (there, back) in enumerate(ways)]
    known = after(exchanges, wrong_by)
    assert abs(known.offset_us + wrong_by) <= known.uncertainty_us + 1


def test_one_quick_exchange_makes_the_clock_sure() -> None:
    slow = (NOON, 900_000, 900_000)
    quick = (NOON + 10 * SECOND, 5_000, 5_000)
    known = after([slow, quick, (NOON + 20 * SECOND, 900_000, 0)], 0)
    assert known.uncertainty_us < 10_000


def test_the_first_exchange_knows_little_and_says_so() -> None:
    assert after([(NOON, 50_000, 0)], 0).uncertainty_us >= UNKNOWN_DELAY


def test_a_clock_nobody_has_asked_for_an_hour_is_less_sure() -> None:
    known = after([(NOON, 5_000, 5_000), (NOON + SECOND, 5_000, 5_000), (NOON + 2 * SECOND, 5_000, 0)], 0)
    later = measured(known, NOON + HOUR, "run", 0, NOON + HOUR + 900_000).clock
    assert later.uncertainty_us > known.uncertainty_us + 300_000


def test_a_clock_that_was_set_between_two_contacts_is_noticed() -> None:
    known = after([(NOON, 5_000, 5_000), (NOON + SECOND, 5_000, 5_000)], 0)
    assert measured(known, NOON + MINUTE + HOUR, "run", 10_000, NOON + MINUTE).jumped
    assert not measured(known, NOON + MINUTE, "run", 10_000, NOON + MINUTE + 5_000).jumped


def test_a_round_trip_of_another_exchange_makes_the_clock_unsure_and_not_wrong() -> None:
    known = after([(NOON, 5_000, 5_000), (NOON + SECOND, 5_000, 5_000), (NOON + 2 * SECOND, 1_500_000, 0)], 0)
    told_wrong = measured(known, NOON + 5 * SECOND, "run", 10_000, NOON + 5 * SECOND + 5_000).clock
    assert abs(told_wrong.offset_us) <= told_wrong.uncertainty_us


def sure(at: int, wrong_by: int = 0) -> KnownClock:
    return KnownClock(-wrong_by, 10_000, "run", at + wrong_by, at)


@given(st.integers(-HOUR, HOUR), st.integers(0, 8 * HOUR))
def test_what_happened_offline_is_dated_by_the_corrected_clock(wrong_by: int, age: int) -> None:
    clock = sure(NOON, wrong_by)
    moment = happened(
        clock, False, (NOON + wrong_by, 0, "after"), (NOON - age + wrong_by, 0, "before"), NOON - 9 * HOUR
    )
    assert moment.clock == ""
    assert abs(moment.effective_at - (NOON - age)) <= moment.uncertainty_us


@given(st.integers(3, 3600), st.integers(0, 3600), st.booleans())
def test_over_a_jump_the_truth_lies_in_what_is_possible(jump_s: int, age_s: int, ahead: bool) -> None:
    """The wall clock was set after the entry was made; the page was started again, so nothing else is known."""
    jump = jump_s * SECOND if ahead else -jump_s * SECOND
    true_at, last_contact = NOON - age_s * SECOND, NOON - 3700 * SECOND
    clock = sure(NOON, jump)
    moment = happened(clock, True, (NOON + jump, 0, "after"), (true_at, 0, "before"), last_contact)
    assert abs(moment.effective_at - true_at) <= moment.uncertainty_us
    assert moment.clock


def test_within_one_run_the_steady_clock_clears_an_entry_made_after_the_jump() -> None:
    clock = sure(NOON, HOUR)
    made = NOON - 10 * SECOND
    moment = happened(clock, True, (NOON + HOUR, 100_000, "run"), (made + HOUR, 90_000, "run"), NOON - 2 * HOUR)
    assert (moment.effective_at, moment.clock) == (made, "")


@pytest.mark.parametrize(
    ("wall", "why"), [(NOON + 400 * 24 * HOUR, "future"), (0, "past"), (-(2**62), "past"), (2**62, "future")]
)
def test_an_absurd_clock_leaves_the_whole_interval_open(wall: int, why: str) -> None:
    moment = happened(sure(NOON), False, (NOON, 0, "a"), (wall, 0, "b"), NOON - HOUR)
    assert moment.clock == why
    assert (moment.effective_at, moment.uncertainty_us >= HOUR // 2) == (NOON - HOUR // 2, True)


def test_a_device_that_slept_is_dated_by_its_wall_clock() -> None:
    """The monotonic clock stood still for half an hour; it says that the entry is younger than it is."""
    made = NOON - 40 * MINUTE
    moment = happened(sure(NOON), False, (NOON, 600_000, "run"), (made, 0, "run"), NOON - HOUR)
    assert (moment.effective_at, moment.clock) == (made, "")


def test_a_request_that_was_long_under_way_is_no_jump_of_the_clock() -> None:
    known = measured(KnownClock(), NOON, "run", 10_000, NOON + 5_000, 1_000).clock
    late = measured(known, NOON + MINUTE, "run", 10_000, NOON + 2 * MINUTE, 61_000)
    assert not late.jumped
    assert late.clock.offset_us - late.clock.uncertainty_us <= 0 <= late.clock.offset_us + late.clock.uncertainty_us
    assert measured(known, NOON + MINUTE, "another", 10_000, NOON + 2 * MINUTE, 61_000).jumped


def test_a_contact_that_comes_again_or_late_is_known_by_the_clocks_of_the_device() -> None:
    known = KnownClock(0, 0, "run", NOON, NOON, 60_000)
    assert order(known, NOON, "run", 60_000, -1) == "same"
    assert order(known, NOON - SECOND, "run", 59_000, -1) == "older"
    assert order(known, NOON - HOUR, "run", 61_000, -1) == "newer", "its wall clock was set back"
    assert order(known, NOON + HOUR, "run before", 900_000, 900_000) == "older", "its wall clock was set back since"
    assert order(known, NOON - SECOND, "run after", 100, -1) == "newer"
    assert order(known, NOON + SECOND, "other window", 900_001, 900_000) == "newer"


def test_drained_is_said_when_it_was_sent_and_not_when_it_came() -> None:
    first = measured(KnownClock(), NOON, "run", 0, NOON + SECOND, 1_000)
    assert drained_until(first, 0) <= NOON
    jumped = measured(first.clock, NOON - HOUR, "run", 0, NOON + MINUTE, 60_000)
    assert drained_until(jumped, NOON + SECOND) == NOON + SECOND


@pytest.mark.parametrize("ppm", [-80, 80])
def test_a_quick_exchange_long_ago_is_less_sure_by_now(ppm: int) -> None:
    def clock(true: int) -> int:
        return true + (true - NOON) * ppm // 1_000_000

    known = measured(KnownClock(), clock(NOON), "run", 0, NOON + 10_000, 0).clock
    later = NOON + HOUR
    known = measured(known, clock(later), "run", 20, later + 10_000, 3_600_000).clock
    assert abs(clock(later) + known.offset_us - later) <= known.uncertainty_us
