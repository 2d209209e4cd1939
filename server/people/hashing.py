"""Makes and checks the hashes of passwords and PINs; slow on purpose, so never on the event loop or in the writer."""

from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP Password Storage Cheat Sheet, argon2id: m=19 MiB, t=2, p=1. About 20 ms on a small machine, so that thirty
# pickers can sign in at the start of a shift within a second.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)

# Checked when there is no such person, so that the time of the answer does not tell who exists.
_NOBODY: Final = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$bm9ib2R5IGhhcyB0aGlzIGhhc2gsIG5vYm9keSBhdCA"


def hashed(secret: str) -> str:
    """The argon2id hash of a password or PIN, with a new salt."""
    return _HASHER.hash(secret)


def is_right(hash_kept: str, secret: str) -> bool:
    """Whether the secret made this hash; an empty hash is right for nothing, and takes as long to say so."""
    try:
        _HASHER.verify(hash_kept or _NOBODY, secret)
    except (VerificationError, InvalidHashError):
        return False
    return bool(hash_kept)
