"""The readers' figures in words: tables for the screen and for docs/scanning.md, and the aims with what was reached."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from bench.decode_geometry import Result
from bench.decode_large import Large
from bench.decode_run import Run, scores
from scanning.evaluate import Picture, Score, half, quantile

REPORT = Path(__file__).parents[1] / "docs" / "scanning.md"
BEGIN, END = "<!-- figures of make bench-decode -->", "<!-- end of the figures -->"

OURS, QUICK, ANCHOR = "truebin", "truebin 15 ms", "zxing-cpp"
LEVELS = ("L1", "L2", "L3", "L4")


class Aim(Struct, frozen=True):
    """Something to reach. reached: None when this run did not measure it."""

    what: str
    wanted: str
    measured: str
    reached: bool


def _kind(picture: Picture) -> str:
    return picture.kind


def _all(picture: Picture) -> str:
    return "all"


def _part(picture: Picture) -> str | None:
    """The parts of the synthetic pictures: degraded single labels, Chinese texts, scenes of several labels."""
    if picture.kind != "synthetic":
        return None
    if picture.set in LEVELS:
        return picture.set
    return "scenes" if picture.set == "scene" else "Chinese"


def _degraded(picture: Picture) -> str | None:
    return "degraded" if picture.set in LEVELS else None


def _symbology(picture: Picture) -> str:
    return f"{picture.kind} {picture.symbology}"


def overview(runs: Sequence[Run]) -> str:
    """A line for each reader over all pictures."""
    kinds, parts, whole = scores(runs, _kind), scores(runs, _part), scores(runs, _all)
    names = [name for name in (*LEVELS, "Chinese", "scenes") if name in parts]
    head = [
        "Reader",
        *(["Photos"] if "photo" in kinds else []),
        *names,
        "Wrong",
        "on negatives",
        "median",
        "mean",
        "p95",
    ]
    lines = _head(head)
    for reader, total in whole["all"].items():
        cells = [reader]
        if "photo" in kinds:
            cells.append(_share(kinds["photo"][reader]))
        cells += [_share(parts[name][reader]) for name in names]
        negatives = str(kinds["negative"][reader].wrong) if "negative" in kinds else "–"
        cells += [str(total.wrong), negatives, *(f"{ms:.1f}" for ms in (total.median_ms, total.mean_ms, total.p95_ms))]
        lines.append(_row(cells))
    count = next(iter(whole["all"].values()))
    words = f"### All readers\n\n{count.pictures} pictures with {count.expected} codes; CPU milliseconds a picture."
    return "\n".join([words, "", *lines]) + "\n"


def halves(runs: Sequence[Run]) -> str:
    """Ours on the pictures it was tuned on and on the others."""
    ours = [one for one in runs if one.reader == OURS]
    found, parts = scores(ours, _half_and_kind), scores(ours, _half_degraded)
    lines = _head(["Half", "Photos", "Degraded", "Wrong"])
    for name in ("tune", "prove"):
        if f"{name} photo" in found and name in parts:
            kinds = [by[OURS] for group, by in found.items() if group.startswith(name)]
            wrong = sum(one.wrong for one in kinds)
            lines.append(_row([name, _counted(found[f"{name} photo"][OURS]), _counted(parts[name][OURS]), str(wrong)]))
    return "\n".join(["### Tuned and proven", "", *lines]) + "\n"


def _half_and_kind(picture: Picture) -> str:
    return f"{half(picture)} {picture.kind}"


def _half_degraded(picture: Picture) -> str | None:
    return half(picture) if picture.set in LEVELS else None


def _counted(one: Score) -> str:
    return f"{one.found} of {one.expected}, {_share(one)}"


def attempts(runs: Sequence[Run]) -> str:
    """How often each step of ours was the one that read a code, and what the pictures cost in which it did."""
    steps: dict[str, list[Run]] = defaultdict(list)
    for one in runs:
        if one.reader == OURS and one.verdict.found:
            for step in set(one.steps):
                steps[step].append(one)
    lines = _head(["Engine, attempt", "Photos", "Synthetic", "Median of these pictures, ms"])
    for step, part in sorted(steps.items(), key=lambda item: -len(item[1])):
        photos = sum(one.picture.kind == "photo" for one in part)
        middle = quantile([one.cpu_ms for one in part], 0.5)
        lines.append(_row([step, str(photos), str(len(part) - photos), _ms(middle)]))
    words = "Pictures in which a step of ours read a code; a picture with several codes may count twice."
    return "\n".join(["### Who read what", "", words, "", *lines]) + "\n"


def by_symbology(runs: Sequence[Run]) -> str:
    """For each kind and symbology, each reader's found, wrong, median and p95."""
    groups = scores(runs, _symbology)
    readers = list(dict.fromkeys(one.reader for one in runs))
    lines = _head(["Kind, symbology", "Codes", *readers])
    for name, by_reader in groups.items():
        expected = next(iter(by_reader.values())).expected
        lines.append(_row([name, str(expected), *(_cell(by_reader[reader]) for reader in readers)]))
    words = "### By kind and symbology\n\nFound; wrong texts, if any, behind an exclamation mark; median / p95 CPU ms."
    return "\n".join([words, "", *lines]) + "\n"


