"""The app as a whole: what it opens, what it serves, and who may have it."""

from pathlib import Path

from litestar.testing import TestClient

from server.app import create_app
from server.settings import Settings


def settings(tmp_path: Path, pwa: str = "") -> Settings:
    return Settings(database=f"sqlite:///{tmp_path}/truebin.db", pwa=pwa)


def test_it_opens_its_own_books_and_says_that_it_is_well(tmp_path: Path) -> None:
    with TestClient(create_app(settings(tmp_path))) as client:
        health = client.get("/api/health")
        assert (health.status_code, health.json()["status"]) == (200, "ok")
        version = client.get("/api/version").json()
    assert version["version"]
    assert version["commands"]["people.add_user"] == [1]


def test_started_again_it_finds_the_same_books(tmp_path: Path) -> None:
    epochs = set()
    for _ in range(2):
        with TestClient(create_app(settings(tmp_path))) as client:
            epochs.add(client.get("/api/health").json()["epoch"])
    assert len(epochs) == 1


def test_the_built_pwa_is_served_with_a_policy_that_allows_no_inline_script(tmp_path: Path) -> None:
    pwa = tmp_path / "dist"
    (pwa / "assets").mkdir(parents=True)
    (pwa / "index.html").write_text("<!doctype html><title>Truebin</title>")
    (pwa / "assets" / "app.js").write_text("1")
    with TestClient(create_app(settings(tmp_path, str(pwa)))) as client:
        page, script = client.get("/"), client.get("/assets/app.js")
        assert client.get("/api/nothing").headers["content-type"] == "application/problem+json"
    assert "Truebin" in page.text
    assert script.text == "1"
    policy = page.headers["content-security-policy"]
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy
    assert "unsafe-inline" not in policy
    assert page.headers["x-frame-options"] == "DENY"


def test_without_a_session_only_the_public_doors_are_open(tmp_path: Path) -> None:
    public = {"/api/health", "/api/version", "/api/openapi.json"}
    with TestClient(create_app(settings(tmp_path))) as client:
        paths = client.get("/api/openapi.json").json()["paths"]
        asked = 0
        for path, item in paths.items():
            if "get" not in item:
                continue
            asked += 1
            filled = path.replace("{", "").replace("}", "")
            required = {one["name"]: 1 for one in item["get"].get("parameters", []) if one.get("required")}
            status = client.get(filled, params=required).status_code
            assert (status == 200) == (path in public), f"{path} answers {status}"
            assert status in (200, 400, 401, 404), f"{path} answers {status}"
    assert asked > 5
