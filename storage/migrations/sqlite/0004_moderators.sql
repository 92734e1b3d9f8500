-- What moderators set beyond channels and times, and who changed what when.

ALTER TABLE servers ADD COLUMN language TEXT NOT NULL DEFAULT '';  -- ISO 639-1; '': any
ALTER TABLE servers ADD COLUMN moderator_role INTEGER NOT NULL DEFAULT 0;
ALTER TABLE servers ADD COLUMN curtain_death TEXT NOT NULL DEFAULT 'shown'
    CHECK (curtain_death IN ('shown', 'curtain', 'out'));
ALTER TABLE servers ADD COLUMN curtain_health TEXT NOT NULL DEFAULT 'curtain'
    CHECK (curtain_health IN ('shown', 'curtain', 'out'));
ALTER TABLE servers ADD COLUMN curtain_minors TEXT NOT NULL DEFAULT 'curtain'
    CHECK (curtain_minors IN ('shown', 'curtain', 'out'));
ALTER TABLE servers ADD COLUMN curtain_accusations TEXT NOT NULL DEFAULT 'curtain'
    CHECK (curtain_accusations IN ('shown', 'curtain', 'out'));

CREATE TABLE servers_filters (
    guild_id INTEGER NOT NULL,
    kind     TEXT NOT NULL,  -- person, topic, source, word, status
    mode     TEXT NOT NULL,  -- block, only
    value    TEXT NOT NULL,
    PRIMARY KEY (guild_id, kind, mode, value)
) STRICT, WITHOUT ROWID;

-- Feeds that a server added; one that several added is one row of feeds and read once.
CREATE TABLE servers_feeds (
    guild_id INTEGER NOT NULL,
    feed_id  INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
    PRIMARY KEY (guild_id, feed_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX servers_feeds_by_feed ON servers_feeds (feed_id);

-- The last changes of each server's settings, for its moderators: who, when, from what to what.
CREATE TABLE changes (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,  -- buttons name it
    guild_id      INTEGER NOT NULL,
    user_id       INTEGER NOT NULL,  -- 0: one who has had their data erased
    at            INTEGER NOT NULL,
    fields_before TEXT NOT NULL,     -- JSON: the fields that changed
    fields_after  TEXT NOT NULL,
    undoes        INTEGER NOT NULL DEFAULT 0,  -- the change that this one takes back
    undone        INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX changes_by_guild ON changes (guild_id, id);
