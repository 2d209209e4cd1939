"""`POST /api/decode`: a photo comes in, codes with their corners go out, and what must not be read is not read."""

import json
import signal
import time
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import httpx
from litestar import Litestar
from litestar.testing import TestClient

from scanning import picture
from scanning.labels.picture import code128_picture, png
from server.web.decoding import routes
from tests.scanning.pallet.scenes import jpeg, many, pallet
from tests.server.web.conftest import PASSWORD, Phone
from tests.server.web.decoding.test_pool import is_there
from tests.serving import Server

NewPhone = Callable[[str], Phone]
SCENE = pallet(many(12), module_px=3)
PHOTO = jpeg(SCENE.picture)
TEXTS = [one.text for one in SCENE.placed]
GONE_WITHIN_S = 20


def post(client: TestClient[Litestar], phone: Phone | None, photo: bytes, **fields: str) -> Any:
    headers = {} if phone is None else {"authorization": f"Bearer {phone.token}"}
    return client.post("/api/decode", files={"photo": ("pallet.jpg", photo)}, data=fields, headers=headers)


def test_every_code_is_found_where_it_lies(client: TestClient[Litestar], new_phone: NewPhone) -> None:
    answer = post(client, new_phone("li"), PHOTO)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert (body["width"], body["height"]) == (4000, 3000)
    assert body["missing"] == body["unexpected"] == []
    assert body["drawn"] == ""
    places = {one.text: one.middle for one in SCENE.placed}
    assert sorted(one["text"] for one in body["found"]) == sorted(places)
    for one in body["found"]:
        x, y = (sum(corner[axis] for corner in one["corners"]) / 4 for axis in (0, 1))
        assert abs(x - places[one["text"]][0]) < 60
        assert abs(y - places[one["text"]][1]) < 60


def test_a_list_tells_missing_and_unexpected(client: TestClient[Litestar], new_phone: NewPhone) -> None:
    wish = "\n".join([*TEXTS[:10], "NOT-HERE", "", TEXTS[0]])
    body = post(client, new_phone("li"), PHOTO, expected=wish, draw="true").json()
    assert body["missing"] == ["NOT-HERE", TEXTS[0]]
    assert sorted(one["text"] for one in body["unexpected"]) == sorted(TEXTS[10:])
    assert b64decode(body["drawn"]).startswith(b"\xff\xd8")


def test_who_is_not_signed_in_is_sent_away(client: TestClient[Litestar]) -> None:
    assert post(client, None, PHOTO).status_code == 401


def test_what_is_no_photo_is_refused_with_words(client: TestClient[Litestar], new_phone: NewPhone) -> None:
    answer = post(client, new_phone("li"), b"no photo at all")
    assert (answer.status_code, answer.json()["code"]) == (415, "picture.unknown_format")
    words = json.loads((Path(routes.__file__).parent / "messages.json").read_text())
    assert set(get_args(picture.Code)) <= set(words)


def test_a_list_without_end_is_refused(client: TestClient[Litestar], new_phone: NewPhone) -> None:
    phone = new_phone("li")
    many_lines = "\n".join(str(number) for number in range(routes.EXPECTED_MAX + 1))
    assert post(client, phone, PHOTO, expected=many_lines).json()["code"] == "decoding.too_many_expected"
    assert post(client, phone, PHOTO, expected="x" * 5000).json()["code"] == "decoding.code_too_long"


def test_a_body_that_is_too_large_is_refused_by_its_length(client: TestClient[Litestar], new_phone: NewPhone) -> None:
    answer = post(client, new_phone("li"), bytes(routes.PHOTO_BYTES_MAX + routes.FORM_BYTES + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "web.too_large")


def test_the_server_that_is_killed_leaves_no_decoder_behind(furnished: Path, tmp_path: Path) -> None:
    books = tmp_path / "truebin.db"
    books.write_bytes(furnished.read_bytes())
    server = Server(f"sqlite:///{books}", tmp_path / "server.log")
    server.start()
    try:
        with httpx.Client(base_url=server.address, timeout=60) as caller:
            me = {"device": {"id": "01970e5c-5a00-7000-8000-000000000009"}, "login": "li", "password": PASSWORD}
            token = caller.post("/api/sign-in", json=me | {"bearer": True}).json()["token"]
            sent = {"photo": ("label.png", png(code128_picture("BOX-1", 3)))}
            answer = caller.post("/api/decode", files=sent, headers={"authorization": f"Bearer {token}"})
            assert answer.json()["found"][0]["text"] == "BOX-1"
        assert server.process is not None
        pid = server.process.pid
        decoders = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        assert len(decoders) == 1
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        until = time.monotonic() + GONE_WITHIN_S
        while is_there(decoders[0]):
            assert time.monotonic() < until, "the decoder lives on without its server"
            time.sleep(0.01)
    finally:
        server.stop()
