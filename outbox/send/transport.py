"""What the sender asks of Discord, so that its rules need no Discord."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from news.model.posts import Post, PostKind
from news.servers.posts import Answer

PAGE = 100  # messages that Discord gives at once
Drawn_contra = TypeVar("Drawn_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class Seen:
    """A message in a channel's history, with the custom_ids of its buttons."""

    message: int
    marks: frozenset[str]


class Channels(Protocol[Drawn_contra]):
    """Every call is one request, made once, and raises for nothing that Discord or the network says."""

    async def create(self, post: Post, nonce: str, drawn: Drawn_contra) -> Answer:
        """Post a message under a nonce that Discord enforces."""

    async def edit(self, post: Post, drawn: Drawn_contra) -> Answer:
        """Change the message that `post` names."""

    async def publish(self, post: Post) -> Answer:
        """Publish the message that `post` names to the servers that follow its announcement channel."""

    async def history(self, channel: int, age: int, newer_than: int) -> tuple[Answer, list[Seen]]:
        """Return up to `PAGE` messages, oldest first: after this one, or for 0 those of the last `age` seconds."""

    async def exists(self, channel: int) -> Answer:
        """Ask for the channel itself, which costs next to nothing."""

    def is_there(self, guild: int) -> bool:
        """True if a server is there for the bot now: not in an outage, not left, and heard of since the start."""

    def lacks(self, channel: int, kind: PostKind) -> Sequence[str]:
        """Name what the bot lacks for a kind of post there, as far as the gateway has told; () for nothing."""

    def may_read(self, channel: int) -> bool:
        """True if the bot may read the history; without that Discord gives an empty one, which proves nothing."""

    def knows_nonces(self, channel: int) -> bool:
        """True if Discord tells two tries of one post by their nonce there: not in a forum, which takes none."""
