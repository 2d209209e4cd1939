"""The figures in words: sections for the screen and for docs/benchmarks.md."""

from pathlib import Path

from bench.fan_out import FanOut
from bench.imports import ImportCost
from bench.lists import ListCost
from bench.scans import Scans

REPORT = Path(__file__).parents[1] / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures of make bench -->", "<!-- end of the figures -->"


def scans(found: Scans) -> str:
    """Picks over HTTP beside raw sqlite3."""
    one, whole = found.confirmation, found.pick
    lines = [
        "### Confirmed picks over HTTP",
        "",
        "A pick is three entries: two scans and its confirmation. Beside it, bare sqlite3 with 32 to a commit:",
        "",
        f"- the seven rows of a bare confirmation: {one.per_s:,.0f} per second, {one.cpu_us:.0f} µs CPU;",
        f"- all rows that a pick writes, in the books' own tables: {whole.per_s:,.0f} per second,",
        f"  {whole.cpu_us:.0f} µs CPU.",
        "",
        "| Way | Clients | Picks/s | Of confirmations | Of whole picks | CPU a pick | CPU an entry | p50 | p99 |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {one.mode} | {one.clients} | {one.per_s:,.0f} | {one.ratio:.2f} | {one.whole_ratio:.2f} "
        f"| {one.cpu_ms:.2f} ms | {one.cpu_ms / 3:.2f} ms | {one.p50_ms:.1f} ms | {one.p99_ms:.1f} ms |"
        for one in found.measures
    ]
    lines += ["", f"Contacts that shared a commit, 64 clients one by one: {found.per_commit:.0f}."]
    return "\n".join(lines) + "\n"


def lists(found: ListCost) -> str:
    """The task list."""
    return (
        f"### List of 200 tasks\n\n{found.ours_ms:.2f} ms CPU for one GET ({found.bytes / 1024:.0f} KiB); "
        f"the same rows read and written as JSON with bare sqlite3 and no network: {found.raw_ms:.2f} ms "
        f"(ratio {found.ratio:.2f}).\n"
    )


def fan_out(found: FanOut) -> str:
    """The board's events."""
    return (
        f"### One event to 200 sockets\n\n{found.ours_us:.1f} µs CPU for one delivery; "
        f"bare `websockets` broadcast: {found.raw_us:.1f} µs (ratio {found.ratio:.2f}).\n"
    )


def imports(found: ImportCost) -> str:
    """The sheet."""
    return (
        f"### Import of {found.rows:,} rows\n\n{found.ours_per_s:,.0f} rows per second of CPU, with items, parties, "
        f"orders, stock, labels and reviews; the cells read and inserted with bare sqlite3: {found.raw_per_s:,.0f} "
        f"(ratio {found.ratio:.2f}).\n"
    )


def write(headline: str, sections: list[str], begin: str = BEGIN) -> None:
    """Put the figures between the marks of the report; what people wrote around them stays."""
    before, _, rest = REPORT.read_text().partition(begin)
    _, _, after = rest.partition(END)
    REPORT.write_text("\n".join([before.rstrip(), "", begin, headline, "", *sections, END]) + after.rstrip() + "\n")
