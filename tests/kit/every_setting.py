"""A server that has set everything."""

from news.model.servers import Filter, Server

FEED = "https://example.com/feed.xml"


# Every setting another than its default, so that one which is left out shows.
SET = Server(
    guild=50, zone="Europe/Kyiv", paused=True, birthdays_channel=2**61, birthdays_at=5, birthdays_who="list",
    birthdays_top=7, belated=24, leap="leap years", stories_channel=3, stories_threshold=9,
    stories_topics=("film & TV", "royals"), stories_budget=1, digest_channel=4, digest_at=1439, digest_every="week",
    digest_weekday=6, notices_channel=5, mention_role=6, publish=True, language="en", moderator_role=7,
    curtain_death="out", curtain_health="shown", curtain_minors="out", curtain_accusations="shown",
    filters=(
        Filter("person", "block", "12"), Filter("person", "only", "1000003"), Filter("source", "block", "The Sun"),
        Filter("status", "block", "rumour"), Filter("topic", "only", "music"), Filter("word", "block", "royal baby"),
    ), people=(12, 1_000_003), feeds=(4,),
)  # fmt: skip
