"""`truebin`: serve the warehouse, look after its people and its books."""

import asyncio
import gc
import hashlib
import os
import secrets
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from getpass import getpass
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
import uvicorn
from cyclopts import App, Parameter
from cyclopts.types import ExistingFile
from cyclopts.validators import Number

from server import VERSION
from server.app import create_app
from server.catalog.commands import LabelLots
from server.catalog.views import warehouses
from server.commands.perform import Caller
from server.flows import bring_in, demo
from server.importing import sheet, waiting
from server.importing.commands import Mapping, Report
from server.importing.rules import guess
from server.importing.views import file_by_sha
from server.importing.words import lines, words
from server.kernel.clock import now
from server.kernel.outcome import Outcome
from server.kernel.refusal import Refusal
from server.ledger.prove import Heads, prove
from server.people import rules, views
from server.people.commands import AddUser, SetPassword, SetPin
from server.people.hashing import hashed
from server.settings import BadSetting, read_settings
from server.store import backup as backups
from server.store.engine import Store, open_store
from server.web.bridge.relay import FRAME_BYTES_MAX
from server.web.decoding import words as decoding_words
from server.web.label_contents import Wanted, found
from server.web.labels import COPIES_MAX, MEDIUM, MEDIUM_NAMES, pdf_of, zpl_of
from server.web.log import write_log

# The stream of whoever works at this machine's command line.
CONSOLE_DEVICE: Final = "00000000-0000-7000-8000-000000000001"
HOUSE: Final = 0  # The user in whose name the command line acts.

app = App(name="truebin", help="Truebin makes the books match the bins.", version=VERSION)
user = App(name="user", help="The people who work here.")
app.command(user)


@app.command
def serve() -> None:
    """Serve the app. Settings come from TRUEBIN_… variables; a proxy with HTTPS belongs before it."""
    settings = read_settings()
    write_log(settings.log)
    served = create_app(settings)
    # What was made up to here stays as long as the process. Looking through it for garbage, again and again, would
    # stop everybody for some 60 ms each time.
    gc.collect()
    gc.freeze()
    uvicorn.run(
        served,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=FRAME_BYTES_MAX,
        proxy_headers=True,
        forwarded_allow_ips=settings.proxies,
        server_header=False,
        access_log=False,
        log_config=None,
        # Longer than Caddy keeps its side (two minutes): else a command now and then meets a connection just closed.
        timeout_keep_alive=130,
        timeout_graceful_shutdown=5,
    )


@app.command(name="prove")
def prove_books(
    *, backup: Annotated[Path | None, Parameter(help="A backup that must be a beginning of these books.")] = None
) -> None:
    """Read all books again and hold every statement against every other; exit code 1 when something disagrees."""
    heads = None if backup is None else backups.read(backup).chain_heads()
    with _books() as store:
        _prove(store, heads)


@app.command(name="backup")
def make_backup(
    folder: Annotated[Path | None, Parameter(help="A new folder; named by the time when left out.")] = None,
) -> None:
    """Copy the books as they stand, while everybody goes on working, into a new folder."""
    into = folder or Path(read_settings().backups) / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    into.parent.mkdir(parents=True, exist_ok=True)
    with _books() as store:
        backups.backup(store, into)
    print(into)


@app.command
def restore(folder: Path) -> None:
    """Put a backup into the empty place that the settings name, and prove it; devices then send what it lacks."""
    manifest = backups.restore(folder, read_settings().database)
    with _books() as store:
        _prove(store, manifest.chain_heads())


@app.command
def version() -> None:
    """Say which version this is."""
    print(VERSION)


