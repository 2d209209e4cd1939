"""GS1 messages: what a scan, a bracketed text or a Digital Link says, held to the published syntax dictionary."""

from scanning.gs1.digital_link import SCHEMES
from scanning.gs1.message import Malformed, Message
from scanning.gs1.parse import brackets, link, parse, raw, scan
from scanning.gs1.rules import check_digit, check_digit_is_right

__all__ = [
    "SCHEMES",
    "Malformed",
    "Message",
    "brackets",
    "check_digit",
    "check_digit_is_right",
    "link",
    "parse",
    "raw",
    "scan",
]
