"""Picking with the phone's camera, which sees a film of printed labels, and what becomes of it when something fails."""

import base64
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Playwright, TimeoutError, expect
from sqlalchemy import select

from scanning.labels.picture import Picture, png
from server.catalog.commands import BindBarcode
from server.commands.tables import scan_event
from server.store.transaction import Sql
from tests.journeys.browser import Chromium
from tests.journeys.conftest import SCREEN
from tests.journeys.film import databar_limited, ean13, film, gb18030_qr, gs1_data_matrix, wall
from tests.journeys.phone import WAITS_MS, Phone
from tests.journeys.site import Site, eventually

# The walk of order 1, label after label; the wall gives a hand the time to tap.
WALK: list[tuple[str | Picture, float]] = [
    ("A-02-2", 1.4), ("OIL-5L", 1.4), ("", 1.6), ("T-0001", 1.4),
    ("A-03-2", 1.4), ("RICE-10", 1.4), ("", 1.6),
]  # fmt: skip

TAP_MS = 1_500

EAN = "6901234567892"
CHINESE = "东北大米 10公斤"
# One of each of what phones read badly: bars askew, Chinese without a declared character set, GS1 with FNC1.
STRANGE: list[tuple[str | Picture, float]] = [
    ("A-02-2", 1.2), (ean13(EAN, 45), 1.2), ("T-0001", 1.2), ("A-03-2", 1.2), (gb18030_qr(CHINESE), 1.2),
    ("B-04-3", 1.2), (gs1_data_matrix("[01]06912345678902[10]LOT-7[21]S1"), 1.2), ("", 1.0),
]  # fmt: skip
SCANNED_GS1 = "010691234567890210LOT-7\x1d21S1"

SEEN = Sql(select(scan_event.c.text, scan_event.c.symbology).order_by(scan_event.c.seq))

# A camera that hands out its frames one by one, with a light and a lens; what is asked of it is written down.
HANDED = """(frames) => {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const pictures = frames.map((text) => new Blob([bytes(text)], { type: "image/png" }));
  const make = window.createImageBitmap.bind(window);
  window.taken = 0;
  window.createImageBitmap = () => make(pictures[Math.min(window.taken++, pictures.length - 1)]);
  window.asked = [];
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [640, 480];
  const paper = canvas.getContext("2d");
  setInterval(() => paper.fillRect(0, 0, 640, 480), 60);
  navigator.mediaDevices.getUserMedia = async () => {
    const stream = canvas.captureStream(15);
    const [track] = stream.getVideoTracks();
    track.getCapabilities = () => ({
      torch: true, zoom: { min: 0.5, max: 8, step: 0.1 }, focusMode: ["continuous", "single-shot"],
    });
    track.applyConstraints = async ({ advanced }) => { window.asked.push(advanced[0]); };
    return stream;
  };
}"""

Shows = Callable[[Sequence[tuple[str | Picture, float]]], Chromium]


@pytest.fixture
def shows(playwright: Playwright, tmp_path: Path) -> Iterator[Shows]:
    """A browser whose camera sees a film, again and again."""
    made: list[Chromium] = []

    def show(shots: Sequence[tuple[str | Picture, float]]) -> Chromium:
        made.append(Chromium(playwright, tmp_path / "profile", film(tmp_path / "film.mjpeg", shots)))
        return made[-1]

    yield show
    for browser in made:
        browser.close()


def test_a_filmed_walk_past_the_labels_picks_the_order(site: Site, shows: Shows) -> None:
    phone = Phone(shows(WALK).start(), site.address)
    phone.page.set_viewport_size({"width": 390, "height": 844})
    phone.sign_in("li")
    phone.take(site.number(1))
    phone.goes_to("A-02-2")
    phone.tap("picking.scan_bin")

    # The film does not wait for the person: what comes too early is refused, and the person goes on.
    def go_on(red: Locator) -> None:
        red.get_by_role("button").last.click()

    phone.page.add_locator_handler(phone.red, go_on)
    done = phone.page.get_by_text(phone.words("picking.done_title"))
    take = phone.take_button
    expect(take.or_(done)).to_be_visible(timeout=2 * WAITS_MS)
    while not done.is_visible():
        # On a slow machine the film comes round again and counts the goods before the hand does.
        with suppress(TimeoutError):
            take.click(timeout=TAP_MS)
        expect(take.or_(done)).to_be_visible(timeout=2 * WAITS_MS)

    eventually(lambda: site.state(1) == "picked")
    assert (site.there("A-02-2", "OIL-5L").on_hand, site.there("A-03-2", "RICE-10").on_hand) == (38, 27)
    assert (site.there("T-0001", "OIL-5L").on_hand, site.there("T-0001", "RICE-10").on_hand) == (2, 3)
    assert list(dict.fromkeys(site.scans())) == ["A-02-2", "OIL-5L", "T-0001", "A-03-2", "RICE-10"]
    site.proved()
    assert phone.faults == []


