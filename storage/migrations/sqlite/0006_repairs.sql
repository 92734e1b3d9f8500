-- What moderators repaired of whole stories: it holds for the whole store, in every server.

-- "This story is about that", for what it takes in later, too.
CREATE TABLE topic_repairs (
    story_id INTEGER PRIMARY KEY REFERENCES stories (id),
    topic    TEXT NOT NULL,
    user_id  INTEGER NOT NULL,
    guild_id INTEGER NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

-- "These articles are another story" and "these two stories are one". In the order of the ids: the last word holds.
CREATE TABLE story_repairs (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,  -- buttons name it
    kind     TEXT NOT NULL,  -- split, merge
    story_id INTEGER NOT NULL REFERENCES stories (id),  -- the one that keeps its id
    other_id INTEGER NOT NULL REFERENCES stories (id),  -- split: the one begun; merge: the one that went into it
    led      TEXT NOT NULL,     -- merge: ids that led to the other one, one a line: undone, they do again
    user_id  INTEGER NOT NULL,
    guild_id INTEGER NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

-- Of which articles each was said; one whose articles are all past their retention says nothing any more.
CREATE TABLE story_repairs_articles (
    repair_id   INTEGER NOT NULL REFERENCES story_repairs (id) ON DELETE CASCADE,
    article_key INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    taken       INTEGER NOT NULL,  -- split: 1 for those that are another story; merge: for those of the one that went
    PRIMARY KEY (repair_id, article_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_repairs_by_article ON story_repairs_articles (article_key);
