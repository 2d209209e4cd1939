"""The figures of the PWA in words, each beside its aim and, where there is one, its anchor."""

from bench.pwa_link import Reconnect
from bench.pwa_load import CPU, RUNS, FirstLoad, Ready
from bench.pwa_packages import Packages
from bench.pwa_pages import Axe, Lighthouse
from bench.pwa_scans import BURST, BURST_S, BurstLoss, Cue

BYTES_MAX, REQUESTS_MAX = 45_000, 8
RECONNECT_MAX_MS = 500


def load(found: list[FirstLoad]) -> str:
    """What a new phone fetches."""
    lines = [
        "### First load",
        "",
        f"Aim: at most {BYTES_MAX / 1000:.0f} kB gzip and {REQUESTS_MAX} requests until the first screen",
        "stands. What follows, unasked, lets the floor work without a network (the camera's decoder is not in it).",
        "",
        "| Encoding | First screen | Requests | Behind it | Requests |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {one.encoding} | {weight(one.first)} | {len(one.first)} | {weight(one.behind)} | {len(one.behind)} |"
        for one in found
    ]
    files = ", ".join(f"`{path}` {bytes_ / 1000:.1f}" for path, bytes_ in found[0].first)
    return "\n".join([*lines, "", f"First screen, kB {found[0].encoding}: {files}."]) + "\n"


def weight(files: list[tuple[str, int]]) -> str:
    """What they weigh together."""
    return f"{sum(bytes_ for _, bytes_ in files) / 1000:.1f} kB"


def ready(found: list[Ready], bytes_: int) -> str:
    """How soon it stands."""
    lines = [
        f"### Ready on slow 4G with {CPU} × slower CPU",
        "",
        f"Median of {RUNS}, from navigation to the frame in which the screen is painted. Anchor: a page of",
        f"one script of {bytes_ / 1000:.1f} kB that only writes a word.",
        "",
        "| Launch | Aim | Ready | Slowest | Anchor | Ratio |",
        "|---|---|---|---|---|---|",
    ]
    for one in found:
        anchor = f"{one.anchor_ms:,.0f} ms | {one.median_ms / one.anchor_ms:.2f}" if one.anchor_ms else "|"
        lines.append(
            f"| {one.way} | {one.aim_ms:,.0f} ms | {one.median_ms:,.0f} ms | {max(one.all_ms):,.0f} ms | {anchor} |"
        )
    return "\n".join(lines) + "\n"


def scans(cues: list[Cue], losses: list[BurstLoss]) -> str:
    """From key to colour."""
    lines = [
        "### Scan to visible cue",
        "",
        f"From the scanner's last key to the painted frame, during picks with {cues[0].tasks:,} tasks on the",
        "phone. Anchor: a page that only changes a colour on that key; both wait for the screen's next frame.",
        "",
        "| CPU | Scans | Aim p50 / p95 | p50 | p95 | Anchor p50 | Anchor p95 | Ratio p95 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {one.processor} × | {len(one.all_ms)} | {one.aims_ms[0]:.0f} / {one.aims_ms[1]:.0f} ms "
        f"| {one.at(0.5):.1f} ms | {one.at(0.95):.1f} ms | {one.anchor_at(0.5):.1f} ms | {one.anchor_at(0.95):.1f} ms "
        f"| {one.at(0.95) / one.anchor_at(0.95):.2f} |"
        for one in cues
    ]
    for one in losses:
        order = "in their order" if one.in_order else "NOT in their order"
        pace = f"{BURST} scans in {one.took_s:.1f} of {BURST_S:.0f} s, {one.processor} × CPU"
        lines += ["", f"{pace}: {one.arrived} arrived, {order}."]
    return "\n".join(lines) + "\n"


def link(found: list[Reconnect]) -> str:
    """Back online."""
    lines = [
        "### Reconnect",
        "",
        f"From the network's return to the chip that says online; {len(found[0].all_ms)} outages of 0.5 to 3 s.",
        f"Aim: p95 at most {RECONNECT_MAX_MS} ms.",
        "",
        "| What was lost | p50 | p95 | Slowest |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {one.way} | {one.at(0.5):.0f} ms | {one.at(0.95):.0f} ms | {max(one.all_ms):.0f} ms |" for one in found
    ]
    return "\n".join(lines) + "\n"


def axe(found: Axe) -> str:
    """What axe says."""
    nodes = sum(count for _, _, count in found.found)
    lines = [f"### axe\n\n{nodes} nodes break a rule, on {found.screens} screens and themes looked at (aim: 0)."]
    lines += [f"- {screen}: `{rule}`, {count} nodes" for screen, rule, count in found.found]
    return "\n".join(lines) + "\n"


def lighthouse(found: Lighthouse) -> str:
    """What Lighthouse says."""
    if found.why_not:
        return f"### Lighthouse\n\nNot measured: {found.why_not}.\n"
    return (
        f"### Lighthouse\n\nFirst screen on its slow phone: performance {found.performance} (aim: 95), "
        f"accessibility {found.accessibility} (aim: 100).\n"
    )


def packages(found: Packages) -> str:
    """What npm brings."""
    return (
        f"### npm packages\n\n{found.build} to build, {found.all} with the tools of the checks (aim: 80 to build). "
        f"Install {found.install_s:.1f} s + build {found.build_s:.1f} s in an empty copy, with npm's cache as it is "
        "on the machine (aim: 20 s).\n"
    )
