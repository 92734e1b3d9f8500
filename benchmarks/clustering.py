"""How long a round of clustering takes: `python -m benchmarks.clustering FILE.jsonl [--noise FILE.jsonl]`."""

import argparse
import asyncio
import time
from itertools import pairwise
from pathlib import Path

from benchmarks.quality_stories import ROUND, add_arguments, feed_rounds, interleave, read_items


def main() -> None:
    """Print one table: rounds in bands of the number of articles that are open already."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.clustering", description=(__doc__ or "").split(":")[0])
    add_arguments(parser)
    options = parser.parse_args()
    times = measure(options.file, options.noise)
    print(f"{'open':>6} {'mean ms':>8} {'worst ms':>9} {'articles/s':>11}")
    for start in range(0, len(times), 20):
        print(row(str(start * ROUND), times[start : start + 20]))
    print(row("all", times))


def measure(file: Path, noise: Path | None) -> list[float]:
    """Return the seconds of each round."""
    items = read_items(file, labelled=True)
    if noise:
        items = interleave(items, read_items(noise, labelled=False))
    ticks: list[float] = []
    asyncio.run(feed_rounds(items, lambda: ticks.append(time.perf_counter())))
    return [after - before for before, after in pairwise(ticks)]


def row(name: str, times: list[float]) -> str:
    mean = sum(times) / len(times) if times else 0.0
    return f"{name:>6} {mean * 1000:>8.0f} {max(times, default=0) * 1000:>9.0f} {ROUND / mean if mean else 0:>11.0f}"


if __name__ == "__main__":
    main()
