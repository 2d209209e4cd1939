"""A receiver photographs a pallet: what is there, what is missing, and where to look, on a phone's screen."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.axe import violations
from tests.journeys.conftest import SignIn
from tests.journeys.phone import WAITS_MS, Phone
from tests.journeys.site import Site
from tests.scanning.pallet.scenes import Scene, jpeg, many, pallet

CODES = many(9, seed=9)
MISSING = "PAL-09999-0000"


@pytest.fixture(scope="module")
def scene() -> Scene:
    """The pallet: nine cartons, upright as a phone is held."""
    return pallet(CODES, width_px=3000, height_px=4000, module_px=3, seed=9)


@pytest.fixture
def photo(scene: Scene, tmp_path: Path) -> Path:
    """The photo that the phone's camera takes."""
    path = tmp_path / "pallet.jpg"
    path.write_bytes(jpeg(scene.picture))
    return path


def take(phone: Phone, photo: Path) -> None:
    with phone.page.expect_file_chooser() as chooser:
        phone.page.locator(".foot .btn.main").click()
    chooser.value.set_files(photo)


def test_a_photo_is_held_against_a_scanned_list(people: SignIn, photo: Path) -> None:
    phone = people("li", "/pallet")
    phone.tap("pallet.list")
    for text in [*(text for text, _ in CODES[:7]), MISSING]:
        phone.scan(text)
    expect(phone.page.locator("textarea")).to_have_value("\n".join([*(text for text, _ in CODES[:7]), MISSING]))
    phone.tap("pallet.list_done")
    take(phone, photo)
    counts = phone.page.locator(".counts li")
    expect(counts).to_have_count(3, timeout=WAITS_MS)
    assert [count.split()[0] for count in counts.all_inner_texts()] == ["7", "1", "2"]
    rows = phone.page.locator(".rows .code")
    expect(rows.first).to_contain_text(MISSING)
    assert phone.page.locator(".marked .found .line").count() == 7
    assert phone.page.locator(".marked .unexpected .line").count() == 2

    assert violations(phone.page) == []

    rows.filter(has_text=CODES[7][0]).click()
    expect(phone.page.locator(".marked.near")).to_be_visible()
    phone.page.locator(".marked .cover").click()
    expect(phone.page.locator(".marked.near")).to_have_count(0)

    with phone.page.expect_download() as saved:
        rows.last.click()
    assert Path(saved.value.path()).read_bytes().startswith(b"\xff\xd8")


def test_without_the_server_the_photo_waits_on_the_page(site: Site, people: SignIn, photo: Path) -> None:
    phone = people("li", "/pallet")
    phone.sees("pallet.begin")
    site.server.kill()
    phone.sees("pallet.offline")
    take(phone, photo)
    phone.sees("pallet.offline_kept")
    site.server.start()
    phone.tap("pallet.send_again")
    expect(phone.page.locator(".counts b").first).to_have_text("9", timeout=WAITS_MS)


def test_a_file_that_is_no_photo_is_refused_in_words(people: SignIn, tmp_path: Path) -> None:
    phone = people("li", "/pallet")
    broken = tmp_path / "photo.jpg"
    broken.write_bytes(b"not a photo")
    take(phone, broken)
    phone.sees("picture.unknown_format")
