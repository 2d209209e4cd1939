"""What this process keeps in mind while a file is on its way: uploaded bytes, plans already made, and progress.

Nothing here is needed for the books to be right: bytes are stored with the file, a plan follows from them, and
progress is for people. So another process that has none of it does the same work, only later.
"""

from typing import Any

import msgspec

from server.importing import rules, sheet
from server.importing.commands import Mapping
from server.importing.rules import Plan, Tell

ARRIVALS_MAX = 4  # Files between upload and store: each at most sheet.BYTES_MAX.
PLANS_MAX = 4  # A plan of 35,206 rows takes about 15 MB.
PROGRESS_MAX = 64


class Progress(msgspec.Struct, frozen=True):
    """How far a file has come. phase: reading, planning, items, bins, orders, stock, codes or done; done of total."""

    phase: str
    done: int
    total: int


Memory = dict[str, Any]  # Store.memory, which is also Tx.memory


def arrive(memory: Memory, sha256: str, content: bytes) -> None:
    """Keep an upload until `importing.store_file` takes it; the oldest ones go when too many wait."""
    _keep(memory.setdefault("importing.arrivals", {}), sha256, content, ARRIVALS_MAX)


def arrival(memory: Memory, sha256: str) -> bytes | None:
    """The bytes of an upload that still waits."""
    found: bytes | None = memory.get("importing.arrivals", {}).get(sha256)
    return found


def leave(memory: Memory, sha256: str) -> None:
    """The upload is stored, or will not be."""
    memory.get("importing.arrivals", {}).pop(sha256, None)


def plan(memory: Memory, sha256: str, content: bytes, mapping: Mapping, tell: Tell) -> Plan:
    """The plan of that content under that mapping, made now unless it was made before."""
    plans = memory.setdefault("importing.plans", {})
    key = sha256 + msgspec.json.encode(mapping, order="deterministic").decode()
    made: Plan | None = plans.get(key)
    if made is None:
        tell("reading", 0, 0)
        made = rules.plan(sheet.read(content, mapping.sheet), mapping, tell)
        _keep(plans, key, made, PLANS_MAX)
    return made


def tell(memory: Memory, file: int, phase: str, done: int, total: int) -> None:
    """Say how far a file has come, to whoever asks later and to whoever listens now."""
    _keep(memory.setdefault("importing.progress", {}), file, Progress(phase, done, total), PROGRESS_MAX)
    listener: Tell | None = memory.get("importing.listeners", {}).get(file)
    if listener is not None:
        listener(phase, done, total)


def listen(memory: Memory, file: int, tell: Tell | None) -> None:
    """Have every step of a file told to somebody who waits for it; None ends that."""
    listeners = memory.setdefault("importing.listeners", {})
    if tell is None:
        listeners.pop(file, None)
    else:
        listeners[file] = tell


def progress(memory: Memory, file: int) -> Progress | None:
    """How far a file has come, when this process works on it."""
    found: Progress | None = memory.get("importing.progress", {}).get(file)
    return found


def _keep(kept: dict[Any, Any], key: Any, value: Any, most: int) -> None:
    kept.pop(key, None)
    kept[key] = value
    # Other threads add and take too, so the oldest may be gone already when its turn comes.
    while len(kept) > most:
        kept.pop(next(iter(list(kept))), None)
