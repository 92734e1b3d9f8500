"""The log of changes, in a real file: the last 50 of each server, what is undone, and never another server's."""

from news.model.servers import Server
from storage import Storage
from storage.servers.servers import MOST
from tests.kit.newsroom import NOW
from tests.kit.store_rows import put


async def undone(storage: Storage, guild: int = 50) -> dict[int, bool]:
    return {change.id: change.is_undone for change in await storage.changes.last(guild)}


async def test_changes_are_given_newest_first_as_they_were_made(storage: Storage) -> None:
    made = [await put(storage, 50, budget) for budget in (3, 4, 6)]
    assert await storage.changes.last(50) == made[::-1]
    assert made[1].before == {"stories_budget": 3}
    assert (made[1].after, made[1].user, made[1].at) == ({"stories_budget": 4}, 7, NOW + 4)
    assert await storage.changes.last(50, 2) == made[:0:-1]


async def test_a_change_is_found_by_its_id_in_its_own_server_only(storage: Storage) -> None:
    mine, theirs = await put(storage, 50, 3), await put(storage, 60, 3)
    assert await storage.changes.change(50, mine.id) == mine
    assert await storage.changes.change(50, theirs.id) is None
    assert await storage.changes.change(50, 10**9) is None


async def test_the_last_fifty_of_each_server_are_kept(storage: Storage) -> None:
    theirs = await put(storage, 60, 3)
    made = [await put(storage, 50, 1 + n % 20) for n in range(MOST + 5)]
    kept = await storage.changes.last(50, 1000)
    assert [change.id for change in kept] == [change.id for change in made[:4:-1]]
    assert len(kept) == MOST == 50
    assert await storage.changes.last(60) == [theirs]


async def test_what_is_taken_back_is_marked_and_holds_again_when_that_is_taken_back(storage: Storage) -> None:
    first = await put(storage, 50, 3)
    back = await put(storage, 50, 5, undoes=first.id)
    assert await undone(storage) == {back.id: False, first.id: True}
    again = await put(storage, 50, 3, undoes=back.id)
    assert await undone(storage) == {again.id: False, back.id: True, first.id: False}
    third = await put(storage, 50, 5, undoes=again.id)
    assert await undone(storage) == {third.id: False, again.id: True, back.id: False, first.id: True}


async def test_another_servers_change_is_never_marked(storage: Storage) -> None:
    theirs = await put(storage, 60, 3)
    await put(storage, 50, 3, undoes=theirs.id)
    assert await undone(storage, 60) == {theirs.id: False}


async def test_what_takes_back_a_change_that_is_gone_stands_by_itself(storage: Storage) -> None:
    back = await put(storage, 50, 3, undoes=10**6)
    assert await undone(storage) == {back.id: False}


async def test_a_server_that_is_left_takes_its_log_along(storage: Storage) -> None:
    for guild in (50, 60):
        await put(storage, guild, 3)
    await storage.departures.left(50, NOW)
    assert await storage.departures.purge(NOW + 1) == [50]
    assert await storage.changes.last(50) == []
    assert await storage.servers.get(50) == Server(guild=50)
    assert len(await storage.changes.last(60)) == 1


async def test_who_has_their_data_erased_leaves_the_change_without_their_id(storage: Storage) -> None:
    for user in (7, 8):
        await put(storage, 50, user, user=user)
    assert (await storage.follows.kept(7)).changes == 1
    assert (await storage.follows.erase(7)).changes == 1
    assert [change.user for change in await storage.changes.last(50)] == [8, 0]
    assert (await storage.follows.kept(7)).changes == 0
