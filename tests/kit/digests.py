"""Stories for a digest."""

from tests.kit.newsroom import Item
from tests.kit.stage import Stage

OUTLETS = ("The Marquee", "Spotlight", "Harbour News")

TITLES = (
    "Adele announces a tour of Wales",
    "Elton John sells his piano in Pinner",
    "Rihanna opens a bakery at the harbour",
    "Drew Barrymore adopts seven donkeys",
    "George Clooney builds a lighthouse",
    "Shakira swims across the Channel",
    "Tom Hanks writes a cookbook on soup",
    "Serena Williams buys a vineyard near Porto",
    "Hugh Grant wins the regatta at Henley",
    "Emma Stone paints murals for Phoenix schools",
)


async def read(stage: Stage, titles: tuple[str, ...] = TITLES, picture: str = "", hours: float = 3) -> None:
    """Let story n of these be reported in three outlets, in two or in one: the first third in three."""
    sources = []
    for place, outlet in enumerate(OUTLETS):
        items = [
            Item(title=f"{title}{' now' * place}", hours=hours + number / 10 + place / 10, picture=picture)
            for number, title in enumerate(titles)
        ]
        sources.append(stage.newsroom.publish(outlet, *items))
    await stage.read(*sources)
