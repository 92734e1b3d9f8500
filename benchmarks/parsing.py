"""How fast feeds are read, ours beside feedparser, and the worst that a hostile feed costs.

    python -m benchmarks.parsing [FOLDER]

FOLDER holds feeds (default: those of LIMELIGHT_TEST_DATA, else the golden ones). Times are the thread's own (CPU),
so that a busy machine changes them little; "stall" is the longest that another thread waited for the interpreter.
"""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import feedparser
from rich.console import Console
from rich.table import Table

from benchmarks.fuzz import LIMIT, hostile, mutated
from news.feeds.parsing.parse import NotAFeed, parse_feed, read_feed

MUTATIONS = 2_000
TICK = 0.001  # seconds between two looks at the clock by the waiting thread


@dataclass
class Run:
    """What one reader did with some bodies."""

    bodies: int = 0
    size: int = 0
    entries: int = 0
    refused: int = 0
    seconds: float = 0.0
    worst: float = 0.0
    worst_name: str = ""
    stall: float = 0.0
    stall_name: str = ""


def run(reader: Callable[[bytes], int], bodies: Iterable[tuple[str, bytes]]) -> Run:
    """Read every body in a worker thread while this one watches for stalls."""
    done = Run()
    for name, body in bodies:
        took: list[float] = []
        worker = threading.Thread(target=_timed, args=(reader, body, done, took))
        worker.start()
        stall = _longest_wait(worker)
        if stall > done.stall:
            done.stall, done.stall_name = stall, name
        if took[0] > done.worst:
            done.worst, done.worst_name = took[0], name
    return done


def _timed(reader: Callable[[bytes], int], body: bytes, done: Run, took: list[float]) -> None:
    start = time.thread_time()
    try:
        done.entries += reader(body)
    except Exception as error:  # feedparser raises what it likes; ours may only refuse
        if reader is not theirs and not isinstance(error, NotAFeed):
            raise
        done.refused += 1
    finally:
        took.append(time.thread_time() - start)
        done.seconds += took[0]
        done.bodies += 1
        done.size += len(body)


def _longest_wait(worker: threading.Thread) -> float:
    longest, last = 0.0, time.perf_counter()
    while worker.is_alive():
        time.sleep(TICK)
        now = time.perf_counter()
        longest, last = max(longest, now - last - TICK), now
    return longest


def ours(body: bytes) -> int:
    return len(parse_feed(body))


def ours_uncapped(body: bytes) -> int:
    return len(read_feed(body))


def theirs(body: bytes) -> int:
    return len(feedparser.parse(body).entries)


def feeds(folder: Path) -> list[tuple[str, bytes]]:
    """Return the feeds of a folder by name."""
    names = sorted(path for path in folder.iterdir() if path.is_file() and path.name != "expected.json")
    return [(path.name, path.read_bytes()) for path in names]


def main() -> None:
    golden = Path(__file__).parent.parent / "tests" / "news" / "feeds" / "parsing" / "golden"
    data = os.environ.get("LIMELIGHT_TEST_DATA")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(data) / "feeds" if data else golden
    real = feeds(folder)
    broken = [(f"mutation {n}", body) for n, body in enumerate(mutated([b for _, b in feeds(golden)], MUTATIONS))]
    rows = {
        "real feeds, parse()": run(ours, real),
        "real feeds, read()": run(ours_uncapped, real),
        "real feeds, feedparser": run(theirs, real),
        f"{MUTATIONS:,} mutated feeds": run(ours, broken),
        f"hostile feeds of {LIMIT / 1e6:.0f} MB": run(ours, hostile()),
    }
    table = Table(title=f"Reading the feeds of {folder.name}/ ({len(real)} files)")
    for heading in ("", "feeds", "MB", "MB/s", "feeds/s", "entries", "refused", "worst ms", "of", "stall ms", "in"):
        table.add_column(heading, justify="left" if heading in ("", "of", "in") else "right", overflow="fold")
    for name, got in rows.items():
        speed, pace = got.size / 1e6 / got.seconds, got.bodies / got.seconds
        counts = (f"{got.bodies:,}", f"{got.size / 1e6:.1f}", f"{speed:.1f}", f"{pace:,.0f}", f"{got.entries:,}")
        worst = (f"{got.refused:,}", f"{got.worst * 1e3:.0f}", got.worst_name[:28])
        table.add_row(name, *counts, *worst, f"{got.stall * 1e3:.0f}", got.stall_name[:28])
    Console(width=170).print(table)


if __name__ == "__main__":
    main()
