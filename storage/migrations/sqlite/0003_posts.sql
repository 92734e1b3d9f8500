-- What servers are owed and were sent, and channels that take nothing for now.

CREATE TABLE posts (
    -- AUTOINCREMENT: an id is looked for in channels, so one that was deleted must not come again.
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    key        TEXT NOT NULL UNIQUE,
    guild_id   INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    kind       TEXT NOT NULL,     -- birthdays, story, digest, edit, notice
    subject    TEXT NOT NULL,
    priority   INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,
    expires_at INTEGER,           -- NULL: never
    state      TEXT NOT NULL,     -- owed, claimed, sent, unknown, dropped
    claimed_at INTEGER,           -- of the first try that may have put it there
    tries      INTEGER NOT NULL,  -- that may have put it there
    next_at    INTEGER NOT NULL,
    sent_at    INTEGER,
    message_id INTEGER,
    reason     TEXT NOT NULL
) STRICT;
CREATE INDEX posts_open ON posts (channel_id, priority, due_at, id) WHERE state IN ('owed', 'claimed');
CREATE INDEX posts_by_guild ON posts (guild_id, due_at);

CREATE TABLE destinations (
    channel_id   INTEGER PRIMARY KEY,
    guild_id     INTEGER NOT NULL,
    suspended_at INTEGER,           -- NULL: on trial until a post gets there
    reason       TEXT NOT NULL,
    noticed      INTEGER NOT NULL,  -- 1: the moderators were told in their notices channel
    retest_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX destinations_by_guild ON destinations (guild_id);

-- What servers have set, and how far the birthdays of each have come.

CREATE TABLE servers (
    guild_id          INTEGER PRIMARY KEY,
    zone              TEXT NOT NULL,     -- of the IANA table
    paused            INTEGER NOT NULL,
    birthdays_channel INTEGER NOT NULL,  -- 0, here and below: none
    birthdays_at      INTEGER NOT NULL CHECK (birthdays_at BETWEEN 0 AND 1439),  -- minutes after midnight
    birthdays_who     TEXT NOT NULL CHECK (birthdays_who IN ('followed', 'top', 'list')),
    birthdays_top     INTEGER NOT NULL,
    belated           INTEGER NOT NULL,  -- hours
    leap              TEXT NOT NULL CHECK (leap IN ('28 February', '1 March', 'leap years')),
    stories_channel   INTEGER NOT NULL,
    stories_threshold INTEGER NOT NULL,
    stories_topics    TEXT NOT NULL,     -- separated by |; '': all
    stories_budget    INTEGER NOT NULL,
    digest_channel    INTEGER NOT NULL,
    digest_at         INTEGER NOT NULL CHECK (digest_at BETWEEN 0 AND 1439),
    digest_every      TEXT NOT NULL CHECK (digest_every IN ('day', 'week')),
    digest_weekday    INTEGER NOT NULL CHECK (digest_weekday BETWEEN 0 AND 6),
    notices_channel   INTEGER NOT NULL,
    mention_role      INTEGER NOT NULL,
    publish           INTEGER NOT NULL,
    birthdays_done    TEXT NOT NULL DEFAULT ''  -- the last local day that is handled, ISO; no setting
) STRICT;

-- Whose birthdays a server wants where it keeps a list of its own.
CREATE TABLE servers_people (
    guild_id  INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    PRIMARY KEY (guild_id, person_id)
) STRICT, WITHOUT ROWID;

-- Whom a server was told of, so that a changed rule, date or zone never tells it twice in a year; also what a post of
-- that day holds.
CREATE TABLE birthdays_posted (
    guild_id  INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    year      INTEGER NOT NULL,  -- of the birthday, by the local day
    day       TEXT NOT NULL,     -- ISO
    PRIMARY KEY (guild_id, person_id, year)
) STRICT, WITHOUT ROWID;
CREATE INDEX birthdays_posted_by_day ON birthdays_posted (guild_id, day);

-- Whom a server was not told of, because the bot or the channel was away for longer than its window.
CREATE TABLE birthdays_missed (
    guild_id  INTEGER NOT NULL,
    day       TEXT NOT NULL,
    person_id INTEGER NOT NULL,
    PRIMARY KEY (guild_id, day, person_id)
) STRICT, WITHOUT ROWID;

-- Which stories a server was owed a post of, by which post and why. A story that takes another over is told wherever
-- that one was; the article is the one whose headline was posted, which tells the part of a story that was parted.
CREATE TABLE stories_told (
    guild_id    INTEGER NOT NULL,
    story_id    INTEGER NOT NULL,
    post_key    TEXT NOT NULL,
    article_key INTEGER NOT NULL,
    why         TEXT NOT NULL,     -- as the rules said it then
    at          INTEGER NOT NULL,
    PRIMARY KEY (guild_id, story_id, post_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX stories_told_by_story ON stories_told (story_id);
CREATE INDEX stories_told_by_article ON stories_told (article_key);
CREATE INDEX stories_told_by_post ON stories_told (post_key);

-- How far the digests of each server have come.
CREATE TABLE digests_done (
    guild_id INTEGER PRIMARY KEY,
    day      TEXT NOT NULL         -- the last local day that is done with, ISO
) STRICT;

-- Servers that the bot seems to have left: since when, and how often it came up without them. Nothing is posted there,
-- and after a week all of theirs goes.
CREATE TABLE departures (
    guild_id INTEGER PRIMARY KEY,
    left_at  INTEGER,          -- NULL: only missing when the bot came up, not known to be left
    readies  INTEGER NOT NULL
) STRICT;
