"""Labels above and below a line, in lanes: the weightiest first, none over another nor over its leader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

_POLE = 4.0  # from a leader to its words
_AIR = 7.0  # between neighbours in a lane
_CLEAR = 3.0  # between words and another's leader


@dataclass(frozen=True, slots=True)
class Wish:
    """A label to place: its mark's place, the widths of its words from longest to shortest, and how much it weighs."""

    x: float
    widths: tuple[float, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label stands: lane 1 is nearest to the line, its leader runs at `x`, `choice` is which of its widths."""

    x: float
    left: float
    right: float
    is_above: bool
    choice: int
    lane: int = 1

    def covers(self, other: "Spot") -> bool:
        """True if the other's leader could not pass through this one's words."""
        return self.left - _CLEAR < other.x < self.right + _CLEAR

    def meets(self, other: "Spot") -> bool:
        """True if the two take the same room in a lane."""
        return self.left < other.right + _AIR and other.left < self.right + _AIR


def place(wishes: Sequence[Wish], ends: tuple[float, float], most: int) -> dict[int, Spot]:
    """Return each wish that has room its spot between `ends`, in at most `most` lanes a side."""
    placed: dict[int, Spot] = {}
    for index in sorted(range(len(wishes)), key=lambda index: (-wishes[index].weight, index)):
        for choice, wide in enumerate(wishes[index].widths):
            found = [
                laid
                for spot in _spots(wishes[index].x, wide, choice, ends)
                if (laid := _laid({**placed, index: spot}, spot.is_above, most))
            ]
            if found:
                placed = min(found, key=_height)
                break
    return placed


def _spots(x: float, wide: float, choice: int, ends: tuple[float, float]) -> Iterator[Spot]:
    for is_above in (True, False):
        if x + _POLE + wide <= ends[1]:
            yield Spot(x, x + _POLE, x + _POLE + wide, is_above, choice)
        if x - _POLE - wide >= ends[0]:
            yield Spot(x, x - _POLE - wide, x - _POLE, is_above, choice)


def _height(laid: dict[int, Spot]) -> tuple[int, int]:
    tops = [max((spot.lane for spot in laid.values() if spot.is_above is above), default=0) for above in (True, False)]
    return sum(tops), sum(spot.lane for spot in laid.values())


def _laid(spots: dict[int, Spot], is_above: bool, most: int) -> dict[int, Spot] | None:
    """Return every spot of a side its lowest lane, or None where they cannot stand together.

    A label whose words cover another's leader stands farther out than the other; two that only meet stand apart.
    """
    side = {index: spot for index, spot in spots.items() if spot.is_above is is_above}
    under = {
        index: [
            other
            for other, beside in side.items()
            if other != index
            and (spot.covers(beside) or (spot.meets(beside) and not beside.covers(spot) and index < other))
        ]
        for index, spot in side.items()
    }
    lanes: dict[int, int] = {}
    while len(lanes) < len(side):
        ready = [index for index in side if index not in lanes and all(other in lanes for other in under[index])]
        if not ready:
            return None  # two cover each other's leader
        for index in ready:
            lanes[index] = 1 + max((lanes[other] for other in under[index]), default=0)
    if max(lanes.values()) > most:
        return None
    return {**spots, **{index: replace(spot, lane=lanes[index]) for index, spot in side.items()}}
