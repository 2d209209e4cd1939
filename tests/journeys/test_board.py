"""The supervisor's board moves with the floor, over the line that it holds open."""

import re

from playwright.sync_api import WebSocket, expect

from tests.journeys.conftest import SignIn
from tests.journeys.phone import WAITS_MS, Phone
from tests.journeys.site import Site


def shows(board: Phone, state: str, orders: int) -> None:
    """The column comes to show so many, without loading anything anew."""
    column = board.page.locator(".flow > div").filter(has=board.page.get_by_text(board.words(state), exact=True))
    expect(column.locator("dd b")).to_have_text(str(orders), timeout=WAITS_MS)


def test_the_board_follows_a_pick_without_a_reload(site: Site, people: SignIn) -> None:
    board = people("", desk=True)
    lines: list[WebSocket] = []
    board.page.on("websocket", lambda line: lines.append(line))
    board.sign_in("chen")
    expect(board.page).to_have_url(re.compile("#/board"))
    shows(board, "office.state_released", 3)
    li = people("li")
    opened = len(lines)
    with board.stays():
        li.take(site.number(1))
        expect(board.page.locator(".board")).to_contain_text("李强", timeout=WAITS_MS)
        li.picks("A-02-2", "OIL-5L", tote="T-0001")
        shows(board, "office.state_picking", 1)
        shows(board, "office.state_released", 2)
        li.picks("A-03-2", "RICE-10")
        li.sees("picking.done_title")
        shows(board, "office.state_picked", 1)
        shows(board, "office.state_picking", 0)
    assert len(lines) == opened > 0, "the same line all the time"
    site.proved()


def test_the_board_goes_on_where_a_killed_server_left_it(site: Site, people: SignIn) -> None:
    board, li = people("chen", desk=True), people("li")
    shows(board, "office.state_released", 3)
    with board.stays(), li.stays():
        site.server.kill()
        site.server.start()
        li.take(site.number(1))
        li.picks("A-02-2", "OIL-5L", tote="T-0001")
        shows(board, "office.state_picking", 1)
    site.proved()
