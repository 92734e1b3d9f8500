-- People, what sources say of them, their lives, who follows whom, and what moderators repaired.

-- Numbers below 1,000,000 are the starter's for ever; people whom a sync brings count from there on.
CREATE TABLE people (
    id            INTEGER PRIMARY KEY,
    wikidata      TEXT UNIQUE,    -- NULL until resolved, which changes nothing that points to the person
    listed        INTEGER NOT NULL,  -- 1: the starter's row, brought up to date with it
    name          TEXT NOT NULL,
    aliases       TEXT NOT NULL,  -- one a line
    learned       TEXT NOT NULL DEFAULT '',  -- aliases that a sync brought, one a line
    learned_in_context TEXT NOT NULL DEFAULT '',  -- those of them that need context, one a line
    occupations   TEXT NOT NULL,  -- one a line
    country       TEXT NOT NULL,
    popularity    REAL NOT NULL,
    needs_context TEXT NOT NULL,  -- one a line
    flags         TEXT NOT NULL,  -- one a line
    picture       TEXT NOT NULL DEFAULT '',  -- a file's name at Wikimedia Commons
    synced_at     INTEGER,        -- when Wikidata was last read for them
    looked_up_at  INTEGER         -- when it was last asked in vain for a page with their name
) STRICT;

-- Every date that a source gave for a birth or a death; which one holds is decided when they are read.
CREATE TABLE people_dates (
    person_id    INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    kind         TEXT NOT NULL,  -- birth, death
    source       TEXT NOT NULL,
    date         TEXT NOT NULL,  -- ISO to the precision given; '': dead, day unknown
    confidence   TEXT NOT NULL,
    is_preferred INTEGER NOT NULL,
    first_seen   INTEGER NOT NULL,
    last_seen    INTEGER NOT NULL,
    PRIMARY KEY (person_id, kind, source, date)
) STRICT, WITHOUT ROWID;

CREATE TABLE relations (
    person_id  INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    listed     INTEGER NOT NULL,  -- 1: the starter's row, goes when the starter drops it
    kind       TEXT NOT NULL,     -- what the other is to the person
    other_id   INTEGER NOT NULL,  -- 0: one whom the catalogue lacks
    other_name TEXT NOT NULL,     -- '' where it has them
    since      TEXT NOT NULL,
    until      TEXT NOT NULL,
    source     TEXT NOT NULL,
    as_of      TEXT NOT NULL,
    PRIMARY KEY (person_id, kind, other_id, other_name, since, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX relations_by_other ON relations (other_id) WHERE other_id > 0;

-- What a sync has still to ask: each waits here until it is answered, so that the sync goes on where it was stopped.
CREATE TABLE people_queue (
    kind      TEXT NOT NULL,     -- occupation, title (of a page), person
    key       TEXT NOT NULL,     -- a Wikidata id, or the title
    sitelinks INTEGER NOT NULL,  -- of a person; 0 where nothing is known
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX people_queue_by_sitelinks ON people_queue (kind, sitelinks);

-- People of relations whom the catalogue lacks, so that each is asked for once a month and not once a night.
CREATE TABLE relatives (
    wikidata  TEXT PRIMARY KEY,
    name      TEXT NOT NULL,     -- '' for who must not be named: not of age for sure, or no person
    birth     TEXT NOT NULL,     -- ISO to the precision known
    is_public INTEGER NOT NULL,  -- 1: has a page in some Wikipedia
    asked_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Life events, each as one source tells it. They outlive the article: a timeline is longer than its retention.
CREATE TABLE events (
    id         INTEGER PRIMARY KEY,
    article_id INTEGER REFERENCES articles (id) ON DELETE SET NULL,
    story_id   INTEGER NOT NULL,  -- 0: the catalogue's
    kind       TEXT NOT NULL,
    date       TEXT NOT NULL,     -- ISO to the precision told, '' untold
    what       TEXT NOT NULL,
    status     TEXT NOT NULL,
    sentence   TEXT NOT NULL,
    source     TEXT NOT NULL,     -- the outlet, or the name of the reference page
    url        TEXT NOT NULL,
    told_at    INTEGER            -- NULL: the catalogue's, known since its date
) STRICT;
CREATE INDEX events_by_article ON events (article_id) WHERE article_id IS NOT NULL;
CREATE INDEX events_listed ON events (id) WHERE told_at IS NULL;
CREATE TABLE events_people (
    person_id INTEGER NOT NULL,
    event_id  INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    place     INTEGER NOT NULL,
    PRIMARY KEY (person_id, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX events_people_by_event ON events_people (event_id);

-- Days that sentences naming a person speak of.
CREATE TABLE spoken_days (
    person_id  INTEGER NOT NULL,
    date       TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    times      INTEGER NOT NULL,
    PRIMARY KEY (person_id, date, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX spoken_days_by_article ON spoken_days (article_id);

-- Names in headlines that the catalogue lacks.
CREATE TABLE candidates (
    name_key TEXT NOT NULL,
    outlet   TEXT NOT NULL,
    day      INTEGER NOT NULL,  -- days since 1970
    name     TEXT NOT NULL,
    times    INTEGER NOT NULL,
    PRIMARY KEY (name_key, outlet, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX candidates_by_day ON candidates (day);

-- The only thing kept about members: what they asked the bot to keep.
CREATE TABLE follows (
    user_id   INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    guild_id  INTEGER NOT NULL,  -- the server where it was made; 0: in direct messages
    at        INTEGER NOT NULL,
    PRIMARY KEY (user_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX follows_by_guild ON follows (guild_id, person_id);

-- "In this story that name is not this person": holds for what the story takes in later, too.
CREATE TABLE repairs (
    story_id  INTEGER NOT NULL REFERENCES stories (id),
    person_id INTEGER NOT NULL,
    other_id  INTEGER NOT NULL,  -- who it is; 0: nobody of the catalogue
    user_id   INTEGER NOT NULL,
    guild_id  INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (story_id, person_id)
) STRICT, WITHOUT ROWID;

-- What reading found in the articles that repairs changed, whole articles: undone or moved away, they get it back.
CREATE TABLE mentions_read (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    person_id  INTEGER NOT NULL,
    story_id   INTEGER NOT NULL,  -- whose repairs changed it
    published  INTEGER NOT NULL,
    name       TEXT NOT NULL,
    reason     TEXT NOT NULL,
    certain    INTEGER NOT NULL,
    place      INTEGER NOT NULL,
    PRIMARY KEY (article_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_read_by_story ON mentions_read (story_id);
CREATE TABLE events_people_read (
    event_id  INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL,
    place     INTEGER NOT NULL,
    PRIMARY KEY (event_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE spoken_days_read (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    person_id  INTEGER NOT NULL,
    date       TEXT NOT NULL,
    times      INTEGER NOT NULL,
    PRIMARY KEY (article_id, person_id, date)
) STRICT, WITHOUT ROWID;
