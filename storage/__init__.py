"""The only SQL: what the bot remembers, as stores named by noun."""

from .content.stories import MOST_COUNTED, Wanted
from .database import StorageError
from .people.follows import Outcome
from .people.people import FIRST_OWN
from .storage import Storage, Stores, open_storage

__all__ = [
    "FIRST_OWN",
    "MOST_COUNTED",
    "Outcome",
    "Storage",
    "StorageError",
    "Stores",
    "Wanted",
    "open_storage",
]
