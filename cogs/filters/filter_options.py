"""Filters as moderators name them: typed into an option, or carried by a button, and read back strictly."""

from typing import assert_never

from cogs.kit import options
from cogs.kit.app import App
from cogs.kit.replies import Card
from cogs.kit.routes.custom_ids import topic_name
from cogs.kit.routes.settings import FilterState
from news.model.servers import Filter, FilterKind, FilterMode
from news.settings.kinds import STATUSES, clean_word, is_filter

from . import filters_card

_NEAR = 4  # people offered for a name that nobody has


async def typed_filter(app: App, kind: FilterKind, mode: FilterMode, typed: str) -> Filter | Card:
    """Read what was typed into an option, or say why it is no filter."""
    value = typed
    if kind == "person":
        person = options.read_person(app, typed)
        if isinstance(person, Card):
            return _offer_near_people(app, mode, typed) or person
        value = str(person.id)
    elif kind == "source":
        narrowed = await options.read_narrowing(app, None, typed)
        if isinstance(narrowed, Card):
            return narrowed
        value = narrowed.outlet
    elif kind == "word":
        value = clean_word(typed)
    kept = Filter(kind, mode, value)
    return kept if is_filter(kept) else filters_card.no_word(typed)


def _offer_near_people(app: App, mode: FilterMode, typed: str) -> Card | None:
    """Offer those whose names are near, as filters; None for nobody."""
    if app.catalogue.by_name(typed):  # who is under 18 has no page, and no filter: the word does for headlines
        return None
    near = [person for person in app.catalogue.suggest_people(typed, _NEAR) if options.find_adult(app, person.id)]
    offered = [(Filter("person", mode, str(person.id)), person.name) for person in near]
    return filters_card.unknown_person_card(typed, offered) if offered else None


async def read_filter(app: App, tried: FilterState) -> Filter | None:
    """Return the filter that a state carries; None where it is not written just as that filter is."""
    named = filters_card.kind_and_mode(tried)
    if named is None:
        return None
    kind, mode = named
    match kind:
        case "person":
            value = str(tried.number) if options.find_adult(app, tried.number) else ""
        case "topic":
            value = topic_name(tried.number)
        case "source":
            value = await options.outlet_name(app, tried.number)
        case "status":
            value = STATUSES[tried.number] if tried.number < len(STATUSES) else ""
        case "word":
            value = tried.word
        case never:
            assert_never(never)
    kept = Filter(kind, mode, value)
    return kept if is_filter(kept) and filters_card.filter_state(kept) == tried else None
