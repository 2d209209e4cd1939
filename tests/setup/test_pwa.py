from server.run import pwa
from server.run.caddy import PROJECT


def test_what_the_build_writes_among_its_sources_does_not_outdate_it() -> None:
    names = {path.relative_to(PROJECT).as_posix() for path in pwa.sources()}
    assert "pwa/index.html" in names
    assert "server/people/messages.json" in names
    assert not {name for name in names if ".gen." in name or "node_modules" in name or name.startswith("pwa/dist")}
    assert len(names) > 100


def test_a_node_that_is_found_is_new_enough_and_brings_npm() -> None:
    node = pwa.ensure_node()
    assert pwa.version_of(f"{node.path}/node") >= pwa.NODE_MIN
