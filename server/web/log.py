"""How the server writes its log: one JSON object a line on stderr, no bodies, no tokens, no passwords."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, Final

import structlog

# A key with one of these words never reaches the log, whoever puts it there.
_SECRET_WORDS: Final = ("password", "pin", "token", "cookie", "authorization", "hash", "secret", "code_pair")


def without_secrets(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blot out what looks like a secret by its name."""
    for name in entry:
        words = name.lower().split("_")
        if any(word in _SECRET_WORDS for word in words):
            entry[name] = "…"
    return entry


def write_log(level: str) -> None:
    """Set up structlog and the standard library's log alike. level: debug, info, warning or error."""
    least = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            without_secrets,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(
        level=max(least, logging.WARNING), stream=sys.stderr, format="%(levelname)s %(name)s %(message)s"
    )