@app.command(name="import")
def import_sheet(
    file: ExistingFile,
    *,
    warehouse: Annotated[str, Parameter(help="Its code; may be left out where there is one only.")] = "",
    source: Annotated[str, Parameter(help="The system that numbered the orders.")] = "sheet",
    skip_unreadable: Annotated[bool, Parameter(help="Bring in the rest and put unreadable rows to review.")] = False,
    dry_run: Annotated[bool, Parameter(help="Say what would happen, and write nothing.")] = False,
) -> None:
    """Bring a sheet of sales (.xlsx or CSV) in, whole or not at all; the same file twice changes nothing."""
    content = file.read_bytes()
    columns = guess(sheet.read(content).header).columns
    mapping = Mapping(columns, source=source, skip_unreadable=skip_unreadable)
    digest = hashlib.sha256(content).hexdigest()
    with _books() as store:
        with store.reader() as reader:
            known = file_by_sha(reader, digest)
        if known is not None and known.state == "imported":
            print(words("already_imported", _language(), file=known.name))
            return
        if dry_run:
            plan = waiting.plan(store.memory, "", content, mapping, _progress)
            with store.reader() as reader:
                report = bring_in.dry_run(reader, plan, mapping)
            _report(report)
            return
        do = Caller(store, HOUSE, CONSOLE_DEVICE, name="console").do
        outcome = bring_in.import_file(store, do, file, mapping, _progress, _warehouse(store, warehouse))
        if outcome.result == "refused":
            raise Refusal(outcome.code, **outcome.facts)
        with store.reader() as reader:
            stored = file_by_sha(reader, digest)
        assert stored is not None
        assert stored.report is not None
        _report(stored.report)


@app.command
def decode(
    *photos: ExistingFile,
    expect: Annotated[ExistingFile | None, Parameter(help="A file with one code a line that should be there.")] = None,
    as_json: Annotated[bool, Parameter(name="--json", negative="", help="Print JSON, a line for each photo.")] = False,
    draw: Annotated[Path | None, Parameter(help="Write the marked photo there; a folder for several photos.")] = None,
) -> None:
    """Read every code in photos; with a list, exit code 1 when one is missing, and each photo is one more side."""
    # Loaded here, so that the server never holds a decoder in its own process.
    from scanning.decode import NotAPicture
    from scanning.pallet.match import listed
    from scanning.pallet.shoot import shoot, shoot_and_draw

    wish = None if expect is None else listed(expect.read_text("utf-8-sig"))
    language = _language()
    for photo in photos:
        try:
            if draw is None:
                shot = shoot(photo.read_bytes(), wish)
            else:
                shot, marked = shoot_and_draw(photo.read_bytes(), wish)
                _marked_path(draw, photo, several=len(photos) > 1).write_bytes(marked)
        except NotAPicture as refused:
            print(f"truebin: {photo}: {decoding_words.words(refused.code, language)}", file=sys.stderr)
            sys.exit(2)
        if wish is not None:
            wish = list(shot.missing)
        if as_json:
            print(msgspec.json.encode({"photo": str(photo)} | msgspec.to_builtins(shot)).decode())
        else:
            print("\n".join([str(photo), *decoding_words.lines(shot, language)]))
    if wish:
        sys.exit(1)


@app.command(name="labels")
def print_labels(
    kind: Literal["bin", "item", "lot", "container", "user"],
    file: Annotated[Path, Parameter(help="Where to write: a .pdf for sheets and rolls, a .zpl for label printers.")],
    *,
    warehouse: Annotated[str, Parameter(help="Its code; may be left out where there is one only.")] = "",
    zone: Annotated[str, Parameter(help="Of bins: only those of this zone.")] = "",
    medium: Annotated[str, Parameter(help=f"One of {', '.join(MEDIUM_NAMES)}.")] = MEDIUM,
    codes: Annotated[Literal["auto", "both", "square", "bars"], Parameter(help="Which codes.")] = "auto",
    dpi: Annotated[Literal[203, 300], Parameter(help="Of the label printer.")] = 203,
    copies: Annotated[int, Parameter(validator=Number(gte=1, lte=COPIES_MAX))] = 1,
    skip: Annotated[int, Parameter(help="Labels of the first sheet that are used up.", validator=Number(gte=0))] = 0,
) -> None:
    """Write labels of bins, items, lots, containers or badges; lots without a code are given one."""
    if medium not in MEDIUM_NAMES:
        raise Refusal("labels.no_such_medium", medium=medium)
    with _books() as store:
        wanted = Wanted(_warehouse(store, warehouse), kind, zone=zone, language=_language())
        with store.reader() as reader:
            them = found(reader, wanted, now())
        if them.without_code:
            _do(store, "catalog.label_lots", LabelLots(them.without_code))
            with store.reader() as reader:
                them = found(reader, wanted, now())
        if file.suffix == ".zpl":
            file.write_text(zpl_of(them, medium, codes, copies, dpi), "ascii")
        else:
            file.write_bytes(pdf_of(them, f"{kind} {medium}", medium, codes, skip, copies))
    print(file)


