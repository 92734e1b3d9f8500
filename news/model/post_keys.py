"""Keys and subjects of posts: written and read here alone, since they are stored and never change.

A key says what a post is, once and for all; its subject says what to draw.
"""

from datetime import date

from .posts import Post

EDIT, PUBLISH = "edit:", "publish:"  # begin the keys of edits and of publishing
_FEED, _SUSPENDED = "feed:", "suspended:"


def birthdays_key(guild: int, day: date) -> str:
    """Return the key of the birthdays of a local day in a server."""
    return f"birthdays:{guild}:{day.isoformat()}"


def story_key(guild: int, story: int) -> str:
    """Return the key of the post of a story in a server."""
    return f"story:{guild}:{story}"


def digest_key(guild: int, day: date) -> str:
    """Return the key of the digest of a local day in a server."""
    return f"digest:{guild}:{day.isoformat()}"


def edit_key(post: int, number: int) -> str:
    """Return the key of the edit of a post with this number."""
    return f"{EDIT}{post}:{number}"


def edit_key_range(post: int) -> tuple[str, str]:
    """Return the first key that edits of a post may have, and the one behind the last: ";" comes after ":"."""
    return f"{EDIT}{post}:", f"{EDIT}{post};"


def publish_key(post: int) -> str:
    """Return the key under which a post is published."""
    return f"{PUBLISH}{post}"


def suspension_notice_key(guild: int, channel: int, at: int) -> str:
    """Return the key of the notice that a channel takes no posts since then."""
    return f"notice:{guild}:{channel}:{at}"


def feed_notice_key(guild: int, feed: int, read_at: int) -> str:
    """Return the key of the notice that a feed fails, one for each time that it was read before."""
    return f"notice:{guild}:{_FEED}{feed}:{read_at}"


def test_post_key(channel: int, minute: int) -> str:
    """Return the key of a test: one a channel and minute, and never that of a real post."""
    return f"trial:{channel}:{minute}"


def suspension_subject(channel: int) -> str:
    """Return the subject of a notice about a channel."""
    return f"{_SUSPENDED}{channel}"


def feed_subject(feed: int) -> str:
    """Return the subject of a notice about a feed."""
    return f"{_FEED}{feed}"


def is_about_feed(notice: Post) -> bool:
    """True if a notice is about a feed, not a channel."""
    return notice.subject.startswith(_FEED)


def story_of(post: Post) -> int:
    """Return the id of the story that a post was queued for."""
    return int(post.subject)


def day_of(post: Post) -> date:
    """Return the local day of a birthday post or a digest."""
    return date.fromisoformat(post.subject)


def post_of(edit: Post) -> int:
    """Return the id of the post that an edit is of."""
    return int(edit.subject)
