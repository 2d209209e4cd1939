"""A label of the goods themselves: the phone reads it with and without a network, and the books believe the same."""

from server.catalog.commands import BindBarcode
from server.commands.perform import Caller
from server.kernel.ids import new_id
from tests.journeys.conftest import SignIn
from tests.journeys.site import HOUSE, Site, eventually

GTIN = "6901234567892"
KEPT = """async () => {
  await navigator.serviceWorker.ready;
  const names = await caches.keys();
  const paths = (await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))).flat();
  return paths.some((request) => request.url.includes('/assets/named'));
}"""


def test_a_label_is_its_item_also_without_a_network(site: Site, people: SignIn) -> None:
    bound = BindBarcode(GTIN, "item", site.item("OIL-5L"))
    outcome = Caller(site.store, HOUSE, new_id(), name="test").do("catalog.bind_barcode", bound, site.warehouse)
    assert outcome.result == "accepted", outcome
    li = people("li")
    eventually(lambda: bool(li.page.evaluate(KEPT)))
    li.take(site.number(1))
    li.goes_to("A-02-2")
    li.context.set_offline(True)
    li.scan("A-02-2")
    li.sees("picking.to_take")
    li.scan("010690123456789310L-7")  # Its check digit is wrong.
    li.is_refused("code.unknown.title")
    li.scan("https://id.gs1.org/01/06901234567892/10/L-7?17=271231")
    li.scan("]C10106901234567892")  # The second of two.
    li.scan("T-0001")
    li.goes_to("A-03-2")
    li.context.set_offline(False)
    eventually(lambda: site.there("A-02-2", "OIL-5L").on_hand == 38)
    assert site.outcomes("picking.confirm") == {"accepted": 1}
    site.proved()
