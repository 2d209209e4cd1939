"""A whole order with a wedge scanner: picked, checked by another person, shipped from the office."""

from tests.journeys.conftest import SignIn
from tests.journeys.site import Site, eventually


def test_an_order_is_picked_checked_by_another_person_and_shipped(site: Site, people: SignIn) -> None:
    picker = people("li")
    picker.take(site.number(1))
    picker.picks("A-02-2", "OIL-5L", tote="T-0001")
    picker.picks("A-03-2", "RICE-10")
    picker.sees("picking.done_title")
    eventually(lambda: site.state(1) == "picked")
    assert (site.there("A-02-2", "OIL-5L").on_hand, site.there("A-03-2", "RICE-10").on_hand) == (38, 27)
    assert site.there("T-0001", "OIL-5L").on_hand == 2

    checker = people("he")
    checker.take(site.number(1))
    for what, quantity in (("OIL-5L", 2), ("RICE-10", 3)):
        checker.scan(what)
        checker.sees("checking.how_many")
        checker.number(quantity)
        checker.tap("checking.confirm")
    checker.sees("checking.done_title")
    eventually(lambda: site.state(1) == "checked")

    office = people("chen", "/orders/1", desk=True)
    office.tap("office.do_ship")
    office.sees("office.is_final")
    office.page.get_by_role("group", name=office.words("office.do_ship")).get_by_role(
        "button", name=office.words("office.do_ship")
    ).click()
    eventually(lambda: site.state(1) == "shipped")
    office.sees("office.did", act=office.words("office.do_ship"))
    assert site.there("T-0001", "OIL-5L").on_hand == 0
    assert site.outcomes("picking.confirm") == {"accepted": 2}
    site.proved()
