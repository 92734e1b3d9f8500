-- Feeds that moderators add.

-- 1: servers asked for it. Where the operator did not, it is polled while a server has it; the row stays, since
-- taking a removal back names it.
ALTER TABLE feeds ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
-- As url_key, of the address to which it moved for good; its own goes on naming it in the feeds file.
ALTER TABLE feeds ADD COLUMN moved_key INTEGER;

-- What a look at an address found, until a moderator has said whether to add it.
CREATE TABLE feed_candidates (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,  -- buttons name it
    guild_id INTEGER NOT NULL,
    url      TEXT NOT NULL,
    url_key  INTEGER NOT NULL,
    name     TEXT NOT NULL,
    language TEXT NOT NULL,
    homepage TEXT NOT NULL,
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX feed_candidates_by_guild ON feed_candidates (guild_id, at);

-- When servers added feeds, whatever became of those since: ten a day.
CREATE TABLE feed_adds (
    id       INTEGER PRIMARY KEY,
    guild_id INTEGER NOT NULL,
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX feed_adds_by_guild ON feed_adds (guild_id, at);
