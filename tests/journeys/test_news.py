"""What the server made of work comes back to the hand that did it, also hours later: in words, and as a task."""

from playwright.sync_api import expect

from server.selling.commands import Cancel
from tests.journeys.conftest import SignIn
from tests.journeys.phone import WAITS_MS
from tests.journeys.site import Site, eventually


def test_goods_that_nobody_wants_any_more_go_back_as_a_task(site: Site, people: SignIn) -> None:
    phone = people("li")
    phone.take(site.number(1))
    phone.goes_to("A-02-2")
    phone.context.set_offline(True)
    phone.picks("A-02-2", "OIL-5L", tote="T-0001")
    phone.goes_to("A-03-2")
    assert site.do("selling.cancel", Cancel(1, "customer")).result == "accepted"
    phone.context.set_offline(False)

    news = phone.page.get_by_role("alert").filter(has_text=phone.words("tasks.was_superseded"))
    expect(news).to_contain_text("A-02-2", timeout=WAITS_MS)
    # Not read yet: it is there again when the app is opened anew.
    phone.page.reload()
    expect(news).to_be_visible(timeout=WAITS_MS)
    phone.tap("tasks.put_back_now")
    main = phone.page.locator(".btn.main")
    expect(main).to_have_text(phone.words("relocating.scan_item"), timeout=WAITS_MS)
    phone.scan("OIL-5L")
    phone.sees("relocating.how_many")
    main.click()
    phone.goes_to("A-02-2")
    phone.scan("A-03-2")
    phone.is_refused("relocating.wrong_bin.title")
    phone.scan("A-02-2")
    phone.sees("relocating.done_title")
    eventually(lambda: site.outcomes("relocating.put_back") == {"accepted": 1})
    assert (site.there("A-02-2", "OIL-5L").on_hand, site.there("T-0001", "OIL-5L").on_hand) == (40, 0)
    expect(news).to_have_count(0)
    site.proved()


def test_goods_that_really_lie_elsewhere_are_taken_there_by_whoever_may_say_so(site: Site, people: SignIn) -> None:
    phone = people("chen", "/")
    phone.take(site.number(1))
    phone.goes_to("A-02-2")
    phone.scan("A-06-1")
    phone.is_refused("picking.wrong_bin.title")
    phone.tap("tasks.really_there", place="A-06-1")
    phone.sees("picking.to_take")
    phone.scan("OIL-5L")
    phone.confirms()
    phone.scan("T-0001")
    news = phone.page.get_by_role("alert").filter(has_text=phone.words("tasks.was_adjusted"))
    expect(news).to_contain_text("A-06-1", timeout=WAITS_MS)
    assert site.outcomes("picking.confirm") == {"adjusted": 1}
    assert (site.there("A-02-2", "OIL-5L").on_hand, site.there("A-06-1", "OIL-5L").on_hand) == (40, 22)
    phone.tap("tasks.seen")
    expect(news).to_have_count(0)
    site.proved()


def test_a_picker_may_not_say_that_goods_lie_elsewhere(site: Site, people: SignIn) -> None:
    phone = people("li")
    phone.take(site.number(1))
    phone.goes_to("A-02-2")
    phone.scan("A-06-1")
    phone.is_refused("picking.wrong_bin.title")
    expect(phone.red.get_by_role("button")).to_have_count(1)
