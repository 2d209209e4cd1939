"""The setup pages in a real browser that trusts this house; the device check reads a code from the camera."""

import base64
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from playwright.sync_api import Page, expect, sync_playwright

from server.run import pwa
from tests.setup.test_caddy import Front, front

__all__ = ["front"]

CODE = "A-02-2"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def film(file: Path, text: str, width: int = 640, height: int = 480) -> None:
    """A camera film of two frames that show a QR code: YUV4MPEG2, as Chromium's fake camera reads it."""
    cells = [list(row) for row in segno.make(text, micro=False).matrix_iter(scale=12, border=4)]
    top, left = (height - len(cells)) // 2, (width - len(cells)) // 2
    grey = bytearray(b"\xff" * (width * height))
    for y, row in enumerate(cells):
        for x, dark in enumerate(row):
            if dark:
                grey[(top + y) * width + left + x] = 16
    frame = b"FRAME\n" + bytes(grey) + b"\x80" * (width * height // 2)
    file.write_bytes(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420\n".encode() + frame * 2)


@pytest.fixture(scope="module")
def page(front: Front, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    film(camera := tmp_path_factory.mktemp("camera") / "code.y4m", CODE)
    decoder = front.pwa / "setup" / "decoder"
    pwa.put_decoder(decoder)
    leaf = x509.load_pem_x509_certificate(front.certificates.leaf.read_bytes())
    public = leaf.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    trusted = base64.b64encode(hashlib.sha256(public).digest()).decode()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                *(["--no-sandbox"] if os.geteuid() == 0 else []),
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={camera}",
                # As if the root were installed, for this one certificate; anything else stays untrusted.
                f"--ignore-certificate-errors-spki-list={trusted}",
            ],
        )
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
        yield context.new_page()
        browser.close()


def test_a_phone_that_trusts_us_is_told_so_and_keeps_its_pairing_code(page: Page, front: Front) -> None:
    page.goto(f"http://localhost:{front.ports.http}/#pair=12345678")
    expect(page.locator("#trusted")).to_be_visible()
    page.locator("main > a.open").click()
    page.wait_for_url(f"https://localhost:{front.ports.https}/#/pair/12345678")


def test_the_steps_for_this_kind_of_device_are_open(page: Page, front: Front) -> None:
    page.goto(f"http://localhost:{front.ports.http}/setup/")
    expect(page.locator("details[open]")).to_have_count(1)
    expect(page.locator("#desk")).to_have_attribute("open", "")


def test_the_device_check_reads_a_code_from_the_camera(page: Page, front: Front) -> None:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"https://localhost:{front.ports.https}/setup/test.html")
    page.locator("#start").click()
    expect(page.locator("#read")).to_have_text(CODE)
    for check in ("secure", "camera", "worker", "scan"):
        expect(page.locator(f"#{check}")).to_have_attribute("data-state", "good")
    # Whether a browser promises to keep things differs; that it could store is what counts.
    expect(page.locator("#storage")).not_to_have_attribute("data-state", "bad")
    assert problems == []
