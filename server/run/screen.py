"""What the person at the terminal reads, in the terminal's language."""

import io
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

import segno

from server.run.house import House
from server.run.ports import Ports

_WORDS: dict[str, dict[str, str]] = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))


def language(environment: Mapping[str, str] = os.environ) -> str:
    """zh or en, as the terminal's locale says."""
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "zh" if locale.lower().startswith("zh") else "en"


def words(key: str, **facts: object) -> str:
    """The sentence of that key in the terminal's language."""
    return _WORDS[key][language()].format(**facts)


def say(key: str, to: TextIO | None = None, **facts: object) -> None:
    """Print the sentence at once, also into a pipe; to standard output unless told where."""
    print(words(key, **facts), file=to, flush=True)


def setup_link(address: str, ports: Ports, code: str) -> str:
    """What the QR code holds: the plain setup page, with the pairing code where browsers do not send it."""
    return f"http://{address}:{ports.http}/setup/" + (f"#pair={code}" if code else "")


def qr(text: str) -> str:
    """A QR code in half blocks, dark on light, two cells per line."""
    out = io.StringIO()
    segno.make(text, error="l", micro=False).terminal(out, border=2, compact=True)
    return out.getvalue().rstrip("\n")


def welcome(house: House, ports: Ports, code: str, is_demo: bool, var: Path) -> str:
    """Addresses, QR code and where things lie."""
    reachable, outside = house.reachable, house.outside
    lines: list[tuple[str, str]] = []
    parts = ["", words("running"), ""]
    if reachable:
        parts += [words("scan"), "", qr(setup_link(reachable[0], ports, code)), ""]
        lines += [(words("first"), setup_link(address, ports, "")) for address in reachable]
        lines += [(words("phone"), f"https://{address}:{ports.https}/") for address in reachable]
    elif not outside:
        parts += [words("no_network"), ""]
    lines.append((words("here"), f"https://localhost:{ports.https}/"))
    if code:
        lines.append((words("pair"), code))
    if is_demo:
        lines.append((words("sign_in"), words("sign_in_how")))
    lines.append((words("root"), f"SHA-256 {house.certificates.fingerprint}"))
    lines += [(words("data"), str(var)), (words("logs"), str(var / "log"))]
    width = max(_columns(name) for name, _ in lines)
    parts += [f"  {name}{' ' * (width - _columns(name))}  {what}" for name, what in lines]
    if outside:
        parts += ["", words("public", addresses=", ".join(outside))]
    return "\n".join([*parts, ""])


def _columns(text: str) -> int:
    """How many terminal columns a text takes: Chinese characters take two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