@app.command(name="bridge")
def run_bridge(
    link: Annotated[str, Parameter(help="The desk's link; only the first time.")] = "",
    *,
    port: Annotated[list[str] | None, Parameter(help="A serial port; all of USB and Bluetooth when left out.")] = None,
    keyboard: Annotated[list[str] | None, Parameter(help="A keyboard device that is a scanner (Linux).")] = None,
    baud: int = 9600,
    layout: Annotated[Literal["us", "de", "fr"], Parameter(help="What the keyboards believe to type on.")] = "us",
    name: Annotated[str, Parameter(help="What the page calls this bridge; the computer's name.")] = "",
    spool: Annotated[Path, Parameter(help="Where scans wait for their page.")] = Path("var/bridge.db"),
    list_devices: Annotated[bool, Parameter(name="--list", negative="", help="List devices and end.")] = False,
) -> None:
    """Send what scanners on this computer's ports read to a page; nothing is lost when either is away for a while."""
    from scanning.bridge import devices as plugged
    from scanning.bridge.client import NotAPairingLink, again, pairing_of
    from scanning.bridge.run import run
    from scanning.bridge.spool import Spool, new_id

    if list_devices:
        for device in plugged.devices():
            print(f"{device.kind:<9} {device.path:<24} {device.name}")
        return
    kept = Spool(spool)
    try:
        known = kept.pairing()
        if link:
            scanner = known.scanner if known else new_id(time.time_ns() // 1_000_000, os.urandom(10))
            try:
                pairing = pairing_of(link, scanner, secrets.token_urlsafe(24))
            except NotAPairingLink:
                raise Refusal("bridge.no_link", link=link)
            kept.pair(again(known, pairing))
        elif known is None:
            raise Refusal("bridge.not_paired")
        chosen = [plugged.Device(path, "serial", path) for path in port or ()]
        chosen += [plugged.Device(path, "keyboard", path) for path in keyboard or ()]
        if not chosen:
            chosen = [device for device in plugged.devices() if device.kind == "serial"]
        if not chosen:
            raise Refusal("bridge.no_devices")
        with suppress(KeyboardInterrupt):
            asyncio.run(run(kept, chosen, name or socket.gethostname(), _say_state, baud=baud, layout=layout))
    finally:
        kept.close()


def _say_state(what: str, state: str) -> None:
    print(f"{what}: {state}", file=sys.stderr, flush=True)


@app.command(name="demo")
def make_demo() -> None:
    """Fill empty books with a demo: people, bins, and a real wholesaler's orders."""
    with _books() as store:
        demo.build(store, Caller(store, HOUSE, demo.DEVICE, name="demo").do, _progress)
        with store.reader() as reader:
            made = demo.shown(reader)
    assert made is not None
    print(f"{', '.join(person.login for person in made.users)}: {made.password} / PIN {made.pin}")


@user.command
def add(
    login: str,
    name: str,
    *,
    role: Annotated[list[str] | None, Parameter(help="Role to grant; may be given more than once.")] = None,
    badge: str = "",
    language: Literal["zh", "en"] = "zh",
) -> None:
    """Add a person, with roles: picker, checker, counter, receiver, supervisor, admin, or your own."""
    with _books() as store:
        made = _do(store, "people.add_user", AddUser(login, name, language, badge, role or []))
        print(made.made["user"])


@user.command
def password(
    login: str, *, secret: Annotated[str, Parameter(help="Asked for when left out, so that no log keeps it.")] = ""
) -> None:
    """Set a person's password."""
    new = secret or getpass(f"{login}: ")
    rules.check_password(new)
    with _books() as store:
        _do(store, "people.set_password", SetPassword(_id_of(store, login), hashed(new)))


@user.command
def pin(
    login: str, *, secret: Annotated[str, Parameter(help="Asked for when left out, so that no log keeps it.")] = ""
) -> None:
    """Set the PIN that goes with a person's badge."""
    new = secret or getpass(f"{login} PIN: ")
    rules.check_pin(new)
    with _books() as store:
        _do(store, "people.set_pin", SetPin(_id_of(store, login), hashed(new)))


@user.command(name="list")
def list_users() -> None:
    """List all people."""
    with _books() as store, store.reader() as reader:
        for one in views.users(reader):
            state = "" if one.active else " (inactive)"
            print(f"{one.id:>5}  {one.login:<16} {one.name:<16} {one.badge:<12} {', '.join(one.roles)}{state}")


@contextmanager
def _books() -> Iterator[Store]:
    """The books of the settings, open for one command."""
    store = open_store(read_settings().database)
    try:
        yield store
    finally:
        store.close()


def _marked_path(draw: Path, photo: Path, *, several: bool) -> Path:
    """Where the marked photo goes: to `draw` itself, or into that folder under the photo's own name."""
    if not several:
        return draw
    draw.mkdir(parents=True, exist_ok=True)
    return draw / f"{photo.stem}.marked.jpg"


def _warehouse(store: Store, code: str) -> int:
    """The warehouse with that code, or the only one."""
    with store.reader() as reader:
        found = [one.id for one in warehouses(reader) if code in ("", one.code)]
    if len(found) != 1:
        raise Refusal("catalog.no_warehouse", warehouse=code)
    return found[0]


def _report(report: Report) -> None:
    print("\n".join(lines(report, _language())))


def _progress(phase: str, done: int, total: int) -> None:
    """One line on the terminal that says how far it is; nothing in a pipe."""
    if sys.stderr.isatty():
        text = "" if phase == "done" else f"  {words(f'phase.{phase}', _language())} {done:,}/{total:,}"
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def _language() -> Literal["zh", "en"]:
    """zh or en, as the terminal's locale says."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if locale.lower().startswith("zh") else "en"


def _do(store: Store, type: str, payload: AddUser | SetPassword | SetPin | LabelLots) -> Outcome:
    outcome = Caller(store, HOUSE, CONSOLE_DEVICE, name="console").do(type, payload)
    if outcome.result == "refused":
        raise Refusal(outcome.code, **outcome.facts)
    return outcome


def _prove(store: Store, heads: Heads | None) -> None:
    with store.reader() as reader:
        proof = prove(reader, heads)
    print(msgspec.json.format(msgspec.json.encode(proof)).decode())
    if not proof.is_clean:
        sys.exit(1)


def _id_of(store: Store, login: str) -> int:
    with store.reader() as reader:
        found = views.user_by_login(reader, login)
    if found is None:
        raise Refusal("people.unknown_user", user=login)
    user_id: int = found[0]
    return user_id


def main(words: Sequence[str] | None = None) -> None:
    """The console script. words: what stands behind `truebin`; taken from the process when left out."""
    try:
        app(words)
    except Refusal as refusal:
        print(f"truebin: {refusal}", file=sys.stderr)
        sys.exit(1)
    except (BadSetting, backups.BackupError) as error:
        print(f"truebin: {error}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
