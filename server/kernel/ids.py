"""Ids that devices make themselves: UUIDv7 as canonical lower-case text."""

import os
import re
import time

_SHAPE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z")


def new_id(now_ms: int | None = None, random: bytes | None = None) -> str:
    """A UUIDv7, 36 characters, sortable by the time it was made.

    now_ms: milliseconds since 1970 UTC; the machine's clock when left out.
    random: 10 bytes; the system's randomness when left out.
    Source: RFC 9562, section 5.7.
    """
    ms = time.time_ns() // 1_000_000 if now_ms is None else now_ms
    bits = int.from_bytes(os.urandom(10) if random is None else random[:10], "big")
    value = (ms & 0xFFFF_FFFF_FFFF) << 80 | 7 << 76 | (bits >> 68 & 0xFFF) << 64
    value |= 0b10 << 62 | bits & 0x3FFF_FFFF_FFFF_FFFF
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_id(text: str) -> bool:
    """Whether text is a UUIDv7 in the one spelling that we store."""
    return _SHAPE.match(text) is not None
