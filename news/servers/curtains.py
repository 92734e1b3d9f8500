"""What a server does with a story about a death, health, minors or an accusation: shows it, curtains it, leaves it out.

Which of them a story is about, `news.text.subjects` says.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from news.model.servers import Change, Curtain, Server
from news.text.subjects import SUBJECTS, Subject

# What is said of a story in place of its headline: "a story about ...".
ABOUT: dict[Subject, str] = {
    "death": "a death",
    "health": "somebody’s health",
    "minors": "somebody under 18",
    "accusations": "an accusation",
}

_STRICTER: tuple[Curtain, ...] = ("shown", "curtain", "out")


def drawn_as(server: Server, about: Collection[Subject]) -> Curtain:
    """Return what a server does with a story about these: the strictest of what it has set."""
    return max((curtain_setting(server, subject) for subject in about), key=_STRICTER.index, default="shown")


def hidden_subjects(servers: Iterable[Server], about: Collection[Subject]) -> tuple[Subject, ...]:
    """Return those of the subjects that one of these settings of a server does not just show, the gravest first."""
    settings = list(servers)
    return tuple(
        s for s in SUBJECTS if s in about and any(curtain_setting(server, s) != "shown" for server in settings)
    )


def curtains_as_of(server: Server, changes: Iterable[Change], at: int) -> Server:
    """Return a server with the curtains that it had at an instant, by its log, the newest change first."""
    then: dict[str, Any] = {}
    for change in changes:
        if change.at > at:
            then |= {name: value for name, value in change.before.items() if name.startswith("curtain_")}
    return replace(server, **then)


def curtain_setting(server: Server, subject: Subject) -> Curtain:
    """Return what a server has set for a subject."""
    by_subject: dict[Subject, Curtain] = {
        "death": server.curtain_death,
        "health": server.curtain_health,
        "minors": server.curtain_minors,
        "accusations": server.curtain_accusations,
    }
    return by_subject[subject]
