"""How often one member may ask the bot for something: a window over all commands, presses and forms of theirs."""

import asyncio
import math
from collections import OrderedDict, deque
from collections.abc import Callable

import discord

from .markdown import when
from .replies import answer, notice

MOST, WITHIN = 10, 5.0  # requests in so many seconds: nobody who reads what comes back is faster
_MOST_TYPED = 30  # asks for completion in that time: one for each letter typed, and none of them a command yet
_MOST_MEMBERS = 10_000  # remembered at once, the last to ask; some 2 MB


class Window:
    """Counts what each member asks in the last seconds; `clock` is monotonic, in seconds.

    discord.py's CooldownMapping counts in fixed windows, so that twice as many pass around the end of one. It looks
    through all members at each request, and remembers any number of them.
    """

    def __init__(self, most: int, within: float, clock: Callable[[], float]) -> None:
        self._most, self._within, self._clock = most, within, clock
        self._asked: OrderedDict[int, deque[float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._asked)

    def wait(self, member: int) -> float:
        """Take one request of a member and give 0, or give the seconds until they may go on; such a one counts not."""
        now = self._clock()
        times = self._asked.setdefault(member, deque(maxlen=self._most))
        self._asked.move_to_end(member)
        self._forget_idle(now)
        if len(times) == self._most and now - times[0] < self._within:
            return self._within - (now - times[0])
        times.append(now)
        return 0.0

    def _forget_idle(self, now: float) -> None:
        """Forget who has not asked for a while, and the first of too many."""
        while len(self._asked) > 1:
            times = next(iter(self._asked.values()))
            if len(self._asked) <= _MOST_MEMBERS and times and now - times[-1] < self._within:
                return
            self._asked.popitem(last=False)


class Cooldown:
    """Asked before anything is done for a member, so that it costs no query."""

    def __init__(self, clock: Callable[[], int], most: int = MOST, within: float = WITHIN) -> None:
        self._clock = clock  # the content's, in which members are told when they may go on
        self._acts = Window(most, within, _loop_time)
        self._typed = Window(max(most, _MOST_TYPED), within, _loop_time)

    async def is_allowed(self, interaction: discord.Interaction) -> bool:
        """True if to go on; where not, the member is told when they may, and completion is left out."""
        if interaction.type is discord.InteractionType.autocomplete:
            return not self._typed.wait(interaction.user.id)
        wait = self._acts.wait(interaction.user.id)
        if wait:
            at = self._clock() + math.ceil(wait)
            told = f"You can go on {when(at)}: at most {MOST} commands and presses in {WITHIN:.0f} seconds."
            await answer(interaction, notice("A moment, please", told, "-# Nothing was changed."), ephemeral=True)
        return not wait


def _loop_time() -> float:
    return asyncio.get_running_loop().time()
