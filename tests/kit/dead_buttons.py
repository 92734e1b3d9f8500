"""Buttons and selects that Discord was sent and that nothing answers: every test that draws one fails."""

from collections.abc import Iterable, Iterator
from typing import Any

from simcord.types import HttpLogEntry

from cogs.kit.routes.router import Router
from news.servers.posts import NONCE

_FORM = 9  # the type of an answer that opens a form: the process keeps it, so its custom_ids name no route


def dead_custom_ids(router: Router, payloads: Iterable[Any]) -> list[str]:
    """Return the custom_ids of messages that no handler answers, or whose state it cannot read."""
    found = {custom_id for payload in payloads for custom_id in _custom_ids(payload)}
    return sorted(custom_id for custom_id in found if router.find_state(custom_id) is None)


def payloads_of_the_bot(requests: Iterable[HttpLogEntry]) -> Iterator[Any]:
    """Return what the bot sent by itself. Tests put buttons up by `channel.send`, forged ones, too: not those."""
    for request in requests:
        # discord.py draws a nonce of up to 20 digits for `channel.send`; the outbox has a longer one of its own.
        nonce = request.json.get("nonce") if isinstance(request.json, dict) else None
        if nonce is None or len(str(nonce)) >= NONCE:
            yield request.json


def _custom_ids(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if part.get("type") == _FORM and "data" in part:
            return
        if "custom_id" in part:
            yield part["custom_id"]
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _custom_ids(inner)
