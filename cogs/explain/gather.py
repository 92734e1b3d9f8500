"""What `/why` and `/held` are asked about as it stands in a server, read from stores, catalogue and Discord."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import discord

from cogs.kit import channel_access, options
from cogs.kit.app import App
from cogs.kit.markdown import date_in_words
from cogs.kit.person_text import on_whose_word
from cogs.kit.routes.posts import SUBJECTS, StagesState
from news.model.people import Person
from news.model.post_keys import birthdays_key, day_of, story_of
from news.model.posts import Post
from news.model.servers import Server
from news.people.facts.birthdays import birthday_on, greeting_bar, rank_by_coverage
from news.servers.birthday_stages import FIELDS, BirthdayCase, asked_day, audience_rule, birthday_chain
from news.servers.fixes import Fix
from news.servers.stages import (
    Chain,
    Evidence,
    PostProgress,
    Stage,
    mark_reached,
    sending_stages,
    server_as_of,
    settings_changed_since,
)
from news.servers.story_stages import story_chain
from news.settings.kinds import WEEKDAYS
from news.text.days import local_day, shown_time
from news.text.messages import message, plural
from outbox.owe.birthdays import Birthdays
from outbox.send.discord_transport import forums
from outbox.view.read_stages import Withheld, first_of, read_progress, read_withheld, story_case

from .why_card import Explained

DIGEST_FIELDS = ("digest_channel", "digest_at", "digest_every", "digest_weekday", "stories_topics", "zone", "filters")
_DAYS_HELD = 2  # before today
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class WithheldBirthday:
    """A birthday that a server was not told of, and why."""

    person: Person
    day: date
    why: str


class Cases:
    """Cases of the server where somebody asks; ids come from custom_ids, so what another server has is None."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage
        self._is_forum = forums(app.discord)
        self._birthdays = Birthdays(app.storage, lambda: app.catalogue.all_people, app.clock)

    async def explain_subject(self, interaction: discord.Interaction, asked: StagesState) -> Explained | None:
        """Return the chain of what was asked about; None for what is none here."""
        server = await self.storage.servers.get(interaction.guild_id or 0)
        if asked.subject == SUBJECTS.index("story"):
            return await self._explain_story(interaction, server, asked)
        if asked.subject == SUBJECTS.index("birthday"):
            return await self._explain_birthday(interaction, server, asked)
        post = await self.storage.posts.post(asked.number) if asked.subject == SUBJECTS.index("post") else None
        if post is None or post.guild != server.guild:
            return None
        return await self._explain_post(interaction, server, await first_of(self.storage, post))

    async def _explain_story(
        self, interaction: discord.Interaction, server: Server, asked: StagesState
    ) -> Explained | None:
        case = await story_case(self.storage, server, asked.number, self.app.clock(), self.app.content_time)
        if case is None:
            return None
        case = replace(case, delivery=self._check_channel(interaction, case.delivery))
        chain = await asyncio.to_thread(story_chain, case)
        return self._make_explained(replace(asked, number=case.story.id), chain, server, case.delivery)

    async def _explain_birthday(
        self, interaction: discord.Interaction, server: Server, asked: StagesState
    ) -> Explained | None:
        person = options.find_adult(self.app, asked.number)
        if person is None:
            return None
        case = await self._birthday_case(interaction, server, person)
        return self._make_explained(asked, birthday_chain(case), server, case.delivery)

    async def _birthday_case(self, interaction: discord.Interaction, server: Server, person: Person) -> BirthdayCase:
        now, storage = self.app.clock(), self.storage
        day = asked_day(server, person, now)
        on = await storage.stages.birthday(server.guild, person.id, day.year) if day else None
        post = await self._birthday_post(server, on)
        birth, death = (await self.app.birthdays.settled_dates([person]))[person.id]
        everybody, coverage = self.app.catalogue.all_people, await self.app.birthdays.count_coverage()
        order = await asyncio.to_thread(rank_by_coverage, everybody, coverage)
        missed = await storage.birthdays.missed(server.guild, day) if day else {}
        sent = await read_progress(storage, server, post, server.birthdays_channel)
        return BirthdayCase(
            now=now,
            server=server,
            person=person,
            day=day,
            birth=birth,
            death=death,
            rank=next((place for place, other in enumerate(order, 1) if other.id == person.id), len(order) + 1),
            is_named=person.id in await self._named_people(server),
            told=on,
            is_missed=day is not None and person.id in missed.get(day, ()),
            handled=(await storage.birthdays.handled(server.guild)).day,
            delivery=self._check_channel(interaction, sent),
            changes=tuple(await storage.changes.last(server.guild)),
        )

    async def _birthday_post(self, server: Server, day: date | None) -> Post | None:
        if day is None:
            return None
        key = birthdays_key(server.guild, day)
        return (await self.storage.posts.by_keys([key])).get(key)

    async def _named_people(self, server: Server) -> Iterable[int]:
        if server.birthdays_who == "followed":
            return await self.storage.follows.followed_in(server.guild)
        return server.people

    async def _explain_post(self, interaction: discord.Interaction, server: Server, post: Post) -> Explained | None:
        if post.kind == "story":
            return await self._explain_story(interaction, server, StagesState(SUBJECTS.index("story"), story_of(post)))
        sent = self._check_channel(interaction, await read_progress(self.storage, server, post, post.channel))
        stages = await self._post_causes(server, post)
        after = sending_stages(sent, self.app.clock())
        chain = Chain(
            title=post_title(post), verdict=after.verdict, stages=mark_reached([*stages, *after.stages]), post=post
        )
        return self._make_explained(StagesState(SUBJECTS.index("post"), post.id), chain, server, sent)

    async def _post_causes(self, server: Server, post: Post) -> list[Stage]:
        """Return the stages before the outbox of what is no story; the rule is the one that was set when it was due."""
        changes = await self.storage.changes.last(server.guild)
        if post.kind == "birthdays":
            told = await self.app.birthdays.posted_on(server.guild, day_of(post))
            dates = await self.app.birthdays.settled_dates(birthday.person for birthday in told)
            words = Counter(on_whose_word(dates[birthday.person.id][0]) for birthday in told)
            lines = tuple(
                Evidence(plural("{count} date from {word}", "{count} dates from {word}", n, word=word))
                for word, n in words.most_common(_MOST_WORDS)
            )
            then = Evidence(audience_rule(server_as_of(server, changes, post.due_at)))
            since = settings_changed_since(server, changes, post.due_at, FIELDS)
            return [Stage("dates", "done", lines), Stage("rules", "done", (then, *since))]
        if post.kind == "digest":
            since = settings_changed_since(server, changes, post.due_at, DIGEST_FIELDS)
            return [
                Stage("rules", "done", (Evidence(_digest_rule(server_as_of(server, changes, post.due_at))), *since))
            ]
        return [Stage("rules", "done", (Evidence("Moderators are told once of what needs their hand"),))]

    def _make_explained(self, asked: StagesState, chain: Chain, server: Server, sent: PostProgress) -> Explained:
        """Put the channel's own fix behind the others, where it is the channel that takes nothing."""
        is_shut = sent.place.suspended_at is not None or bool(sent.place.lacks)
        fixes = (*chain.fixes, *([Fix("recheck")] if is_shut else []))
        return Explained(
            asked=asked,
            chain=replace(chain, fixes=fixes),
            server=server,
            channel=sent.place.channel,
            url=self._message_url(sent.post) if sent.post else "",
        )

    def _message_url(self, post: Post) -> str:
        """Return the link of a post's message, "" where it has none; in a forum it is a thread of its own."""
        if post.state != "sent" or not post.message:
            return ""
        where = str(post.message) if self._is_forum(post.channel) else f"{post.channel}/{post.message}"
        return f"https://discord.com/channels/{post.guild}/{where}"

    def _check_channel(self, interaction: discord.Interaction, sent: PostProgress) -> PostProgress:
        """Add to a channel that is needed yet what the bot lacks there, by Discord's word of now."""
        place = sent.place
        is_out = sent.post is not None and sent.post.state not in ("owed", "claimed")
        lacks = (
            [] if is_out or not place.channel else channel_access.missing_permissions(interaction, place.channel) or []
        )
        return replace(sent, place=replace(place, lacks=tuple(lacks)))

    async def read_withheld(self, server: Server) -> tuple[Withheld, list[WithheldBirthday]]:
        """Return what a server was not posted of the last 48 hours."""
        return await read_withheld(self.storage, server, self.app.clock()), await self._held_birthdays(server)

    async def _held_birthdays(self, server: Server) -> list[WithheldBirthday]:
        if not server.birthdays_channel:
            return []
        today = local_day(self.app.clock(), server.zone)
        days = [today - timedelta(ago) for ago in range(_DAYS_HELD + 1)]
        missed = await self.storage.birthdays.missed(server.guild, days[-1])
        people = await self._birthdays.audience(server, await self.app.birthdays.count_coverage())
        born = [(person, day) for day in days for person in people if _is_born(server, person, day)]
        told = {day: await self.storage.birthdays.posted(server.guild, day) for day in days}
        dates = await self.app.birthdays.settled_dates({person.id: person for person, _ in born}.values())
        found: list[WithheldBirthday] = []
        for day, ids in missed.items():
            known = filter(None, (options.find_adult(self.app, number) for number in sorted(ids)))
            found += [
                WithheldBirthday(person, day, "Was missed: the bot or the channel was away too long")
                for person in known
            ]
        for person, day in born:
            why = self._why_held(person, day, is_dying=bool(dates[person.id][1].held))
            if why and person.id not in told[day] and person.id not in missed.get(day, ()):
                found.append(WithheldBirthday(person, day, why))
        return found

    def _why_held(self, person: Person, day: date, *, is_dying: bool) -> str:
        """Return why somebody of the audience is not greeted, "" for no reason or one that is nobody's business."""
        if is_dying:
            return "Is held: a single source has begun to say that they died"
        bar = greeting_bar(person, day, self.app.clock())
        return "Is held: one source alone gives the date" if bar == "date unconfirmed" else ""


def _is_born(server: Server, person: Person, day: date) -> bool:
    return birthday_on(person.birth, day.year, server.leap) == day


def post_title(post: Post) -> str:
    """Return what a post that is no story is: "Digest of 9 June 2021"."""
    match post.kind:
        case "birthdays" | "digest":
            template = "Birthdays of {day}" if post.kind == "birthdays" else "Digest of {day}"
            return message(template, day=date_in_words(day_of(post)))
        case "trial":
            return "A test"
        case "notice" | "story" | "edit" | "publish":
            return "A notice to moderators"


def _digest_rule(server: Server) -> str:
    daily = "This server asks for one every day at {time} ({zone})"
    weekly = "This server asks for one every {weekday} at {time} ({zone})"
    template, weekday = daily if server.digest_every == "day" else weekly, WEEKDAYS[server.digest_weekday]
    return message(template, weekday=weekday, time=shown_time(server.digest_at), zone=server.zone)