def opens_camera(phone: Phone, site: Site, order: int) -> None:
    """Take an order's pick and open the camera at its first bin."""
    phone.page.set_viewport_size(SCREEN)
    phone.sign_in("li")
    phone.take(site.number(order))
    phone.goes_to("A-02-2")
    phone.tap("picking.scan_bin")


def seen(site: Site) -> list[tuple[str, str]]:
    """Every code that the phone told the server, right or wrong, with its symbology."""
    with site.store.reader() as reader:
        return [(text, symbology) for text, symbology in reader.all(SEEN)]


def test_bars_askew_chinese_and_gs1_are_read_as_they_are_meant(site: Site, shows: Shows) -> None:
    site.do("catalog.bind_barcode", BindBarcode(EAN, "item", site.item("OIL-5L")))
    site.do("catalog.bind_barcode", BindBarcode(CHINESE, "item", site.item("RICE-10")))
    phone = Phone(shows(STRANGE).start(), site.address)
    phone.page.add_locator_handler(phone.red, lambda red: red.get_by_role("button").last.click())
    opens_camera(phone, site, 3)
    wanted = {(EAN, "ean13"), (CHINESE, "qr"), (SCANNED_GS1, "data_matrix")}

    def all_told() -> bool:
        phone.page.wait_for_timeout(50)  # The page's own events are heard while this waits.
        return wanted <= set(seen(site))

    eventually(all_told)
    assert {EAN, CHINESE} <= set(site.scans())
    assert phone.faults == []


@pytest.fixture
def handheld(site: Site, chromium: Chromium) -> Iterator[Callable[[Sequence[Picture]], Phone]]:
    """A phone whose camera gives these frames, one by one, and then the last one again and again."""
    given: list[BrowserContext] = []

    def hold(frames: Sequence[Picture]) -> Phone:
        context = chromium.browser.new_context(viewport=SCREEN, locale="zh-CN", timezone_id="Asia/Shanghai")
        given.append(context)
        told = [base64.b64encode(png(frame)).decode() for frame in frames]
        context.add_init_script(f"({HANDED})({told})")
        return Phone(context, site.address)

    yield hold
    for context in given:
        context.close()


def test_what_only_one_frame_says_is_not_taken(site: Site, handheld: Callable[[Sequence[Picture]], Phone]) -> None:
    # Bars that one decoder alone reads, each in one frame only; the next frame says otherwise.
    flashes = [databar_limited(digits) for digits in ("01234567890005", "01234567890012", "01234567890029")]
    held = databar_limited("01234567890036")
    phone = handheld([wall(), *(frame for flash in flashes for frame in (flash, wall())), held, held])
    opens_camera(phone, site, 1)
    eventually(lambda: bool(seen(site)))
    assert [symbology for _, symbology in seen(site)] == ["databar_limited"]
    assert "01234567890036" in seen(site)[0][0]
    assert phone.page.evaluate("window.taken") > 2 * len(flashes) + 2
    assert phone.faults == []


def test_light_zoom_and_focus_do_what_their_buttons_say(
    site: Site, handheld: Callable[[Sequence[Picture]], Phone]
) -> None:
    phone = handheld([wall()])
    opens_camera(phone, site, 1)
    for key, asked in (("ui.torch", {"torch": True}), ("ui.zoom", {"zoom": 2}), ("ui.zoom", {"zoom": 1})):
        button = phone.page.get_by_role("button", name=phone.words(key), exact=True)
        button.click()
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 56, "a thumb in a glove needs 56 pixels"
        assert phone.page.evaluate("window.asked.at(-1)") == asked
    place = phone.page.locator(".cam video").bounding_box()
    assert place is not None
    phone.page.locator(".cam video").click(position={"x": place["width"] / 2, "y": place["height"] / 2})
    assert phone.page.evaluate("window.asked.at(-1)") == {
        "focusMode": "single-shot", "pointsOfInterest": [{"x": 0.5, "y": 0.5}],
    }  # fmt: skip
    assert phone.faults == []


def test_a_decoder_that_cannot_be_loaded_is_said_at_once(
    warehouse: Path, built: Path, tmp_path: Path, shows: Shows
) -> None:
    broken = Path(shutil.copytree(built, tmp_path / "broken"))
    wasm = [*broken.rglob("zbar*.wasm*")]
    assert wasm, "the app has lost its second decoder"
    for file in wasm:
        file.unlink()
    site = Site(warehouse, tmp_path, broken)
    site.server.start()
    try:
        phone = Phone(shows([("", 1)]).start(), site.address)
        opens_camera(phone, site, 1)
        phone.sees("scanner.decoder_failed")
    finally:
        site.close()
