"""`make bench-camera`: how many frames of 1280 × 720 the phone's camera reads, how soon, and at what cost.

Prints tables for zxing-wasm and zbar-wasm alone, both together and ours, all in one worker of a headless Chromium, for
the half of the corpus to tune on and the half to prove on; then the way from the fake camera to the code.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, get_args

from playwright.sync_api import Playwright, sync_playwright

from bench.camera_frames import film, frame_of, png
from bench.camera_run import Result, Turns, Worker, build, filmed, served
from bench.machine import description
from scanning.evaluate import Half, Kind, Picture, corpus, half, judge, quantile, score
from server.run import pwa
from tests.journeys.browser import Chromium

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "barcodes"
WAYS: Final = {"zxing": "zxing-wasm alone", "zbar": "zbar-wasm alone", "together": "zxing, else zbar", "ours": "ours"}
PAGE = ROOT / "docs" / "camera.md"
BEGIN, END = "<!-- figures of make bench-camera -->", "<!-- end of the figures -->"
LIMIT_KB = 500  # Of wasm under brotli, as Caddy serves it.


def main(words: list[str]) -> None:
    """Measure what the words ask for."""
    options = _options(words)
    manifest = options.corpus / "manifest.csv"
    if not manifest.is_file():
        sys.exit(f"bench-camera: {manifest} is not there; name the folder of the corpus as CORPUS=…")
    pictures = [
        one
        for one in corpus(manifest.read_text("utf-8"))
        if one.kind in options.kinds and options.half in (None, half(one))
    ][:: options.every]
    sections: list[str] = []

    def say(section: str) -> None:
        print(section, flush=True)
        sections.append(section)

    told: dict[str, object] = {"machine": description(), "at": datetime.now(UTC).isoformat(timespec="seconds")}
    with tempfile.TemporaryDirectory() as at, sync_playwright() as playwright:
        folder = Path(at)
        build(folder / "page")
        told["wasm"], weight = _weigh(folder / "page")
        say(weight)
        if not options.film_only:
            told["frames"], tables = _frames(playwright, folder, pictures, options)
            say(tables)
        told["film"], way = _film(playwright, folder)
        say(way)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(told, ensure_ascii=False, indent=1))
    print(f"Every figure: {options.json}")
    if options.write:
        _write(sections)


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench-camera", description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="?", default=CORPUS, help="folder with manifest.csv")
    parser.add_argument("--half", choices=get_args(Half), help="only the pictures to tune on, or those to prove on")
    parser.add_argument("--kinds", type=lambda text: text.split(","), default=list(get_args(Kind)))
    parser.add_argument("--every", type=int, default=1, help="only each so-manieth picture")
    parser.add_argument("--film-only", action="store_true", help="only the way from the camera to the code")
    parser.add_argument("--list", action="store_true", help="name the missed and wrong pictures of ours")
    parser.add_argument("--write", action="store_true", help="renew the figures in docs/camera.md")
    parser.add_argument("--json", type=Path, default=ROOT / "build" / "bench-camera.json", help="where the JSON goes")
    return parser.parse_args(words)


def _weigh(page: Path) -> tuple[dict[str, int], str]:
    """Bytes of each wasm file under brotli, compressed as the PWA's build does it."""
    script = (
        "const z=require('zlib'),b=require('fs').readFileSync(process.argv[1]);"
        "console.log(z.brotliCompressSync(b,{params:{[z.constants.BROTLI_PARAM_QUALITY]:11,"
        "[z.constants.BROTLI_PARAM_SIZE_HINT]:b.length}}).length)"
    )
    weights = {}
    for file in sorted(page.rglob("*.wasm")):
        node = f"{pwa.ensure_node().path}/node"
        done = subprocess.run([node, "-e", script, str(file)], capture_output=True, text=True, check=True)
        weights[file.name.split("-")[0]] = int(done.stdout)
    total = sum(weights.values()) / 1000
    parts = ", ".join(f"{name} {size / 1000:.1f}" for name, size in weights.items())
    return weights, f"wasm under brotli: {total:.1f} kB of {LIMIT_KB} ({parts})\n"


