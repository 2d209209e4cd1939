"""The setup pages: both languages have the same shape, and nothing that the policy would block."""

from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from server.run.caddy import SETUP

PAGES = ("index.html", "test.html")


class Shape(HTMLParser):
    """The tags of a page with what gives them meaning, and every address that it names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, str, str]] = []
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self._in_script = False
        self.feed((SETUP / page).read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag; b is left out, because languages stress different words."""
        given = {name: value or "" for name, value in attrs}
        if tag != "b":
            self.tags.append((tag, given.get("id", ""), given.get("class", "")))
        self.addresses += [given[name] for name in ("href", "src") if name in given]
        self.inline += [name for name in given if name.startswith("on") or name == "style"]
        self._in_script = tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        """Note code that stands in the page itself."""
        if self._in_script and data.strip():
            self.inline.append(data)


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_have_the_same_shape(page: str) -> None:
    assert Shape(page).tags == Shape(f"en/{page}").tags


@pytest.mark.parametrize("page", [*PAGES, *(f"en/{page}" for page in PAGES)])
def test_a_page_holds_no_code_and_every_address_leads_somewhere(page: str) -> None:
    shape = Shape(page)
    assert shape.inline == []
    assert len(shape.addresses) > 5
    served = {"open", "truebin-root.crt"}  # By the Caddyfile, not from this folder.
    here = (SETUP / page).parent
    for address in shape.addresses:
        target = (here / address).resolve()
        assert target.name in served or target.exists(), address


@pytest.mark.parametrize("picture", sorted(path.name for path in (SETUP / "pictures").iterdir()))
def test_a_picture_is_plain_drawing(picture: str) -> None:
    root = ElementTree.fromstring((SETUP / "pictures" / picture).read_text(encoding="utf-8"))
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "path" in names
    assert not names & {"script", "image", "text", "foreignObject"}
