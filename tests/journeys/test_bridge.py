"""A phone is the scanner of another page: what it reads arrives there once, whatever is killed in between."""

import os
import pty
import subprocess
import sys
import tty
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.axe import violations
from tests.journeys.conftest import SignIn
from tests.journeys.phone import WAITS_MS, Phone
from tests.journeys.site import Site, eventually


def link_of(desk: Phone) -> str:
    """The link that the desk shows, as a camera reads it from the QR code."""
    desk.sees("bridge.invite")
    expect(desk.page.locator(".pair svg path")).to_have_count(1, timeout=WAITS_MS)
    line = desk.page.locator(".ways code")
    expect(line).to_contain_text("scan-for", timeout=WAITS_MS)
    return line.inner_text().split('"')[1]


def open_desk(people: SignIn, login: str) -> Phone:
    desk = people(login, "/desk", desk=True)
    desk.tap("bridge.open")
    desk.sees("bridge.desk_online")
    return desk


def paired(people: SignIn, desk: Phone) -> Phone:
    """A phone on which nobody is signed in, with the desk's link opened."""
    phone = people("", link_of(desk).split("#")[1])
    phone.sees("bridge.phone_online")
    return phone


def test_an_order_is_picked_at_a_desk_with_a_phone_as_scanner(site: Site, people: SignIn) -> None:
    desk = open_desk(people, "li")
    phone = paired(people, desk)
    desk.sees("bridge.here")
    assert violations(desk.page) == []
    assert violations(phone.page) == []
    desk.open("/")
    desk.take(site.number(1))
    desk.goes_to("A-02-2")
    phone.scan("A-02-2")
    desk.sees("picking.to_take")
    phone.scan("OIL-5L")
    desk.confirms()
    desk.sees("picking.tote_wanted")
    phone.scan("T-0001")
    desk.goes_to("A-03-2")
    eventually(lambda: site.scans() == ["A-02-2", "OIL-5L", "T-0001"])
    phone.sees_text("3")


def test_scans_wait_for_a_page_that_is_loaded_again_and_for_a_server_that_is_killed(site: Site, people: SignIn) -> None:
    desk = open_desk(people, "li")
    phone = paired(people, desk)
    desk.open("/pallet")
    desk.tap("pallet.list")
    listed = desk.page.locator("textarea")
    phone.scan("BOX-1")
    phone.scan("BOX-2")
    expect(listed).to_have_value("BOX-1\nBOX-2", timeout=WAITS_MS)

    desk.page.goto("about:blank")
    phone.sees("bridge.phone_away")
    for number in range(3, 6):
        phone.scan(f"BOX-{number}")
    phone.sees("bridge.sent", arrived=2, waiting=3)
    phone.page.reload()
    phone.sees("bridge.sent", arrived=0, waiting=3)
    desk.open("/desk")
    desk.sees("bridge.desk_online")
    phone.sees("bridge.sent", arrived=3, waiting=0)
    desk.sees_text("BOX-5")

    desk.open("/pallet")
    desk.tap("pallet.list")
    site.server.kill()
    for number in range(6, 9):
        phone.scan(f"BOX-{number}")
    phone.sees("bridge.sent", arrived=3, waiting=3)
    site.server.start()
    expect(listed).to_have_value("BOX-6\nBOX-7\nBOX-8", timeout=2 * WAITS_MS)
    phone.sees("bridge.sent", arrived=6, waiting=0)


def test_a_code_that_was_used_lets_nobody_else_in(people: SignIn) -> None:
    desk = open_desk(people, "li")
    used = link_of(desk).split("#")[1]
    paired(people, desk)
    assert link_of(desk).split("#")[1] != used
    people("", used).sees("bridge.phone_not_let_in")


def test_a_serial_scanner_of_a_dock_computer_sends_to_the_page(people: SignIn, tmp_path: Path) -> None:
    desk = open_desk(people, "chen")
    master, slave = pty.openpty()
    tty.setraw(slave)
    command = [sys.executable, "-m", "server.cli", "bridge", link_of(desk), "--port", os.ttyname(slave)]
    program = subprocess.Popen(
        [*command, "--name", "Dock 1", "--spool", str(tmp_path / "bridge.db")], stderr=subprocess.DEVNULL
    )
    try:
        desk.sees_text("Dock 1")
        desk.sees("bridge.here")
        os.write(master, "库位-A1\r".encode())
        desk.sees_text("库位-A1")
    finally:
        program.terminate()
        program.wait()
        os.close(master)
        os.close(slave)
    desk.sees("bridge.not_here")
