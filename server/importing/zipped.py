"""Is a zipped workbook safe to unpack? Every part is inflated and counted before a parser sees it."""

import re
import struct
import zipfile
import zlib
from io import BytesIO
from typing import NamedTuple

from server.kernel.refusal import Refusal

UNPACKED_MAX = 256 * 1024 * 1024  # A sheet of 200,000 rows by 20 columns takes about 150 MB of XML.
RATIO_MAX = 100  # Real workbooks reach 8 to 25; made bombs pass 1,000.
RATIO_FREE = 8 * 1024 * 1024  # Small files may be as dense as they like.
PARTS_MAX = 2000
PIECE = 1024 * 1024

_FORMULA = re.compile(rb"<f[ >]")


class Unpacked(NamedTuple):
    """What is inside: how many bytes, and how many cells of the sheets hold a formula."""

    bytes: int
    formulas: int


def look_inside(content: bytes) -> Unpacked:
    """Inflate every part in pieces and keep none.

    Raises Refusal importing.damaged when it is no zip or its sizes lie, importing.locked when it is encrypted,
    importing.unpacks_too_large when it is a bomb.
    """
    try:
        parts = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error) as broken:
        raise Refusal("importing.damaged") from broken
    limit = UNPACKED_MAX if len(content) * RATIO_MAX > UNPACKED_MAX else max(RATIO_FREE, len(content) * RATIO_MAX)
    if len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > limit:
        raise Refusal("importing.unpacks_too_large", limit_mb=limit >> 20)
    total = formulas = 0
    for part in parts:
        if part.flag_bits & 1:
            raise Refusal("importing.locked")
        size, found = _inflate(content, part, limit - total)
        total += size
        formulas += found if part.filename.startswith("xl/worksheets/") else 0
    return Unpacked(total, formulas)


def _inflate(content: bytes, part: zipfile.ZipInfo, room: int) -> tuple[int, int]:
    """Size and formulas of one part, by its own bytes and not by what its header claims."""
    header = content[part.header_offset : part.header_offset + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise Refusal("importing.damaged")
    names, extra = struct.unpack("<HH", header[26:30])
    start = part.header_offset + 30 + names + extra
    packed = content[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        size, found = len(packed), len(_FORMULA.findall(packed))
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        size, found = _inflate_deflated(packed, room)
    else:
        raise Refusal("importing.damaged")
    if size != part.file_size:
        raise Refusal("importing.damaged")
    return size, found


def _inflate_deflated(packed: bytes, room: int) -> tuple[int, int]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    size = found = 0
    tail = b""
    while packed and not stream.eof:
        try:
            piece = stream.decompress(packed, PIECE)
        except zlib.error as broken:
            raise Refusal("importing.damaged") from broken
        size += len(piece)
        if size > room:
            raise Refusal("importing.unpacks_too_large", limit_mb=UNPACKED_MAX >> 20)
        found += len(_FORMULA.findall(tail + piece))
        tail = (tail + piece)[-2:]  # One byte short of a match, so that none is counted twice.
        packed = stream.unconsumed_tail
        if not piece and not packed:
            break
    if not stream.eof:
        raise Refusal("importing.damaged")
    return size, found