def _cell(one: Score) -> str:
    wrong = f" !{one.wrong}" if one.wrong else ""
    return f"{one.found}{wrong}, {_ms(one.median_ms)} / {_ms(one.p95_ms)}"


def _ms(value: float) -> str:
    return f"{value:.1f}" if value < 10 else f"{value:.0f}"


def _share(one: Score) -> str:
    return f"{100 * one.share:.1f} %"


def _head(cells: Sequence[str]) -> list[str]:
    return [_row(cells), _row(["---"] * len(cells))]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def aims(runs: Sequence[Run]) -> list[Aim]:
    """The aims that these runs can tell about; empty without ours and zxing-cpp beside it."""
    readers = {one.reader for one in runs}
    if OURS not in readers:
        return []
    kinds, whole = scores(runs, _kind), scores(runs, _all)["all"]
    singles = [reader for reader in whole if reader not in (OURS, QUICK)]
    found: list[Aim] = []
    if "photo" in kinds:
        photos = kinds["photo"]
        found.append(_at_least("codes found in photos", photos[OURS].share, 0.95))
        by_name = scores([one for one in runs if one.picture.kind == "photo"], lambda picture: picture.symbology)
        for name in ("EAN13", "UPCA"):
            if name in by_name:
                found.append(_at_least(f"{name} photos", by_name[name][OURS].share, 0.9))
        if singles:
            behind = [
                f"{name} {by[OURS].found} of {max(by[reader].found for reader in singles)}"
                for name, by in by_name.items()
                if by[OURS].found < max(by[reader].found for reader in singles)
            ]
            found.append(
                Aim(
                    "no symbology of photos below the best single engine",
                    "none",
                    ", ".join(behind) or "none",
                    not behind,
                )
            )
        if QUICK in photos:
            found.append(_at_least("photos with 15 ms", photos[QUICK].share, 0.87))
    degraded, parts = scores(runs, _degraded), scores(runs, _part)
    if degraded:
        found.append(_at_least("synthetic degradations", degraded["degraded"][OURS].share, 0.8))
    for name in ("scenes", "Chinese"):
        if name in parts:
            found.append(_at_least({"scenes": "several labels in one picture"}.get(name, "Chinese 2D codes"),
                                   parts[name][OURS].share, 1.0))  # fmt: skip
    if "negative" in kinds:
        wrong = kinds["negative"][OURS].wrong
        found.append(Aim("wrong on negatives", "0", str(wrong), wrong == 0))
    ours = whole[OURS]
    most = ours.pictures / 500
    found.append(Aim("wrong in all pictures", "1 in 500", f"{ours.wrong} in {ours.pictures}", ours.wrong <= most))
    for what, by_reader in (("photos", kinds.get("photo")), ("all pictures", whole)):
        if by_reader is None:
            continue
        ours = by_reader[OURS]
        if ANCHOR in by_reader:
            ratio = ours.median_ms / by_reader[ANCHOR].median_ms
            found.append(Aim(f"median beside zxing-cpp, {what}", "≤ 1.3", f"{ratio:.2f}", ratio <= 1.3))
        found.append(Aim(f"mean, {what}", "≤ 40 ms", f"{ours.mean_ms:.1f} ms", ours.mean_ms <= 40))
        found.append(Aim(f"p95, {what}", "≤ 200 ms", f"{ours.p95_ms:.1f} ms", ours.p95_ms <= 200))
    return found