def _frames(
    playwright: Playwright, folder: Path, pictures: Sequence[Picture], options: argparse.Namespace
) -> tuple[dict[str, object], str]:
    browser = Chromium(playwright, folder / "frames")
    results: dict[str, list[Result]] = {way: [] for way in WAYS}
    turns: list[Turns] = []
    try:
        page = browser.start().new_page()
        with served(folder / "page") as address:
            worker = Worker(page, address, folder / "frames")
            for warm in (True, False):
                # The first frames are read by code that the browser has yet to compile; a shift is longer than that.
                for picture in pictures[:3] if warm else pictures:
                    (folder / "page" / "frame.png").write_bytes(
                        png(frame_of((options.corpus / picture.file).read_bytes()))
                    )
                    worker.hold(f"/frame.png?{picture.file}")
                    for way in WAYS:
                        read = worker.read(way)
                        if not warm:
                            results[way].append(read)
                    looked = worker.turns()
                    if not warm:
                        turns.append(looked)
    finally:
        browser.close()
    tables = [_table(kind, side, pictures, results, turns) for kind in get_args(Kind) for side in get_args(Half)]
    if options.list:
        _list(pictures, results["ours"])
    told = {
        "pictures": [picture.file for picture in pictures],
        "halves": [half(picture) for picture in pictures],
        "results": {way: [_plain(one) for one in several] for way, several in results.items()},
        "turns": [{"texts": one.texts, "took": one.took, "ms": one.ms} for one in turns],
    }
    return told, "\n".join(table for table in tables if table)


def _plain(result: Result) -> dict[str, object]:
    return {"texts": result.texts, "sure": result.sure, "ms": result.ms, "wall_ms": result.wall_ms}


def _table(
    kind: str,
    side: str,
    pictures: Sequence[Picture],
    results: dict[str, list[Result]],
    turns: Sequence[Turns],
) -> str:
    mine = [index for index, one in enumerate(pictures) if one.kind == kind and half(one) == side]
    if not mine:
        return ""
    lines = [f"{kind}s to {side}: {len(mine)} frames, CPU ms of the worker's thread"]
    lines.append(f"{'':34}{'read':>12}{'share':>8}{'wrong':>7}{'median':>8}{'mean':>8}{'p95':>8}")
    for way, name in WAYS.items():
        seen = [results[way][index] for index in mine]
        got = score(
            [judge(pictures[index], one.texts) for index, one in zip(mine, seen, strict=True)], [one.ms for one in seen]
        )
        share = f"{got.share:8.1%}" if got.expected else f"{'':8}"
        row = f"{name:34}{got.found:>7}/{got.expected:<4}{share}{got.wrong:7}"
        lines.append(f"{row}{got.median_ms:8.1f}{got.mean_ms:8.1f}{got.p95_ms:8.1f}")
    looked = [turns[index] for index in mine]
    spent = [ms for one in looked for ms in one.ms]
    judged = [judge(pictures[index], one.texts) for index, one in zip(mine, looked, strict=True)]
    got = score(judged, [quantile(one.ms, 0.5) for one in looked])
    share = f"{got.share:8.1%}" if got.expected else f"{'':8}"
    row = f"{'ours live, held still, each frame':34}{got.found:>7}/{got.expected:<4}{share}{got.wrong:7}"
    lines.append(f"{row}{quantile(spent, 0.5):8.1f}{sum(spent) / len(spent):8.1f}{quantile(spent, 0.95):8.1f}")
    took = [one.took for one in looked if one.took]
    if took:
        lines.append(
            f"{'  frames until it counted':34}median {quantile(took, 0.5):.0f}, p95 {quantile(took, 0.95):.0f}"
        )
    return "\n".join([*lines, ""])


def _list(pictures: Sequence[Picture], results: Sequence[Result]) -> None:
    for picture, result in zip(pictures, results, strict=True):
        verdict = judge(picture, result.texts)
        if verdict.missed or verdict.wrong:
            print(f"{picture.file}: missed {verdict.missed}, wrong {verdict.wrong}")


def _film(playwright: Playwright, folder: Path) -> tuple[dict[str, object], str]:
    path = folder / "labels.mjpeg"
    shots = film(path)
    with served(folder / "page") as address:
        seen = filmed(playwright, folder, address, path, shots)
    # The film may stand anywhere when the page begins to look: what was cut off at either end is left out.
    whole = seen[1:-1]
    took = [float(str(one["told"])) - float(str(one["from"])) for one in whole if one["told"] is not None]
    lines = [f"camera to code: {len(whole)} labels shown, {len(took)} told"]
    if took:
        times = f"median {quantile(took, 0.5):.0f}, p95 {quantile(took, 0.95):.0f}, most {max(took):.0f}"
        load = os.getloadavg()[0] / (os.cpu_count() or 1)
        lines.append(f"  wall ms: {times}; {load:.1f} programs waited for each processor meanwhile")
    return {"shown": len(whole), "told": len(took), "ms": took}, "\n".join(lines)


def _write(sections: Sequence[str]) -> None:
    """Put the figures between their marks."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    headline = f"Measured on {datetime.now(UTC):%Y-%m-%d} in Debian's Chromium: {description()}."
    figures = "\n".join(["", headline, "", "```text", *sections, "```", ""])
    PAGE.write_text(before + BEGIN + figures + END + rest.partition(END)[2])


if __name__ == "__main__":
    main(sys.argv[1:])
