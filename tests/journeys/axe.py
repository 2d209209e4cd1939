"""axe-core on a page: what people who see, hear or grip less well would stumble over."""

from functools import cache

from playwright.sync_api import Page

from server.run.pwa import FOLDER

RUN = """async () => {
  const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await axe.run(document, { runOnly });
  const said = (id, node) => `${id}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`;
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => said(id, node)));
}"""


@cache
def _source() -> str:
    return (FOLDER / "node_modules" / "axe-core" / "axe.min.js").read_text()


def violations(page: Page) -> list[str]:
    """Every node of the page as it stands that breaks a rule of WCAG 2.2 AA or of good practice."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(f"() => {{ {_source()} }}")
    found: list[str] = page.evaluate(RUN)
    return found
