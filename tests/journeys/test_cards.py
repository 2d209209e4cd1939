"""Work that the books cannot follow is kept on a card until a supervisor decides."""

import re

from playwright.sync_api import expect

from server.relocating.commands import Move
from tests.journeys.conftest import SignIn
from tests.journeys.phone import WAITS_MS
from tests.journeys.site import Site, eventually


def test_a_pick_of_what_the_books_do_not_have_waits_on_a_card_and_is_put_back(site: Site, people: SignIn) -> None:
    li = people("li")
    li.take(site.number(1))
    li.picks("A-02-2", "OIL-5L", tote="T-0001")
    li.goes_to("A-03-2")
    li.unsent(0)
    li.context.set_offline(True)
    # Somebody carried all of it off meanwhile.
    gone = Move(site.item("RICE-10"), site.place("A-03-2"), site.place("D-01"), 30, [])
    assert site.do("relocating.move", gone).result == "accepted"
    li.picks("A-03-2", "RICE-10")
    li.sees("picking.done_title")
    li.context.set_offline(False)
    eventually(lambda: site.outcomes("picking.confirm") == {"accepted": 1, "held": 1})
    li.open("/outbox")
    li.sees("outbox.held")

    chen = people("chen", "/cards", desk=True)
    chen.page.locator("button.task").filter(has_text="A-03-2").click()
    expect(chen.page).to_have_url(re.compile(r"#/cards/\d+"), timeout=WAITS_MS)
    chen.sees("cards.post_title")
    chen.tap("cards.is_back")
    chen.page.get_by_label(chen.words("cards.note")).fill("货还在 A-03-2")
    chen.tap("cards.put_back_do")
    chen.sees("cards.none")
    assert (site.cards("open"), site.cards("closed")) == (0, 1)
    site.proved()
