"""What can go wrong between two bins, and what the screen says then."""

from playwright.sync_api import expect

from server.tasks.commands import TakeOver
from tests.journeys.conftest import SignIn
from tests.journeys.phone import WAITS_MS
from tests.journeys.site import Site, eventually


def test_two_pickers_cannot_take_the_same_task(site: Site, people: SignIn) -> None:
    number = site.number(1)
    wu = people("")
    wu.context.route_web_socket("**/api/live", lambda line: line.close())  # What others do does not reach this phone.
    wu.sign_in("wu")
    wu.sees_text(number)
    li = people("li")
    li.take(number)
    li.goes_to("A-02-2")

    wu.page.locator("button.task").filter(has_text=number).click()
    wu.is_refused("tasks.not_yours")
    expect(wu.red).to_contain_text(number)
    wu.tap("tasks.to_list")
    expect(wu.page.locator("button.task").filter(has_text=number)).to_be_hidden(timeout=WAITS_MS)
    assert site.holder(site.task(1)) == 1
    assert site.outcomes("tasks.claim") == {"accepted": 1, "refused": 1}
    site.proved()


def test_every_refusal_on_the_floor_says_where_to_go(site: Site, people: SignIn) -> None:
    li = people("li")
    li.take(site.number(1))
    li.goes_to("A-02-2")

    li.scan("B-01-1")
    li.is_refused("picking.wrong_bin.title")
    expect(li.red).to_contain_text("B-01-1")
    expect(li.red.locator(".goto")).to_contain_text("A-02-2")

    li.scan("SALT-400")  # No tap in between: the next scan answers.
    li.is_refused("picking.not_a_bin.title")
    li.scan("9999999")
    li.is_refused("code.unknown.title")

    li.scan("A-02-2")
    li.sees("picking.to_take")
    li.scan("RICE-10")
    li.is_refused("picking.wrong_item.title")
    expect(li.red).to_contain_text("OIL-5L")
    li.scan("OIL-5L")
    li.number(3)
    li.confirms()
    li.is_refused("picking.too_many.title")
    li.tap("ui.correct_it")
    li.number(2)
    li.confirms()
    li.scan("T-0001")
    li.goes_to("A-03-2")
    eventually(lambda: site.there("A-02-2", "OIL-5L").on_hand == 38)
    assert site.outcomes("picking.confirm") == {"accepted": 1}
    site.proved()


def test_a_short_line_is_found_elsewhere_counted_blind_and_approved(site: Site, people: SignIn) -> None:
    li = people("li")
    li.take(site.number(1))
    li.goes_to("A-02-2")
    li.scan("A-02-2")
    li.sees("picking.to_take")
    li.scan("OIL-5L")
    li.key(li.words("picking.problem"))
    li.tap("picking.too_few")
    li.number(1)
    li.tap("picking.report_short")
    li.sees("picking.tote_wanted")
    li.scan("T-0001")
    # One is in the tote, the other is in doubt, and another bin has it.
    eventually(lambda: site.outcomes("picking.short") == {"adjusted": 1})
    assert site.there("A-02-2", "OIL-5L").in_doubt > 0
    li.picks("A-03-2", "RICE-10")
    li.picks("A-06-1", "OIL-5L", one=True)
    li.sees("picking.done_title")
    eventually(lambda: site.state(1) == "picked")

    liu = people("liu")
    liu.take_first()
    liu.goes_to("A-02-2")
    liu.scan("A-02-2")
    liu.page.locator(".keys").wait_for()
    assert "38" not in liu.page.inner_text("body"), "a count is blind"
    liu.number(37)
    liu.tap("counting.write_down")
    liu.sees("counting.done_title")
    eventually(lambda: site.outcomes("counting.submit") == {"accepted": 1})
    # Nobody decides before every phone has told what it knew when the count was made.
    li.open("/outbox")
    with li.page.expect_response("**/api/commands"):
        li.tap("outbox.connect")

    chen = people("chen", "/counts", desk=True)
    chen.sees_text("A-02-2")
    chen.tap("office.approve_count")
    chen.page.get_by_role("combobox", name=chen.words("office.reason")).select_option("loss")
    chen.page.locator(".box .in").get_by_role("button", name=chen.words("office.approve_count")).click()
    chen.sees("office.no_counts")
    standing = site.there("A-02-2", "OIL-5L")
    assert (standing.on_hand, standing.in_doubt) == (37, 0)
    site.proved()


def test_a_task_that_is_taken_over_says_so_and_books_nothing_twice(site: Site, people: SignIn) -> None:
    li = people("li")
    li.take(site.number(1))
    li.picks("A-02-2", "OIL-5L", tote="T-0001")
    li.goes_to("A-03-2")
    eventually(lambda: site.outcomes("picking.confirm") == {"accepted": 1})
    assert site.do("tasks.take_over", TakeOver(site.task(1)), "chen").result == "accepted"
    li.sees("picking.gone_title")

    chen = people("chen", "/")
    chen.sees("tasks.in_hand")
    chen.take_first()
    chen.picks("A-03-2", "RICE-10")
    chen.sees("picking.done_title")
    eventually(lambda: site.state(1) == "picked")
    assert site.there("T-0001", "OIL-5L").on_hand == 2
    assert site.there("T-0001", "RICE-10").on_hand == 3
    site.proved()


def test_a_skipped_line_comes_again_at_the_end(site: Site, people: SignIn) -> None:
    li = people("li")
    li.take(site.number(1))
    li.goes_to("A-02-2")
    li.tap("picking.skip")
    li.picks("A-03-2", "RICE-10", tote="T-0002")
    li.picks("A-02-2", "OIL-5L")
    li.sees("picking.done_title")
    eventually(lambda: site.state(1) == "picked")
    site.proved()
