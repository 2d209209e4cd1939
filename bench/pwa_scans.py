"""From the last key of a wedge scan to the frame that paints its answer, and whether a burst of scans loses any."""

import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from bench.pwa_phone import LANGUAGE, Phone, percentile, stored
from bench.pwa_site import LONG_LINES, Site
from server.commands.tables import scan_event
from server.store.transaction import Sql
from tests.journeys.browser import Chromium
from tests.journeys.words import says

LOADED = 2000
BURST, BURST_S = 10, 2.0
ANCHOR_PRESSES = 100
TOTE = "T-0000"

SCANS = Sql(select(scan_event.c.text).where(scan_event.c.task_id == bindparam("task")).order_by(scan_event.c.seq))

# The cue is one attribute of one element. The answer is painted when the frame after its change is done.
CUES = """(() => {
  window.cues = [];
  let pressed = 0;
  addEventListener("keydown", (event) => { if (event.key === "Enter") pressed = event.timeStamp; }, { capture: true });
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }) => window.cues.push(performance.now() - data);
  new MutationObserver((changes) => {
    if (!changes.some(({ target }) => target.dataset.cue)) return;
    const from = pressed;
    requestAnimationFrame(() => channel.port2.postMessage(from));
  }).observe(document, { attributes: true, attributeFilter: ["data-cue"], subtree: true });
})()"""

# The phone's own list, filled up with copies under other numbers.
FILL = """(wanted) => new Promise((resolve, reject) => {
  const opening = indexedDB.open("truebin");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const writing = opening.result.transaction("tasks", "readwrite");
    const store = writing.objectStore("tasks");
    store.getAll().onsuccess = ({ target: { result: tasks } }) => {
      for (let more = tasks.length; more < wanted; more += 1)
        store.put({ ...tasks[more % tasks.length], id: 1_000_000 + more, number: `COPY-${more}` });
    };
    writing.oncomplete = () => { opening.result.close(); resolve(); };
    writing.onabort = () => reject(writing.error);
  };
})"""


@dataclass(frozen=True)
class Cue:
    """Milliseconds from Enter to the painted frame."""

    processor: int
    aims_ms: tuple[float, float]
    all_ms: list[float]
    anchor_ms: list[float]
    tasks: int

    def at(self, share: float) -> float:
        """A percentile of ours."""
        return percentile(self.all_ms, share)

    def anchor_at(self, share: float) -> float:
        """The same of the bare page."""
        return percentile(self.anchor_ms, share)


@dataclass(frozen=True)
class BurstLoss:
    """How many of BURST scans within BURST_S reached the books, in their order."""

    processor: int
    arrived: int
    in_order: bool
    took_s: float


def measure(chromium: Chromium, site: Site) -> tuple[list[Cue], list[BurstLoss]]:
    """Pick two long tasks at two speeds of the processor, then scan bursts into two more."""
    site.put_bare_key()
    cues, losses = [], []
    for login, processor, aims in (("p0", 1, (8.0, 16.0)), ("p1", 6, (50.0, 100.0))):
        phone = _picker(chromium, site, login)
        took, tasks = _pick(phone, processor)
        cues.append(Cue(processor, aims, took, _bare(phone, processor), tasks))
        phone.close()
    for login, processor in (("p2", 1), ("p3", 6)):
        phone = _picker(chromium, site, login)
        losses.append(_burst(phone, site, processor))
        phone.close()
    return cues, losses


def _picker(chromium: Chromium, site: Site, login: str) -> Phone:
    phone = Phone(chromium, site.address)
    phone.sign_in(login)
    phone.page.wait_for_selector("button.task")
    phone.is_kept()
    return phone


def _take_first(phone: Phone) -> dict[str, Any]:
    """Claim the first task of the list, then start the app again right in it, with a full list on the phone."""
    phone.page.locator("button.task").first.click()
    phone.page.wait_for_selector(".sign")
    id = int(phone.page.url.rpartition("/")[2])
    phone.page.evaluate(FILL, LOADED)
    phone.page.close()
    phone.new_page()
    phone.page.add_init_script(CUES)
    phone.page.goto(f"{phone.address}/#/pick/{id}")
    phone.page.wait_for_selector(".sign")
    return next(task for task in stored(phone.page, "tasks") if task["id"] == id)


def _pick(phone: Phone, processor: int) -> tuple[list[float], int]:
    task = _take_first(phone)
    assert len(task["lines"]) == LONG_LINES, "the long tasks are the first of the list"
    page = phone.page
    phone.throttle(processor=processor)
    measured: list[float] = []

    def scan(text: str) -> None:
        """The answer before must be over, or one would be taken for the other."""
        phone.until("!document.querySelector('.cue[data-cue]')")
        page.evaluate("cues.length = 0")
        phone.scan(text)
        phone.until("cues.length > 0")
        measured.append(float(page.evaluate("cues[0]")))

    for number, line in enumerate(task["lines"]):
        place = line["place"]["code"]
        page.wait_for_selector(f".sign :text-is('{place}')")
        scan(place)
        page.wait_for_selector(".sign", state="detached")
        scan(line["item"]["code"])  # One piece: its scan is its count.
        if number == 0:
            page.get_by_text(says("picking.tote_wanted", LANGUAGE)).wait_for()
            scan(TOTE)
    return measured, len(stored(page, "tasks"))


def _bare(phone: Phone, processor: int) -> list[float]:
    """A page that does nothing else than change a colour on Enter, with the same stop-watch."""
    phone.page.goto(f"{phone.address}/key.html")
    phone.throttle(processor=processor)
    measured = []
    for _ in range(ANCHOR_PRESSES):
        phone.until("!document.querySelector('[data-cue]')")
        phone.page.evaluate("cues.length = 0")
        phone.scan("A-01-2")
        phone.until("cues.length > 0")
        measured.append(float(phone.page.evaluate("cues[0]")))
    return measured


def _burst(phone: Phone, site: Site, processor: int) -> BurstLoss:
    task = _take_first(phone)["id"]
    phone.throttle(processor=processor)
    sent = [f"BURST-{number}" for number in range(BURST)]
    began = time.monotonic()
    for number, text in enumerate(sent):
        # At a steady pace, as from a trigger held down.
        time.sleep(max(0.0, began + number * BURST_S / BURST - time.monotonic()))
        phone.scan(text)
    took = time.monotonic() - began
    until = time.monotonic() + 30
    arrived: list[str] = []
    while len(arrived) < BURST and time.monotonic() < until:
        time.sleep(0.1)
        with site.store.reader() as reader:
            arrived = [text for (text,) in reader.all(SCANS, task=task) if text.startswith("BURST-")]
    return BurstLoss(processor, len(arrived), arrived == sent, took)
