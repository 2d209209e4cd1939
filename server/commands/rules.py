"""When did it happen? Decisions on plain values about the clocks of devices, which are evidence and never an order."""

from typing import Literal

from msgspec import Struct

from server.kernel.clock import SECOND

Order = Literal["newer", "same", "older"]

DRIFT = 10_000  # A clock is off by at most one part in this: 100 ppm, twice the worst of usual quartzes.
UNKNOWN_DELAY = 2 * SECOND  # How long a request may have been under way when no round trip has been measured yet.
JUMP = 2 * SECOND  # Two clocks that part by more than this between two contacts: somebody has set one of them.
TICK = 1_000  # Browsers give time in milliseconds.


class KnownClock(Struct, frozen=True):
    """What is known of a device's clock: true time = device time + offset ± uncertainty, at the last exchange."""

    offset_us: int = 0
    uncertainty_us: int = 0
    run_id: str = ""
    device_at: int = 0
    server_at: int = 0
    monotonic_ms: int = 0


class Measured(Struct, frozen=True):
    """The clock after this contact; jumped: it was set since the one before."""

    clock: KnownClock
    jumped: bool = False


class Moment(Struct, frozen=True):
    """When something happened: effective_at ± uncertainty_us. clock: why the device was not believed, or ""."""

    effective_at: int
    uncertainty_us: int
    clock: str = ""


def order(known: KnownClock, device_at: int, run_id: str, monotonic_ms: int, run_until_ms: int) -> Order:
    """Whether a contact was sent after the last one we know of, is that very one again, or was sent before it.

    A network may bring a request twice, or long after those that were sent later; what it says of the device is old.
    run_until_ms: where the monotonic clock stood when the device was last heard in that run, -1 for never; an older run
    may well go on (two windows of one browser take turns).
    """
    if run_id == known.run_id:
        if (monotonic_ms, device_at) == (known.monotonic_ms, known.device_at):
            return "same"
        return "older" if monotonic_ms < known.monotonic_ms else "newer"
    return "older" if monotonic_ms <= run_until_ms else "newer"


def drained_until(learned: Measured, last_contact_at: int) -> int:
    """Server time at which a device that says now that nothing is left on it said so at the earliest.

    last_contact_at: when it was heard before this. After a jump of its clock no more is known than that.
    """
    clock = learned.clock
    if learned.jumped:
        return last_contact_at
    return min(clock.server_at, clock.device_at + clock.offset_us - clock.uncertainty_us)


def measured(
    known: KnownClock, device_at: int, run_id: str, round_trip_us: int, received_at: int, monotonic_ms: int = 0
) -> Measured:
    """Learn from one more contact.

    round_trip_us: how long the exchange before this one took, as the device saw it; 0 when it does not know.
    It was answered within its round trip: its offset lies in [server − device − round trip, server − device].
    """
    apart = received_at - device_at  # Never less than the true offset: a request takes no negative time.
    first = known.server_at == 0
    before = known.server_at - known.device_at
    jumped = not first and abs(apart - before) > JUMP + round_trip_us + known.uncertainty_us
    if jumped and apart > before and run_id == known.run_id:
        # Both clocks of the device went on alike: nobody has set one, the request was long under way.
        steady = (monotonic_ms - known.monotonic_ms) * 1000
        jumped = abs(device_at - known.device_at - steady) > JUMP
    if first or jumped:
        half = round_trip_us // 2
        offset, uncertainty = apart - half, half + UNKNOWN_DELAY
    else:
        grown = known.uncertainty_us + max(0, received_at - known.server_at) // DRIFT
        low, high = known.offset_us - grown, known.offset_us + grown
        if round_trip_us and run_id == known.run_id:
            # What was true then may have drifted since.
            drift = max(0, received_at - known.server_at) // DRIFT
            new_low, new_high = before - round_trip_us - TICK - drift, before + TICK + drift
            if new_low > high or new_high < low:
                # Set by less than a jump, or a round trip that was not this exchange's: both stay possible for now.
                low, high = min(low, new_low), max(high, new_high)
            else:
                low, high = max(low, new_low), min(high, new_high)
        if low <= apart + TICK < high:
            high = apart + TICK
        offset, uncertainty = (low + high) // 2, (high - low + 1) // 2
    return Measured(KnownClock(offset, uncertainty, run_id, device_at, received_at, monotonic_ms), jumped)


def happened(
    clock: KnownClock,
    jumped: bool,
    reading: tuple[int, int, str],
    entry: tuple[int, int, str],
    not_before: int,
) -> Moment:
    """When an entry happened.

    reading, entry: (wall clock µs, monotonic ms, run id) of the device at this contact and when the entry was made.
    not_before: server time before which it cannot have been made. clock.server_at is when this contact came in.
    A wall clock that contradicts what cannot be otherwise is left aside: then the entry lies anywhere possible.
    """
    wall_now, steady_now, run_now = reading
    wall, steady, run = entry
    latest = clock.server_at
    same_wall = not jumped
    if run and run == run_now and steady <= steady_now:
        # The monotonic clock may stop while the device sleeps, but it never runs ahead.
        steady_age = (steady_now - steady) * 1000
        latest -= min(steady_age, max(0, latest - not_before))
        same_wall = same_wall or abs(wall_now - wall - steady_age) <= JUMP
    estimate = wall + clock.offset_us
    uncertainty = clock.uncertainty_us + abs(wall_now - wall) // DRIFT + TICK
    earliest = min(not_before, latest)
    if estimate > latest + uncertainty:
        why = "future"
    elif estimate < earliest - uncertainty:
        why = "past"
    elif not same_wall:
        why = "jumped"
    else:
        return Moment(estimate, uncertainty)
    return Moment((earliest + latest) // 2, (latest - earliest + 1) // 2 + TICK, why)
