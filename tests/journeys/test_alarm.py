"""A phone whose storage was copied or rolled back: it is stopped, says so, and its person finds the way out."""

from playwright.sync_api import expect

from server.flows.demo import PASSWORD
from tests.journeys.conftest import SignIn
from tests.journeys.phone import WAITS_MS
from tests.journeys.site import Site, eventually

# As after the restore of an older backup of the phone: the counter stands where it stood before.
ROLLED_BACK = """() => new Promise((done, failed) => {
  const opening = indexedDB.open("truebin");
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const writing = opening.result.transaction(["device", "entries"], "readwrite");
    const device = writing.objectStore("device");
    const asked = device.get("self");
    asked.onsuccess = () => device.put({...asked.result, newest: 0}, "self");
    writing.objectStore("entries").clear();
    writing.oncomplete = () => { opening.result.close(); done(); };
    writing.onabort = () => failed(writing.error);
  };
})"""


def test_a_rolled_back_phone_goes_on_under_a_new_number(site: Site, people: SignIn) -> None:
    phone = people("li")
    phone.take(site.number(1))
    phone.goes_to("A-02-2")
    phone.is_online()
    phone.page.evaluate(ROLLED_BACK)
    phone.scan("A-02-2")
    phone.tap("ui.back")
    phone.sees("ui.bar_alarm", count=1)
    phone.page.locator("button.bar").click()
    phone.tap("outbox.renew")
    phone.tap("outbox.renew_do")

    phone.tap("people.with_password")
    phone.page.get_by_label(phone.words("people.login"), exact=True).fill("li")
    phone.page.get_by_label(phone.words("people.password"), exact=True).fill(PASSWORD)
    phone.page.get_by_role("button", name=phone.words("people.sign_in"), exact=True).click()
    phone.is_online()
    expect(phone.page.locator("button.bar")).to_have_count(0, timeout=WAITS_MS)
    eventually(lambda: site.scans() == ["A-02-2"])
    site.proved()


def test_a_scan_that_could_not_be_stored_is_never_called_right(site: Site, people: SignIn) -> None:
    phone = people("li")
    phone.take(site.number(1))
    phone.goes_to("A-02-2")
    phone.page.evaluate(
        """() => { const add = IDBObjectStore.prototype.add;
        window.room = () => { IDBObjectStore.prototype.add = add; };
        IDBObjectStore.prototype.add = () => { throw new DOMException("no room", "QuotaExceededError"); }; }"""
    )
    phone.scan("A-02-2")
    phone.is_refused("ui.not_saved")
    expect(phone.red).to_contain_text(phone.words("ui.not_saved_say"))
    phone.unsent(0)

    phone.page.evaluate("window.room()")
    phone.scan("A-02-2")
    phone.sees("picking.to_take")
    expect(phone.red).to_have_count(0)
    eventually(lambda: site.scans() == ["A-02-2"])
