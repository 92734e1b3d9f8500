"""Countries, states, regions and cities: what tells a new home from a new club, and a place from a person."""

from pathlib import Path

from news.people.names import name_key

PLACE_NAMES = frozenset(
    name_key(name)
    for line in Path(__file__).with_name("places.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for name in line.split(",")
)
