"""GS1 messages: what a scan, a bracketed text or a Digital Link says, held to the published syntax dictionary."""

from scanning.gs1.message import Malformed, Message
from scanning.gs1.parse import brackets, link, parse, raw, scan

__all__ = ["Malformed", "Message", "brackets", "link", "parse", "raw", "scan"]