def _at_least(what: str, share: float, wanted: float) -> Aim:
    return Aim(what, f"≥ {100 * wanted:.0f} %", f"{100 * share:.1f} %", share >= wanted)


def geometry_aims(found: Sequence[Result]) -> list[Aim]:
    """What was promised of turned, small and blurred symbols."""
    return [
        Aim(one.condition, f"≥ {100 * one.wanted:.0f} %", f"{100 * one.found / one.pictures:.1f} %",
            one.found >= one.wanted * one.pictures)
        for one in found
        if one.reader == OURS and one.wanted is not None
    ]  # fmt: skip


def geometry(found: Sequence[Result]) -> str:
    """Each condition with what each reader found."""
    readers = list(dict.fromkeys(one.reader for one in found))
    lines = _head(["Condition", "Pictures", *readers])
    for condition in dict.fromkeys(one.condition for one in found):
        part = {one.reader: one for one in found if one.condition == condition}
        cells = [_result(part[reader]) for reader in readers]
        lines.append(_row([condition, str(part[readers[0]].pictures), *cells]))
    words = "### Turned, small, out of focus\n\nFound; wrong texts behind an exclamation mark; mean CPU ms."
    return "\n".join([words, "", *lines]) + "\n"


def _result(one: Result) -> str:
    return f"{one.found}{f' !{one.wrong}' if one.wrong else ''}, {_ms(one.mean_ms)}"


def large_aims(found: Large) -> list[Aim]:
    """What was promised of a phone's photo on the server."""
    return [
        Aim("12-megapixel photo, p95", "≤ 1,000 ms", f"{found.p95_ms:.0f} ms", found.p95_ms <= 1000),
        Aim("its process at most", "< 300 MB", f"{found.peak_mb:.0f} MB", found.peak_mb < 300),
    ]


def large(found: Large) -> str:
    """The photos of twelve megapixels."""
    return (
        f"### Photos of 12 megapixels\n\n{found.photos} JPEG files of 4032 × 3024 with {found.expected} labels: "
        f"{found.found} read; median {found.median_ms:.0f} ms, p95 {found.p95_ms:.0f} ms CPU with opening the file; "
        f"the process took {found.peak_mb:.0f} MB at most.\n"
    )


def aims_table(found: Sequence[Aim]) -> str:
    """The aims as a table."""
    lines = _head(["Aim", "Wanted", "Measured", ""])
    lines += [
        _row([one.what, one.wanted, one.measured, "reached" if one.reached else "**not reached**"]) for one in found
    ]
    return "\n".join(["### Aims", "", *lines]) + "\n"


def failures(runs: Sequence[Run], reader: str) -> str:
    """What one reader missed and misread, a line for each picture."""
    lines = [f"{reader}:"]
    for one in runs:
        if one.reader == reader and (one.verdict.missed or one.verdict.wrong):
            missed = "".join(f"  missed {text[:60]!r}" for text in one.verdict.missed)
            wrong = "".join(f"  WRONG {text[:60]!r}" for text in one.verdict.wrong)
            lines.append(f"  {one.picture.file} [{one.picture.symbology}] {one.cpu_ms:.0f} ms{missed}{wrong}")
    return "\n".join(lines) + "\n"


def as_json(headline: str, runs: Sequence[Run], found: Sequence[Aim], more: dict[str, Any]) -> bytes:
    """All figures and every reading, for programs."""
    return msgspec.json.format(
        msgspec.json.encode(
            {
                "measured": headline,
                "readers": scores(runs, _all).get("all", {}),
                "kinds": scores(runs, _kind),
                "parts": scores(runs, _part),
                "symbologies": scores(runs, _symbology),
                "aims": found,
                **more,
                "pictures": [
                    {
                        "reader": one.reader, "file": one.picture.file, "texts": one.texts,
                        "missed": one.verdict.missed, "wrong": one.verdict.wrong, "cpu_ms": round(one.cpu_ms, 2),
                    }
                    for one in runs
                ],
            }
        )
    )  # fmt: skip


def write(headline: str, sections: Sequence[str]) -> None:
    """Put the figures between the marks of docs/scanning.md; what people wrote around them stays."""
    before, _, rest = REPORT.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    REPORT.write_text("\n".join([before.rstrip(), "", BEGIN, headline, "", *sections, END]) + after.rstrip() + "\n")
