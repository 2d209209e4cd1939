"""Pictures to readings to codes, and labels back to pictures; knows nothing of the server."""

from scanning.decode import NotAPicture, decode
from scanning.reading import Reading

__all__ = ["NotAPicture", "Reading", "decode"]
