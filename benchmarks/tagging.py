"""How fast names are found, built and completed: `python -m benchmarks.tagging [HEADLINES.jsonl]`, one table.

With synthetic people beside the starter's, each size in a process of its own; without a file the headlines are made of
the names, too. Asked for: 100,000 names load in under 1 s and 60 MB, people and catalogue together, tag 20,000
headlines a second on one core and are completed in under 100 ms.
"""

import gc
import json
import random
import resource
import sys
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import process_time  # CPU seconds: other work on the machine must not count

from news.model.people import Person
from news.people.catalogue import starter_couples, starter_people
from news.people.catalogue_match import Catalogue

SIZES = (0, 20_000, 100_000)  # 0: the starter's alone
SYLLABLES = (
    "ba be bo ca da de di do fa ga go ha jo ka ki la le li lo ma me mi mo na ne ni ra re ri ro sa se ta to".split()
)
ASKED = (
    "", "k", "kim", "kim kar", "Beyoncé", "beyonse", "cylie jenner", "kardashian kim", "michelle williams", "qqqqqqqq",
    "jennifer anistn", "k k", "bababa dodadido", "x" * 6000,
)  # fmt: skip
FRAMES = (
    "{} and {} Are Reportedly Planning a Summer Wedding in Italy",
    "{} opens up about new album, says 'it was the hardest year of my life'",
    "Here Are All the Looks From Last Night's Red Carpet",
    "{}'s Divorce From {} Is Final After Three Years",
)


def synthetic(count: int, first_id: int) -> list[Person]:
    """Return made-up people, first names shared as they are in life."""
    chance = random.Random(7)

    def word(syllables: int) -> str:
        return "".join(chance.choices(SYLLABLES, k=syllables)).title()

    firsts = [word(2) for _ in range(2_000)]
    names = (f"{chance.choice(firsts)} {word(chance.randint(2, 4))}" for _ in range(count))
    return [Person(id=first_id + n, name=name, popularity=chance.random()) for n, name in enumerate(names)]


def headlines(people: Sequence[Person], path: str | None) -> list[str]:
    """Return some 6,000 headlines: a file's titles over and over, or frames filled with names."""
    if path:
        titles = [json.loads(row)["title"] for row in Path(path).read_text(encoding="utf-8").splitlines()]
        return (titles * (6_000 // len(titles) + 1))[:6_000]
    chance = random.Random(8)
    return [chance.choice(FRAMES).format(*(p.name for p in chance.choices(people[:2_000], k=2))) for _ in range(6_000)]


def seconds(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def resident() -> float:
    """Return the memory that this process holds, in MB."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def row(size: int, path: str | None) -> str:
    base = resident()
    people = starter_people()
    people += synthetic(max(0, size - len(people)), max(person.id for person in people) + 1)
    began = process_time()
    catalogue = Catalogue(people, starter_couples())
    build, count = process_time() - began, len(people)
    del people  # the catalogue's by now
    held, peak = resident() - base, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6 - base
    titles = headlines(starter_people(), path)
    rate = len(titles) / min(seconds(lambda: [catalogue.find_mentions(title) for title in titles]) for _ in range(3))
    slowest = max(seconds(partial(catalogue.suggest_people, text)) for text in ASKED)
    return f"{count:>8,} {build:>8.2f} {rate:>12,.0f} {slowest * 1000:>11.0f} {base:>8.0f} {held:>14.0f} {peak:>17.0f}"


def main(arguments: Sequence[str]) -> None:
    path = arguments[0] if arguments else None
    print(
        f"{'people':>8} {'build s':>8} {'headlines/s':>12} {'suggest ms':>11}"
        f" {'base MB':>8} {'+ catalogue MB':>14} {'while building MB':>17}"
    )
    # One process a size, one after another: what a smaller catalogue leaves behind would hide what the next one takes.
    with get_context("spawn").Pool(1, maxtasksperchild=1) as fresh:
        for size in SIZES:
            print(fresh.apply(row, (size, path)))


if __name__ == "__main__":
    main(sys.argv[1:])
