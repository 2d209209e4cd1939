"""A corpus through some readers, each in a process of its own, and the verdicts on all that they read."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct

from scanning.evaluate import Picture, Score, Verdict, judge, score


class Run(Struct, frozen=True):
    """One picture through one reader. steps: which engine and attempt of ours read each text."""

    reader: str
    picture: Picture
    texts: tuple[str, ...]
    verdict: Verdict
    cpu_ms: float
    steps: tuple[str, ...]


def run(readers: Sequence[str], corpus: Path, pictures: Sequence[Picture], processes: int = 1) -> list[Run]:
    """All pictures through all readers; `processes` of them at a time. In the order of readers, then pictures."""
    with ThreadPoolExecutor(processes) as pool:
        parts = list(pool.map(lambda reader: _through(reader, corpus, pictures), readers))
    return [one for part in parts for one in part]


def _through(reader: str, corpus: Path, pictures: Sequence[Picture]) -> list[Run]:
    names = "".join(f"{picture.file}\n" for picture in pictures)
    done = subprocess.run(
        [sys.executable, "-m", "bench.decode_engines", reader, str(corpus)],
        input=names, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode:
        at = pictures[len(answers)].file if len(answers) < len(pictures) else "its end"
        raise RuntimeError(f"{reader} broke with code {done.returncode} at {at}")
    return [
        Run(
            reader,
            picture,
            tuple(answer["texts"]),
            judge(picture, answer["texts"]),
            answer["cpu_ms"],
            tuple(answer["steps"]),
        )
        for picture, answer in zip(pictures, answers, strict=True)
    ]


def scores(runs: Iterable[Run], group: Callable[[Picture], str | None]) -> dict[str, dict[str, Score]]:
    """Group of pictures to reader to score; pictures whose group is None are left out."""
    gathered: dict[str, dict[str, list[Run]]] = defaultdict(lambda: defaultdict(list))
    for one in runs:
        name = group(one.picture)
        if name is not None:
            gathered[name][one.reader].append(one)
    return {
        name: {
            reader: score([one.verdict for one in part], [one.cpu_ms for one in part])
            for reader, part in by_reader.items()
        }
        for name, by_reader in sorted(gathered.items())
    }
