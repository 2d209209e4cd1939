"""`make bench-decode`: our reader beside pyzbar, zxing-cpp, OpenCV and tapirscan, on the same pictures in the same run.

Prints tables, writes every figure and reading as JSON; with --write renews the figures in docs/scanning.md.
"""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from bench import decode_geometry, decode_large
from bench import decode_report as report
from bench.decode_engines import READERS
from bench.decode_run import Run, run
from bench.machine import description
from scanning.evaluate import Half, Kind, Picture, corpus, half

PARTS = ("corpus", "geometry", "large")
# Those that read bars and squares; the slower modes of tapirscan stand in the corpus part.
GEOMETRY = ("truebin", "zxing-cpp", "pyzbar", "opencv", "tapirscan medium")
# The two slow modes of tapirscan find little more, and take ten times as long as everything else together.
USUAL = [name for name in READERS if name not in ("tapirscan high", "tapirscan very-high")]
ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "barcodes"


def main(words: list[str]) -> None:
    """Measure what the words ask for; everything when they ask for nothing."""
    options = _options(words)
    aims: list[report.Aim] = []
    sections: list[str] = []
    runs: list[Run] = []
    more: dict[str, Any] = {}
    if "corpus" in options.parts:
        runs = run(options.engines, options.corpus, _pictures(options), options.processes)
        aims += report.aims(runs)
        sections += [report.overview(runs), report.by_symbology(runs)]
        if report.OURS in options.engines:
            sections += [report.halves(runs), report.attempts(runs)]
    if "geometry" in options.parts:
        more["geometry"] = drawn = decode_geometry.measure([name for name in GEOMETRY if name in options.engines])
        aims += report.geometry_aims(drawn)
        sections.append(report.geometry(drawn))
    if "large" in options.parts:
        more["large"] = photos = decode_large.measure()
        aims += report.large_aims(photos)
        sections.append(report.large(photos))
    if aims:
        sections.insert(0, report.aims_table(aims))
    for section in sections:
        print(section)
    for reader in options.list:
        print(report.failures(runs, reader))
    headline = f"Measured on {datetime.now(UTC):%Y-%m-%d}: {description()}."
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_bytes(report.as_json(headline, runs, aims, more))
    print(f"Every figure and reading: {options.json}")
    if options.write:
        report.write(headline, sections)


def _pictures(options: argparse.Namespace) -> list[Picture]:
    manifest = options.corpus / "manifest.csv"
    if not manifest.is_file():
        sys.exit(f"bench-decode: {manifest} is not there; name the folder of the corpus as CORPUS=…")
    pictures = [one for one in corpus(manifest.read_text("utf-8")) if _wanted(one, options)]
    if not pictures:
        sys.exit("bench-decode: no picture of the corpus is of that half, kind and symbology")
    return pictures


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench-decode", description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="?", default=CORPUS, help="folder with manifest.csv")
    parser.add_argument("--half", choices=get_args(Half), help="only the pictures to tune on, or those to prove on")
    parser.add_argument("--kinds", type=_several, default=list(get_args(Kind)), help="photo, synthetic, negative")
    parser.add_argument("--symbologies", type=_several, default=[], help="as the manifest names them")
    parser.add_argument("--engines", type=_several, default=USUAL, help=", ".join(READERS))
    parser.add_argument("--list", type=_several, default=[], help="readers whose missed and wrong pictures to name")
    parser.add_argument("--json", type=Path, default=ROOT / "build" / "bench-decode.json", help="where the JSON goes")
    parser.add_argument("--parts", type=_several, default=list(PARTS), help=", ".join(PARTS))
    parser.add_argument("--write", action="store_true", help="put the figures into docs/scanning.md")
    parser.add_argument("--processes", type=int, default=1, help="readers that run at a time")
    options = parser.parse_args(words)
    if unknown := {*options.engines, *options.list} - set(READERS):
        parser.error(f"{', '.join(sorted(unknown))} is not one of {', '.join(READERS)}")
    if unknown := set(options.kinds) - set(get_args(Kind)):
        parser.error(f"{', '.join(sorted(unknown))} is not one of {', '.join(get_args(Kind))}")
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"{', '.join(sorted(unknown))} is not one of {', '.join(PARTS)}")
    return options


def _several(words: str) -> list[str]:
    return [word.strip() for word in words.split(",")]


def _wanted(picture: Picture, options: argparse.Namespace) -> bool:
    return (
        options.half in (None, half(picture))
        and picture.kind in options.kinds
        and (not options.symbologies or picture.symbology in options.symbologies)
    )


if __name__ == "__main__":
    main(sys.argv[1:])
