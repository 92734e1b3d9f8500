"""Asking Wikidata with patience: one request after another, with the waits that its operators ask for."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from news.feeds.fetch import ApiRequest, Session, ask_api
from news.people.wikidata.requests import PLACES, Endpoints, WikidataTrouble, read_reply

_TRIES = 5  # of one question, where waiting is asked for


class TooMuchError(Exception):
    """The question asked for more than can be answered; a smaller one may be."""


class AwayError(Exception):
    """There is no answer now; its text is a predicate of Wikidata's, `seconds` how long not to ask again."""

    def __init__(self, text: str, seconds: int = 0) -> None:
        super().__init__(text)
        self.seconds = seconds


class Wikimedia:
    """Wikidata's endpoints, one question at a time."""

    def __init__(
        self,
        session: Session,
        places: Endpoints = PLACES,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.places = places
        self._session = session
        self._sleep = sleep
        self._turn = asyncio.Lock()

    async def ask(self, question: ApiRequest) -> Mapping[str, Any]:
        """Return the answer; raises TooMuchError and AwayError."""
        async with self._turn:
            for attempt in range(_TRIES):
                await self._sleep(self.places.pause)
                answer = await asyncio.to_thread(read_reply, await ask_api(self._session, question))
                if not isinstance(answer, WikidataTrouble):
                    return answer
                if answer.kind == "less":
                    raise TooMuchError(answer.text)
                if answer.kind == "away" or attempt == _TRIES - 1:
                    raise AwayError(answer.text, answer.seconds)
                await self._sleep(answer.seconds)
        raise AssertionError("the last try returns or raises")
