"""What members ask of a post: why it is there, and the whole list behind its button."""

from collections.abc import Sequence
from datetime import date

from discord.ext import commands

from cogs.birthdays import birthdays_card as birthdays
from cogs.birthdays.birthdays_card import Listed
from cogs.explain import why_card as why
from cogs.kit import options, rights
from cogs.kit.app import App
from cogs.kit.buttons import cut_page, page_row
from cogs.kit.markdown import when
from cogs.kit.replies import Card, notice
from cogs.kit.routes.posts import BIRTHDAY_POST, BORN, POST, STAGES, SUBJECTS, BornState, PostState, StagesState
from cogs.kit.routes.route import Press
from news.model.post_keys import day_of
from news.model.posts import Post
from news.model.servers import Change, Server
from news.servers.birthday_stages import audience_rule
from news.servers.stages import server_as_of
from news.text.zones import local_day

_PAGE = 8


class PostButtonsCog(commands.Cog):
    """Posts explained; the router knows why those of each kind were made."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage

    @POST.handler
    async def explain_post(self, interaction: Press, state: PostState, _page: int) -> Card | None:
        """Return why a post is there, to those of its server; moderators see every stage."""
        if not state.post:
            return why.test_post()
        sent = await self.storage.posts.post(state.post)
        if sent is None or sent.guild != options.server(interaction):
            return None
        if await rights.is_moderator(interaction):
            return await self.app.router.open(STAGES, interaction, StagesState(SUBJECTS.index("post"), sent.id))
        return await self.app.router.why(sent) or _plain_reason(sent)

    @BIRTHDAY_POST.why
    async def explain_birthdays(self, sent: Post) -> Card:
        """Say by which rule birthdays were posted, when, and on whose word each date stands."""
        server, day = await self.storage.servers.get(sent.guild), day_of(sent)
        people = [birthday.person for birthday in await self.app.birthdays.told(sent.guild, day)]
        dates = await self.app.birthdays.dates(people)
        set_then = _rule_then(server, await self.storage.changes.last(sent.guild), sent)
        return birthdays.why(sent, set_then, server.zone, day, [(p, dates[p.id][0]) for p in people])

    @BORN.handler
    async def show_born(self, interaction: Press, state: BornState, page: int) -> Card | None:
        """Return everybody who stands in this server's post of a day, or would stand there now."""
        guild, number = options.server(interaction), state.day
        if not guild or not 0 < number <= date.max.toordinal():
            return None
        day, celebrants = date.fromordinal(number), self.app.birthdays
        told = await celebrants.told(guild, day) or await celebrants.wanted(guild, day)
        if not told:
            return None
        today = local_day(self.app.clock(), (await self.storage.servers.get(guild)).zone)
        page, pages, shown = cut_page(told, page, _PAGE)
        dates = await celebrants.dates(birthday.person for birthday in shown)
        row = page_row(BORN, state, page, pages)
        listed = Listed(title=birthdays.title(day, day, today), page=page, pages=pages, total=len(told), row=row)
        lines = [(birthday, birthdays.word(dates[birthday.person.id][0])) for birthday in shown]
        return birthdays.one_day(listed, lines, today)


def _rule_then(server: Server, changes: Sequence[Change], sent: Post) -> str:
    """Return the rule as it was set when a post was due, and whether it is another one now."""
    then, now = audience_rule(server_as_of(server, changes, sent.due_at)), audience_rule(server)
    return then if then == now else f"When it was due: {then}\nBy now that has been set differently."


def _plain_reason(sent: Post) -> Card:
    told = f"Sent {when(sent.sent_at, 'f')}." if sent.sent_at else "It is being sent."
    return notice("Why this post?", f"Due {when(sent.due_at, 'f')}. {told}")
