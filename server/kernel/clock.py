"""Time as a value: integers of microseconds since 1970 UTC, everywhere in the books and on the wire."""

import time
from collections.abc import Callable

Clock = Callable[[], int]
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def now() -> int:
    """Microseconds since 1970 UTC by this machine's clock."""
    return time.time_ns() // 1000
