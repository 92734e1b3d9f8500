"""How fast names are found, built and completed: `python -m benchmarks.tagging [HEADLINES.jsonl]`, one table.

With synthetic people beside the starter's; without a file the headlines are made of the names, too. Asked for
(NEWS.md): 100,000 names load in under 1 s and tag 20,000 headlines a second on one core.
"""

import json
import random
import resource
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import process_time  # CPU seconds: other work on the machine must not count

from news.catalogue import starter_couples, starter_people
from news.model import Person
from news.people import Catalogue

SIZES = (0, 20_000, 100_000)  # 0: the starter's alone
SYLLABLES = (
    "ba be bo ca da de di do fa ga go ha jo ka ki la le li lo ma me mi mo na ne ni ra re ri ro sa se ta to".split()
)
ASKED = ("k", "kim", "kim kar", "beyonse", "zendeya", "kardashian kim", "qqqqqqqq", "jennifer anistn")
FRAMES = (
    "{} and {} Are Reportedly Planning a Summer Wedding in Italy",
    "{} opens up about new album, says 'it was the hardest year of my life'",
    "Here Are All the Looks From Last Night's Red Carpet",
    "{}'s Divorce From {} Is Final After Three Years",
)


def synthetic(count: int, first_id: int) -> list[Person]:
    """Give made-up people, first names shared as they are in life."""
    chance = random.Random(7)

    def word(syllables: int) -> str:
        return "".join(chance.choices(SYLLABLES, k=syllables)).title()

    firsts = [word(2) for _ in range(2_000)]
    names = (f"{chance.choice(firsts)} {word(chance.randint(2, 4))}" for _ in range(count))
    return [Person(id=first_id + n, name=name, popularity=chance.random()) for n, name in enumerate(names)]


def headlines(people: Sequence[Person], path: str | None) -> list[str]:
    """Give some 6,000 headlines: a file's titles over and over, or frames filled with names."""
    if path:
        titles = [json.loads(row)["title"] for row in Path(path).read_text(encoding="utf-8").splitlines()]
        return (titles * (6_000 // len(titles) + 1))[:6_000]
    chance = random.Random(8)
    return [chance.choice(FRAMES).format(*(p.name for p in chance.choices(people[:2_000], k=2))) for _ in range(6_000)]


def seconds(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def row(size: int, titles: Sequence[str], starter: list[Person]) -> str:
    people = starter + synthetic(max(0, size - len(starter)), 10_000_000)
    began = process_time()
    catalogue = Catalogue(people, starter_couples())
    build = process_time() - began
    tagging = min(seconds(lambda: [catalogue.find(title) for title in titles]) for _ in range(3))
    first = seconds(partial(catalogue.suggest, "zzyzx"))  # makes the index
    slowest = max(seconds(partial(catalogue.suggest, text)) for text in ASKED)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = len(titles) / tagging
    return (
        f"{len(people):>8,} {build:>8.2f} {rate:>12,.0f} {first * 1000:>17.0f} {slowest * 1000:>11.0f} {memory:>8.0f}"
    )


def main(arguments: Sequence[str]) -> None:
    starter = starter_people()
    titles = headlines(starter, arguments[0] if arguments else None)
    print(
        f"{'people':>8} {'build s':>8} {'headlines/s':>12} {'first suggest ms':>17} {'suggest ms':>11} {'peak MB':>8}"
    )
    for size in SIZES:
        print(row(size, titles, starter))


if __name__ == "__main__":
    main(sys.argv[1:])
